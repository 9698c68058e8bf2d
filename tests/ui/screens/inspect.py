"""What is wrong with a screen, as a careful eye would find it: words cut or laid over each other, out of reach, foreign."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QRadioButton,
    QScrollBar,
    QTabBar,
    QToolBar,
    QToolButton,
    QWidget,
)

from medaid_desktop.ui.views.labels import ElidedLabel

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit)
_LATIN = re.compile(r"[A-Za-z]{2,}")
_CODE = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}")
"""A verification code."""
_KNOWN = {
    "pdf", "json", "excel", "wps", "ctrl", "shift", "alt", "tab", "esc", "enter", "delete", "del", "home", "end", "medaid", "desktop",
    "qt", "lgpl", "mm", "cm", "libreoffice", "word", "usb", "windows", "backspace", "pgup", "pgdown", "px", "ins",
}  # fmt: skip
_OWN_LAYOUT = (QLineEdit, QAbstractItemView, QTabBar, QComboBox, QAbstractSpinBox, QMenu, QScrollBar, QToolBar)


def faults(top: QWidget) -> list[str]:
    """Chapter and verse of everything wrong in a window, dialog or menu."""
    if isinstance(top, (QMenu, QFileDialog)):  # laid out by Qt, which knows how
        return [f"foreign: {text}" for text in _texts(top) if _foreign(text)]
    parts = [part for part in top.findChildren(QWidget) if part.isVisible() and part.window() is top]
    found = [f"cut: {_name(part)}" for part in parts if _is_cut(part)]
    found += [f"outside: {_name(part)}" for part in parts if _is_outside(part, top)]
    found += [f"overlap: {_name(a)} / {_name(b)}" for a, b in _overlapping(top, parts)]
    found += [f"nameless: {_name(part)}" for part in parts if _is_nameless(part)]
    found += [f"no key: {_name(part)}" for part in parts if _is_out_of_reach(part)]
    found += [f"one key for two: {letter} {words}" for letter, words in _ambiguous(top, parts)]
    return found + [f"foreign: {text}" for part in [top, *parts] for text in _texts(part) if _foreign(text)]


def _is_cut(part: QWidget) -> bool:
    room = part.contentsRect()
    if isinstance(part, ElidedLabel) or _within_view(part):
        return False
    if isinstance(part, QLabel):
        if not part.text() or part.textFormat() is Qt.TextFormat.RichText:
            return False
        if part.wordWrap():
            return part.heightForWidth(part.width()) > part.height() + 1
        return part.fontMetrics().boundingRect(part.text().replace("&", "")).width() > room.width() + 2
    if isinstance(part, QAbstractButton) and part.text():
        return part.minimumSizeHint().width() > part.width() + 1 and not isinstance(part.parentWidget(), QToolBar)
    if (
        isinstance(part, QLineEdit)
        and not part.text()
        and not isinstance(part.parentWidget(), (QComboBox, QAbstractSpinBox))
    ):
        return part.fontMetrics().horizontalAdvance(part.placeholderText()) > part.width() - 8
    return False


def _is_outside(part: QWidget, top: QWidget) -> bool:
    if _within_view(part) or part.isWindow() or not part.width() or not part.height():
        return False
    return not top.rect().adjusted(-1, -1, 1, 1).contains(QRect(part.mapTo(top, QPoint(0, 0)), part.size()))


def _overlapping(top: QWidget, parts: list[QWidget]) -> Iterator[tuple[QWidget, QWidget]]:
    """Neighbours that a layout should have kept apart."""
    for parent in [top, *parts]:
        layout = parent.layout()
        if layout is None or isinstance(parent, _OWN_LAYOUT):
            continue
        children = [part for part in parts if part.parentWidget() is parent and layout.indexOf(part) >= 0]
        for a, b in combinations(children, 2):
            shared = a.geometry() & b.geometry()
            if shared.width() > 1 and shared.height() > 1:
                yield a, b


def _is_nameless(part: QWidget) -> bool:
    if not isinstance(part, CONTROLS) or not part.focusPolicy() or isinstance(part.parentWidget(), _OWN_LAYOUT):
        return False
    own = part.accessibleName() or (part.text() if isinstance(part, QAbstractButton) else "") or part.toolTip()
    if own or isinstance(part.window(), QFileDialog):
        return False
    return not any(label.buddy() is part for label in part.window().findChildren(QLabel))


def _is_out_of_reach(part: QWidget) -> bool:
    """A control that Tab cannot reach must have a key of its own: those of the toolbar stand in a menu too."""
    if not isinstance(part, CONTROLS) or isinstance(part, QScrollBar) or not part.isEnabled():
        return False
    if isinstance(part.parentWidget(), (*_OWN_LAYOUT, QAbstractScrollArea)) or _within_view(part):
        return False
    if part.focusPolicy() & Qt.FocusPolicy.TabFocus.value:
        return False
    if isinstance(part, QLineEdit) and part.isReadOnly():  # nothing to be done in it
        return False
    if isinstance(part, QAbstractItemView) and _field_above(part):
        return False
    if isinstance(part, QRadioButton):  # Tab goes to the chosen one of a group, arrows to the others
        group = part.window().findChildren(QRadioButton)
        beside = [one for one in group if one.parentWidget() is part.parentWidget()]
        return not any(one.isChecked() and one.focusPolicy() & Qt.FocusPolicy.TabFocus.value for one in beside)
    return not (
        isinstance(part, QToolButton) and (part.defaultAction() or "Ctrl+W" in part.toolTip() or part.shortcut())
    )


def _field_above(view: QAbstractItemView) -> bool:
    """A list that is walked from the field over it, which keeps the focus."""
    parent = view.parentWidget()
    return parent is not None and parent.findChild(QLineEdit) is not None


def _ambiguous(top: QWidget, parts: list[QWidget]) -> Iterator[tuple[str, list[str]]]:
    """The letters that Alt cannot tell apart: of fields, buttons, and the menus above them."""
    words = [
        part.text() for part in parts if isinstance(part, QAbstractButton) or (isinstance(part, QLabel) and part.buddy())
    ]  # fmt: skip
    if isinstance(top, QMainWindow):
        words += [action.text() for action in top.menuBar().actions()]
    letters = [(match[1].upper(), text) for text in words if (match := re.search(r"&([^&])", text))]
    for letter, count in Counter(letter for letter, _ in letters).items():
        if count > 1:
            yield letter, [text for mine, text in letters if mine == letter]


def _within_view(part: QWidget) -> bool:
    """Scrolled about: it may lie outside."""
    parent = part.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, (QAbstractScrollArea, QTabBar)):
            return True
        parent = parent.parentWidget()
    return False


def _texts(part: QWidget) -> list[str]:
    texts = [part.toolTip()]
    if isinstance(part, QMenu):
        texts += [action.text().partition("\t")[0] for action in part.actions() if action.isVisible()]
    if isinstance(part, (QLabel, QAbstractButton)):
        texts.append(part.text())
    if isinstance(part, QLineEdit):
        texts.append(part.placeholderText())
    if isinstance(part, QComboBox) and part.objectName() != "printerChooser":  # whose names are the system's
        texts += [part.itemText(row) for row in range(part.count())]
    if isinstance(part, QTabBar):
        texts += [part.tabText(index) for index in range(part.count())]
    if isinstance(part, QDialog):
        texts.append(part.windowTitle())
    return texts


def _foreign(text: str) -> bool:
    if not text or "/" in text or "\\" in text or "<" in text:  # a path, a page of its own
        return False
    words = {word.casefold() for word in _LATIN.findall(_CODE.sub("", text))}
    return bool(words - _KNOWN) and not re.search(r"[\u4e00-\u9fff]", _LATIN.sub("", text))


def _name(part: QWidget) -> str:
    words = part.text() if isinstance(part, (QLabel, QAbstractButton)) else part.accessibleName()
    return f"{type(part).__name__} {part.objectName()} “{words[:24]}” {part.width()}×{part.height()}"
