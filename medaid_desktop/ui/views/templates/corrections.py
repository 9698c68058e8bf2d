"""Corrections by click: what the keys, the buttons and the menu of a cell say of it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from medaid_desktop.core.grid import Place
from medaid_desktop.core.templates.template_map import REGION, YEAR, TemplateMap, Within
from medaid_desktop.ui.views.correction_menu import correction_menu
from medaid_desktop.ui.views.incoming.field_picker import FieldPicker
from medaid_desktop.ui.views.templates.choices import OWN, column_choices, field_choices, own_choice, table_of_rows
from medaid_desktop.ui.views.templates.drafting import Drafting
from medaid_desktop.ui.views.templates.roles import Role, Where
from medaid_desktop.ui.views.templates.view import TemplateView
from medaid_desktop.ui.views.templates.words import definition_words

if TYPE_CHECKING:
    from medaid_desktop.core.forms import Form
    from medaid_desktop.recognition.templates.changing.changes import Change


class Corrections(QObject):
    """Everything a clerk can say of a cell or of rows; each is a step that can be taken back."""

    def __init__(
        self, view: TemplateView, current: "Callable[[], tuple[Drafting, int] | None]", say: Callable[[str], None], parent: QWidget
    ) -> None:  # fmt: skip
        """`current` is the draft and the sheet that are looked at; `say` tells why something cannot be done."""
        super().__init__(parent)
        self._view = view
        self._current = current
        self._say = say
        self._parent = parent
        view.asked.connect(self.ask)
        view.menu_requested.connect(lambda _, spot: self._on_menu(spot))

    def menu(self) -> QMenu:
        """What can be said of the cell at the cursor, with the keys."""
        current, where = self._current(), self._view.where
        can = current is not None and where is not None
        is_cell = can and where is not None and where.place is not None
        here = self.tr("这一格") if is_cell or not can else self.tr("这一处")
        lines = (
            (self.tr("%1填…(&C)").replace("%1", here), "Return", "field", can),
            (self.tr("%1不用填(&N)").replace("%1", here), "Delete", "text", can),
            (self.tr("%1是审核栏(&R)").replace("%1", here), "F7", "review", can),
            ("", "", "", False),
            (self.tr("选中的行是重复行(&L)"), "F4", "rows", is_cell),
            (self.tr("选中的行是表头(&H)"), "Shift+F4", "head", is_cell),
            (self.tr("这一行是合计行(&T)"), "Shift+F7", "total", is_cell),
            ("", "", "", False),
            (self.tr("撤销更正(&U)"), "Ctrl+Z", "undo", current is not None and bool(current[0].undo_words)),
            (self.tr("重做(&Y)"), "Ctrl+Y", "redo", current is not None and bool(current[0].redo_words)),
        )
        return correction_menu(self._parent, "template", lines, self.ask)

    def ask(self, wish: str) -> None:
        """Does what a key, button or menu entry stands for, or asks what is meant."""
        current = self._current()
        if current is None:
            return
        drafting, _ = current
        if wish == "undo":
            if not drafting.undo():
                self._say(self.tr("没有可以撤销的更正。"))
        elif wish == "redo":
            if not drafting.redo():
                self._say(self.tr("没有可以重做的更正。"))
        elif self._view.where is None:
            self._say(self.tr("请先点中一格。"))
        elif wish in ("field", "pick"):
            if wish == "pick" or not self._fill_all():
                self._pick()
        elif wish in ("rows", "head", "total") and self._view.where.place is None:
            self._say(self.tr("表格外的段落不能成为表格的行。"))
        else:
            self._correct(wish)

    def redefine(self, changed: Mapping[str, object], number: int) -> None:
        """Changes what is said of the field, column or review box at the cursor: its name, type, unit and so on.

        `number` tells apart the fields of one cell.
        """
        from medaid_desktop.recognition.templates.changing.changes import Redefine

        target = self._target()
        if target is None:
            return
        names = {
            "label": self.tr("名称"), "type": self.tr("类型"), "unit": self.tr("单位"), "required": self.tr("必填"),
            "options": self.tr("可选项"), "multiple": self.tr("可以选多项"),
        }  # fmt: skip
        what = "、".join(names[name] for name in changed)
        change = Redefine(target.place, number=number, within=target.within, **changed)  # pyright: ignore[reportArgumentType]
        self._do(self.tr("改%1").replace("%1", what), change)

    # -- asking --------------------------------------------------------------------------------------------------

    def _on_menu(self, spot: QPoint) -> None:
        menu = self.menu()
        menu.exec(spot)
        menu.deleteLater()

    def _pick(self) -> None:
        """Asks which field the cell is, or which column it belongs to."""
        current, where = self._current(), self._view.where
        if current is None or where is None:
            return
        drafting, sheet = current
        role, name = self._view.template.role(where), self._view.template.name_of(where)
        if role.table is not None and role.kind in ("column", "given", "head", "serial"):
            title = self.tr("%1 列是：").replace("%1", name.rstrip("0123456789"))
            meanings = column_choices(self._base(drafting, sheet), role.table)
        else:
            title = self.tr("%1填：").replace("%1", self._spot_words(role, name))
            meanings = field_choices(self._forms(drafting, sheet))
        definition = role.marks[role.place_at(self._view.at)].definition if role.marks else role.definition
        chosen = definition.id if definition else role.column.part if role.column else ""
        picker = FieldPicker(title, meanings, chosen, self._parent, own_choice)
        picker.picked.connect(lambda meaning: self._on_picked(meaning, role))
        picker.left.connect(lambda: self._view.setFocus(Qt.FocusReason.OtherFocusReason))
        rect = self._view.visualRect(self._view.currentIndex())
        picker.open_at(self._view.viewport().mapToGlobal(rect.bottomLeft()), rect.height())

    def _on_picked(self, meaning: str, role: Role) -> None:
        from medaid_desktop.recognition.templates.changing.changes import AsColumn, AsField, Redefine

        target = self._target()
        if target is None:
            return
        place, at = target.place, self._view.at
        is_column = role.table is not None and role.kind in ("column", "given", "head", "serial")
        name, own = ("", meaning.removeprefix(OWN)) if meaning.startswith(OWN) else (meaning, "")
        words = self.tr("这一列是…") if is_column else self.tr("这里填…")
        if is_column:
            self._do(words, AsColumn(place, name), *([Redefine(place, label=own)] if own else []))
        else:
            change = AsField(place, name, target.within, at)
            self._do(words, change, *([lambda mapped: _named(mapped, target, at, own)] if own else []))

    def _base(self, drafting: Drafting, sheet: int) -> "Form | None":
        return drafting.base(sheet)

    def _forms(self, drafting: Drafting, sheet: int) -> "list[Form]":
        """The form that the sheet resembles before all others."""
        base = drafting.base(sheet)
        return [
            *([base] if base else []),
            *(form for form in drafting.built_in() if base is None or form.id != base.id),
        ]

    # -- saying --------------------------------------------------------------------------------------------------

    def _correct(self, wish: str) -> None:
        from medaid_desktop.recognition.templates.changing.changes import AsHead, AsReview, AsRows, AsTotal

        current, target = self._current(), self._target()
        if current is None or target is None:
            return
        drafting, sheet = current
        place = target.place
        down = self._view.template.sheet.grid.origin[0]
        rows = [row + down for row in self._view.rows_selected()]
        first, last = min(rows, default=place[0]), max(rows, default=place[0])
        name = self._view.template.name_of(self._view.where or Where("cell", 0))
        if wish == "text":
            self._leave_blank(self.tr("不用填：%1").replace("%1", name))
        elif wish == "review":
            self._do(self.tr("审核栏：%1").replace("%1", name), AsReview(place, target.within))
        elif wish == "total":
            self._do(self.tr("合计行：第 %1 行").replace("%1", str(place[0] + 1)), AsTotal(place[0]))
        elif wish == "head":
            self._do(self._rows_words(self.tr("表头：第 %1 行"), first, last), AsHead(first, last))
        elif wish == "rows":
            table = table_of_rows(drafting.map(sheet).tables, first, last)
            wanted = (min(first, table.rows[0].row), max(last, table.rows[-1].row)) if table else (first, last)
            words = self._rows_words(self.tr("重复行：第 %1 行"), first, last)
            self._do(words, AsRows(table.id if table else "", *wanted))

    def _spot_words(self, role: Role, name: str) -> str:
        """What is asked about: D4 这一格, or which of several places it is."""
        if len(role.marks) > 1:
            label = definition_words(role.marks[role.place_at(self._view.at)].definition)
            return self.tr("%1 的“%2”这一处").replace("%1", name).replace("%2", label.split("（")[0])
        is_cell = self._view.where is not None and self._view.where.place is not None
        return (self.tr("%1 这一格") if is_cell else self.tr("%1这一处")).replace("%1", name)

    def _leave_blank(self, words: str) -> None:
        """What is selected is not to be filled; a cell that nothing goes into anyway is just no doubt any more."""
        from medaid_desktop.recognition.templates.changing.changes import ALL, AsText

        current, wheres = self._current(), self._view.cells_selected()
        if current is None or not wheres:
            return
        if len(wheres) > 1:
            words = self.tr("不用填：%1 格").replace("%1", str(len(wheres)))
        changes: dict[Where, Change | None] = {}
        for where in wheres:
            role, target = self._view.template.role(where), self._target_of(where)
            is_nothing = role.kind == "blank" or (role.kind == "text" and bool(role.doubts))
            at = self._view.at if len(wheres) == 1 else ALL
            changes[where] = None if is_nothing else AsText(target.place, target.within, at)
        current[0].leave_blank(current[1], words, changes)

    def _fill_all(self) -> bool:
        """Where several cells are selected, the blank ones are filled by what stands beside them; False where none is."""
        from medaid_desktop.recognition.templates.changing.changes import AsField

        current, wheres = self._current(), self._view.cells_selected()
        blank = [where for where in wheres if self._view.template.role(where).kind == "blank"]
        if current is None or len(wheres) < 2 or not blank:
            return False
        words = self.tr("填写格：%1 格").replace("%1", str(len(blank)))
        current[0].change_each(current[1], words, {where: AsField(self._target_of(where).place) for where in blank})
        return True

    def _rows_words(self, words: str, first: int, last: int) -> str:
        rows = (
            str(first + 1)
            if first == last
            else self.tr("%1 至 %2").replace("%1", str(first + 1)).replace("%2", str(last + 1))
        )
        return words.replace("%1", rows)

    def _do(self, words: str, *changes: "Change | Callable[[TemplateMap], Change]") -> None:
        current = self._current()
        if current is not None:
            current[0].change(current[1], words, *changes)

    def _target(self) -> "_Target | None":
        """What the cursor is at, a cell counted in the sheet."""
        where = self._view.where
        return self._target_of(where) if where is not None else None

    def _target_of(self, where: Where) -> "_Target":
        down, right = self._view.template.sheet.grid.origin if where.place is not None else (0, 0)
        return _Target((where.row + down, where.col + right), where.within)


class _Target(NamedTuple):
    """A cell, or a paragraph by its number."""

    place: Place
    within: Within


def _named(mapped: TemplateMap, target: _Target, at: int, name: str) -> "Change":
    """The field that has just been made there gets a name."""
    from medaid_desktop.recognition.templates.changing.changes import Redefine

    marks = [
        mark
        for mark in mapped.fields
        if ((mark.spot.row, mark.spot.col), mark.spot.within) == (target.place, target.within)
    ]
    number = Role("field", tuple(marks)).place_at(at)
    own = sum(mark.definition.id not in (YEAR, REGION) for mark in marks[:number])
    return Redefine(target.place, label=name, number=own, within=target.within)
