"""Words, signs and colours of findings: one shape and one word for each gravity, the same wherever they are told."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon

from medaid_desktop.ui.icons import icon

if TYPE_CHECKING:  # the rules take their time to import, and the foot of the window need not wait for them
    from medaid_desktop.operations.checking import Checked

Kind = Literal["error", "warning", "hint", "explained"]
KINDS: tuple[Kind, ...] = ("error", "warning", "hint", "explained")
"""The severities, and warnings that have been explained."""

SIGNS: dict[Kind, str] = {"error": "●", "warning": "▲", "hint": "ⓘ", "explained": "△"}
COLOURS: dict[Kind, str] = {"error": "error", "warning": "warning", "hint": "hint", "explained": "muted"}
"""The colour of the palette that belongs to a kind."""


def kind_of(checked: "Checked") -> Kind:
    """How a finding is told: a warning that has been explained is one no more."""
    if checked.explanation is not None and checked.finding.severity == "warning":
        return "explained"
    return checked.finding.severity


def count(findings: "Iterable[Checked]") -> Counter[Kind]:
    """How many there are of each kind."""
    return Counter(kind_of(checked) for checked in findings)


def kind_word(kind: Kind) -> str:
    """错误, 警告, 提示, 已说明."""
    words: dict[Kind, str] = {
        "error": _tr("错误"), "warning": _tr("警告"), "hint": _tr("提示"), "explained": _tr("已说明"),
    }  # fmt: skip
    return words[kind]


def kind_tip(kind: Kind) -> str:
    """What a clerk has to do about findings of a kind."""
    words: dict[Kind, str] = {
        "error": _tr("错误：改好才能送审"),
        "warning": _tr("警告：改好，或写一句说明"),
        "hint": _tr("提示：供参考，不用处理"),
        "explained": _tr("已经写了说明的警告"),
    }
    return words[kind]


def kind_icon(kind: Kind) -> QIcon:
    """The sign of a kind in its colour."""
    return icon("info" if kind == "hint" else f"finding-{kind}", COLOURS[kind])


def count_words(counts: Counter[Kind]) -> str:
    """错误 1 处、警告 2 处; 没有发现问题."""
    told = [
        _tr("%1 %2 处").replace("%1", kind_word(kind)).replace("%2", str(counts[kind]))
        for kind in KINDS
        if counts[kind]
    ]
    return "、".join(told) or _tr("没有发现问题")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Findings", text)
