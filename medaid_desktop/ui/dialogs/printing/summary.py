"""What a print comes to: pages, filings and paper; what would be cut off, and the button that mends it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from medaid_desktop.errors import UserError
from medaid_desktop.operations.paper.print_plan import Margins, leaves, parse_pages
from medaid_desktop.operations.paper.printing import Measured
from medaid_desktop.ui.printing.job import worst
from medaid_desktop.ui.printing.options import PrintOptions


class PrintSummary(QWidget):
    """Says it in words."""

    mend_asked = Signal()
    """What would be cut is to be made to fit."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = QLabel(self.tr("正在计算页数…"), self)
        self._count.setObjectName("printSummary")
        self._warning = QLabel(self)
        self._warning.setObjectName("printWarning")
        self._warning.setWordWrap(True)
        self._mend = QPushButton(self.tr("适合宽度(&F)"), self)
        self._mend.setToolTip(self.tr("均匀缩小到四边都印得全"))
        self._mend.setAutoDefault(False)
        trouble = QHBoxLayout()
        trouble.setSpacing(8)
        trouble.addWidget(self._warning, 1)
        trouble.addWidget(self._mend, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._count)
        layout.addLayout(trouble)
        self._mend.clicked.connect(self.mend_asked)

    def refuse(self, error: UserError) -> None:
        """Something among the filings cannot be printed: said here, before any paper is used."""
        self._count.setText(str(error))
        self._count.setWordWrap(True)

    def show_count(self, measured: Sequence[Measured], options: PrintOptions, is_paper: bool) -> bool:
        """Counts pages, filings and, where it `is_paper`, leaves; returns whether it can be printed so."""
        counts = [item.pages for item in measured]
        total = sum(counts)
        words = self.tr("共 %1 页、%2 份").replace("%1", str(total)).replace("%2", str(len(counts)))
        try:
            if is_paper:
                pages = parse_pages(options.pages, total)
                plan = leaves(counts, pages, options.sides != "one", options.copies, options.collation)
                words += self.tr("，用纸 %1 张").replace("%1", str(len(plan)))
        except UserError as error:
            self._count.setText(str(error))
            return False
        self._count.setText(words)
        return True

    def warn(
        self, measured: Sequence[Measured], paper: tuple[float, float], margins: Margins, options: PrintOptions
    ) -> str:
        """Says what a printer would cut off a paper (mm), on the filing where it is worst, or by how much a fitting print is
        smaller; returns the words, "" for none."""
        cut, percent = worst(measured, paper, margins, options)
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
        return words
