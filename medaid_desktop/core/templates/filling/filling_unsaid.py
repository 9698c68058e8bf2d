"""What a clerk is told of a table that was put into a blank form: print without content, content without a place."""

from collections.abc import Iterator, Sequence

from medaid_desktop.core.filing import Row
from medaid_desktop.core.forms import TableDef
from medaid_desktop.core.templates.filling.filling_blocks import outside_blocks
from medaid_desktop.core.templates.filling.filling_laying import LaidTable, prompt_of
from medaid_desktop.core.templates.making.form_making_start import is_nought
from medaid_desktop.core.texts.numbers import excerpt


def outside(laid: LaidTable) -> Iterator[str]:
    """A sentence for each group that has no block of its own among those with totals."""
    return outside_blocks(laid.mark, laid.blocks, laid.lines)


def emptied(laid: LaidTable) -> Iterator[str]:
    """A sentence for each row whose printed content the filing does not have: it stays blank."""
    columns = [column for column in laid.mark.columns if not column.definition.group]
    for one in laid.placed:
        mark = laid.mark.rows[one.mark]
        names = [column.definition.id for column in columns if mark.types(column) and not column.part]
        given = [
            text for name in names if not is_nought(text := mark.given.get(name, "")) and not prompt_of(mark, name)
        ]
        if one.line < 0 and not one.copy and mark.kind == "row" and given:
            where = f"样表“{laid.mark.label}”第 {mark.row + 1} 行印有{excerpt(given[0])}"
            said = next((name for name in names if mark.given.get(name) == given[0]), "")
            line = next((line for line in laid.lines if not line.is_open and line.texts.get(said) == given[0]), None)
            if line is None:
                yield f"{where}，填报件中没有，导出时该行留空"
            else:
                yield f"{where}，填报件把它排在第 {line.index + 1} 行，已按填报件的顺序写，样表该行留空，请核对公式"
        if one.line >= 0 and not one.copy and mark.kind == "row" and not laid.lines[one.line].is_open:
            yield from laid.parts.dropped(laid.mark.label, mark, laid.rows[laid.lines[one.line].index])


def without_place(laid: LaidTable, definition: TableDef | None, rows: Sequence[Row]) -> Iterator[str]:
    """A sentence for each text in a column that the blank form does not have."""
    known = {column.definition.id for column in laid.mark.columns if not column.serial}
    for number, row in enumerate(rows, 1):
        for name, text in row.items():
            column = definition.column(name) if definition else None
            if text and name not in known and (column is None or column.on_paper):
                label = column.label if column else name.removeprefix("extra:")
                yield f"“{laid.mark.label}”第 {number} 行的“{label}”在样表里没有对应的列，没有写入：{excerpt(text)}"
