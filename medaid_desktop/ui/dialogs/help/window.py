"""The manual, in a window of its own beside the work: contents and search at the left, the page at the right."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QFont, QKeySequence, QShortcut, QTextBlockFormat, QTextCursor, QTextTable
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenuBar,
    QSplitter,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from medaid_desktop import paths
from medaid_desktop.ui.dialogs.help.keys import key_sheet
from medaid_desktop.ui.dialogs.help.pages import KEYS_PAGE, PAGES, RULES_PAGE, all_pages, find, page_source, page_title
from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.palette import colours
from medaid_desktop.ui.views.rows import SECOND_LINE_ROLE, TwoLines

ACTION_SCHEME = "action"
_SIZE, _CONTENTS_WIDTH = QSize(920, 640), 224
_MARGIN, _LINE_HEIGHT = 24, 150
_PICTURE = "\ufffc"
_PLACE_ROLE = Qt.ItemDataRole.UserRole


class HelpWindow(QWidget):
    """Shows `resources/help/PAGE.md`. A link `action:NAME` asks for an action of the main window; Esc closes."""

    action_requested = Signal(str)

    def __init__(self, bar: QMenuBar, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("helpWindow")
        self.setWindowTitle(self.tr("使用说明"))
        self._bar = bar
        self._actions = actions
        self._visited: list[str] = []
        self._at = -1
        self._search = QLineEdit(self)
        self._search.setObjectName("helpSearch")
        self._search.setPlaceholderText(self.tr("在使用说明中查找"))
        self._search.setAccessibleName(self.tr("在使用说明中查找"))
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon("find"), QLineEdit.ActionPosition.LeadingPosition)
        self._contents = QListWidget(self)
        self._contents.setObjectName("helpContents")
        self._contents.setAccessibleName(self.tr("目录"))
        self._contents.setItemDelegate(TwoLines(self._contents))
        self._contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._contents.setFrameShape(QListWidget.Shape.NoFrame)
        self._text = QTextBrowser(self)
        self._text.setObjectName("helpText")
        self._text.setAccessibleName(self.tr("使用说明"))
        self._text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._text.setOpenLinks(False)
        self._text.setSearchPaths([str(paths.resource("help"))])
        self._text.document().setDocumentMargin(_MARGIN)
        font = QFont(self.font())
        font.setPointSize(font.pointSize() + 1)
        self._text.setFont(font)
        self._back = self._button("back", self.tr("后退"), "Alt+Left", lambda: self._step(-1))
        self._forward = self._button("forward", self.tr("前进"), "Alt+Right", lambda: self._step(1))
        self._print = self._button("print", self.tr("打印这一页"), "Ctrl+P", self._on_print)
        self._lay_out()
        self._connect()
        self._show_contents()

    def _button(self, picture: str, words: str, keys: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(picture))
        button.setIconSize(QSize(16, 16))
        button.setAutoRaise(True)
        button.setAccessibleName(words)
        button.setShortcut(QKeySequence(keys))
        button.setToolTip(f"{words}（{keys.replace('Left', '←').replace('Right', '→')}）")
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 8, 8)
        head.setSpacing(4)
        for widget in (self._back, self._forward):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self._print)
        left, left_layout = _column(self)
        search = QHBoxLayout()
        search.setContentsMargins(8, 8, 8, 8)
        search.addWidget(self._search)
        left_layout.addLayout(search)
        left_layout.addWidget(self._contents, 1)
        right, right_layout = _column(self)
        right_layout.addLayout(head)
        right_layout.addWidget(self._text, 1)
        splitter = QSplitter(self)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_CONTENTS_WIDTH, _SIZE.width() - _CONTENTS_WIDTH])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self.resize(_SIZE.boundedTo(self.screen().availableSize() * 0.95))

    def _connect(self) -> None:
        self._contents.currentItemChanged.connect(self._on_chosen)
        self._search.textChanged.connect(self._on_sought)
        self._search.returnPressed.connect(lambda: self._contents.setCurrentRow(max(0, self._contents.currentRow())))
        self._text.anchorClicked.connect(self._on_link)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._on_escape)
        QShortcut(QKeySequence("Ctrl+F"), self, self._search.setFocus)

    def show_page(self, place: str) -> None:
        """Brings a page to the front: its name, or NAME#heading."""
        self._visited = [*self._visited[: self._at + 1], place]
        self._at = len(self._visited) - 1
        self._show_place(place)
        self.show()
        self.raise_()
        self.activateWindow()

    @property
    def place(self) -> str:
        """The place shown, NAME or NAME#heading."""
        return self._visited[self._at] if self._visited else ""

    def source(self, page: str) -> str:
        """A page as Markdown, the keys as they are now."""
        text = page_source(page)
        return key_sheet(text, self._bar, self._actions) if page == KEYS_PAGE else text

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._visited:
            self._show_place(self.place)

    # -- contents and search -------------------------------------------------------------------------------------

    def _show_contents(self) -> None:
        self._fill([(page, page_title(page), "") for page in PAGES])

    def _fill(self, entries: list[tuple[str, str, str]]) -> None:
        """Entries of place, title and second line."""
        self._contents.blockSignals(True)
        self._contents.clear()
        for place, title, second in entries:
            item = QListWidgetItem(title, self._contents)
            item.setData(_PLACE_ROLE, place)
            item.setData(SECOND_LINE_ROLE, second)
            item.setToolTip(second)
        self._contents.blockSignals(False)

    def _on_sought(self, words: str) -> None:
        if not words.strip():
            self._show_contents()
            self._mark_contents(self.place)
            return
        hits = find(words, {page: self.source(page) for page in all_pages()})
        self._fill([(f"{hit.page}#{hit.heading}", hit.heading, hit.excerpt) for hit in hits])
        if not hits:
            self._fill([("", self.tr("没有找到"), self.tr("换一个词试试，例如：粘贴"))])

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        place = item.data(_PLACE_ROLE) if item else ""
        if place and place != self.place:
            self.show_page(place)
            self._contents.setFocus()

    def _mark_contents(self, place: str) -> None:
        """Shows in the list where one is, without going there."""
        page = place.partition("#")[0]
        rows = range(self._contents.count())
        listed = page if page in PAGES else RULES_PAGE
        wanted = [place, page] if self._search.text().strip() else [listed]
        row = next((row for sought in wanted for row in rows if self._place_at(row) == sought), -1)
        self._contents.blockSignals(True)
        self._contents.setCurrentRow(row)
        self._contents.blockSignals(False)

    def _place_at(self, row: int) -> str:
        return self._contents.item(row).data(_PLACE_ROLE)

    # -- the page ------------------------------------------------------------------------------------------------

    def _show_place(self, place: str) -> None:
        page, _, heading = place.partition("#")
        self._text.setMarkdown(self.source(page))
        _give_air(self._text, colours(self.palette()).line)
        self._scroll_to(heading)
        self._mark_contents(place)
        self._back.setEnabled(self._at > 0)
        self._forward.setEnabled(self._at < len(self._visited) - 1)

    def _scroll_to(self, heading: str) -> None:
        """Puts a heading at the top."""
        block = self._text.document().begin()
        while heading and block.isValid():
            if block.blockFormat().headingLevel() and block.text() == heading:
                top = self._text.document().documentLayout().blockBoundingRect(block).top()
                self._text.verticalScrollBar().setValue(round(top) - _MARGIN // 2)
                return
            block = block.next()
        self._text.verticalScrollBar().setValue(0)

    def _step(self, by: int) -> None:
        if 0 <= self._at + by < len(self._visited):
            self._at += by
            self._show_place(self.place)

    def _on_link(self, link: QUrl) -> None:
        if link.scheme() == ACTION_SCHEME:
            self.action_requested.emit(link.path())
        else:
            self.show_page(link.toString())

    def _on_escape(self) -> None:
        if self._search.text():
            self._search.clear()
        else:
            self.close()

    def _on_print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(self.tr("打印使用说明"))
        if dialog.exec():
            self._text.print_(printer)


def _column(parent: QWidget) -> tuple[QWidget, QVBoxLayout]:
    column = QWidget(parent)
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return column, layout


def _give_air(browser: QTextBrowser, line: str) -> None:
    """Room between lines and around the cells of tables, of which Markdown has none."""
    document = browser.document()
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        table = cursor.currentTable()
        shape = QTextBlockFormat(block.blockFormat())
        if _PICTURE not in block.text():
            shape.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if table is None:
            shape.setTopMargin(16 if shape.headingLevel() > 1 else 4)
            shape.setBottomMargin(6)
        cursor.setBlockFormat(shape)
        if isinstance(table, QTextTable):
            form = table.format()
            form.setCellPadding(4)
            form.setCellSpacing(0)
            form.setBorderCollapse(True)
            form.setBorder(0)
            table.setFormat(form)
            _rule_off(table, line)
            block = document.findBlock(table.lastPosition())
        block = block.next()
    browser.moveCursor(QTextCursor.MoveOperation.Start)


def _rule_off(table: QTextTable, line: str) -> None:
    """A thin line below every row."""
    from PySide6.QtGui import QBrush, QColor, QTextFrameFormat

    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            form = cell.format().toTableCellFormat()
            form.setBottomBorder(1)
            form.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            form.setBottomBorderBrush(QBrush(QColor(line)))
            form.setRightPadding(24)
            cell.setFormat(form)
