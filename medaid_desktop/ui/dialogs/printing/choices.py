"""The controls of the print dialog: how often, on which paper, on which sides, at which place."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QGridLayout, QLabel, QLineEdit, QSpinBox, QWidget

from medaid_desktop.operations.paper.print_plan import LEAST_PERCENT, MOST_COPIES, MOST_PERCENT
from medaid_desktop.ui.printing.options import MOST_OFFSET_MM, PrintOptions
from medaid_desktop.ui.printing.printers import Choice, PrinterFacts

_STEP_MM = 0.5


class PrintChoices(QWidget):
    """Shows options and tells them; what a printer does not offer cannot be chosen."""

    changed = Signal()

    def __init__(self, several: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._several = several
        self._kept = PrintOptions()
        self.copies = QSpinBox(self)
        self.copies.setRange(1, MOST_COPIES)
        self.collation = self._chooser("collation", self._collations())
        self.pages = QLineEdit(self)
        self.pages.setPlaceholderText(self.tr("全部；或 1-3，5"))
        self.backwards = QCheckBox(self.tr("从末页印起(&V)"), self)
        self.sides = self._chooser("sides", [
            ("one", self.tr("单面")), ("long", self.tr("双面，长边翻页")), ("short", self.tr("双面，短边翻页")),
        ])  # fmt: skip
        self.paper = self._chooser("paper", [])
        self.tray = self._chooser("tray", [])
        self.colour = self._chooser("colour", [(False, self.tr("彩色")), (True, self.tr("灰度"))])
        self.scaling = self._chooser("scaling", [
            ("true", self.tr("实际大小")), ("fit", self.tr("适合宽度，四边都印全")), ("percent", self.tr("自定比例")),
        ])  # fmt: skip
        self.percent = QSpinBox(self)
        self.percent.setRange(LEAST_PERCENT, MOST_PERCENT)
        self.percent.setSuffix(" %")
        self.right, self.down = self._distance(), self._distance()
        self._lay_out()
        self._connect()

    def _collations(self) -> list[tuple[str, str]]:
        first, pages = ("sets", self.tr("整套印完再印下一套")), ("pages", self.tr("同一页连着印"))
        if not self._several:
            return [("sets", self.tr("印完一份再印下一份")), pages]
        return [first, ("filings", self.tr("同一份填报件连着印")), pages]

    def _chooser(self, name: str, entries: Iterable[tuple[object, str]]) -> QComboBox:
        chooser = QComboBox(self)
        chooser.setObjectName(f"print-{name}")
        chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        chooser.setMinimumContentsLength(8)
        for data, words in entries:
            chooser.addItem(words, data)
        return chooser

    def _distance(self) -> QDoubleSpinBox:
        field = QDoubleSpinBox(self)
        field.setRange(-MOST_OFFSET_MM, MOST_OFFSET_MM)
        field.setSingleStep(_STEP_MM)
        field.setDecimals(1)
        field.setSuffix(self.tr(" 毫米"))
        return field

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        rows: list[tuple[str, QWidget, str, QWidget | None]] = [
            (self.tr("份数(&N)："), self.copies, self.tr("次序(&O)："), self.collation),
            (self.tr("页码(&G)："), self.pages, "", self.backwards),
            (self.tr("单双面(&D)："), self.sides, self.tr("颜色(&C)："), self.colour),
            (self.tr("纸张(&A)："), self.paper, self.tr("纸盒(&T)："), self.tray),
            (self.tr("大小(&S)："), self.scaling, self.tr("比例(&B)："), self.percent),
            (self.tr("向右移(&R)："), self.right, self.tr("向下移(&X)："), self.down),
        ]
        for row, (left, field, right, other) in enumerate(rows):
            for column, words, widget in ((0, left, field), (2, right, other)):
                if widget is None:
                    continue
                if words:
                    label = QLabel(words, self)
                    label.setBuddy(widget)
                    grid.addWidget(label, row, column)
                    widget.setAccessibleName(words.split("(")[0])
                grid.addWidget(widget, row, column + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        distance = self.tr("打印机印偏时用来校正，负数是反方向；先打印测试页，量出差多少。")
        self.right.setToolTip(distance)
        self.down.setToolTip(distance)

    def _connect(self) -> None:
        for chooser in (self.collation, self.sides, self.paper, self.tray, self.colour, self.scaling):
            chooser.currentIndexChanged.connect(self._on_changed)
        for field in (self.copies, self.percent, self.right, self.down):
            field.valueChanged.connect(self._on_changed)
        self.pages.textChanged.connect(self._on_changed)
        self.backwards.toggled.connect(self._on_changed)

    def show_options(self, options: PrintOptions) -> None:
        """Fills all fields; what the printer does not offer stays as it is."""
        self._kept = options
        self.blockSignals(True)
        self.copies.setValue(options.copies)
        self.pages.setText(options.pages)
        self.backwards.setChecked(options.backwards)
        for chooser, key in (
            (self.collation, options.collation), (self.sides, options.sides), (self.paper, options.paper),
            (self.tray, options.tray), (self.colour, options.grey), (self.scaling, options.scaling),
        ):  # fmt: skip
            _choose(chooser, key)
        self.percent.setValue(options.percent)
        self.right.setValue(options.right_mm)
        self.down.setValue(options.down_mm)
        self.blockSignals(False)
        self._on_changed()

    def show_facts(self, facts: PrinterFacts) -> None:
        """Offers what a printer offers; what was remembered and is offered stays chosen."""
        self.blockSignals(True)
        self._fill(self.paper, facts.papers, self._kept.paper)
        trays = (Choice("", self.tr("自动选择")), *facts.trays)
        self._fill(self.tray, trays, self._kept.tray)
        self.tray.setEnabled(bool(facts.trays))
        self.sides.setEnabled(facts.both_sides)
        if not facts.both_sides:
            _choose(self.sides, "one")
        self.colour.setEnabled(facts.colour)
        if not facts.colour:
            _choose(self.colour, True)
        self.blockSignals(False)
        self._on_changed()

    def options(self) -> PrintOptions:
        """What is chosen; for fields that are not filled yet, what was remembered."""
        return PrintOptions(
            copies=self.copies.value(),
            collation=self.collation.currentData(),
            backwards=self.backwards.isChecked(),
            pages=self.pages.text().strip(),
            sides=self.sides.currentData(),
            paper=self.paper.currentData() if self.paper.count() else self._kept.paper,
            tray=self.tray.currentData() if self.tray.count() else self._kept.tray,
            grey=self.colour.currentData(),
            scaling=self.scaling.currentData(),
            percent=self.percent.value(),
            right_mm=self.right.value(),
            down_mm=self.down.value(),
        )

    def _fill(self, chooser: QComboBox, entries: Iterable[Choice], key: str) -> None:
        chooser.clear()
        for entry in entries:
            chooser.addItem(entry.title, entry.key)
        _choose(chooser, key)

    def _on_changed(self) -> None:
        self.percent.setEnabled(self.scaling.currentData() == "percent")
        self.collation.setEnabled(self.copies.value() > 1)
        self.changed.emit()


def _choose(chooser: QComboBox, key: object) -> None:
    place = chooser.findData(key)
    if place >= 0:
        chooser.setCurrentIndex(place)
