"""Making filings: which form, for whom, which year, and from what they begin."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from medaid_desktop.core.paper.variants import choose_layout
from medaid_desktop.errors import UserError
from medaid_desktop.operations.filings.carry_over import Preview, preview
from medaid_desktop.operations.filings.new_filings import How
from medaid_desktop.ui.dialogs.new_filing.busy import BusyPage
from medaid_desktop.ui.dialogs.new_filing.carry import CarryPage, Key
from medaid_desktop.ui.dialogs.new_filing.forms import FormChooser
from medaid_desktop.ui.dialogs.new_filing.start import StartPanel
from medaid_desktop.ui.dialogs.new_filing.wish import Wish, present_words
from medaid_desktop.ui.dialogs.parts import open_at
from medaid_desktop.ui.dialogs.region_field import RegionField
from medaid_desktop.ui.tasks import Task, Tasks
from medaid_desktop.ui.workspace import Workspace

_EARLIEST, _LATEST = 1990, 2100
_SIZE = (880, 500)
_FORMS_WIDTH = 328
_READ_AT_ONCE = 8
"""So many filings are read before anybody notices; more in the background."""


@dataclass(frozen=True, slots=True)
class Preset:
    """What the dialog begins with; `source` is a filing to copy, which fixes the form."""

    form: str = ""
    region: str = ""
    year: int | None = None
    how: How = "blank"
    source: str = ""


class NewFilingDialog(QDialog):
    """Accepted with a wish, or with a filing to open instead; it makes nothing itself."""

    def __init__(self, workspace: Workspace, tasks: Tasks, preset: Preset, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._desk = desk = workspace.desk
        self._tasks = tasks
        self._reading: Task | None = None
        self._instead = ""
        self._wants_template = False
        self._copied = desk.ledger.filings.get(preset.source) if preset.source else None
        self.setWindowTitle(self.tr("复制为新填报件") if self._copied else self.tr("新建填报件"))
        self._forms = FormChooser(desk.forms, self._copied.form if self._copied else "", self)
        self._region = RegionField(desk.regions, self, desk.home())
        self._region.setObjectName("regionField")
        self._year = QSpinBox(self)
        self._year.setObjectName("yearField")
        self._year.setRange(_EARLIEST, _LATEST)
        self._layout = QComboBox(self)
        self._layout.setObjectName("layoutField")
        self._start = StartPanel(desk, preset.source, preset.how, self)
        self._words = QLabel(self)
        self._words.setObjectName("consequences")
        self._words.setWordWrap(True)
        self._carry = CarryPage(self)
        self._make_foot()
        self._lay_out()
        self._forms.choose(preset.form)
        self._region.choose((self._copied.region if self._copied else None) or preset.region)
        self._year.setValue(preset.year or date.today().year)
        self._connect()
        self._on_form_changed()
        self._forms.setFocus()

    # -- what was chosen -----------------------------------------------------------------------------------------

    def wish(self) -> Wish:
        """What is to be made."""
        return self._start.wish()

    def layout_id(self) -> str:
        """The id of the chosen layout, "" where the form has just one or each filing keeps its own."""
        return "" if self._start.how() == "carry" else self._layout.currentData() or ""

    def accepted_years(self) -> frozenset[Key]:
        """The keys of the years in texts that are to be changed."""
        return self._carry.accepted()

    def open_instead(self) -> str:
        """The id of a filing that is there already and to be opened instead, "" for none."""
        return self._instead

    def wants_template(self) -> bool:
        """Whether no form fitted, and a blank one is to be imported instead."""
        return self._wants_template

    # -- parts ---------------------------------------------------------------------------------------------------

    def _make_foot(self) -> None:
        role = QDialogButtonBox.ButtonRole
        self._foot = QDialogButtonBox(self)
        self._back = self._foot.addButton(self.tr("上一步(&B)"), role.ActionRole)
        self._open = self._foot.addButton(self.tr("打开已有的(&O)"), role.ActionRole)
        self._make = self._foot.addButton(self.tr("新建"), role.AcceptRole)
        leave = self._foot.addButton(self.tr("取消"), role.RejectRole)
        for button in (self._back, self._open, leave):
            button.setAutoDefault(False)
        self._make.setDefault(True)

    def _lay_out(self) -> None:
        left = QWidget(self)
        left.setFixedWidth(_FORMS_WIDTH)
        forms = QVBoxLayout(left)
        forms.setContentsMargins(0, 0, 0, 0)
        forms.setSpacing(4)
        heading = QLabel(self.tr("表种(&T)："), left)
        heading.setBuddy(self._forms)
        forms.addWidget(heading)
        forms.addWidget(self._forms, 1)
        self._import = QPushButton(self.tr("没有合适的表种？导入模板(&I)…"), left)
        self._import.setObjectName("newImportTemplate")
        self._import.setToolTip(self.tr("把上级发的空白表做成表种"))
        self._import.setAutoDefault(False)
        self._import.setVisible(self._copied is None)
        self._import.clicked.connect(self._on_import)
        forms.addWidget(self._import)
        self._form = QFormLayout()
        self._form.setSpacing(8)
        self._form.addRow(self.tr("区划(&R)："), self._region)
        self._form.addRow(self.tr("年度(&Y)："), self._year)
        self._form.addRow(self.tr("版式(&L)："), self._layout)
        for field in (self._year, self._layout):
            field.setMinimumHeight(self._region.sizeHint().height())
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(self._form)
        right.addWidget(QLabel(self.tr("从哪里开始："), self))
        right.addWidget(self._start, 1)
        right.addWidget(self._words)
        choices = QWidget(self)
        columns = QHBoxLayout(choices)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        columns.addWidget(left)
        columns.addLayout(right, 1)
        self._busy = BusyPage(self)
        self._pages = QStackedWidget(self)
        for page in (choices, self._busy, self._carry):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._foot)
        open_at(self, *_SIZE)
        self._show_page(0)

    def _connect(self) -> None:
        self._forms.form_changed.connect(self._on_form_changed)
        self._forms.confirmed.connect(self._make.click)
        self._region.region_changed.connect(self._look)
        self._year.valueChanged.connect(self._look)
        self._start.changed.connect(self._show_consequences)
        self._make.clicked.connect(self._on_make)
        self._foot.rejected.connect(self.reject)
        self._back.clicked.connect(self._on_back)
        self._open.clicked.connect(self._on_open_instead)
        self._busy.stop.clicked.connect(self._on_back)

    # -- what happens --------------------------------------------------------------------------------------------

    def _on_form_changed(self) -> None:
        form_id = self._forms.form_id()
        if form_id:
            form = self._desk.forms.get(form_id)
            self._layout.clear()
            for layout in form.layouts:
                self._layout.addItem(layout.title, layout.id)
            if self._copied:
                self._layout.setCurrentIndex(self._layout.findData(choose_layout(form, self._copied).id))
        self._look()

    def _look(self) -> None:
        """Follows form, region and year."""
        form_id = self._forms.form_id()
        if form_id:
            self._start.show_for(form_id, self._region.code(), self._year.value())
        self._show_consequences()

    def _show_consequences(self) -> None:
        form_id = self._forms.form_id()
        unknown = bool(self._region.text().strip()) and not self._region.code()
        wish = self._start.wish()
        carries = wish.how == "carry"
        many = bool(form_id) and len(self._desk.forms.get(form_id).layouts) > 1
        self._form.setRowVisible(self._layout, many and not carries)
        orders = [] if unknown or not form_id else wish.orders()
        if not form_id:
            words = self.tr("没有这样的表种，请改几个字再试。")
        elif unknown:
            words = self.tr("请从列表中选定区划；暂时不定可以清空。")
        else:
            words = wish.consequences(self._desk)
        present = wish.present() if form_id and not unknown else []
        if present:
            words = present_words(present, wish.year) + "\n" + words
        self._words.setText(words)
        self._open.setVisible(bool(present) and self._pages.currentIndex() == 0)
        self._make.setEnabled(bool(orders))
        second = any(order.how == "carry" for order in orders) and self._pages.currentIndex() == 0
        self._make.setText(self.tr("下一步") if second else self._make_words(len(orders)))

    def _make_words(self, count: int) -> str:
        return self.tr("新建 %1 份").replace("%1", str(count)) if count > 1 else self.tr("新建")

    def _on_make(self) -> None:
        carried = [order.source for order in self.wish().orders() if order.how == "carry"]
        if not carried or self._pages.currentWidget() is self._carry:
            self.accept()
            return
        year = self.wish().year
        if len(carried) <= _READ_AT_ONCE:
            try:
                self._show_preview(preview(self._desk, carried, year))
            except UserError as error:
                self._words.setText(str(error))
            return
        self._show_page(1)
        self._reading = self._tasks.run(
            "", self._workspace.at_own_desk(lambda desk, task: preview(desk, carried, year, task.progress, task.is_cancelled)),
            self._on_read, self._on_unread,
        )  # fmt: skip
        self._reading.progressed.connect(self._busy.show_progress)

    def _on_read(self, found: Preview) -> None:
        if self._reading is not None:
            self._reading = None
            self._show_preview(found)

    def _on_unread(self, error: UserError) -> None:
        self._on_back()
        self._words.setText(str(error))

    def _show_preview(self, found: Preview) -> None:
        self._carry.show_preview(found)
        self._show_page(2)
        self._carry.setFocus()

    def _on_back(self) -> None:
        self._stop_reading()
        self._show_page(0)
        self._forms.setFocus()

    def _on_open_instead(self) -> None:
        present = self.wish().present()
        if present:
            self._instead = present[0].id
            self.accept()

    def _on_import(self) -> None:
        self._wants_template = True
        self.reject()

    def _show_page(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
        self._back.setVisible(number == 2)
        if number == 1:
            self._make.setEnabled(False)
            self._open.hide()
        else:
            self._show_consequences()

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def done(self, result: int) -> None:
        self._stop_reading()
        super().done(result)
