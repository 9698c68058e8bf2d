"""Words and signs of review steps: one shape and one word for each state, the same wherever they are told."""

from typing import get_args

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon

from medaid_desktop.core.review.chain import State
from medaid_desktop.ui.icons import icon

STATES: tuple[State, ...] = get_args(State)
_FIRST_NUMBER = 0x2460
_MOST_NUMBERS = 20
_ICONS: dict[State, tuple[str, str]] = {
    "done": ("done", "good"), "next": ("step-next", "accent"), "waiting": ("step-waiting", "muted"),
    "void": ("error", "error"),
}  # fmt: skip


def state_word(state: State) -> str:
    """已审核, 待审核, 未到, 已失效."""
    words: dict[State, str] = {
        "done": _tr("已审核"), "next": _tr("待审核"), "waiting": _tr("未到"), "void": _tr("已失效"),
    }  # fmt: skip
    return words[state]


def state_icon(state: State) -> QIcon:
    """The sign of a state in its colour."""
    return icon(*_ICONS[state])


def number_word(number: int) -> str:
    """①, ② …"""
    return chr(_FIRST_NUMBER + number - 1) if number <= _MOST_NUMBERS else f"{number}."


def bare_place(place: str) -> str:
    """A cell where it stands alone: without the quotation marks that it has in a sentence."""
    inner = place[1:-1]
    return inner if place[:1] == "“" and place[-1:] == "”" and "“" not in inner else place


def remark_words(by: str, text: str, is_mended: bool) -> str:
    """What stands in the tooltip of a cell: 退回意见（某某，已改过）：与下达文件不符."""
    about = "，".join(part for part in (by, _tr("已改过") if is_mended else "") if part)
    said = _tr("退回意见（%1）：%2") if about else _tr("退回意见：%2")
    return said.replace("%1", about).replace("%2", " ".join(text.split()))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Review", text)
