"""The open filings, a tab each; the editor of the tab in front is `formEditor` of the contract."""

from collections import Counter
from contextlib import suppress
from itertools import zip_longest
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QTabBar, QTabWidget, QToolButton, QWidget

from medaid_desktop.errors import UserError
from medaid_desktop.ui.icons import icon
from medaid_desktop.ui.notices import Notices
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.workspace import Workspace

if TYPE_CHECKING:  # the paper editor brings fonts and forms with it, for which the first paint need not wait
    from medaid_desktop.ui.views.editor_page import EditorPage

_MOST_REOPENED = 12
_SIGN = QSize(10, 10)
_AT = "@"
"""Before each path that is remembered: a list of blank texts could not be told from none."""


class Guest(QWidget):
    """A page beside those of filings: the import, the source of a filing. It is gone when the ledger is closed."""

    named = Signal()
    """`label` or `tip` have changed."""
    label = ""
    tip = ""
    filing_id = ""
    """The filing that it is about, "" for none."""
    wants_room = False
    """Whether the columns beside give way while this page is in front."""

    def may_close(self) -> bool:
        """Whether the tab can be closed now; a guest that has to ask first does so and says no."""
        return True

    def left(self) -> None:
        """The tab is being closed: what is under way for it is of no use any more."""


class EditorTabs(QTabWidget):
    """Opens, closes and names tabs; a page reads its filing when it first comes to the front."""

    front_changed = Signal()
    """Another filing is in front, or none."""
    state_changed = Signal()
    """The filing in front was edited, or has texts that are not stored yet."""
    view_changed = Signal()
    """Zoom or place of the paper in front."""
    way_out_asked = Signal(str)
    """The paper in front is locked by its review, and the clerk wants to change it: return, or withdraw."""

    def __init__(
        self, workspace: Workspace, notices: Notices, settings: WindowSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._notices = notices
        self._settings = settings
        self._signs: dict[str, str] = {}
        """What is to be told of filings besides, by their ids."""
        self.setDocumentMode(True)
        self.setIconSize(_SIGN)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabBar().setAccessibleName(self.tr("打开的填报件"))
        self.tabBar().setExpanding(False)
        self.currentChanged.connect(self._on_current_changed)
        workspace.add_guard(self.settle)
        workspace.ledger_opened.connect(self._on_ledger_opened)
        workspace.ledger_closing.connect(self._on_ledger_closing)
        workspace.filings_changed.connect(self._on_filings_changed)
        workspace.filing_changed.connect(self._on_filing_changed)

    def front(self) -> "EditorPage | None":
        """The page of the filing in front, None where none is, or a guest."""
        page = self.currentWidget()
        return None if isinstance(page, Guest) else cast("EditorPage | None", page)

    def pages(self) -> "list[EditorPage]":
        """The pages of all filings, from left to right."""
        pages = [self.widget(index) for index in range(self.count())]
        return [cast("EditorPage", page) for page in pages if not isinstance(page, Guest)]

    def guest(self) -> "Guest | None":
        """The page of another kind in front, None where there is none."""
        page = self.currentWidget()
        return page if isinstance(page, Guest) else None

    def guests(self) -> "list[Guest]":
        """The pages of another kind, from left to right."""
        return [page for index in range(self.count()) if isinstance(page := self.widget(index), Guest)]

    def host(self, guest: "Guest") -> None:
        """Brings a page of another kind to the front, in a tab of its own."""
        if self.indexOf(guest) < 0:
            guest.named.connect(self._name_tabs)
            index = self.addTab(guest, "")
            self.tabBar().setTabButton(index, QTabBar.ButtonPosition.RightSide, self._close_button(guest))
            self._name_tabs()
        self.setCurrentWidget(guest)
        guest.setFocus(Qt.FocusReason.OtherFocusReason)

    def dismiss(self, guest: "Guest") -> None:
        """Closes the tab of a guest, without asking it."""
        if self.indexOf(guest) >= 0:
            guest.left()
            self.removeTab(self.indexOf(guest))
            guest.deleteLater()
            self._name_tabs()

    def open(self, filing_id: str) -> None:
        """Brings a filing to the front, in a tab of its own."""
        known = next((page for page in self.pages() if page.filing_id == filing_id), None)
        index = self.indexOf(known) if known else -1
        if index < 0:
            try:
                index = self._add(filing_id)
            except UserError as error:
                self._notices.fail(error)
                return
        self.setCurrentIndex(index)
        page = self.front()
        if page:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_tab(self, index: int) -> bool:
        """Closes a tab; False where something typed in it could not be stored, or a guest asks first."""
        guest = self.widget(index)
        if isinstance(guest, Guest):
            if guest.may_close():
                self.dismiss(guest)
            return self.indexOf(guest) < 0
        page = cast("EditorPage", guest)
        if not page.settle():
            self.setCurrentIndex(index)
            return False
        self._drop(page)
        self._name_tabs()
        return True

    def close_front(self) -> None:
        """Closes the tab in front."""
        if self.currentIndex() >= 0:
            self.close_tab(self.currentIndex())

    def show_sign(self, page: "EditorPage", sign: QIcon, words: str) -> None:
        """A sign at the tab of a filing, and words for its tooltip."""
        index = self.indexOf(page)
        if index >= 0:
            self._signs[page.filing_id] = words
            self.setTabIcon(index, sign)
            self._name_tabs()

    def step(self, forwards: bool) -> None:
        """Brings the next or previous tab to the front, beginning anew at the end."""
        if self.count():
            self.setCurrentIndex((self.currentIndex() + (1 if forwards else -1)) % self.count())
            self.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> bool:
        """Commits what is being typed in any tab; False where it could not be stored."""
        for page in self.pages():
            if not page.settle():
                self.setCurrentWidget(page)
                return False
        return True

    def _add(self, filing_id: str) -> int:
        from medaid_desktop.ui.views.editor_page import EditorPage

        page = EditorPage(self._workspace, self._notices, self._settings, filing_id, self)
        page.state_changed.connect(self._on_state_changed)
        page.view_changed.connect(self.view_changed)
        page.way_out_asked.connect(self.way_out_asked)
        index = self.addTab(page, "")
        self.tabBar().setTabButton(index, QTabBar.ButtonPosition.RightSide, self._close_button(page))
        self._name_tabs()
        return index

    def _drop(self, page: "EditorPage") -> None:
        page.set_front(False)
        self._signs.pop(page.filing_id, None)
        if page.checks:
            page.checks.stop()
        self.removeTab(self.indexOf(page))
        page.deleteLater()

    def _close_button(self, page: QWidget) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon("close", "muted"))
        button.setIconSize(QSize(10, 10))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setToolTip(self.tr("关闭（Ctrl+W）"))
        button.setAccessibleName(self.tr("关闭"))
        button.clicked.connect(lambda: self.close_tab(self.indexOf(page)))
        return button

    def _name_tabs(self) -> None:
        """Form, region and year; the title where that would not tell two tabs apart."""
        pages = self.pages()
        same = Counter(page.label for page in pages)
        for page in pages:
            index = self.indexOf(page)
            self.setTabText(index, page.label if same[page.label] == 1 else page.long_label)
            self.setTabToolTip(index, "\n".join(filter(None, (page.tip, self._signs.get(page.filing_id)))))
        for guest in self.guests():
            self.setTabText(self.indexOf(guest), guest.label.replace("&", "&&"))
            self.setTabToolTip(self.indexOf(guest), guest.tip)

    def _on_current_changed(self) -> None:
        front = self.front()
        for page in self.pages():
            page.set_front(page is front)
        if front:
            try:
                front.load()
            except UserError as error:
                self._notices.fail(error)
                self._drop(front)
                return
        if self._workspace.is_open:
            self._keep_places()
        self.front_changed.emit()

    def _on_state_changed(self) -> None:
        if self.sender() is self.front():
            self.state_changed.emit()

    def _key(self, name: str) -> str:
        return f"place-{self._workspace.desk.ledger.ledger_id}/{name}"

    def _on_ledger_opened(self) -> None:
        ids = self._settings.texts(self._key("tabs"))[:_MOST_REOPENED]
        paths = self._settings.texts(self._key("cells"))
        self.blockSignals(True)
        for filing_id, path in zip_longest(ids, paths[: len(ids)], fillvalue=""):
            with suppress(UserError):  # deleted meanwhile, or of a form this version does not know
                self._add(filing_id)
                self.pages()[-1].begin_at(path.removeprefix(_AT))
        front = self._settings.text(self._key("front"))
        shown = next((page for page in self.pages() if page.filing_id == front), None)
        self.setCurrentIndex(self.indexOf(shown) if shown else 0)
        self.blockSignals(False)
        self._on_current_changed()

    def _keep_places(self) -> None:
        """Remembers what is open for the next start, also one after a crash."""
        front = self.front()
        self._settings.put(self._key("tabs"), [page.filing_id for page in self.pages()])
        self._settings.put(self._key("cells"), [f"{_AT}{page.path()}" for page in self.pages()])
        self._settings.put(self._key("front"), front.filing_id if front else "")

    def _on_ledger_closing(self) -> None:
        self._keep_places()
        self.blockSignals(True)
        for guest in self.guests():
            self.dismiss(guest)
        while self.count():
            page = self.pages()[0]
            page.settle()
            self._drop(page)
        self.blockSignals(False)
        self.front_changed.emit()

    def _on_filings_changed(self) -> None:
        """Closes tabs of filings that are gone; brings the others up to date."""
        for page in self.pages():
            if not page.refresh():
                self._drop(page)
        self._name_tabs()

    def _on_filing_changed(self, filing_id: str) -> None:
        for page in self.pages():
            if page.filing_id == filing_id:
                page.read_label()
        self._name_tabs()
