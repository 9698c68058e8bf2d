"""The help menu: the manual where it fits, the keyboard sheet, the tour, logs, and the words about the program."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QMenuBar, QWidget

from medaid_desktop.ui.context import Context
from medaid_desktop.ui.crash import log_folder

_OFFERED_KEY = "tour/offered"
_HAS_KEY = "hasHelpKey"


class HelpCommands(QObject):
    """F1 opens the manual at the place that fits the focus, in dialogs too."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._window = None
        self._tour = None
        self._focused: QWidget | None = None
        actions = context.actions
        actions.help.triggered.connect(lambda: self._show_what_fits())
        actions.keys.triggered.connect(lambda: self.show_page("keys"))
        actions.tour.triggered.connect(lambda: self._on_tour())
        actions.logs.triggered.connect(self._on_logs)
        actions.about.triggered.connect(self._on_about)
        context.workspace.ledger_closing.connect(self._end_tour)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def show_page(self, place: str, above: QWidget | None = None) -> None:
        """Opens the manual at NAME or NAME#heading, beside the window or above a dialog."""
        from medaid_desktop.ui.dialogs.help.window import HelpWindow

        if above is not None:  # a window of its own: a dialog blocks all that do not belong to it
            window = HelpWindow(self._menu_bar(), self._context.actions.all(), above)
        else:
            self._window = window = self._window or HelpWindow(
                self._menu_bar(), self._context.actions.all(), self._context.window
            )
        window.action_requested.connect(self._on_action_requested)
        window.show_page(place)

    def offer_tour(self) -> None:
        """Has the notice bar offer the tour with the first ledger opened on this PC: nothing that takes the keys."""
        self._context.workspace.ledger_opened.connect(self._on_ledger_opened)

    def _show_what_fits(self) -> None:
        from shiboken6 import isValid

        from medaid_desktop.ui.commands.help_topics import topic_of

        self.show_page(topic_of(self._focused if self._focused is not None and isValid(self._focused) else None))

    def _show_for_dialog(self) -> None:
        from medaid_desktop.ui.commands.help_topics import topic_of

        dialog = self.sender().parent()
        if isinstance(dialog, QDialog):
            self.show_page(topic_of(dialog.focusWidget() or dialog), dialog)

    def _menu_bar(self) -> QMenuBar:
        window = self._context.window
        assert isinstance(window, QMainWindow)
        return window.menuBar()

    def _on_focus_changed(self, _: QWidget | None, now: QWidget | None) -> None:
        """Remembers what menus hide, and gives F1 to dialogs, which block the keys of the window."""
        if now is None or isinstance(now, (QMenu, QMenuBar)):
            return
        window = self._context.window
        top = now.window()
        if top is window:
            self._focused = now
        elif isinstance(top, QDialog) and _belongs_to(top, window) and not top.property(_HAS_KEY):
            from PySide6.QtGui import QKeySequence, QShortcut

            top.setProperty(_HAS_KEY, True)
            QShortcut(QKeySequence("F1"), top, self._show_for_dialog)  # which must not hold the dialog

    def _on_action_requested(self, name: str) -> None:
        action = next((action for action in self._context.actions.all() if action.objectName() == name), None)
        if action is None or not action.isEnabled():
            self._context.notices.hint(self.tr("这一步现在还不能做，请先打开台账或填报件。"))
            return
        self._context.window.activateWindow()
        action.trigger()

    # -- the tour ------------------------------------------------------------------------------------------------

    def _on_ledger_opened(self) -> None:
        settings = self._context.settings
        if not settings.flag(_OFFERED_KEY, False):
            settings.put(_OFFERED_KEY, True)
            words = self.tr("第一次使用？用一分钟认识窗口的各个部分。")
            self._context.notices.hint(words, self.tr("认识窗口"), self._context.actions.tour.trigger)

    def _on_tour(self) -> None:
        from medaid_desktop.ui.views.tour import Tour

        self._end_tour()
        self._tour = Tour(self._context.window, self._context.workspace.is_open)
        self._tour.help_requested.connect(self.show_page)
        self._tour.begin()

    def _end_tour(self) -> None:
        if self._tour is not None:
            self._tour.end()
            self._tour = None

    def _on_logs(self) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        try:
            folder = log_folder()
        except OSError:
            self._context.notices.warn(self.tr("日志文件夹打不开：用户文件夹不能写入。"))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _on_about(self) -> None:
        from medaid_desktop.ui.dialogs.help.about import AboutBox

        AboutBox(self._context.window).exec()


def _belongs_to(dialog: QWidget, window: QWidget) -> bool:
    """Whether a dialog was opened by a window or by a dialog of it."""
    parent = dialog.parentWidget()
    while parent is not None and parent is not window:
        parent = parent.parentWidget()
    return parent is window
