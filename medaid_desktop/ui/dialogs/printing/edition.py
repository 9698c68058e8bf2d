"""What kind of print: sealed or with empty places, for publication, signed with a certificate."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.formats.pdf.signing import ENDINGS, Certificate
from medaid_desktop.operations.paper.runs import SealWanted
from medaid_desktop.operations.paper.sheets import Edition
from medaid_desktop.ui.dialogs.files import ask_open
from medaid_desktop.ui.settings import WindowSettings


class PrintEdition(QWidget):
    """Asks for passphrases where a chosen filing has a seal to print, and for what else makes a print another one.

    `seals` is the group with the passphrases, to be placed where there is room for it.
    """

    changed = Signal()
    """Another kind of print was chosen: pages are to be counted anew."""

    def __init__(self, settings: WindowSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._final: Sequence[SealWanted] = ()
        self._so_far: Sequence[SealWanted] = ()
        self._fields: dict[str, QLineEdit] = {}
        self.public = QCheckBox(self.tr("公开版：隐去姓名、电话(&U)"), self)
        self.public.setToolTip(self.tr("用于对外公开：姓名只留姓，电话隐去中间几位，不印印章"))
        self.so_far = QCheckBox(self.tr("送下一单位盖章用，已完成的环节先盖章(&H)"), self)
        self.so_far.setToolTip(self.tr("审核还没有全部完成，表上仍印“草稿”"))
        self.empty = QCheckBox(self.tr("留空位，盖实物章(&K)"), self)
        self.seals = QGroupBox(self.tr("印章"), self)
        self.seals.setObjectName("printSeals")
        self._rows = QGridLayout()
        self.certificate = QPushButton(self.tr("电子签名(&Q)…"), self)
        self.certificate.setToolTip(self.tr("选一个证书文件（.p12、.pfx），给 PDF 加上电子签名"))
        self.certificate.setAutoDefault(False)
        self.password = QLineEdit(self)
        self.trouble = QLabel(self)
        self.trouble.setObjectName("printSealTrouble")
        self.trouble.setProperty("part", "error")
        self.trouble.setWordWrap(True)
        self._path: Path | None = None
        self._lay_out()
        for box in (self.public, self.so_far, self.empty):
            box.toggled.connect(self._on_toggled)
        self.certificate.clicked.connect(self._on_certificate)
        self._show()

    def _lay_out(self) -> None:
        inner = QVBoxLayout(self.seals)
        inner.setSpacing(8)
        self._rows.setVerticalSpacing(4)
        inner.addLayout(self._rows)
        inner.addWidget(self.empty)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(self.tr("证书密码"))
        self.password.setAccessibleName(self.tr("证书密码"))
        kinds = QHBoxLayout()
        kinds.setSpacing(8)
        kinds.addWidget(self.public)
        kinds.addStretch(1)
        kinds.addWidget(self.certificate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.so_far)
        layout.addLayout(kinds)
        layout.addWidget(self.password)
        layout.addWidget(self.trouble)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_seals(self, final: Sequence[SealWanted], so_far: Sequence[SealWanted]) -> None:
        """The seals that belong on what is reviewed to the end, and those that would be set so far."""
        self._final, self._so_far = final, so_far
        self._show()

    def show_file(self, is_file: bool) -> None:
        """Whether a PDF file is made, which alone can be signed."""
        self.certificate.setVisible(is_file)
        self.password.setVisible(is_file and self._path is not None)

    def say(self, words: str, name: str = "") -> None:
        """Says what is wrong, and leads to the field that it is about."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        field = self.password if self._path and name == str(self._path) else self._fields.get(name)
        if field is not None:
            field.selectAll()
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wanted(self) -> Sequence[SealWanted]:
        if self.public.isChecked():
            return ()
        return self._so_far if self.so_far.isChecked() else self._final

    def _show(self) -> None:
        wanted = self._wanted()
        if [one.name for one in wanted] != list(self._fields):
            self._make_rows(wanted)
        self.seals.setVisible(bool(wanted))
        self.so_far.setVisible(len(self._so_far) > 0 and self._so_far != self._final)
        self.so_far.setEnabled(not self.public.isChecked())
        for field in self._fields.values():
            field.setEnabled(not self.empty.isChecked())
        self.say("")

    def _make_rows(self, wanted: Sequence[SealWanted]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._fields = {}
        for row, one in enumerate(wanted):
            label = QLabel(self.tr("%1（%2 份）：").replace("%1", one.name).replace("%2", str(one.filings)), self.seals)
            field = QLineEdit(self.seals)
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setPlaceholderText(self.tr("印章口令"))
            field.setAccessibleName(self.tr("“%1”的口令").replace("%1", one.name))
            field.setObjectName(f"printSeal{row}")
            label.setBuddy(field)
            label.setWordWrap(True)
            label.setToolTip(one.office)
            self._rows.addWidget(label, 2 * row, 0)
            self._rows.addWidget(field, 2 * row + 1, 0)
            self._fields[one.name] = field

    # -- what was chosen -----------------------------------------------------------------------------------------

    def edition(self) -> Edition:
        """The kind of print, with no seals opened yet."""
        return Edition(public=self.public.isChecked(), so_far=self.so_far.isChecked() and self.so_far.isEnabled())

    def passphrases(self) -> dict[str, str]:
        """What was typed for each seal; none where places stay empty."""
        if self.empty.isChecked():
            return {}
        return {one.name: self._fields[one.name].text() for one in self._wanted()}

    def missing(self) -> str:
        """The name of the first seal without a passphrase, "" where all have one."""
        return next((name for name, typed in self.passphrases().items() if not typed), "")

    def chosen_certificate(self) -> Certificate | None:
        """The certificate to sign a file with."""
        return Certificate(self._path, self.password.text()) if self._path else None

    # -- slots ---------------------------------------------------------------------------------------------------

    def _on_toggled(self) -> None:
        self._show()
        if self.sender() is not self.empty:
            self.changed.emit()

    def _on_certificate(self) -> None:
        endings = " ".join(f"*{ending}" for ending in ENDINGS)
        words = self.tr("证书文件 (%1)").replace("%1", endings)
        self._path = ask_open(self, self._settings, self.tr("选择证书文件"), "certificate", words)
        self.certificate.setText(
            self.tr("电子签名(&Q)：%1").replace("%1", self._path.name) if self._path else self.tr("电子签名(&Q)…")
        )
        self.password.clear()
        self.password.setVisible(self._path is not None)
        if self._path:
            self.password.setFocus()
