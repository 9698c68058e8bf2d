"""What a field or column is: its name, type, unit, choices. Says what the clerk changes; nothing is changed here."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.texts.field_types import FIELD_TYPES

_GAP = 4
_OPTION_LINES = 4
_FREE = ("text", "long-text")
UNITS = ("", "万元", "元", "亿元", "人", "人次", "%")


class DefinitionForm(QWidget):
    """Each change is told as soon as the clerk has left the field, or pressed Enter."""

    redefined = Signal(dict)
    """What changed: label, type, unit, required, multiple or options, with its new value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: FieldDef | None = None
        self._is_filling = False
        self.name = QLineEdit(self)
        self.name.setObjectName("definitionName")
        self.type = QComboBox(self)
        self.type.setObjectName("definitionType")
        for kind in FIELD_TYPES.values():
            self.type.addItem(kind.title, kind.name)
        self.unit = QComboBox(self)
        self.unit.setObjectName("definitionUnit")
        self.unit.setEditable(True)
        self.unit.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.unit.addItems(UNITS)
        self.required = QCheckBox(self.tr("必填(&B)"), self)
        self.required.setObjectName("definitionRequired")
        self.multiple = QCheckBox(self.tr("可以选多项(&D)"), self)
        self.multiple.setObjectName("definitionMultiple")
        self.options = QPlainTextEdit(self)
        self.options.setObjectName("definitionOptions")
        self.options.setTabChangesFocus(True)
        self.options.setAccessibleName(self.tr("可选项"))
        self.options.setPlaceholderText(self.tr("一行一个可选项"))
        self.options.setFixedHeight(self.options.fontMetrics().lineSpacing() * _OPTION_LINES + 12)
        self.options.installEventFilter(self)
        self._lay_out()
        self._show_options(False)
        self.name.editingFinished.connect(self._on_name)
        self.type.activated.connect(lambda _: self._on_type())
        self.unit.activated.connect(lambda _: self._on_unit())
        line = self.unit.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._on_unit)
        self.required.clicked.connect(lambda on: self._tell("required", on))
        self.multiple.clicked.connect(lambda on: self._tell("multiple", on))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * _GAP)
        grid.setVerticalSpacing(_GAP)
        self._labels: dict[QWidget, QLabel] = {}
        for row, (words, field) in enumerate(
            ((self.tr("名称(&M)"), self.name), (self.tr("类型(&L)"), self.type), (self.tr("单位(&U)"), self.unit))
        ):
            label = QLabel(words, self)
            label.setBuddy(field)
            self._labels[field] = label
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            field.setMinimumWidth(80)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(self.required, 3, 1)
        label = QLabel(self.tr("可选项(&X)"), self)
        label.setBuddy(self.options)
        self._labels[self.options] = label
        grid.addWidget(label, 4, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.options, 4, 1)
        grid.addWidget(self.multiple, 5, 1)
        grid.setColumnStretch(1, 1)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_name(self, name: str, may_change: bool) -> None:
        """Shows what a review box or a table is called: nothing else can be said of it."""
        self.show_definition(FieldDef("", name), may_change)
        for field in (self.type, self._labels[self.type], self.required):
            field.hide()

    def show_definition(self, definition: FieldDef, may_change: bool = True) -> None:
        """Shows what a field or column is."""
        self._is_filling = True
        for field in (self.type, self._labels[self.type], self.required):
            field.show()
        self._shown = definition
        self.name.setText(definition.label)
        self.name.setCursorPosition(0)
        self.type.setCurrentIndex(self.type.findData(definition.type))
        self.unit.setCurrentIndex(self.unit.findText(definition.unit))
        self.unit.setEditText(definition.unit)
        self.required.setChecked(definition.required)
        self.multiple.setChecked(definition.multiple)
        text = "\n".join(definition.options)
        if self.options.toPlainText() != text:
            self.options.setPlainText(text)
        self._show_options(definition.type == "choice", bool(definition.options))
        has_unit = definition.type in ("amount", "number", "target") or bool(definition.unit)
        for field in (self.unit, self._labels[self.unit]):
            field.setVisible(has_unit)
        self.setEnabled(may_change)
        self._is_filling = False

    # -- what the clerk says -------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Tells what is being typed, before something else is done."""
        if self._shown is not None and self.isVisible() and self.isEnabled():
            self._on_name()
            self._on_unit()
            self._on_options()

    def _tell(self, what: str, value: object) -> None:
        if self._is_filling or self._shown is None or getattr(self._shown, what) == value:
            return
        self.redefined.emit({what: value})

    def _show_options(self, is_choice: bool, suggests: bool = False) -> None:
        """The words of a choice, or those that are only suggested beside what else may be written."""
        label = self._labels[self.options]
        label.setText(self.tr("可选项(&X)") if is_choice or not suggests else self.tr("建议词(&X)"))
        self.options.setToolTip("" if is_choice else self.tr("填报时列出这些词，也可以另写"))
        for field in (self.options, label):
            field.setVisible(is_choice or suggests)
        self.multiple.setVisible(is_choice)

    def _on_type(self) -> None:
        """A choice is one as soon as there is something to choose from."""
        kind = self.type.currentData()
        if kind == "choice" and not _options(self.options.toPlainText()):
            self._show_options(True)
            self.options.setFocus()
            return
        if self._shown is not None and self._shown.type == "choice" and kind in _FREE:
            self.redefined.emit({"type": kind, "options": self._shown.options})  # what was to choose from is suggested
            return
        self._tell("type", kind)

    def _on_name(self) -> None:
        name = " ".join(self.name.text().split())
        if name:
            self._tell("label", name)
        elif self._shown is not None:
            self.name.setText(self._shown.label)

    def _on_unit(self) -> None:
        self._tell("unit", self.unit.currentText().strip())

    def _on_options(self) -> None:
        options, kind = _options(self.options.toPlainText()), self.type.currentData()
        if self._is_filling or self._shown is None:
            return
        if kind == "choice" and self._shown.type != "choice":
            if options:
                self.redefined.emit({"type": kind, "options": options})
            else:
                self.type.setCurrentIndex(self.type.findData(self._shown.type))
                self._show_options(False)
        elif options if kind == "choice" else self._shown.options:
            self._tell("options", options)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.options and event.type() == QEvent.Type.FocusOut:
            self._on_options()
        return super().eventFilter(watched, event)


def _options(text: str) -> Sequence[str]:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return tuple(dict.fromkeys(line for line in lines if line))
