"""Little maps of blank forms, and filings put into them, for the tests."""

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import FieldDef, Form, TableDef
from medaid_desktop.core.layout import BodySpec, Layout, TableSection
from medaid_desktop.core.templates.filling.filled import Filled, FilledBody
from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.core.templates.template_map import (
    REGION,
    YEAR,
    ColumnMark,
    FieldMark,
    RowMark,
    Spot,
    TableMark,
    TemplateMap,
)


def column(col: int, name: str, group=False, kind="text", serial=False, computed=False, **more) -> ColumnMark:
    return ColumnMark(col, 1, FieldDef(name, name, type=kind, group=group, **more), serial, computed)


COLUMNS = (
    column(0, "level1", group=True),
    column(1, "level2", group=True),
    column(2, "level3"),
    column(3, "target", kind="target"),
)


def body(*groups: tuple[str, str, int], top=5, given=None) -> tuple[RowMark, ...]:
    marks = []
    for one, two, count in groups:
        for number in range(count):
            texts = {"level1": one, "level2": two}
            names = (given or {}).get(two, ())
            if number < len(names):
                texts["level3"] = names[number]
            marks.append(RowMark(top + len(marks), "row", {name: text for name, text in texts.items() if text}))
    return tuple(marks)


def form_of(map: TemplateMap) -> Form:
    tables, sections = [], []
    for table in map.tables:
        columns = tuple(mark.definition for mark in table.columns if not mark.serial)
        tables.append(TableDef(table.id, table.label, columns))
        groups = {one.id for one in columns if one.group}
        skeleton = tuple(
            dict(mark.given) for mark in table.rows if mark.given and mark.given.keys() <= groups and mark.kind == "row"
        )
        sections.append(TableSection(table.id, tuple(BodySpec(column=one.id) for one in columns), skeleton=skeleton))
    fields = tuple(mark.definition for mark in map.fields if mark.definition.id not in (YEAR, REGION))
    return Form(
        "custom:x",
        "x",
        "1",
        fields,
        tuple(tables),
        (Layout("", "", False, (18, 18, 18, 18), (10.0,), tuple(sections)),),
    )


def table(*rows: RowMark, columns=COLUMNS, name="indicators") -> TemplateMap:
    return TemplateMap("表", 0, "表", tables=(TableMark(name, "绩效指标", (4, 5), tuple(columns), tuple(rows)),))


def put(map: TemplateMap, rows=(), values=None, year=2025, region="阳谷县", name="indicators") -> Filled:
    filing = Filing(
        "custom:x", year, values=dict(values or {}), tables={name: [dict(row) for row in rows]} if rows else {}
    )
    return fill(map, form_of(map), filing, region)


def row(one: str, two: str, three: str = "", target: str = "1") -> dict[str, str]:
    return {"level1": one, "level2": two, "level3": three, "target": target}


def shown(found: FilledBody, name: str) -> list[str]:
    return [line.texts.get(name, "") for line in found.rows]


OUTPUT = ("产出", "数量指标", 2), ("产出", "质量指标", 2), ("效益", "社会效益指标", 1)


def mark(name: str, row=0, col=0, kind="text", prefix="", blank="", suffix="", **more) -> FieldMark:
    return FieldMark(Spot(row, col), FieldDef(name, name, type=kind, **more), prefix, blank, suffix)


def texts(filled: Filled) -> dict[tuple[int, int], str]:
    return {(cell.spot.row, cell.spot.col): cell.text for cell in filled.cells}
