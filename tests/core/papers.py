"""What the tests of forms and papers share: the built-in forms, the sample filings, a readable dump of a paper."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from medaid_desktop.core.definitions.form_reader import read_form
from medaid_desktop.core.filing import Filing, cell_path
from medaid_desktop.core.forms import Form
from medaid_desktop.core.sheet import BOX, Cell, Paper, Slot

RESOURCES = Path(__file__).parents[2] / "resources"


@cache
def built_in(form_id: str) -> Form:
    file = RESOURCES / "forms" / f"{form_id}.toml"
    return read_form(file.read_text(encoding="utf-8"), file.name)


@cache
def form_ids() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in (RESOURCES / "forms").glob("*.toml")))


@cache
def samples() -> dict[str, Filing]:
    """The sample filings by a readable name: `urumqi-2020-3`."""
    found: dict[str, Filing] = {}
    for file in sorted((RESOURCES / "sample").glob("*.json")):
        for number, item in enumerate(json.loads(file.read_text(encoding="utf-8"))["filings"], 1):
            found[f"{file.stem}-{number}"] = Filing.from_json(item)
    return found


def content_paths(form: Form, filing: Filing) -> Iterator[str]:
    """The paths of all texts that belong on paper."""
    for name, text in filing.values.items():
        if text:
            yield f"values.{name}"
    for table, rows in filing.tables.items():
        for index, row in enumerate(rows):
            for column, text in row.items():
                if text and form.definition(table, column).on_paper:
                    yield cell_path(table, index, column)


def cell_at(paper: Paper, place: tuple[int, int]) -> Cell:
    return next(cell for cell in paper.sheet.cells if (cell.row, cell.col) == place)


def cell_of(paper: Paper, path: str) -> Cell:
    """The cell that shows a path."""
    place = paper.place_of(path)
    assert place is not None, f"{path} has no place"
    return cell_at(paper, place)


def lines_of(paper: Paper) -> list[list[str]]:
    """The texts of the sheet row by row."""
    return [
        [cell.text for cell in paper.sheet.cells if cell.row == row and cell.text]
        for row in range(len(paper.sheet.rows))
    ]


def faults_of_grid(paper: Paper) -> list[str]:
    """Places of the grid that no cell covers, or two; cells that reach beyond it; bindings beside an anchor."""
    rows, columns = len(paper.sheet.rows), len(paper.sheet.columns_mm)
    count = [[0] * columns for _ in range(rows)]
    faults: list[str] = []
    for cell in paper.sheet.cells:
        if cell.row + cell.rows > rows or cell.col + cell.cols > columns:
            faults.append(f"beyond the grid: {cell.row},{cell.col} {cell.text}")
            continue
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.col, cell.col + cell.cols):
                count[row][column] += 1
    for row, counts in enumerate(count):
        faults += [f"{row},{column} covered {times}×" for column, times in enumerate(counts) if times != 1]
    anchors = {(cell.row, cell.col) for cell in paper.sheet.cells}
    return faults + [f"bound beside a cell: {place}" for place in paper.binding if place not in anchors]


def dump(paper: Paper) -> str:
    """A paper as text: page, rows and cells, one a line, for golden files."""
    page = paper.sheet.page
    margins = " ".join(f"{edge:g}" for edge in (page.left_mm, page.top_mm, page.right_mm, page.bottom_mm))
    lines = [
        f"sheet {paper.sheet.title} | {page.width_mm:g}x{page.height_mm:g} mm, margins {margins} | {page.foot_left}",
        "columns " + " ".join(f"{width:g}" for width in paper.sheet.columns_mm),
    ]
    for number, row in enumerate(paper.sheet.rows):
        heads = f" heads {row.heads[0]}-{row.heads[1] - 1}" if row.heads else ""
        lines.append(f"row {number}: {row.least_mm:g} mm{heads}{' keep' if row.keep_with_next else ''}")
        lines += [_cell_line(paper, cell) for cell in paper.sheet.cells if cell.row == number]
    return "\n".join(lines) + "\n"


def _cell_line(paper: Paper, cell: Cell) -> str:
    style = cell.style
    look = f"{style.font} {style.size_pt:g}{' bold' if style.bold else ''} {style.align} {style.valign}"
    border = "box" if style.border == BOX else f"border {style.border}"
    marks = " repeats" if cell.repeats else ""
    if cell.seal:
        marks += f" seal {cell.seal.step} {cell.seal.diameter_mm:g} {'/'.join(cell.seal.lines)}"
    text = cell.text.replace("\n", "⏎")
    slot = paper.binding.get((cell.row, cell.col))
    bound = f" -> {_slot_text(slot)}" if slot else ""
    return f"  {cell.col}+{cell.cols}x{cell.rows} {cell.role}, {look}, {border}{marks}: {text}{bound}"


def _slot_text(slot: Slot) -> str:
    more = f" … {slot.paths[-1]}" if len(slot.paths) > 1 else ""
    around = "".join(f" {name} {text!r}" for name, text in (("prefix", slot.prefix), ("suffix", slot.suffix)) if text)
    opens = "" if slot.new_row is None else f" opens {json.dumps(slot.new_row, ensure_ascii=False)}"
    return f"{slot.path}{more}{around}{opens}"
