"""What became of an import: read, copied, saved, and followed into the filings."""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from medaid_desktop.errors import UserError
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.files import ask_save
from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.incoming.batch import Batch
from medaid_desktop.ui.views.incoming.naming import state_words
from medaid_desktop.ui.views.incoming.report_text import Section, as_text, headline, sections

if TYPE_CHECKING:
    from medaid_desktop.operations.incoming.items import ImportReport

_EDGE, _GAP = 16, 8


class ReportPage(QWidget):
    """Stands in the place of the files until the clerk goes on."""

    open_requested = Signal(str)
    back_requested, close_requested = Signal(), Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._head = ""
        self._sections: list[Section] = []
        self.text = QTextBrowser(self)
        self.text.setObjectName("incomingReport")
        self.text.setAccessibleName(self.tr("导入的结果"))
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(lambda url: self.open_requested.emit(url.toString().removeprefix("filing:")))
        self._back = QPushButton(self.tr("回到没有导入的(&B)"), self)
        self._copy = QPushButton(self.tr("复制(&C)"), self)
        self._save = QPushButton(self.tr("存为文本(&S)…"), self)
        self._close = QPushButton(self.tr("关闭这一页(&W)"), self)
        self._back.clicked.connect(self.back_requested)
        self._copy.clicked.connect(self._on_copy)
        self._save.clicked.connect(self._on_save)
        self._close.clicked.connect(self.close_requested)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(8, 8, 8, 8)
        buttons.setSpacing(_GAP)
        buttons.addWidget(self._copy)
        buttons.addWidget(self._save)
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        buttons.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        self.setFocusProxy(self.text)

    def show_report(self, report: "ImportReport", batch: Batch) -> None:
        """Shows what became of an import, and what still waits."""
        desk = self._context.workspace.desk
        waiting = [
            (entry.file.name, str(entry.error() or state_words(entry)))
            for entry in batch.waiting()
            if entry.failure is None
        ]
        self._back.setVisible(bool(batch.waiting()))
        self._head = headline(report)
        self._sections = sections(
            report,
            lambda region, year: " ".join(filter(None, (desk.names(region, year).short, str(year or "")))),
            waiting,
        )
        self._write()

    def plain(self) -> str:
        """The report as plain text."""
        return as_text(self._head, self._sections)

    def _write(self) -> None:
        shades = colours(self.palette())
        parts = [f"<h2>{escape(self._head)}</h2>"]
        for section in self._sections:
            parts.append(f"<h4>{escape(section.heading)}（{len(section.lines)}）</h4>")
            for words, filing_id in section.lines:
                said = escape(words)
                if filing_id:
                    said = f'<a href="filing:{escape(filing_id)}" style="color:{shades.accent}">{said}</a>'
                parts.append(f'<p style="margin-left:16px; margin-top:2px; margin-bottom:2px">{said}</p>')
        self.text.document().setDocumentMargin(_EDGE)
        self.text.setHtml("".join(parts))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._sections:
            self._write()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.plain())
        self._context.notices.done(self.tr("导入的结果已复制。"))

    def _on_save(self) -> None:
        from medaid_desktop.formats.files import write_file

        path = ask_save(
            self._context.window, self._context.settings, self.tr("存为文本"), "report",
            self.tr("文本文件 (*.txt)"), self.tr("导入结果.txt"),
        )  # fmt: skip
        if path is None:
            return
        try:
            write_file(path, self.plain().encode("utf-8-sig"))
        except UserError as error:
            self._context.notices.fail(error)
            return
        self._context.notices.done(self.tr("已存为 %1。").replace("%1", path.name))
