"""The keyboard sheet: the keys of the window out of its actions, those of the paper out of the manual's page."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

_MNEMONIC = re.compile(r"\(&\w\)|&")
_MARK = "<!-- window -->"
_NAMES = {"Del": "Delete", "Return": "回车", "Enter": "回车", "Space": "空格", "Ins": "Insert"}
_SIGNS = {"+": "加号", "-": "减号", "=": "等号", "/": "斜杠", ";": "分号"}


def key_sheet(source: str, bar: QMenuBar, actions: Sequence[QAction]) -> str:
    """The page `source` with the tables of all menus in the place of its mark, and of actions that stand in none."""
    tr = QCoreApplication.translate
    tops = bar.actions()  # PySide lets go of a menu with the last reference to its action
    menus = [menu for top in tops if isinstance(menu := top.menu(), QMenu)]
    shown = [action for menu in menus for action in menu.actions()]
    own = [(_MNEMONIC.sub("", menu.title()), [a for a in menu.actions() if a in actions]) for menu in menus]
    own.append((tr("KeySheet", "其他"), [action for action in actions if action not in shown]))
    return source.replace(_MARK, "\n\n".join(table for title, entries in own if (table := _table(title, entries))))


def key_words(key: QKeySequence) -> str:
    """A key as a clerk reads it: Ctrl+减号, Alt+回车."""
    *holding, last = re.split(r"\+(?!$)", key.toString(QKeySequence.SequenceFormat.PortableText))
    return "+".join([*holding, _SIGNS.get(last, _NAMES.get(last, last))])


def plain_words(action: QAction) -> str:
    """The words of an action without mnemonic and dots."""
    return _MNEMONIC.sub("", action.text()).split("：")[0].rstrip("…")


def _table(title: str, actions: Sequence[QAction]) -> str:
    lines = [f"| {_keys(action)} | {plain_words(action)} |" for action in _keyed(actions)]
    if not lines:
        return ""
    tr = QCoreApplication.translate
    return "\n".join([f"## {title}", "", f"| {tr('KeySheet', '键')} | {tr('KeySheet', '作用')} |", "|---|---|", *lines])


def _keyed(actions: Sequence[QAction]) -> list[QAction]:
    return [action for action in actions if action.shortcuts()]


def _keys(action: QAction) -> str:
    return "，".join(key_words(key) for key in action.shortcuts())
