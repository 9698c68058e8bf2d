"""The seal images of the office: which there are, adding one, removing one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.errors import UserError
from medaid_desktop.operations.ledgers.seals import list_seals, remove_seal, used_by
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.parts import closing, open_at
from medaid_desktop.ui.views.rows import SECOND_LINE_ROLE, TwoLines

_NAME = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT = 560, 400


class SealsDialog(QDialog):
    """None of the images can be shown: that wants the passphrase, and every use of it is logged."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("印章图像"))
        self._context = context
        self._desk = context.workspace.desk
        words = QLabel(
            self.tr(
                "本单位的印章扫描件加密存在台账里，凭口令才能用，只盖在已审核的内容上，每次使用都记入日志。"
                "没有印章图像的，打印时留出空位，打印后盖实物章。"
            ),
            self,
        )
        words.setWordWrap(True)
        self._list = QListWidget(self)
        self._list.setObjectName("sealList")
        self._list.setAccessibleName(self.tr("印章图像"))
        self._list.setItemDelegate(TwoLines(self._list))
        none = QLabel(self.tr("还没有印章图像。请按“添加”，选择本单位印章的图片。"), self)
        none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._list)
        self._stack.addWidget(none)
        self._message = QLabel(self)
        self._message.setObjectName("sealMessage")
        self._message.setWordWrap(True)
        self._add = QPushButton(self.tr("添加(&A)…"), self)
        self._remove = QPushButton(self.tr("删除(&D)…"), self)
        for button, act in ((self._add, self._on_add), (self._remove, self._on_remove)):
            button.setAutoDefault(False)
            button.clicked.connect(act)
        self._lay_out(words)
        self._list.currentItemChanged.connect(self._look)
        self._read()

    def _lay_out(self, words: QLabel) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self._add)
        acts.addWidget(self._remove)
        acts.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._message)
        layout.addLayout(acts)
        layout.addWidget(closing(self))
        open_at(self, _WIDTH, _HEIGHT)

    def _read(self, choose: str = "") -> None:
        self._list.clear()
        for seal in list_seals(self._desk):
            item = QListWidgetItem(seal.name, self._list)
            item.setData(_NAME, seal.name)
            added = self.tr("%1 添加").replace("%1", seal.added_at[:10])
            size = self.tr("直径 %1 毫米").replace("%1", f"{seal.size_mm:g}")
            item.setData(SECOND_LINE_ROLE, "　".join(filter(None, (size, seal.office, added))))
            if seal.name == choose:
                self._list.setCurrentItem(item)
        if self._list.count() and self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        self._stack.setCurrentIndex(0 if self._list.count() else 1)
        self._add.setDefault(not self._list.count())
        self._say("")
        self._look()

    def _chosen(self) -> str:
        item = self._list.currentItem()
        return item.data(_NAME) if item else ""

    def _look(self) -> None:
        ledger = self._desk.ledger
        why = ledger.read_only_reason or ledger.access.why_not("seals")
        self._add.setEnabled(not why)
        self._remove.setEnabled(not why and bool(self._chosen()))
        for button in (self._add, self._remove):
            button.setToolTip(why)
        if not why and not self._chosen():
            self._remove.setToolTip(self.tr("没有可以删除的印章图像"))
        if why:
            self._say(why)

    def _on_add(self) -> None:
        from medaid_desktop.ui.dialogs.people.seal_add import AddSealDialog

        dialog = AddSealDialog(self._context, self)
        if dialog.exec():
            self._read(dialog.name())
            self._say(
                self.tr("已添加“%1”。请妥善保管口令：忘了口令，这枚印章图像就不能再用，只能删除后重新添加。").replace(
                    "%1", dialog.name()
                )
            )

    def _on_remove(self) -> None:
        from medaid_desktop.ui.dialogs.question import ask

        name = self._chosen()
        try:
            count = used_by(self._desk, name)
        except UserError as error:
            self._say(str(error))
            return
        used = (
            self.tr("有 %1 份填报件是盖着它审核的：审核仍然有效，已打印的不受影响，再打印时该处留出盖章的空位。")
            if count
            else self.tr("还没有填报件用过它。")
        ).replace("%1", str(count))
        details = used + self.tr("以前的备份里仍有加密的图像。")
        if not ask(
            self, self.tr("删除印章图像"), self.tr("删除“%1”吗？").replace("%1", name), self.tr("删除"), details
        ):
            return
        try:
            remove_seal(self._desk, name)
        except UserError as error:
            self._say(str(error))
            return
        self._context.workspace.filings_changed.emit()
        self._read()
        self._say(self.tr("已删除“%1”。").replace("%1", name))

    def _say(self, words: str) -> None:
        self._message.setText(words)
        self._message.setVisible(bool(words))
