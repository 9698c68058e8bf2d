"""Reads the sections of a form's layouts, as strictly as the rest. `border` is "box", "none" or the ruled sides ("left top")."""

from typing import Any, cast

from medaid_desktop.core.definitions.data_reader import DataReader
from medaid_desktop.core.layout import BodySpec, CellSpec, LineSection, Section, TableSection
from medaid_desktop.core.sheet import BOTTOM, BOX, LEFT, NO_BORDER, RIGHT, TOP

ALIGNS = ("left", "center", "right")
VALIGNS = ("top", "middle", "bottom")
FONTS = ("song", "fangsong", "kai", "hei", "title")
LEAST_MM = {"title": 12.0, "line": 7.0, "row": 8.0, "review": 8.0}
SIDES = {"left": LEFT, "top": TOP, "right": RIGHT, "bottom": BOTTOM}


def read_section(item: DataReader) -> Section:
    """Reads a section of a layout: a title, a line, a ruled row, a row of review boxes or a table. Raises UserError."""
    kind: Any = item.choice("kind", ("title", "line", "row", "review", "table"))
    section = _table_section(item) if kind == "table" else _line_section(item, kind)
    item.finish()
    return section


def _line_section(item: DataReader, kind: Any) -> LineSection:
    return LineSection(
        kind=kind,
        cells=tuple(_cell(cell) for cell in item.tables("cells")),
        least_mm=item.number("least_mm", LEAST_MM[kind]),
        ruled=item.flag("ruled", kind in ("row", "review")),
    )


def _table_section(item: DataReader) -> TableSection:
    side = item.table("side", optional=True)
    section = TableSection(
        table=item.text("table"),
        body=tuple(_body(column) for column in item.tables("body")),
        side=_cell(side) if side else None,
        head=tuple(tuple(_cell(cell) for cell in row) for row in item.rows_of_tables("head")),
        skeleton=tuple(item.text_tables("skeleton")),
        strong=item.texts_by_key("strong"),
        least_rows=int(item.number("least_rows", 0)),
        row_mm=item.number("row_mm", 7.5),
        head_mm=item.number("head_mm", 8.0),
        heads_mm=item.numbers("heads_mm"),
        lead=int(item.number("lead", 0)),
        headless=item.flag("headless"),
    )
    if not all(section.skeleton):
        raise item.error("skeleton", "有一行是空的", "请写出该行的列，或删去该行")
    if section.heads_mm and len(section.heads_mm) != len(section.head):
        raise item.error("heads_mm", "与表头的行数不符", "请为表头的每一行写一个高度")
    if section.headless and section.head:
        raise item.error("headless", "已写表头", "请删去 headless 或 head")
    if not 0 <= section.lead <= len(section.head):
        raise item.error("lead", "超出表头的行数", "请改为 0 到表头行数之间的数")
    return section


def _body(item: DataReader) -> BodySpec:
    body = BodySpec(
        column=item.text("column", ""),
        serial=item.flag("serial"),
        cols=int(item.number("cols", 1)),
        join=item.text("join", ""),
        split=cast(Any, item.choice("split", ("row", "table"), "row")),
        merge=cast(Any, item.choice("merge", ("", "group", "with-next", "same"), "")),
        display=cast(Any, item.choice("display", ("", "hierarchy", "words"), "")),
        align=_align(item),
        empty=item.flag("empty"),
        counts=cast(Any, item.choice("counts", ("rows", "lines"), "rows")),
        valign=cast(Any, item.choice("valign", VALIGNS, "middle")),
        font=cast(Any, item.choice("font", FONTS, "") or None),
        size_pt=item.number("size_pt", 0.0) or None,
        bold=item.flag("bold"),
        border=_border(item),
    )
    if [bool(body.column), body.serial, body.empty].count(True) != 1:
        raise item.error(
            "column", "应写 column、serial、empty 之一", '请写 column = "列"、serial = true 或 empty = true'
        )
    if body.cols < 1:
        raise item.error("cols", "cols 应为正整数", "请改为 1 或更大")
    item.finish()
    return body


def _cell(item: DataReader) -> CellSpec:
    spec = CellSpec(
        text=item.text("text", ""),
        field=item.text("field", ""),
        review=item.text("review", ""),
        column=item.text("column", ""),
        prefix=item.text("prefix", ""),
        suffix=item.text("suffix", ""),
        blank=item.text("blank", ""),
        cols=int(item.number("cols", 1)),
        rows=int(item.number("rows", 1)),
        align=_align(item),
        valign=cast(Any, item.choice("valign", VALIGNS, "middle")),
        font=cast(Any, item.choice("font", FONTS, "") or None),
        size_pt=item.number("size_pt", 0.0) or None,
        bold=item.flag("bold"),
        border=_border(item),
        down=int(item.number("down", 0)),
        display=cast(Any, item.choice("display", ("", "words"), "")),
    )
    if spec.cols < 1 or spec.rows < 1:
        raise item.error("cols", "cols、rows 应为正整数", "请改为 1 或更大")
    item.finish()
    return spec


def _align(item: DataReader) -> Any:
    return item.choice("align", ALIGNS, "") or None


def _border(item: DataReader) -> int | None:
    """The ruled sides as a bit mask, None where nothing is said of them."""
    words = item.text("border", "").split()
    if words in (["box"], ["none"]):
        return BOX if words == ["box"] else NO_BORDER
    strange = next((word for word in words if word not in SIDES), None)
    if strange is not None:
        raise item.error(
            "border", f"不认识 {strange}", f'可用：box、none，或 {"、".join(SIDES)} 中的几边，例如 "left top"'
        )
    return sum({SIDES[word] for word in words}) if words else None
