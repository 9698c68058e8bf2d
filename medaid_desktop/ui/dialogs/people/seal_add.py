"""Adding a seal: which picture, looked at before it is kept, and the passphrase that opens it."""

from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pictures.seal_image import SealImage
from medaid_desktop.operations.ledgers.seals import LEAST_MM, MOST_MM, USUAL_MM, add_seal, read_seal, strength
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.dialogs.files import ask_open
from medaid_desktop.ui.dialogs.parts import grow
from medaid_desktop.ui.views.labels import ElidedLabel
from medaid_desktop.ui.views.seal_preview import CheckeredSeal, SealOnPaper


class AddSealDialog(QDialog):
    """Keeps the seal itself; closes once that is done. Reading pictures and making keys is done off the GUI thread."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("添加印章图像"))
        self._context = context
        self._image: SealImage | None = None
        self._trouble = ""
        self._is_busy = False
        self._choose = QPushButton(self.tr("选择图片(&C)…"), self)
        self._choose.setAutoDefault(False)
        self._file = ElidedLabel(self)
        self._name, self._office = QLineEdit(self), QLineEdit(self)
        self._size = QDoubleSpinBox(self)
        self._size.setRange(LEAST_MM, MOST_MM)
        self._size.setDecimals(1)
        self._size.setSingleStep(0.5)
        self._size.setValue(USUAL_MM)
        self._size.setSuffix(self.tr(" 毫米"))
        self._passphrase, self._again = (self._secret_field() for _ in range(2))
        self._strength, self._message = QLabel(self), QLabel(self)
        self._strength.setProperty("part", "muted")
        self._message.setWordWrap(True)
        self._checkered, self._paper = CheckeredSeal(self), SealOnPaper(self)
        self._foot = QDialogButtonBox(self)
        self._go = self._foot.addButton(self.tr("添加"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setDefault(True)
        self._foot.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        for widget, name in (
            (self._name, "sealName"), (self._office, "sealOffice"), (self._size, "sealSize"), (self._passphrase, "passphrase"),
            (self._again, "passphraseAgain"), (self._strength, "passphraseStrength"), (self._message, "addSealMessage"),
        ):  # fmt: skip
            widget.setObjectName(name)
        self._lay_out()
        self._connect()
        self._look()

    def _secret_field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        return field

    def _lay_out(self) -> None:
        words = QLabel(
            self.tr("透明底的 PNG，或盖在白纸上的扫描件、照片（白底会变透明，建议 300 dpi 以上，摆正，只留印章）。"),
            self,
        )
        words.setWordWrap(True)
        file = QHBoxLayout()
        file.setSpacing(8)
        file.addWidget(self._choose)
        file.addWidget(self._file, 1)
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("印章名称(&N)："), self._name)
        form.addRow(self.tr("单位(&O)："), self._office)
        form.addRow(self.tr("直径(&D)："), self._size)
        form.addRow(self.tr("口令(&P)："), self._passphrase)
        form.addRow("", self._strength)
        form.addRow(self.tr("再输一次(&G)："), self._again)
        fields = QVBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(words)
        fields.addLayout(file)
        fields.addLayout(form)
        fields.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        for title, picture in (
            (self.tr("去掉白底之后"), self._checkered),
            (self.tr("印在纸上（实际大小）"), self._paper),
        ):
            picture.setAccessibleName(title)
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(QLabel(title, self))
            column.addWidget(picture)
            column.addStretch(1)
            beside.addLayout(column)
        upper = QHBoxLayout()
        upper.setSpacing(16)
        upper.addLayout(fields, 1)
        upper.addLayout(beside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(upper, 1)
        layout.addWidget(self._message)
        layout.addWidget(self._foot)
        self.setMinimumWidth(840)

    def _connect(self) -> None:
        self._choose.clicked.connect(self._on_choose)
        self._office.textChanged.connect(self._paper.show_office)
        self._size.valueChanged.connect(self._show_image)
        for field in (self._name, self._passphrase, self._again):
            field.textChanged.connect(self._look)
        self._foot.accepted.connect(self._on_go)
        self._foot.rejected.connect(self.reject)

    def name(self) -> str:
        """What the seal is called."""
        return self._name.text().strip()

    # -- the picture ---------------------------------------------------------------------------------------------

    def _on_choose(self) -> None:
        words = self.tr("图片 (*.png *.jpg *.jpeg *.bmp *.tif *.tiff);;所有文件 (*)")
        path = ask_open(self, self._context.settings, self.tr("选择印章图片"), "seal", words)
        if path:
            self._file.set_whole(path.name)
            self._show_read(None)
            self._set_busy(True)
            self._say(self.tr("正在读取图片…"), False)
            self._context.tasks.run(
                "", lambda _: read_seal(path), lambda image: self._on_read(path, image), self._on_unreadable
            )

    def _on_read(self, path: Path, image: SealImage) -> None:
        self._set_busy(False)
        if not (self._name.text() and self._name.isModified()):
            self._name.setText(path.stem[:40])
        self._show_read(image)

    def _on_unreadable(self, error: UserError) -> None:
        self._set_busy(False)
        self._show_read(None, str(error))

    def _show_read(self, image: SealImage | None, trouble: str = "") -> None:
        """What came of the file named above: nothing of the one before it stays."""
        self._image, self._trouble = image, trouble
        self._show_image()
        self._look()

    def _show_image(self) -> None:
        picture = QImage.fromData(self._image.png) if self._image else QImage()
        for ground in (self._checkered, self._paper):
            ground.show_seal(picture, self._size.value())

    # -- keeping it ----------------------------------------------------------------------------------------------

    def _look(self) -> None:
        passphrase, again = self._passphrase.text(), self._again.text()
        judged = strength(passphrase, self.name())
        self._strength.setText(
            self.tr("口令强度：%1").replace("%1", judged.words)
            if passphrase
            else self.tr("口令由保管人记住，不能找回。")
        )
        missing = self._missing(judged.level > 0)
        self._go.setEnabled(not missing and not self._is_busy)
        self._go.setToolTip(missing)
        notices = [self._trouble] if self._trouble else []
        notices += [f"{notice}。" for notice in self._image.notices] if self._image else []
        differs = bool(again) and again != passphrase
        if differs:
            notices.append(self.tr("两次输入的口令不一样。"))
        self._say("\n".join(notices), differs or bool(self._trouble))

    def _missing(self, is_strong: bool) -> str:
        """What is still to be done before it can be kept, "" for nothing."""
        if self._image is None:
            return self.tr("请先选择图片")
        if not self.name():
            return self.tr("请写印章名称")
        if not is_strong:
            return self.tr("请写口令，不要太短、太简单")
        return "" if self._passphrase.text() == self._again.text() else self.tr("请再输一次口令")

    def _on_go(self) -> None:
        image, desk = self._image, self._context.workspace.desk
        if image is None:
            return
        name, office, size, passphrase = self.name(), self._office.text(), self._size.value(), self._passphrase.text()
        self._set_busy(True)
        self._context.tasks.run(
            "", lambda _: add_seal(desk, name, image, passphrase, office, size), lambda _: self._on_kept(), self._on_refused,
            cancellable=False, writes=True,
        )  # fmt: skip

    def _on_kept(self) -> None:
        self._set_busy(False)
        self.accept()

    def _on_refused(self, error: UserError) -> None:
        self._set_busy(False)
        self._look()
        self._say(str(error))

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._go.setEnabled(not is_busy)
        self._choose.setEnabled(not is_busy)

    def reject(self) -> None:
        if not self._is_busy:
            super().reject()

    def _say(self, words: str, is_wrong: bool = True) -> None:
        self._message.setText(words)
        self._message.setProperty("part", "error" if is_wrong else "")
        self._message.style().polish(self._message)
        self._message.setVisible(bool(words))
        grow(self)
