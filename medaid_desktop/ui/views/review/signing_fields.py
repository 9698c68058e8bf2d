"""Who completes a step, with which words, on which day and under which seal; for one filing or for many."""

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QFormLayout, QLabel, QLineEdit, QWidget

from medaid_desktop.core.forms import ReviewStep
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.reviewing import LONGEST_NAME, LONGEST_OFFICE, LONGEST_OPINION, Words
from medaid_desktop.ui.settings import WindowSettings

_DAY = "yyyy-MM-dd"
_EARLIEST = QDate(2000, 1, 1)
_HIGH = 26


class SigningFields(QWidget):
    """Remembers name, words, seal and office by step on this PC, never the passphrase."""

    changed = Signal()
    entered = Signal()
    """Enter in the opinion, which a field with a list keeps to itself."""

    def __init__(self, desk: Desk, settings: WindowSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        self._step: ReviewStep | None = None
        self._offices: dict[str, str] = {}
        self.name = NameField(desk, settings, self)
        self.opinion = opinion_field(
            (self.tr("同意"), self.tr("同意上报"), self.tr("情况属实，同意申报"), self.tr("审核通过")), self
        )
        self.day = DayField(QDate.currentDate(), self)
        self.day.setObjectName("reviewDay")
        self.day.setDisplayFormat(_DAY)
        self.day.setDateRange(_EARLIEST, QDate.currentDate())
        self.seals = QComboBox(self)
        self.seals.setObjectName("reviewSeal")
        self.passphrase = QLineEdit(self)  # next to its seal: elsewhere it would be typed into what is printed
        self.passphrase.setObjectName("reviewPassphrase")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhHiddenText)
        self.office = QLineEdit(self)
        self.office.setObjectName("reviewOffice")
        self.office.setMaxLength(LONGEST_OFFICE)
        self.office.setPlaceholderText(self.tr("印在姓名下面，可不填"))
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setSpacing(8)
        for words, field in (
            (self.tr("姓名(&N)："), self.name), (self.tr("意见(&O)："), self.opinion), (self.tr("日期(&D)："), self.day),
            (self.tr("盖章(&S)："), self.seals), (self.tr("印章口令(&K)："), self.passphrase),
            (self.tr("盖章单位(&U)："), self.office),
        ):  # fmt: skip
            field.setMinimumHeight(_HIGH)
            self._form.addRow(words, field)
        labels = [label for label in self.findChildren(QLabel) if label.buddy() is not None]
        self.label_width = max(label.sizeHint().width() for label in labels)
        """How wide the words before the fields are, the passphrase among them, which comes and goes."""
        for label in labels:
            label.setMinimumWidth(self.label_width)
        self.name.textChanged.connect(self.changed)
        self.passphrase.textChanged.connect(self.changed)
        self.opinion.editTextChanged.connect(self.changed)
        self.seals.currentIndexChanged.connect(self._on_seal)
        line = self.opinion.lineEdit()
        if line:
            line.returnPressed.connect(self.entered)
        self._on_seal()

    def add_first(self, words: str, field: QWidget) -> None:
        """Puts a field above all others, in line with them."""
        field.setMinimumHeight(_HIGH)
        self._form.insertRow(0, words, field)
        QWidget.setTabOrder(field, self.name)

    def show_step(self, step: ReviewStep) -> None:
        """What was last written on this PC for a step, and the seals that it can be given."""
        self._step = step
        self.day.setMaximumDate(QDate.currentDate())
        self.name.show_step(step.id)
        self.opinion.setEditText(self._settings.text(f"review/opinion-{step.id}", self.opinion.itemText(0)))
        fix(self.office, False)
        self.office.setText(self._remembered_office())
        self.seals.blockSignals(True)
        self.seals.clear()
        if step.seal:
            self.seals.addItem(self.tr("打印后盖实物章"), "")
            ledger = self._desk.ledger
            offered = ledger.seals.list() if ledger.access.allows("seal") else ()
            self._offices = {seal.name: seal.office for seal in offered}
            for seal in offered:
                named = f"{seal.name}（{seal.office}）" if seal.office and seal.office not in seal.name else seal.name
                self.seals.addItem(self.tr("印章图像：%1").replace("%1", named), seal.name)
            known = self.seals.findData(self._settings.text(f"review/seal-{step.id}"))
            self.seals.setCurrentIndex(max(0, known))
        else:
            self.seals.addItem(self.tr("由个人签字，不盖公章"), "")
        self.seals.setEnabled(self.seals.count() > 1)
        self.seals.blockSignals(False)
        self._on_seal()

    def words(self) -> Words:
        """What is to be signed with."""
        office = self.office.text().strip() if self._step and self._step.seal else ""
        return Words(
            self.name.text().strip(), self.opinion.currentText().strip(), self.day.date().toString(_DAY), office
        )

    def seal(self) -> str:
        """The name of the seal image, "" where the paper is stamped by hand or signed."""
        return self.seals.currentData() or ""

    def missing(self) -> str:
        """What is still to be written, "" where nothing is missing."""
        if not self.words().by:
            return self.tr("请写姓名")
        return self.tr("请输入印章口令") if self.seal() and not self.passphrase.text() else ""

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing()

    def remember(self) -> None:
        """Keeps for the next time what may be kept."""
        if self._step:
            words, step = self.words(), self._step.id
            self.name.remember()
            self._settings.put(f"review/opinion-{step}", words.opinion)
            self._settings.put(f"review/seal-{step}", self.seal())
            if words.office:
                self._settings.put(f"review/office-{step}", words.office)

    def forget_passphrase(self) -> None:
        """Nothing secret stays in the window."""
        self.passphrase.clear()

    def _show_office(self, of_seal: str) -> None:
        """A seal says whose it is; without one stays what was written, or what was written last time."""
        if of_seal:
            self.office.setText(of_seal)
        elif self.office.isReadOnly():
            self.office.setText(self._remembered_office())
        fix(self.office, bool(of_seal))

    def _remembered_office(self) -> str:
        return self._settings.text(f"review/office-{self._step.id}") if self._step else ""

    def _on_seal(self) -> None:
        self.forget_passphrase()
        self._form.setRowVisible(self.passphrase, bool(self.seal()))
        self._form.setRowVisible(self.office, bool(self._step and self._step.seal))
        self._show_office(self._offices.get(self.seal(), ""))
        self.changed.emit()


def fix(field: QLineEdit, is_fixed: bool) -> None:
    """Lets a text be written or only be read; where Tab went into what cannot be written, typing would do nothing."""
    field.setReadOnly(is_fixed)
    field.setFocusPolicy(Qt.FocusPolicy.ClickFocus if is_fixed else Qt.FocusPolicy.StrongFocus)


class DayField(QDateEdit):
    """Tab leaves the field, as it does all others, instead of going from year to month to day."""

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Goes to the next field, or the one before."""
        return QWidget.focusNextPrevChild(self, forwards)


class NameField(QLineEdit):
    """Who does it: the person signed in, or the one who did it last for this step on this PC."""

    def __init__(self, desk: Desk, settings: WindowSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reviewName")
        self.setMaxLength(LONGEST_NAME)
        self._access = desk.ledger.access
        self._settings = settings
        self._key = ""

    def show_step(self, step: str, else_of: str = "") -> None:
        """Offers the name for a step, or where nobody did it yet the one of another step."""
        self._key = f"review/name-{step}"
        person = self._access.person
        known = self._settings.text(self._key) or self._settings.text(f"review/name-{else_of}")
        self.setText(person.name if person else known)
        fix(self, person is not None)

    def remember(self) -> None:
        """Keeps the name for the next time; that of who has signed in need not be."""
        if self._key and not self.isReadOnly():
            self._settings.put(self._key, self.text().strip())


def opinion_field(usual: tuple[str, ...], parent: QWidget) -> QComboBox:
    """A line for an opinion, with usual ones to choose from."""
    field = QComboBox(parent)
    field.setObjectName("reviewOpinion")
    field.setEditable(True)
    field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    field.addItems(list(usual))
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.setMinimumContentsLength(12)
    line = field.lineEdit()
    if line:
        line.setMaxLength(LONGEST_OPINION)
    return field
