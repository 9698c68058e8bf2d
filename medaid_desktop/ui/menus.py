"""Menu bar and toolbar, put together out of the actions."""

from collections.abc import Sequence

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar, QSizePolicy, QToolBar, QWidget

from medaid_desktop.ui.actions import Actions
from medaid_desktop.ui.commands.ledger import LedgerCommands
from medaid_desktop.ui.icons import SIZE
from medaid_desktop.ui.look import Choice, Look
from medaid_desktop.ui.settings import RecentLedgers


class RecentMenu(QMenu):
    """The ledgers opened last; filled when it is about to be seen."""

    def __init__(self, recent: RecentLedgers, ledgers: LedgerCommands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("最近的台账(&R)"))
        self.setToolTipsVisible(True)
        self._recent = recent
        self._ledgers = ledgers
        self.aboutToShow.connect(self._fill)
        recent.changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        self.setEnabled(bool(self._recent.entries()))

    def _fill(self) -> None:
        self.clear()
        for number, (path, _) in enumerate(self._recent.entries(), 1):
            action = self.addAction(f"&{number}　{path.stem}")
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self._ledgers.open_path(path))
        self.addSeparator()
        self.addAction(self.tr("清空列表(&C)"), self._recent.clear)


class LookMenu(QMenu):
    """Following the system, light, dark, high contrast."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("外观(&L)"))
        group = QActionGroup(self)
        words: list[tuple[Choice, str]] = [
            ("system", self.tr("跟随系统(&S)")), ("light", self.tr("浅色(&L)")), ("dark", self.tr("深色(&D)")),
            ("contrast", self.tr("高对比度(&H)")),
        ]  # fmt: skip
        for choice, text in words:
            action = group.addAction(self.addAction(text))
            action.setCheckable(True)
            action.setChecked(look.choice == choice)
            action.setData(choice)
        group.triggered.connect(lambda action: look.choose(action.data()))


def fill_menu_bar(bar: QMenuBar, actions: Actions, recent: QMenu, look: QMenu, edit: QMenu) -> None:
    """The menus of the window; `edit` is filled by who knows the paper."""
    a, tr = actions, bar.tr
    bar.setObjectName("menuBar")
    _menu(bar, tr("文件(&F)"), [
        a.new_ledger, a.open, recent, a.sample, None, a.take, a.take_folder, a.take_template, a.own_forms, a.export, a.export_listed, None, a.restore, a.close_ledger, None, a.quit,
    ])  # fmt: skip
    edit.setTitle(tr("编辑(&E)"))
    edit.setToolTipsVisible(True)
    edit.addActions([a.undo, a.redo, a.find, a.find_all, a.region_search])
    bar.addMenu(edit)
    _menu(bar, tr("填报(&T)"), [
        a.new, a.duplicate, a.open_filing, None, a.history, a.compare, a.source, None, a.revise, a.delete, a.bin, a.local_units, None, a.close_tab,
    ])  # fmt: skip
    _menu(bar, tr("审核(&R)"), [
        a.check, a.findings, a.check_listed, a.carried_figures, None,
        a.review, a.sign, a.send_back, a.withdraw, a.review_many, None,
        a.verify, a.log, a.archive, None,
        a.seals, a.operators, a.sign_in, a.lock,
    ])  # fmt: skip
    _menu(bar, tr("打印(&P)"), [a.preview, a.print, a.print_listed, None, a.print_pdf])
    _menu(bar, tr("查看(&V)"), [
        a.side, a.next_tab, a.previous_tab, None,
        a.to_place, a.to_paper, a.to_right, a.next_column, a.previous_column, None,
        a.zoom_in, a.zoom_out, a.zoom_actual, a.zoom_width, None, look, None, a.refresh,
    ])  # fmt: skip
    _menu(bar, tr("帮助(&H)"), [a.help, a.keys, a.tour, None, a.logs, a.about])


def make_toolbar(window: QMainWindow, actions: Actions) -> QToolBar:
    """The toolbar, words beside icons (so says style.qss), with room at its right end."""
    bar = QToolBar(window.tr("工具栏"), window)
    bar.setObjectName("toolBar")
    bar.setMovable(False)
    bar.setIconSize(SIZE)
    bar.addActions([actions.new, actions.take, actions.export])
    bar.addSeparator()
    bar.addActions([actions.undo, actions.redo])
    bar.addSeparator()
    bar.addActions([actions.check, actions.preview, actions.print])
    filler = QWidget(bar)
    filler.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(filler)
    window.addToolBar(bar)
    return bar


def _menu(bar: QMenuBar, title: str, entries: Sequence[QAction | QMenu | None]) -> QMenu:
    menu = bar.addMenu(title)
    menu.setToolTipsVisible(True)
    for entry in entries:
        if entry is None:
            menu.addSeparator()
        elif isinstance(entry, QMenu):
            menu.addMenu(entry)
        else:
            menu.addAction(entry)
    return menu
