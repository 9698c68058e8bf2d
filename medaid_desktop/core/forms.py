"""A form (表种) as data: its fields, tables, review chain and the layouts it is printed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from medaid_desktop.core.layout import Layout
from medaid_desktop.errors import UserError

EXTRA = "extra:"
"""Values that belong to no known field are kept under `extra:<label>` (contract, section 3)."""

CUSTOM = "custom:"
"""Forms that a ledger has of its own, made out of templates, have ids of the kind `custom:<name>` (contract, section 3)."""

Carry = Literal["keep", "clear", "shift"]
"""What becomes of a text carried over into another year: it stays, it goes, or it stays if its years move along."""
CARRIES: tuple[Carry, ...] = ("keep", "clear", "shift")

_CARRIED_BY_TYPE: Mapping[str, Carry] = {"amount": "clear", "number": "clear", "date": "clear", "period": "shift"}
"""Figures and dates are of their year; targets, codes, names and texts are the usual starting point for the next."""


@dataclass(frozen=True, slots=True)
class FieldDef:
    """A field of a form, or a column of one of its tables.

    `type` is a name of core.texts.field_types; `unit` the unit the label promises (万元); `options` the words of a choice;
    `group` marks a column whose equal neighbours merge (一级指标); `on_paper` is False for columns that say what a
    row is (role, depth, region) and are never printed. `carry` says what a new year takes over; None leaves that to
    the type, see `carried`. Where `shows` is "explanations", what clerks have explained is printed there while it is blank.
    `computed`: the workbook that the form was made of works the value out by a formula, so nobody types it, but for
    the `typed_lines` of a column, counted from 0: the balance that a ledger begins with.
    """

    id: str
    label: str
    type: str = "text"
    required: bool = False
    unit: str = ""
    options: tuple[str, ...] = ()
    multiple: bool = False
    group: bool = False
    on_paper: bool = True
    carry: Carry | None = None
    shows: Literal["", "explanations"] = ""
    computed: bool = False
    typed_lines: tuple[int, ...] = ()

    @property
    def is_worked_out(self) -> bool:
        """Whether nobody ever types the value."""
        return self.computed and not self.typed_lines

    @property
    def carried(self) -> Carry:
        """What becomes of the text in a filing carried over: as the form says, else as fits the type."""
        return self.carry or _CARRIED_BY_TYPE.get(self.type, "keep")


@dataclass(frozen=True, slots=True)
class TableDef:
    """A repeating table: its columns in the order of the paper.

    `carry` "clear" says that its rows are the events of one year, of which the next takes over none.
    """

    id: str
    label: str
    columns: tuple[FieldDef, ...]
    carry: Literal["keep", "clear"] = "keep"

    def column(self, name: str) -> FieldDef | None:
        return next((column for column in self.columns if column.id == name), None)

    @property
    def group_columns(self) -> tuple[str, ...]:
        return tuple(column.id for column in self.columns if column.group)


@dataclass(frozen=True, slots=True)
class ReviewStep:
    """A step of the sign-off chain. `lines` are printed in its box under the seal; `seal` False means a person signs.

    `role` is who completes it, one of core.review.roles; "" where its id tells.
    """

    id: str
    title: str
    seal: bool = True
    lines: tuple[str, ...] = ("（签章）", "　　年　　月　　日")
    role: str = ""


OWN_STEP = ReviewStep("office", "本单位审核", seal=False, lines=())
"""The one step of a form without review boxes (allocation tables, many templates): somebody stands by its figures before it is
printed as final, and nothing of it is printed."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a new filing begins with: the texts that the upper level has printed on its blank form."""

    values: Mapping[str, str] = field(default_factory=dict[str, str])
    tables: Mapping[str, tuple[Mapping[str, str], ...]] = field(
        default_factory=dict[str, tuple[Mapping[str, str], ...]]
    )


@dataclass(frozen=True, slots=True)
class FormulaSpec:
    """A relation that a form wants to hold: `text` is `年度资金总额 = 财政拨款 + 其他资金`, in names or labels of its fields, or
    of the columns of `table` where it is to hold in each row. A sum that is broken is told like any other sum.

    `message` is what a clerk reads where it does not hold; without one the program words it.
    """

    text: str
    table: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class CheckSpec:
    """What a form says of its checks: rules that are `off`, rules of another severity, numbers of rules that it sets otherwise
    (`score.sum.full = 100`), and formulas of its own."""

    off: tuple[str, ...] = ()
    severities: Mapping[str, Literal["error", "warning", "hint"]] = field(
        default_factory=dict[str, Literal["error", "warning", "hint"]]
    )
    settings: Mapping[str, float] = field(default_factory=dict[str, float])
    formulas: tuple[FormulaSpec, ...] = ()


@dataclass(frozen=True)
class Form:
    """A form: identity and version, fields, tables, review chain, layouts (at least one; the first is the usual).

    `purpose` is one line that says what the form is for, where one chooses among forms; `short` is what narrow lists
    call it, the title where a form gives none. `base` is the built-in form that a form made of a template resembles,
    "" for those that resemble none and for the built-in ones; `start` is what a new filing begins with; `checks` what
    it says of its checks.
    """

    id: str
    title: str
    version: str
    fields: tuple[FieldDef, ...]
    tables: tuple[TableDef, ...]
    layouts: tuple[Layout, ...]
    reviews: tuple[ReviewStep, ...] = ()
    title_field: str = "project_name"
    purpose: str = ""
    short: str = ""
    base: str = ""
    start: Start = Start()
    checks: CheckSpec = CheckSpec()

    @cached_property
    def fields_by_id(self) -> Mapping[str, FieldDef]:
        return {definition.id: definition for definition in self.fields}

    @cached_property
    def tables_by_id(self) -> Mapping[str, TableDef]:
        return {table.id: table for table in self.tables}

    @cached_property
    def reviews_by_id(self) -> Mapping[str, ReviewStep]:
        return {step.id: step for step in self.reviews}

    @cached_property
    def steps(self) -> tuple[ReviewStep, ...]:
        """The sign-off chain: the steps of its boxes, else that of the office whose form it is."""
        return self.reviews or (OWN_STEP,)

    def paper_columns(self, table: str) -> frozenset[str]:
        """The columns of a table that do not make a row content: group names, marks that are not printed (role, depth,
        region), and what the workbook works out in all rows; none for a table the form does not know."""
        columns = self.tables_by_id[table].columns if table in self.tables_by_id else ()
        return frozenset(column.id for column in columns if column.group or column.is_worked_out or not column.on_paper)

    def computed_columns(self, table: str) -> frozenset[str]:
        """The columns of a table that the workbook works out in all rows; none for a table the form does not know."""
        columns = self.tables_by_id[table].columns if table in self.tables_by_id else ()
        return frozenset(column.id for column in columns if column.is_worked_out)

    def definition(self, table: str, name: str) -> FieldDef:
        """The definition of a field (table "") or column; a text field with its own name where the form knows none."""
        known = self.fields_by_id.get(name) if not table else None
        if table and table in self.tables_by_id:
            known = self.tables_by_id[table].column(name)
        return known or FieldDef(name, name.removeprefix(EXTRA))

    def check_name(self, table: str, name: str, where: str) -> None:
        """Raises UserError unless the form has this table and field or column, or the name is an `extra:` one."""
        if table and table not in self.tables_by_id:
            raise UserError(
                f"《{self.title}》没有表格 {table}", where, f"可用的表格：{'、'.join(self.tables_by_id) or '无'}"
            )
        if name.startswith(EXTRA) and len(name) > len(EXTRA):
            return
        known = [c.id for c in self.tables_by_id[table].columns] if table else [f.id for f in self.fields]
        if name not in known:
            raise UserError(f"《{self.title}》没有字段 {name}", where, f"可用的字段：{'、'.join(known)}")

    def layout(self, name: str) -> Layout | None:
        return next((layout for layout in self.layouts if layout.id == name), None)


def holds_only(columns: frozenset[str], row: Mapping[str, str]) -> bool:
    """Whether a row has texts in no other columns. With `Form.paper_columns` it is paper, not content (contract,
    section 3)."""
    for name, text in row.items():  # noqa: SIM110  # thousands of rows at each step: a generator takes ten times as long
        if text and name not in columns:
            return False
    return True
