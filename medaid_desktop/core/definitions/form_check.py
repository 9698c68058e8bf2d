"""Checks what a form's parts say of one another: names that must exist, cells that must fill the grid."""

from collections.abc import Iterable, Sequence
from typing import NoReturn

from medaid_desktop.core.definitions.formula import parse_formula
from medaid_desktop.core.forms import FieldDef, Form, TableDef
from medaid_desktop.core.layout import BodySpec, CellSpec, Layout, LineSection, TableSection
from medaid_desktop.core.paper.head_paper import HeadCell, lay_head
from medaid_desktop.core.paper.reaching import Reaching
from medaid_desktop.errors import UserError

_FIX_SPANS = "请调整 cols、rows"
_WITH_YEARS = ("text", "long-text", "date", "period")


def check_form(form: Form, file: str) -> None:
    """Raises UserError, naming `file`, key, cause and cure, where the parts of a form do not fit together.

    Names must be defined and be defined once; a layout shows a field, a table, a column or a review box once; lines
    and heads fill the width of the grid, with and without the columns that may be hidden.
    """
    _check_names(form, file)
    _check_carry(form, file)
    _check_start(form, file)
    for formula in form.checks.formulas:
        parse_formula(form, formula)
    for number, layout in enumerate(form.layouts):
        _LayoutCheck(form, layout, file, f"variant[{number}]." if layout.id else "").run()


def _check_names(form: Form, file: str) -> None:
    groups = {
        "field": [definition.id for definition in form.fields],
        "table": [table.id for table in form.tables],
        "review": [step.id for step in form.reviews],
        "variant": [layout.id for layout in form.layouts],
        **{f"table {table.id}.column": [column.id for column in table.columns] for table in form.tables},
    }
    for key, names in groups.items():
        double = _double(names)
        if double is not None:
            raise UserError(f"代号 {double} 重复", f"{file}：{key}", "请改名，使代号互不相同")


def _check_carry(form: Form, file: str) -> None:
    """What a new year takes over must make sense: years only move where there are some, and rows keep what they are."""
    places: list[tuple[str, FieldDef]] = [("field", definition) for definition in form.fields]
    places += [(f"table {table.id}.column", column) for table in form.tables for column in table.columns]
    for key, definition in places:
        where = f"{file}：{key} {definition.id}.carry"
        if definition.carry == "shift" and definition.type not in _WITH_YEARS:
            raise UserError("这种字段没有年份可改", where, '请写 carry = "keep" 或 carry = "clear"')
        if definition.carry in ("clear", "shift") and (definition.group or not definition.on_paper):
            raise UserError("说明一行是什么的列不能清空", where, '请删去 carry，或写 carry = "keep"')


def _check_start(form: Form, file: str) -> None:
    """A new filing begins with fields and columns of the form."""
    for name in form.start.values:
        form.check_name("", name, f"{file}：start.values.{name}")
    for table, rows in form.start.tables.items():
        if table not in form.tables_by_id:
            raise UserError(f"没有定义表格 {table}", f"{file}：start.tables", "请在 [[table]] 中定义，或改正名称")
        for number, row in enumerate(rows):
            for name in row:
                form.check_name(table, name, f"{file}：start.tables.{table}[{number}]")


def carry_fits(definition: FieldDef) -> bool:
    """Whether a field or column may say of itself what a new year takes over."""
    if definition.carry == "shift" and definition.type not in _WITH_YEARS:
        return False
    return definition.carry not in ("clear", "shift") or (definition.on_paper and not definition.group)


class _LayoutCheck:
    """Walks down the sections of one layout; `reaching` knows what cells of sections above still cover."""

    def __init__(self, form: Form, layout: Layout, file: str, prefix: str) -> None:
        self._form = form
        self._layout = layout
        self._file = file
        self._prefix = prefix
        self._where = ""
        self._reaching = Reaching(len(layout.columns_mm))

    def run(self) -> None:
        for number, section in enumerate(self._layout.sections):
            self._where = f"{self._prefix}section[{number}]"
            if isinstance(section, LineSection):
                self._check_specs(section.cells)
                self._check_line(section.cells)
            else:
                self._check_specs(spec for row in section.head for spec in row)
                self._check_table(section)
        if not self._reaching.is_free:
            self._fail("有单元格跨到最后一行之下", "请减小 rows、down")
        self._where = f"{self._prefix}section"
        self._check_shown_once()

    def _fail(self, what: str, mend: str) -> NoReturn:
        raise UserError(what, f"{self._file}：{self._where}", mend)

    def _check_specs(self, specs: Iterable[CellSpec]) -> None:
        for spec in specs:
            if spec.field and spec.field not in self._form.fields_by_id:
                self._fail(f"没有定义字段 {spec.field}", "请在 [[field]] 中定义，或改正名称")
            if spec.review and spec.review not in self._form.reviews_by_id:
                self._fail(f"没有定义审核环节 {spec.review}", "请在 [[review]] 中定义，或改正名称")

    def _check_shown_once(self) -> None:
        sections = self._layout.sections
        specs = [spec for section in sections if isinstance(section, LineSection) for spec in section.cells]
        tables = [section for section in sections if isinstance(section, TableSection)]
        specs += [spec for table in tables for row in table.head for spec in row]
        for kind, names in (
            ("字段", [spec.field for spec in specs if spec.field]),
            ("审核环节", [spec.review for spec in specs if spec.review]),
            ("表格", [table.table for table in tables]),
        ):
            double = _double(names)
            if double is not None:
                self._fail(f"{kind} {double} 在版面上出现两次", "请只留一处")

    # -- lines ---------------------------------------------------------------------------------------------------

    def _check_line(self, specs: Sequence[CellSpec]) -> None:
        taken = self._reaching.taken
        for spec, column in self._reaching.line(specs):
            behind = column + spec.cols
            if behind > len(taken) or any(taken[column:behind]):
                self._fail(f"单元格“{_name(spec)}”超出版面", _FIX_SPANS)
            if spec.down and spec.rows > 1:
                self._fail(f"单元格“{_name(spec)}”的 rows 和 down 只能写一个", "请删去其中一个")
            taken[column:behind] = [True] * spec.cols
        if not all(taken):
            self._fail(f"这一行只占 {sum(taken)} 格，版面有 {len(taken)} 格", _FIX_SPANS)

    # -- tables --------------------------------------------------------------------------------------------------

    def _check_table(self, section: TableSection) -> None:
        if any(self._reaching.rows):
            self._fail("上一行有单元格跨到表格里", "请减小上一行的 rows")
        edges = self._reaching.edges()
        if edges is None:
            self._fail("上面有单元格跨到表格中间", "用 down 跨过表格的单元格应在版面的左边或右边")
        self._check_width(section, edges[1] - edges[0])
        table = self._form.tables_by_id.get(section.table)
        if table is None:
            self._fail(f"没有定义表格 {section.table}", "请在 [[table]] 中定义，或改正名称")
        self._check_columns(section, table)
        for number in range(len(section.body)):
            self._check_body(section.body, number)
        self._check_head(section, edges[1] - edges[0])
        self._reaching.table(section.side)

    def _check_width(self, section: TableSection, width: int) -> None:
        used = sum(body.cols for body in section.body) + (section.side.cols if section.side else 0)
        if used != width:
            self._where += ".body"
            self._fail(f"表格占 {used} 格，版面有 {width} 格", "请调整 cols，使两者相等")

    def _check_columns(self, section: TableSection, table: TableDef) -> None:
        shown = [body.column for body in section.body if body.column]
        double = _double(shown)
        if double is not None:
            self._fail(f"列 {double} 在 body 中出现两次", "请只留一处")
        joined = [body.join for body in section.body if body.join]
        for name in (*shown, *joined, *section.strong, *(name for line in section.skeleton for name in line)):
            if table.column(name) is None:
                self._fail(f"表格 {table.id} 没有列 {name}", "请在 [[table.column]] 中定义，或改正名称")
        for spec in (spec for row in section.head for spec in row):
            if spec.column and spec.column not in shown:
                self._fail(f"表头引用的列 {spec.column} 不在 body 中", "请改正名称")

    def _check_body(self, body: Sequence[BodySpec], number: int) -> None:
        spec = body[number]
        if spec.join:
            before = number - 1
            while before > 0 and body[before].join == spec.join:
                before -= 1
            if before < 0 or body[before].column != spec.join:
                self._fail(f"列 {spec.column} 并入 {spec.join}，却不紧跟在它之后", "请调整 body 的次序，或改正 join")
        if spec.merge == "with-next" and (number + 1 == len(body) or body[number + 1].join != spec.column):
            self._fail(f"列 {spec.column} 之后没有并入它的列", '请去掉 merge = "with-next"，或给后一列写 join')

    def _check_head(self, section: TableSection, width: int) -> None:
        if not section.head:
            return
        width -= section.side.cols if section.side else 0
        hidden = {spec.column for row in section.head for spec in row if spec.column}
        for shown in (hidden, set[str](), *({name} for name in hidden)):
            self._check_cover(lay_head(section.head, width, shown), width, len(section.head))

    def _check_cover(self, cells: Iterable[HeadCell], width: int, rows: int) -> None:
        covered: set[tuple[int, int]] = set()
        for cell in cells:
            places = {
                (row, col) for row in range(cell.row, cell.behind_row) for col in range(cell.col, cell.behind_col)
            }
            if cell.behind_row > rows or cell.behind_col > width or covered & places:
                self._fail(f"表头单元格“{_name(cell.spec)}”超出表头或与别的单元格重叠", _FIX_SPANS)
            covered |= places
        if len(covered) < rows * width:
            self._fail(f"表头只占 {len(covered)} 格，应占 {rows * width} 格", _FIX_SPANS)


def _double(names: Sequence[str]) -> str | None:
    return next((name for name in names if names.count(name) > 1), None)


def _name(spec: CellSpec) -> str:
    return spec.text or spec.field or spec.review
