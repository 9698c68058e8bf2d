"""The file that a filing was read from, at the sheet and with the cells that were read; for looking only."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from medaid_desktop.core.grid import Place
from medaid_desktop.errors import UserError
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.files import ask_save
from medaid_desktop.ui.tasks import Task
from medaid_desktop.ui.views.incoming.document_pane import DocumentPane
from medaid_desktop.ui.views.incoming.naming import cell_words
from medaid_desktop.ui.views.labels import ElidedLabel

if TYPE_CHECKING:
    from medaid_desktop.core.grid import Document
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.recognition.understood import Understood

    Read = tuple[Document, list[Understood], str] | None

_EDGE, _GAP = 8, 8


class SourcePage(QWidget):
    """Nothing of the file is run: it is read as it was when it was imported, and shown as a table."""

    place_asked = Signal(str, str)
    """The filing, and the path that the cell at the cursor was read into."""

    def __init__(self, context: Context, filing_id: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sourcePage")
        self._context = context
        self.filing_id = filing_id
        self._name = name
        self._tables: Sequence[Understood] = ()
        self._is_left = False
        self.pane = DocumentPane(context.tasks, self)
        self.pane.view.document.words = self._words
        self.pane.view.menu_requested.connect(self._on_asked)
        self.pane.view.doubleClicked.connect(lambda _: self._on_asked(self.pane.view.place or (-1, -1)))
        bar = QFrame(self)
        bar.setObjectName("sourceBar")
        said = ElidedLabel(bar)
        said.set_whole(self.tr("这是导入时存下的原件，只能查看；在格子上按回车，到填报件里的这一处。"))
        self._save = QPushButton(self.tr("另存为(&S)…"), bar)
        self._save.setObjectName("sourceSave")
        self._save.clicked.connect(self._on_save)
        row = QHBoxLayout(bar)
        row.setContentsMargins(_EDGE, 4, _EDGE, 4)
        row.setSpacing(_GAP)
        row.addWidget(said, 1)
        row.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.pane, 1)
        self.setFocusProxy(self.pane.view)
        self.pane.show_words(name, self.tr("正在读取…"))
        self._load()

    def _load(self) -> None:
        filing_id = self.filing_id

        def work(desk: "Desk", _: Task) -> "Read":
            from medaid_desktop.formats.documents import document_of
            from medaid_desktop.operations.filings.exchange import is_json
            from medaid_desktop.operations.incoming import known_for, source_of
            from medaid_desktop.recognition.recognise import recognise

            source = source_of(desk, filing_id)
            data = source.data() if source else b""
            if source is None or is_json(source.name, data):
                return None
            document = document_of(data, source.name)
            return document, recognise(document, known_for(desk)), source.sheet

        self._context.tasks.run("", self._context.workspace.at_own_desk(work), self._show, self._on_failed)

    def leave(self) -> None:
        """What is being read is not wanted any more."""
        self._is_left = True
        self.pane.leave()

    def _show(self, read: "Read") -> None:
        if self._is_left:
            return
        if read is None:
            self.pane.show_words(self._name, self.tr("这是由本程序导出的文件，没有版面。"))
            return
        document, self._tables, sheet = read
        wanted = next((one.grid for one in self._tables if one.sheet == sheet), 0)
        self.pane.show_document(self._name, document, list(enumerate(self._tables)), wanted)

    def _on_failed(self, error: UserError) -> None:
        if self._is_left:
            return
        self.pane.show_words(self._name, str(error))

    def _words(self, place: Place) -> str:
        mark = self.pane.marks.at(place)
        if mark is None or not self._tables:
            return ""
        understood = self._tables[mark.table]
        form = self._context.workspace.desk.forms.get(understood.form) if understood.form else None
        return cell_words(form, mark, understood)

    def _on_asked(self, place: Place) -> None:
        mark = self.pane.marks.at(place)
        if mark is not None and mark.paths:
            self.place_asked.emit(self.filing_id, mark.paths[0])

    def _on_save(self) -> None:
        from medaid_desktop.operations.incoming import save_source

        context = self._context
        path = ask_save(
            context.window, context.settings, self.tr("另存为"), "source", self.tr("所有文件 (*)"), self._name
        )
        if path is None:
            return
        try:
            save_source(context.workspace.desk, self.filing_id, path)
        except UserError as error:
            context.notices.fail(error)
            return
        context.notices.done(self.tr("已另存为 %1。").replace("%1", path.name))
