"""The main window: menus, toolbar, welcome page and status line; the workbench comes with the first ledger.

What stands here before a ledger is opened is all that a start has to wait for. It does without the `Qt` namespace,
whose hundred enumerations take PySide as long to make as the whole window.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QPaintEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from medaid_desktop import paths
from medaid_desktop.errors import UserError
from medaid_desktop.ui.actions import Actions
from medaid_desktop.ui.commands.help import HelpCommands
from medaid_desktop.ui.commands.ledger import LedgerCommands
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.look import Look
from medaid_desktop.ui.menus import LookMenu, RecentMenu, fill_menu_bar, make_toolbar
from medaid_desktop.ui.notices import Notice, Notices
from medaid_desktop.ui.settings import RecentLedgers, WindowSettings
from medaid_desktop.ui.tasks import Task, Tasks
from medaid_desktop.ui.views.start.welcome_page import WelcomePage
from medaid_desktop.ui.views.status_strip import StatusStrip
from medaid_desktop.ui.workspace import Workspace

if TYPE_CHECKING:
    from medaid_desktop.operations.ledgers.ledger_files import LedgerFile

_GEOMETRY_KEY = "window/geometry"
_USUAL = (1366, 768)


class MainWindow(QMainWindow):
    """Owns everything; parts know only what they were given."""

    painted = Signal()
    """The window has been painted for the first time."""

    def __init__(self, look: Look, settings: WindowSettings) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.settings = settings
        self.recent = RecentLedgers(settings, self)
        self.workspace = Workspace(self)
        self.tasks = Tasks(self)
        self.notices = Notices(self)
        self.commands = Actions(self)
        self._workbench = None
        self._has_painted = False
        self._context = Context(self, self.workspace, self.tasks, self.notices, settings, self.commands)
        self.ledgers = LedgerCommands(self._context, self.recent, self)
        self._help = HelpCommands(self._context, self)
        self._make_menus(look)
        self._lay_out()
        self._connect()
        look.dress(self)
        if not self.restoreGeometry(settings.state(_GEOMETRY_KEY)):
            room = self.screen().availableSize()
            self.resize(min(_USUAL[0], room.width()), min(_USUAL[1], room.height()))
        self._on_ledger_closed()

    def _make_menus(self, look: Look) -> None:
        self._edit_menu = QMenu(self)
        recent = RecentMenu(self.recent, self.ledgers, self)
        fill_menu_bar(self.menuBar(), self.commands, recent, LookMenu(look, self), self._edit_menu)
        self._bar = make_toolbar(self, self.commands)
        self.addActions(self.commands.all())

    def _lay_out(self) -> None:
        actions = self.commands
        self.welcome = WelcomePage(actions.new_ledger, actions.open, actions.sample, self.settings, self)
        self.status = StatusStrip(self.notices, self.tasks, self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.welcome)
        line = QFrame(self)
        line.setObjectName("footLine")
        line.setFixedHeight(1)
        inner = QWidget(self)
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self._pages, line, self.status):
            layout.addWidget(widget, 1 if widget is self._pages else 0)
        self.setCentralWidget(inner)

    def _connect(self) -> None:
        workspace = self.workspace
        self.commands.quit.triggered.connect(self.close)
        self.welcome.ledger_chosen.connect(self.ledgers.open_path)
        self.welcome.filings_dropped.connect(
            lambda: self.notices.hint(self.tr("请先打开或新建台账，再把填报件的文件拖进来导入。"))
        )
        self.recent.changed.connect(self._show_recent)
        self.ledgers.opening_failed.connect(self._on_opening_failed)
        workspace.ledger_opening.connect(self.make_workbench)
        workspace.ledger_opened.connect(self._on_ledger_opened)
        workspace.ledger_closed.connect(self._on_ledger_closed)

    def make_workbench(self) -> None:
        """Makes the columns for a ledger, once."""
        from medaid_desktop.ui.workbench import Workbench

        if self._workbench is None:
            self._workbench = Workbench(
                self._context, self.ledgers, self.status, self._bar, self._edit_menu, self._pages
            )
            self._pages.addWidget(self._workbench)
            self._workbench.rule_asked.connect(self._on_rule_asked)
            self.setWindowIcon(QIcon(str(paths.resource("icons", "app", "medaid.svg"))))

    def _on_rule_asked(self, rule: str) -> None:
        from medaid_desktop.operations.checking.rule_pages import page_of

        self._help.show_page(page_of(rule))

    def welcome_newcomers(self) -> None:
        """Has the tour offered once; for a start by a person, not for who builds a window to work with it."""
        self._help.offer_tour()

    def say_crashed(self, log: Path) -> None:
        """Calm words on an unexpected error that was written to a log file."""
        words = self.tr("程序遇到意外情况，这一步可能没有完成；已经保存的内容都在。请把日志文件 %1 交给维护人员。")
        self.notices.fail(words.replace("%1", log.name), self.tr("打开日志文件夹"), self.commands.logs.trigger)

    def leave(self) -> None:
        """Closes the ledger and ends what is under way, without asking."""
        self.tasks.finish()
        self.workspace.close()

    # -- Qt ------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            self.painted.emit()
            QTimer.singleShot(0, self, self._welcome)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.workspace.may_close():
            from medaid_desktop.ui.dialogs.question import ask

            words = self.tr("有填写的内容还没有存入台账，现在关闭会丢失。")
            if not ask(self, self.tr("关闭"), words, self.tr("不保存，关闭")):
                event.ignore()
                return
        self.settings.put(_GEOMETRY_KEY, self.saveGeometry())
        if self._workbench:
            self._workbench.keep_state()
        self.leave()
        self.settings.flush()
        super().closeEvent(event)

    # -- what happens --------------------------------------------------------------------------------------------

    def _on_ledger_opened(self) -> None:
        ledger = self.workspace.desk.ledger
        mark = self.tr("（只读）") if ledger.read_only else ""
        self.setWindowTitle(f"{ledger.path.stem}{mark} - {self._name()}")
        self.welcome.forget_trouble()
        if self._workbench:
            self._pages.setCurrentWidget(self._workbench)

    def _on_ledger_closed(self) -> None:
        self.setWindowTitle(self._name())
        self.notices.withdraw()
        self._pages.setCurrentWidget(self.welcome)
        self._show_recent()
        self._welcome()

    def _welcome(self) -> None:
        """The keys go to the welcome page as soon as there is something to be seen of it."""
        if self._has_painted and not self.workspace.is_open:
            self.welcome.focus_first()

    def _on_opening_failed(self, path: Path, error: UserError) -> None:
        """Told in the notice bar while another ledger is open, else where there is room for all of it."""
        words, act = self.ledgers.way_out(path, error)
        if self.workspace.is_open:
            self.notices.fail(error, words, act)
        else:
            self.welcome.show_trouble(Notice("error", str(error), words, act), error)

    def _show_recent(self) -> None:
        if self.workspace.is_open:
            return
        entries = self.recent.entries()
        self.welcome.show_recent(entries)
        if entries:
            files = [path for path, _ in entries]
            self.tasks.run("", lambda task: _look_at(files, task), self.welcome.show_states)

    def _name(self) -> str:
        return self.tr("医疗救助绩效目标填报")


def _look_at(files: list[Path], task: Task) -> "list[LedgerFile]":
    from medaid_desktop.operations.ledgers.ledger_files import look_at_files

    return look_at_files(files, task.is_cancelled)
