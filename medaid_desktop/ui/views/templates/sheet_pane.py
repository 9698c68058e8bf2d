"""The middle of the page: the blank form with what its cells mean, its preview in the editor, or why there is nothing to show."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from medaid_desktop.core.forms import Form
from medaid_desktop.operations.desk import Desk
from medaid_desktop.ui.views.labels import ElidedLabel
from medaid_desktop.ui.views.switches import Switches
from medaid_desktop.ui.views.templates.layout import TemplateLayout
from medaid_desktop.ui.views.templates.legend import TemplateLegend
from medaid_desktop.ui.views.templates.preview import DraftPaper
from medaid_desktop.ui.views.templates.roles import CellRoles
from medaid_desktop.ui.views.templates.view import TemplateView

_EDGE, _GAP = 8, 4


class SheetPane(QWidget):
    """Shows one sheet at a time."""

    turned = Signal(int)
    """The clerk turns to another sheet."""
    preview_toggled = Signal(bool)
    button_pressed = Signal()
    """The button under the words that stand in the place of a sheet."""
    import_pressed = Signal()
    """The one beside it: the file is to be imported as what was filled in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel(self)
        self._title.setProperty("part", "heading")
        self.view = TemplateView(self)
        self.paper: DraftPaper | None = None
        self._legend = TemplateLegend(self)
        self._words = QLabel(self)
        self._button = QPushButton(self)
        self._instead = QPushButton(self)
        self._said = QWidget(self)
        self.sheets = QTabBar(self)
        switches = Switches(self)
        self.to_sheet = switches.add(self.tr("模板(&W)"), self.tr("空白表，每一格认成了什么"), "templateToSheet")
        self.to_preview = switches.add(
            self.tr("预览填报界面(&I)"), self.tr("做成表种以后，填报时看到的样子"), "templateToPreview"
        )
        self.to_sheet.setChecked(True)
        self.to_preview.toggled.connect(self.preview_toggled)
        self._set_up_words()
        self._set_up_tabs()
        self._lay_out()
        self.setFocusProxy(self.view)

    def _set_up_words(self) -> None:
        self._words.setObjectName("templateWords")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._words.setMargin(24)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button.setObjectName("templateWordsButton")
        self._button.setAutoDefault(True)
        self._button.clicked.connect(self.button_pressed)
        self._instead.setObjectName("templateWordsImport")
        self._instead.setAutoDefault(True)
        self._instead.clicked.connect(self.import_pressed)
        said = QVBoxLayout(self._said)
        said.setContentsMargins(0, 0, 0, 0)
        said.addWidget(self._words)
        ways = QHBoxLayout()
        ways.setSpacing(2 * _GAP)
        ways.addStretch(1)
        ways.addWidget(self._button)
        ways.addWidget(self._instead)
        ways.addStretch(1)
        said.addLayout(ways)
        said.addStretch(1)

    def _set_up_tabs(self) -> None:
        self.sheets.setObjectName("templateTabs")
        self.sheets.setAccessibleName(self.tr("工作表"))
        self.sheets.setExpanding(False)
        self.sheets.setDrawBase(False)
        self.sheets.setUsesScrollButtons(True)
        self.sheets.setElideMode(Qt.TextElideMode.ElideRight)
        self.sheets.currentChanged.connect(self.turned)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget(self)
        for widget in (self.view, self._said):
            self._stack.addWidget(widget)
        head = QHBoxLayout()
        head.setContentsMargins(_EDGE, _GAP, _EDGE, _GAP)
        head.setSpacing(_GAP)
        head.addWidget(self._title, 1)
        head.addWidget(self.to_sheet)
        head.addWidget(self.to_preview)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.sheets)
        layout.addWidget(self._legend)

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def is_previewing(self) -> bool:
        """Whether the preview is wanted instead of the sheet."""
        return self.to_preview.isChecked()

    def show_words(self, title: str, words: str, button: str = "", instead: str = "") -> None:
        """Shows a sentence in the place of a sheet, with buttons where there is a way on: another file, or its import."""
        self._title.set_whole(title)
        self._say(words, button, instead)
        for part in (self.sheets, self._legend, self.to_sheet, self.to_preview):
            part.hide()

    def show_names(self, title: str, names: Sequence[str], current: int) -> None:
        """The file's name over the sheets, the sheets' below them."""
        self._title.set_whole(title)
        self.sheets.blockSignals(True)
        for number, name in enumerate(names):
            if number >= self.sheets.count():
                self.sheets.addTab("")
            self.sheets.setTabText(number, name.replace("&", "&&"))
        while self.sheets.count() > len(names):
            self.sheets.removeTab(self.sheets.count() - 1)
        self.sheets.setCurrentIndex(current)
        self.sheets.blockSignals(False)
        self.sheets.setVisible(len(names) > 1)
        for part in (self.to_sheet, self.to_preview):
            part.show()

    def show_sheet(self, layout: TemplateLayout, roles: CellRoles) -> None:
        """Shows a sheet; the same one understood anew keeps cursor and place."""
        self._stack.setCurrentWidget(self.view)
        self.setFocusProxy(self.view)
        self._legend.show()
        if self.view.template.sheet is layout:
            self.view.show_roles(roles)
        else:
            self.view.show_sheet(layout, roles)

    def show_paper(self, desk: Desk, form: Form, year: int | None, region: str | None) -> None:
        """Shows how a form will stand in the editor."""
        had_focus = self.paper is not None and self.paper.hasFocus()
        self.drop_paper()
        self.paper = DraftPaper(desk, form, year, region, self._stack)
        self._stack.addWidget(self.paper)
        self._stack.setCurrentWidget(self.paper)
        self._legend.hide()
        if had_focus:
            self.paper.setFocus()

    def show_fault(self, words: str) -> None:
        """Why there is no preview."""
        self._say(words)
        self._legend.hide()

    def _say(self, words: str, button: str = "", instead: str = "") -> None:
        self._words.setText(words)
        for control, label in ((self._button, button), (self._instead, instead)):
            control.setText(label)
            control.setVisible(bool(label))
        self._stack.setCurrentWidget(self._said)
        self.setFocusProxy(self._button if button else self.view)

    def drop_paper(self) -> None:
        """Forgets the preview."""
        if self.paper is not None:
            self._stack.removeWidget(self.paper)
            self.paper.deleteLater()
        self.paper = None
