"""Printing: on which printer and how. What was used last for a form is there at once; Enter prints with it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.signing import Certificate
from medaid_desktop.operations.paper.print_plan import Margins
from medaid_desktop.operations.paper.printing import Measured
from medaid_desktop.operations.paper.sheets import Edition
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.printing.choices import PrintChoices
from medaid_desktop.ui.dialogs.printing.edition import PrintEdition
from medaid_desktop.ui.dialogs.printing.picture import PrintPicture
from medaid_desktop.ui.dialogs.printing.printer import PrinterField
from medaid_desktop.ui.dialogs.printing.questions import PrintQuestions
from medaid_desktop.ui.dialogs.printing.sealing import PrintSealing
from medaid_desktop.ui.dialogs.printing.summary import PrintSummary
from medaid_desktop.ui.printing.job import placement
from medaid_desktop.ui.printing.options import PrintMemory, PrintOptions
from medaid_desktop.ui.printing.printers import PrinterFacts, Printers

_PrinterPaper = tuple[tuple[float, float], Margins]
"""A paper in a printer: its size (mm), and the border that cannot be printed on."""
_A4: _PrinterPaper = ((210.0, 297.0), Margins())


class PrintDialog(QDialog):
    """Accepted with `printer` ("" for a PDF file), `options`, `edition` and `certificate` chosen; it prints nothing itself.

    Seals are opened before it is accepted, so that a wrong passphrase is told of where it was typed.

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
        self._paper: _PrinterPaper = _A4
        self._asked: tuple[str, str] = ("", "")
        self._context = context
        self._make_parts()
        self._lay_out()
        self._connect()
        self._start()

    # -- what was chosen -----------------------------------------------------------------------------------------

    def printer(self) -> str:
        """The name of the chosen printer, "" for a PDF file."""
        return self._printer.printer()

    def options(self) -> PrintOptions:
        """The choices."""
        return self._choices.options()

    def edition(self) -> Edition:
        """The kind of print, with the seals that were opened for it."""
        return replace(self._kind.edition(), seals=self._sealing.pictures)

    def certificate(self) -> Certificate | None:
        """The certificate that a PDF file is signed with, if any."""
        return None if self.printer() else self._kind.chosen_certificate()

    # -- making --------------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self._printer = PrinterField(self)
        self._choices = PrintChoices(self._count_of_ids > 1, self)
        self._kind = PrintEdition(self._context.settings, self)
        self._sealing = PrintSealing(self._context, self._kind, self)
        self._summary = PrintSummary(self)
        self._picture = PrintPicture(self)
        self._buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        self._test = QPushButton(self.tr("打印测试页(&E)"), self)
        self._test.setToolTip(self.tr("印一张带尺子和十字的纸，量出打印机印偏了多少"))
        self._large = QPushButton(self.tr("大窗口预览(&W)"), self)
        for button in (self._test, self._large):
            button.setAutoDefault(False)
        self._go = self._buttons.addButton(self.tr("打印(&P)"), role.AcceptRole)
        self._go.setObjectName("printButton")
        self._go.setDefault(True)
        self._buttons.addButton(self.tr("取消"), role.RejectRole)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self._printer)
        left.addWidget(self._choices)
        left.addWidget(self._kind)
        left.addWidget(self._summary)
        left.addStretch(1)
        upper = QHBoxLayout()
        upper.setSpacing(16)
        upper.addLayout(left, 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._picture, 1)
        right.addWidget(self._kind.seals)
        upper.addLayout(right)
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
        self._printer.changed.connect(self._on_printer_changed)
        self._choices.changed.connect(self._look)
        questions = self._questions
        questions.measured.connect(self._on_measured)
        questions.refused.connect(self._on_trouble)
        questions.drawn.connect(self._picture.show_page)
        questions.named.connect(self._printer.show_names)
        questions.described.connect(self._on_facts)
        questions.paper_found.connect(self._on_paper)
        questions.lost.connect(self._on_printer_lost)
        questions.sealing.connect(self._sealing.show_seals)
        self._sealing.done.connect(self.accept)
        self._sealing.busy.connect(self._go.setDisabled)
        self._kind.changed.connect(lambda: questions.ask_pages(self._kind.edition()))
        self._summary.mend_asked.connect(self._on_mend)
        self._test.clicked.connect(lambda: self.test_page_requested.emit(self.printer(), self.options()))
        self._large.clicked.connect(self.preview_requested)
        self._buttons.accepted.connect(lambda: self._sealing.begin(self.certificate()))
        self._buttons.rejected.connect(self.reject)

    def _start(self) -> None:
        """Shows what is remembered and asks for the rest."""
        self._questions.start()
        self._printer.begin_with(self._memory.printer(self._form))
        self._printer.setFocus()

    # -- what comes in -------------------------------------------------------------------------------------------

    def _on_printer_changed(self) -> None:
        name = self.printer()
        self._facts, self._paper = None, _A4
        self._choices.setEnabled(bool(name))
        self._test.setEnabled(bool(name))
        self._kind.show_file(not name)
        self._go.setText(self.tr("打印(&P)") if name else self.tr("另存为 PDF(&P)…"))
        self._choices.show_options(self._memory.options(self._form, name))
        self._asked = (name, "")
        if name:
            self._questions.ask_printer(name)

    def _on_facts(self, name: str, facts: PrinterFacts) -> None:
        if name != self.printer():
            return
        self._facts = facts
        self._printer.say(facts.state, is_trouble=not facts.ready)
        self._choices.show_facts(facts)

    def _on_printer_lost(self, name: str, error: UserError) -> None:
        if name == self.printer():
            self._printer.say(str(error), is_trouble=True)

    def _on_measured(self, measured: list[Measured]) -> None:
        self._measured = measured
        self._look()

    def _on_trouble(self, error: UserError) -> None:
        self._summary.refuse(error)
        self._go.setEnabled(False)

    # -- looking again -------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Counts paper, places the first page, asks for the border of another paper."""
        self._ask_paper()
        if not self._measured:
            return
        options, is_paper = self.options(), bool(self.printer())
        first = self._measured[0]
        place = placement(first, *self._paper, options if is_paper else PrintOptions())
        self._picture.show_placement(place, self._paper[1], first.ink)
        self._go.setEnabled(self._summary.show_count(self._measured, options, is_paper))
        warning = self._summary.warn(self._measured if is_paper else (), *self._paper, options)
        self._picture.setAccessibleDescription(warning)

    def _ask_paper(self) -> None:
        name, paper = self.printer(), self.options().paper
        if not name or self._facts is None or self._asked == (name, paper):
            return
        self._asked = (name, paper)
        self._questions.ask_paper(name, paper)

    def _on_paper(self, name: str, paper: str, found: _PrinterPaper) -> None:
        if (name, paper) == self._asked:
            self._paper = found
            self._look()

    def _on_mend(self) -> None:
        self._choices.scaling.setCurrentIndex(self._choices.scaling.findData("fit"))

    # -- Qt ------------------------------------------------------------------------------------------------------

    def done(self, result: int) -> None:
        self._questions.close()
        self._sealing.close()
        if result == QDialog.DialogCode.Accepted:
            self._memory.keep(self._form, self.printer(), self.options())
        super().done(result)
