"""The cell at the cursor: what it was understood as, and the means to say otherwise."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.template_map import REGION, YEAR
from medaid_desktop.ui.views.labels import ElidedLabel
from medaid_desktop.ui.views.templates.definition_form import DefinitionForm
from medaid_desktop.ui.views.templates.roles import Kind, Role
from medaid_desktop.ui.views.templates.words import definition_words, kind_words, role_words

_EDGE, _GAP = 8, 4
_STRONG = Qt.FocusPolicy.StrongFocus
_IS: dict[str, tuple[Kind, ...]] = {
    "field": ("field", "column", "given", "auto"), "text": ("text", "blank", "paper", "side"), "review": ("review",), "head": ("head",),
    "rows": ("column", "given"), "total": ("total",),
}  # fmt: skip
_OF_ROWS = ("rows", "head", "total")


class CellPanel(QWidget):
    """Six buttons say what the cell is; below them stands what can be said of a field."""

    asked = Signal(str)
    """field, text, review, rows, head or total."""
    redefined = Signal(dict, int)
    """What of a definition changed, and of the how manieth field of the cell."""
    place_chosen = Signal(int)
    """Another of several places in the cell is meant."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("templateCellPanel")
        self._role: Role | None = None
        self._heading = ElidedLabel(self)
        self._heading.setObjectName("templateCell")
        self._heading.setProperty("part", "heading")
        self._about = QLabel(self)
        self._about.setObjectName("templateAbout")
        self._about.setWordWrap(True)
        self._about.setProperty("part", "muted")
        self._which = QComboBox(self)
        self._which.setObjectName("templateWhich")
        self._which.setAccessibleName(self.tr("这一格里的第几处"))
        self._which.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._which.activated.connect(self._on_which)
        self.form = DefinitionForm(self)
        self.form.redefined.connect(lambda changed: self.redefined.emit(changed, self._number()))
        self._buttons: dict[str, QToolButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, _GAP, _EDGE, _GAP)
        layout.setSpacing(_GAP)
        layout.addWidget(self._heading)
        layout.addWidget(self._about)
        layout.addLayout(self._make_buttons())
        layout.addWidget(self._which)
        layout.addWidget(self.form)
        for part in (self._about, self._which, self.form):
            part.hide()  # until there is a cell to tell of

    def _make_buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(_GAP)
        for number, (wish, words, tip) in enumerate(
            (
                ("field", self.tr("填写格…"), self.tr("说明这一格填什么（回车或 F2）")),
                ("text", self.tr("不用填"), self.tr("这一格不填，照原样印（Delete）")),
                ("review", self.tr("审核栏"), self.tr("这一格是签字盖章的地方（F7）")),
                ("rows", self.tr("重复行"), self.tr("选中的各行每行填一条，可以增减（F4）")),
                ("head", self.tr("表头"), self.tr("选中的各行是表格的表头（Shift+F4）")),
                ("total", self.tr("合计行"), self.tr("这一行是合计，不算一条（Shift+F7）")),
            )
        ):
            button = QToolButton(self)
            button.setObjectName(f"templateIs-{wish}")
            button.setText(words)
            button.setToolTip(tip)
            button.setCheckable(True)
            button.setFocusPolicy(_STRONG)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, wish=wish: self._on_button(wish))
            self._buttons[wish] = button
            grid.addWidget(button, number // 3, number % 3)
        return grid

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_cell(self, name: str, role: Role | None, may_change: bool, rows: int = 1, place: int = 0) -> None:
        """Shows a cell and what it was understood as; None where there is nothing to say of.

        `rows` are selected, 0 for a paragraph; `place` is the one of several in the cell that is meant.
        """
        self._role = role
        self._heading.set_whole(f"{name}　{kind_words(role.kind)}" if role else self.tr("没有选中格子"))
        selected = self.tr("选中了 %1 行").replace("%1", str(rows)) if rows > 1 else ""
        said = "；".join(part for part in (_about(role), selected) if part) if role else ""
        self._about.setText(said)
        self._about.setVisible(bool(said))
        for wish, button in self._buttons.items():
            button.setEnabled(may_change and role is not None and (rows > 0 or wish not in _OF_ROWS))
            button.setChecked(role is not None and role.kind in _IS[wish])
        self._show_marks(role, place)
        self._may_change = may_change
        self._show_definition()

    def _show_marks(self, role: Role | None, place: int) -> None:
        """Several fields in one cell are chosen from a list."""
        own = [definition_words(mark.definition) for mark in role.marks] if role else []
        own = own or [review.step.title for review in role.reviews] if role else []
        self._which.clear()
        self._which.addItems(own)
        if own:
            self._which.setCurrentIndex(max(0, min(place, len(own) - 1)))
        self._which.setVisible(len(own) > 1)

    def choose_place(self, number: int) -> None:
        """Means another of the places of the cell that is shown."""
        if 0 <= number < self._which.count() and number != self._which.currentIndex():
            self.form.settle()
            self._which.setCurrentIndex(number)
            self._show_definition()

    def _on_which(self, number: int) -> None:
        self._show_definition()
        self.place_chosen.emit(number)

    def _definition(self) -> FieldDef | None:
        if self._role is None:
            return None
        if len(self._role.marks) > 1:
            chosen = self._role.marks[max(0, self._which.currentIndex())].definition
            return None if chosen.id in (YEAR, REGION) else chosen
        return self._role.definition

    def _show_definition(self) -> None:
        definition, role = self._definition(), self._role
        name = _name_of(role, self._which.currentIndex()) if role is not None and definition is None else ""
        self.form.setVisible(definition is not None or bool(name))
        if definition is not None:
            self.form.show_definition(definition, self._may_change)
        elif name:
            self.form.show_name(name, self._may_change)

    def _number(self) -> int:
        """The how manieth of the cell's own fields or boxes is shown; what fills itself in does not count."""
        marks = self._role.marks if self._role else ()
        if not marks:
            return max(0, self._which.currentIndex())
        before = marks[: max(0, self._which.currentIndex())]
        return sum(mark.definition.id not in (YEAR, REGION) for mark in before)

    _may_change = True

    def _on_button(self, wish: str) -> None:
        button = self._buttons[wish]
        button.setChecked(
            self._role is not None and self._role.kind in _IS[wish]
        )  # it shows what is, not what was asked
        self.asked.emit(wish)


def _name_of(role: Role, number: int) -> str:
    if role.reviews:
        return role.reviews[max(0, number)].step.title
    return role.table.label if role.kind == "side" and role.table is not None else ""


def _about(role: Role) -> str:
    return "" if role.kind in ("text", "blank", "paper", "side") else role_words(role)
