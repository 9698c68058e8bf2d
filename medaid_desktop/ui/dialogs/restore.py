"""Choosing a backup, or salvaging what a damaged ledger still yields."""

from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from medaid_desktop.store.safety.backup import Backup, list_backups
from medaid_desktop.ui.dialogs.files import ask_save
from medaid_desktop.ui.settings import WindowSettings
from medaid_desktop.ui.views.rows import TwoLines
from medaid_desktop.ui.words import backup_word


class RestoreDialog(QDialog):
    """Accepted with either `backup` or `salvage_target` set; it changes nothing itself."""

    def __init__(self, ledger: Path, may_salvage: bool, settings: WindowSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("用备份恢复"))
        self._ledger = ledger
        self._settings = settings
        self._target: Path | None = None
        self._list = QListWidget(self)
        self._list.setItemDelegate(TwoLines(self._list))
        self._list.setAccessibleName(self.tr("备份"))
        for backup in list_backups(ledger):
            item = QListWidgetItem(_line(backup), self._list)
            item.setData(Qt.ItemDataRole.UserRole, backup)
            item.setToolTip(str(backup.path))
        self._list.setCurrentRow(0)
        self._buttons = QDialogButtonBox(self)
        restore = self._buttons.addButton(self.tr("恢复到所选备份"), QDialogButtonBox.ButtonRole.AcceptRole)
        restore.setVisible(self._list.count() > 0)
        restore.setDefault(True)
        if may_salvage:
            salvage = self._buttons.addButton(self.tr("从损坏的文件中抢救…"), QDialogButtonBox.ButtonRole.ActionRole)
            salvage.clicked.connect(self._on_salvage)
        leave = self.tr("取消") if self._list.count() or may_salvage else self.tr("关闭")
        self._buttons.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._list.itemActivated.connect(lambda _: self.accept())
        self._lay_out(may_salvage)

    def _lay_out(self, may_salvage: bool) -> None:
        if self._list.count():
            words = self.tr("台账“%1”会回到所选备份时的样子。现在的文件不会删除，只改名保留。")
        elif may_salvage:
            words = self.tr("没有找到台账“%1”的备份。可以把文件里还读得出的填报件抢救到一个新台账。")
        else:
            words = self.tr("台账“%1”还没有备份。每天第一次打开台账时会自动备份一次。")
        label = QLabel(words.replace("%1", self._ledger.name), self)
        label.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(label)
        layout.addWidget(self._list, 1)
        self._list.setVisible(self._list.count() > 0)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(480)

    def backup(self) -> Path | None:
        """The chosen backup; None where the file is to be salvaged."""
        item = self._list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole).path if item and self._target is None else None

    def salvage_target(self) -> Path | None:
        """Where the salvaged filings are to go, None where a backup was chosen."""
        return self._target

    def _on_salvage(self) -> None:
        suggested = f"{self._ledger.stem} 抢救.medaid"
        self._target = ask_save(
            self, self._settings, self.tr("抢救到新台账"), "ledger", self.tr("台账 (*.medaid)"), suggested
        )
        if self._target:
            self.accept()


def _line(backup: Backup) -> str:
    size = QLocale().formattedDataSize(backup.size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
    return f"{backup.made_at:%Y-%m-%d %H:%M}　{backup_word(backup.kind)}　{size}"
