"""Printing: on which printer and how. What was used last for a form is there at once; Enter prints with it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.errors import UserError
from medaid_desktop.operations.paper.print_plan import Margins, leaves, parse_pages
from medaid_desktop.operations.paper.printing import Measured
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.print_choices import PrintChoices
from medaid_desktop.ui.dialogs.print_picture import PrintPicture
from medaid_desktop.ui.dialogs.print_questions import PrintQuestions
from medaid_desktop.ui.printing.job import placement, worst
from medaid_desktop.ui.printing.options import PrintMemory, PrintOptions
from medaid_desktop.ui.printing.printers import PrinterFacts, Printers

Paper = tuple[tuple[float, float], Margins]

_A4: Paper = ((210.0, 297.0), Margins())


class PrintDialog(QDialog):
    """Accepted with `printer` ("" for a PDF file) and `options` chosen; it prints nothing itself.

    What takes time (asking the printers, counting the pages, drawing the first one) comes in while it is open.
    """

    preview_requested = Signal()
    test_page_requested = Signal(str, object)
    """Printer and options."""

    def __init__(self, context: Context, printers: Printers, ids: Sequence[str], form: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("打印"))
        self._count_of_ids = len(ids)
        self._questions = PrintQuestions(context, printers, ids, self)
        self._form = form
        self._memory = PrintMemory(context.settings)
        self._measured: list[Measured] = []
        self._facts: PrinterFacts | None = None
        self._paper: Paper = _A4
        self._asked: tuple[str, str] = ("", "")
        self._are_named = False
        self._make_parts()
        self._lay_out()
        self._connect()
        self._start()

    # -- what was chosen -----------------------------------------------------------------------------------------

    def printer(self) -> str:
        """The name of the chosen printer, "" for a PDF file."""
        return self._chooser.currentData() or ""

    def options(self) -> PrintOptions:
        """The choices."""
        return self._choices.options()

    # -- making --------------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self._chooser = QComboBox(self)
        self._chooser.setObjectName("printerChooser")
        self._chooser.setAccessibleName(self.tr("打印机"))
        self._chooser.addItem(self.tr("另存为 PDF"), "")
        self._state = QLabel(self)
        self._state.setObjectName("printerState")
        self._state.setProperty("part", "muted")
        self._choices = PrintChoices(self._count_of_ids > 1, self)
        self._summary = QLabel(self.tr("正在计算页数…"), self)
        self._summary.setObjectName("printSummary")
        self._warning = QLabel(self)
        self._warning.setObjectName("printWarning")
        self._warning.setWordWrap(True)
        self._mend = QPushButton(self.tr("适合宽度(&F)"), self)
        self._mend.setToolTip(self.tr("均匀缩小到四边都印得全"))
        self._picture = PrintPicture(self)
        self._buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        self._test = QPushButton(self.tr("打印测试页(&E)"), self)
        self._test.setToolTip(self.tr("印一张带尺子和十字的纸，量出打印机印偏了多少"))
        self._large = QPushButton(self.tr("大窗口预览(&W)"), self)
        for button in (self._test, self._large, self._mend):
            button.setAutoDefault(False)
        self._go = self._buttons.addButton(self.tr("打印(&P)"), role.AcceptRole)
        self._go.setObjectName("printButton")
        self._go.setDefault(True)
        self._buttons.addButton(self.tr("取消"), role.RejectRole)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        label = QLabel(self.tr("打印机(&M)："), self)
        label.setBuddy(self._chooser)
        head.addWidget(label)
        head.addWidget(self._chooser, 1)
        trouble = QHBoxLayout()
        trouble.setSpacing(8)
        trouble.addWidget(self._warning, 1)
        trouble.addWidget(self._mend, 0, Qt.AlignmentFlag.AlignTop)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(head)
        left.addWidget(self._state)
        left.addWidget(self._choices)
        left.addWidget(self._summary)
        left.addLayout(trouble)
        left.addStretch(1)
        upper = QHBoxLayout()
        upper.setSpacing(16)
        upper.addLayout(left, 1)
        upper.addWidget(self._picture)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(upper, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._test)
        foot.addWidget(self._large)
        foot.addStretch(1)
        foot.addWidget(self._buttons)
        layout.addLayout(foot)
        self.resize(760, 440)

    def _connect(self) -> None:
        self._chooser.currentIndexChanged.connect(self._on_printer_changed)
        self._choices.changed.connect(self._look)
        questions = self._questions
        questions.measured.connect(self._on_measured)
        questions.refused.connect(self._on_trouble)
        questions.drawn.connect(self._picture.show_page)
        questions.named.connect(self._on_names)
        questions.described.connect(self._on_facts)
        questions.paper_found.connect(self._on_paper)
        questions.lost.connect(self._on_printer_lost)
        self._mend.clicked.connect(self._on_mend)
        self._test.clicked.connect(lambda: self.test_page_requested.emit(self.printer(), self.options()))
        self._large.clicked.connect(self.preview_requested)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _start(self) -> None:
        """Shows what is remembered and asks for the rest."""
        self._questions.start()
        last = self._memory.printer(self._form)
        if last:
            self._chooser.addItem(last, last)
            self._chooser.setCurrentIndex(1)
        else:
            self._on_printer_changed()
        self._chooser.setFocus()

    # -- what comes in -------------------------------------------------------------------------------------------

    def _on_names(self, names: list[str]) -> None:
        self._are_named = True
        last = self._memory.printer(self._form)
        chosen = self.printer()
        self._chooser.blockSignals(True)
        while self._chooser.count() > 1:
            self._chooser.removeItem(1)
        for name in names:
            self._chooser.addItem(name, name)
        if last is None and names:
            chosen = names[0]
        place = self._chooser.findData(chosen)
        self._chooser.setCurrentIndex(max(place, 0))
        self._chooser.blockSignals(False)
        if place < 0:
            words = self.tr("上次用的打印机“%1”找不到了，请另选一台。").replace("%1", chosen)
            self._on_printer_changed()
            self._state.setText(words)
        elif chosen != self._asked[0]:
            self._on_printer_changed()
        elif not names:
            self._state.setText(self.tr("这台电脑没有可用的打印机，可以另存为 PDF。"))
        elif not chosen:
            self._state.setText(self._pdf_words())

    def _on_printer_changed(self) -> None:
        name = self.printer()
        self._facts, self._paper = None, _A4
        self._choices.setEnabled(bool(name))
        self._test.setEnabled(bool(name))
        self._go.setText(self.tr("打印(&P)") if name else self.tr("另存为 PDF(&P)…"))
        self._state.setText(self._pdf_words() if self._are_named else self.tr("正在查找打印机…"))
        self._choices.show_options(self._memory.options(self._form, name))
        self._asked = (name, "")
        if name:
            self._state.setText(self.tr("正在询问打印机…"))
            self._questions.ask_printer(name)

    def _pdf_words(self) -> str:
        return self.tr("按实际大小存成一个 PDF 文件，打印用的选项不起作用。")

    def _on_facts(self, name: str, facts: PrinterFacts) -> None:
        if name != self.printer():
            return
        self._facts = facts
        self._state.setText(facts.state)
        self._state.setProperty("part", "muted" if facts.ready else "error")
        self._state.style().polish(self._state)
        self._choices.show_facts(facts)

    def _on_printer_lost(self, name: str, error: UserError) -> None:
        if name == self.printer():
            self._state.setText(str(error))

    def _on_measured(self, measured: list[Measured]) -> None:
        self._measured = measured
        self._look()

    def _on_trouble(self, error: UserError) -> None:
        """Something among the filings cannot be printed: said here, before any paper is used."""
        self._summary.setText(str(error))
        self._summary.setWordWrap(True)
        self._go.setEnabled(False)

    # -- looking again -------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Counts paper, places the first page, asks for the border of another paper."""
        self._ask_paper()
        if not self._measured:
            return
        options, total = self.options(), sum(item.pages for item in self._measured)
        first = self._measured[0]
        place = placement(first, *self._paper, options if self.printer() else PrintOptions())
        self._picture.show_placement(place, self._paper[1], first.ink)
        self._count(options, total)
        self._warn(options)

    def _ask_paper(self) -> None:
        name, paper = self.printer(), self.options().paper
        if not name or self._facts is None or self._asked == (name, paper):
            return
        self._asked = (name, paper)
        self._questions.ask_paper(name, paper)

    def _on_paper(self, name: str, paper: str, found: Paper) -> None:
        if (name, paper) == self._asked:
            self._paper = found
            self._look()

    def _count(self, options: PrintOptions, total: int) -> None:
        words = self.tr("共 %1 页、%2 份").replace("%1", str(total)).replace("%2", str(len(self._measured)))
        self._go.setEnabled(True)
        if self.printer():
            try:
                pages = parse_pages(options.pages, total)
                counts = [item.pages for item in self._measured]
                plan = leaves(counts, pages, options.sides != "one", options.copies, options.collation)
                words += self.tr("，用纸 %1 张").replace("%1", str(len(plan)))
            except UserError as error:
                words = str(error)
                self._go.setEnabled(False)
        self._summary.setText(words)

    def _warn(self, options: PrintOptions) -> None:
        """What would be cut, on the filing where it is worst; and by how much a fitting print is smaller."""
        cut, percent = worst(self._measured if self.printer() else (), *self._paper, options)
        words = ""
        if cut:
            sides = "、".join(
                self.tr("%1边 %2 毫米").replace("%1", s).replace("%2", f"{by:.1f}") for s, by in cut.items()
            )
            words = self.tr("这台打印机印不到纸边，会切掉：%1。").replace("%1", sides)
        elif percent is not None and percent < 100 and options.scaling != "percent":
            words = self.tr("缩小 %1 %，四边都印得全。").replace("%1", str(100 - percent))
        elif percent is not None and options.scaling == "fit":
            words = self.tr("不用缩小，四边都印得全。")
        self._warning.setText(words)
        self._warning.setProperty("part", "error" if cut else "muted")
        self._warning.style().polish(self._warning)
        self._mend.setVisible(bool(cut) and options.scaling != "fit")
        self._picture.setAccessibleDescription(words)

    def _on_mend(self) -> None:
        self._choices.scaling.setCurrentIndex(self._choices.scaling.findData("fit"))

    # -- Qt ------------------------------------------------------------------------------------------------------

    def done(self, result: int) -> None:
        self._questions.close()
        if result == QDialog.DialogCode.Accepted:
            self._memory.keep(self._form, self.printer(), self.options())
        super().done(result)
