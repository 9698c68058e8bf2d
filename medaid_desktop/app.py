"""`medaid-desktop`: opens the window (contract, section 2)."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCommandLineOption, QCommandLineParser, QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from medaid_desktop import __version__
from medaid_desktop.ui.collector import end_own_looks, set_aside_later
from medaid_desktop.ui.crash import CrashHandler
from medaid_desktop.ui.look import STYLE, Look
from medaid_desktop.ui.main_window import MainWindow
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.translation import speak_chinese

USAGE_ERROR = 2
_TURN_S = 0.001
"""How long another thread keeps the interpreter when the window wants it: a fifth of the usual, for work aside must not be felt."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Opens the window and returns when it is closed. 0 done, 1 the self-test failed, 2 the call cannot be used."""
    app = QApplication(["medaid-desktop", "-style", STYLE])
    speak_chinese(app)
    parser = _parser()
    if not parser.parse(["medaid-desktop", *(sys.argv[1:] if arguments is None else arguments)]):
        print(f"{parser.errorText()}请用 --help 查看用法。", file=sys.stderr)
        return USAGE_ERROR
    if parser.isSet("help"):
        print(parser.helpText())
        return 0
    if parser.isSet("version"):
        print(__version__)
        return 0
    if parser.isSet("selftest"):
        from medaid_desktop.ui.selftest import run_selftest

        return run_selftest(Path(parser.value("selftest")), build_window)
    crashes = CrashHandler()
    crashes.install()
    try:
        return _run(app, parser, crashes)
    except Exception as error:
        _say_last_words(error, parser.isSet("exit-when-ready"))
        return 1
    finally:
        crashes.uninstall()


def _run(app: QApplication, parser: QCommandLineParser, crashes: CrashHandler) -> int:
    window = _make_window(app)
    window.welcome_newcomers()
    crashes.happened.connect(window.say_crashed)
    crashes.refused.connect(window.notices.fail)
    _plan(app, window, parser)
    end_own_looks()
    window.painted.connect(set_aside_later)
    window.show()
    status = app.exec()
    window.leave()
    return status


def _say_last_words(error: Exception, is_timed: bool) -> None:
    """The window itself could not be built: most likely a part of the installation is missing."""
    from medaid_desktop.crash_log import write_crash_log

    words = f"程序没有启动成功：{error}。请重新安装；仍然不行，请把 {write_crash_log(error)} 交给维护人员。"
    print(words, file=sys.stderr)
    if not is_timed:
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.critical(None, "医疗救助绩效目标填报", words)


def build_window(ledger: Path | None) -> QMainWindow:
    """The whole window on the running QApplication, not shown yet, with a ledger open in it where one is given.

    A ledger that cannot be opened leaves the welcome page, which says why.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("build_window wants a QApplication")
    if app.style().name() != STYLE:
        app.setStyle(STYLE)
    window = _make_window(app)
    window.make_workbench()
    if ledger is not None:
        window.ledgers.open_now(ledger)
    return window


def _make_window(app: QApplication) -> MainWindow:
    sys.setswitchinterval(_TURN_S)
    QCoreApplication.setApplicationName("MedAidDesktop")
    QCoreApplication.setApplicationVersion(__version__)
    speak_chinese(app)
    settings = WindowSettings()
    look = Look(app, settings)
    window = MainWindow(look, settings)
    look.setParent(window)
    return window


def _plan(app: QApplication, window: MainWindow, parser: QCommandLineParser) -> None:
    """What follows the first paint: the ledger that the command line names, or quitting, for timing."""
    named = parser.positionalArguments()
    quits = parser.isSet("exit-when-ready")

    def go_on() -> None:
        if named:
            window.ledgers.open_path(Path(named[0]).absolute())
        elif parser.isSet("sample"):
            window.ledgers.open_sample()
        elif quits:
            app.quit()
        else:
            window.make_workbench()

    if quits:
        window.ledgers.settled.connect(lambda: QTimer.singleShot(0, app.quit))
    window.painted.connect(lambda: QTimer.singleShot(0, go_on))


def _parser() -> QCommandLineParser:
    parser = QCommandLineParser()
    parser.setApplicationDescription("医疗救助绩效目标填报")
    for names, words, value in (
        (["h", "help"], "显示用法", ""),
        (["v", "version"], "显示版本", ""),
        (["sample"], "打开示例台账", ""),
        (["exit-when-ready"], "窗口画好、可以操作后即退出（用于计时）", ""),
        (["selftest"], "在文件夹里把主要功能走一遍，全部成功才返回 0", "文件夹"),
    ):
        parser.addOption(QCommandLineOption(names, words, value))
    parser.addPositionalArgument("LEDGER", "要打开的台账（.medaid）", "[LEDGER]")
    return parser
