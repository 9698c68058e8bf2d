"""Sheets that this program wrote: recognised by their layout, and believed only if composing them again gives the same print.

What a clerk or an upper level has changed in them is read like all the rest. The foot of their pages names region and year; its
verification code proves that all was read as it was printed. Where rows were added by hand or notes written
beside, the print is not the same any more, and the sheet is read like any other.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from medaid_desktop.core.compose import PlaceNames, compose
from medaid_desktop.core.digest import digest, verification_code
from medaid_desktop.core.filing import Filing, Row
from medaid_desktop.core.forms import CUSTOM, Form, TableDef
from medaid_desktop.core.grid import Document, Grid
from medaid_desktop.core.layout import CellSpec, Layout, LineSection
from medaid_desktop.core.paper.unprinted import Unprinted, marks_of, name_of, unpacked
from medaid_desktop.core.paper.variants import choose_layout
from medaid_desktop.recognition.doubting.confidence import lowered
from medaid_desktop.recognition.own.grid_paper import GridPaper
from medaid_desktop.recognition.own.own_paper import OwnPaper, readings
from medaid_desktop.recognition.pages.patience import check
from medaid_desktop.recognition.understood import Knowledge, Notice, Understood
from medaid_desktop.recognition.wording.folding import squeezed

_SETTLED, _OF_SUMS, _YEAR = ("read.", "structure."), "amount.", "read.year"
"""Doubts about the reading are settled; those about sums stay, and those about places unless the foot proves them."""
_CODE = re.compile(r"校验码 ([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})(?![0-9A-Z-])")
_OF_YEAR = re.compile(r"\d{4}年度")
_FIRST_CELLS = 250
_MOST_ROWS = 20_000

Own = tuple[OwnPaper, bool]
"""A reading, and whether the code at the foot proves it."""


def with_own_sheets(document: Document, knowledge: Knowledge, found: Sequence[Understood]) -> list[Understood]:
    """What was understood, with the sheets of our own in place of what was guessed of them."""
    settled: list[Understood] = []
    for number, grid in enumerate(document.grids):
        before = [one for one in found if one.grid == number]
        own = _own_sheet(grid, knowledge, before) if _may_be_own(grid, knowledge, before) else None
        if own:
            own.grid, own.origin = number, grid.origin
        settled += [own] if own else before
    return settled


def _may_be_own(grid: Grid, knowledge: Knowledge, before: Sequence[Understood]) -> bool:
    """Whether a sheet may be one of ours; never where a clerk has corrected how it is read."""
    if grid.shown != "shown" or grid.origin != (0, 0) or grid.hidden_rows or grid.hidden_cols or grid.rows > _MOST_ROWS:
        return False
    corrected = any(one.layout in knowledge.learned for one in before) if before else bool(knowledge.learned)
    return not corrected


def _own_sheet(grid: Grid, knowledge: Knowledge, before: Sequence[Understood]) -> Understood | None:
    """The sheet as the first form reads it whose code it bears, else the first that prints the same; a copy of a form of the
    ledger's own is such a sheet only with its code."""
    texts = {squeezed(cell.text) for cell in grid.cells[:_FIRST_CELLS]}
    likely = [one.form for one in before]
    first: tuple[Form, Own] | None = None
    for form in sorted(knowledge.forms.values(), key=lambda form: form.id not in likely):
        base = _of_form(before, form)
        for layout in form.layouts:
            if grid.cols <= len(layout.columns_mm) and _labels(layout) <= texts:
                own = _read(grid, form, layout, base, knowledge)
                if own and own[1]:
                    return _understood(grid, form, own, base, knowledge)
                first = first or ((form, own) if own else None)
    if first is None or any((name or "").startswith(CUSTOM) for name in likely):
        return None
    return _understood(grid, *first, _of_form(before, first[0]), knowledge)


def _of_form(before: Sequence[Understood], form: Form) -> Understood | None:
    return next((one for one in before if one.form == form.id), None)


def _labels(layout: Layout) -> set[str]:
    """The fixed texts that a layout prints above its first long table, heads of tables included."""
    specs: list[CellSpec] = []
    for section in layout.sections:
        if isinstance(section, LineSection):
            specs += section.cells
        else:
            specs += [spec for row in section.head for spec in row if not spec.column]
            if not section.least_rows and not section.skeleton:
                break
    return {squeezed(spec.text) for spec in specs if spec.text.strip() and "{" not in spec.text and not spec.review}


def _read(grid: Grid, form: Form, layout: Layout, base: Understood | None, known: Knowledge) -> Own | None:
    """The sheet read by a layout: as the code at its foot proves it, else the first reading that gives the same print; None
    where there is none."""
    paper = GridPaper(grid, len(layout.columns_mm))
    found: Own | None = None
    carried = unpacked(grid.carried)
    for read in _with_marks(readings(paper, form, layout), form, base, carried):
        check()
        read.filing.variant = layout.id if len(form.layouts) > 1 else ""
        is_proved = _is_proved(read.filing, form, grid.foot, known)
        if (is_proved or found is None) and _prints_the_same(paper, form, read):
            if choose_layout(form, replace(read.filing, variant="")) is layout:
                read.filing.variant = ""
            found = read, is_proved
        if is_proved or not grid.foot:
            break
    return found


def _prints_the_same(paper: GridPaper, form: Form, read: OwnPaper) -> bool:
    composed = compose(form, read.filing, PlaceNames(read.short, read.full))
    if len(composed.sheet.rows) < paper.count:
        return False
    for cell in composed.sheet.cells:
        wanted = squeezed("\n".join((cell.text, *cell.seal.lines)) if cell.seal else cell.text)
        for row in range(cell.row, cell.row + cell.rows):
            for col in range(cell.col, cell.col + cell.cols):
                if squeezed(paper.text(row, col)) != wanted:
                    return False
    return True


def _with_marks(
    found: Iterable[OwnPaper], form: Form, base: Understood | None, carried: Unprinted
) -> Iterator[OwnPaper]:
    """Each reading with what is never printed (role, depth, region of a row) as the workbook carries it, else as it was
    understood before; and without it, where the rows may have none."""
    for read in found:
        understood = base.filing.tables if base else {}
        for known in (carried, understood) if carried else (understood,):
            tables = {table.id: _marked(read.filing.rows(table.id), table, known) for table in form.tables}
            marked = replace(read.filing, tables={name: rows for name, rows in tables.items() if rows})
            if marked.tables != read.filing.tables:
                yield replace(read, filing=marked)
        yield read


def _marked(rows: Sequence[Row], table: TableDef, marked: Mapping[str, Sequence[Row]]) -> list[Row]:
    """The rows with their marks, taken over in the order of the names."""
    marks, name = marks_of(table), name_of(table)
    if not marks:
        return list(rows)
    known = iter(marked.get(table.id, ()))
    found = list(rows)
    for number, row in enumerate(rows):
        other = next((one for one in known if squeezed(one.get(name, "")) == squeezed(row.get(name, ""))), None)
        if other is None:
            break
        found[number] = row | {mark: other[mark] for mark in marks if other.get(mark)}
    return found


def _understood(grid: Grid, form: Form, own: Own, base: Understood | None, known: Knowledge) -> Understood:
    read, is_proved = own
    filing = read.filing
    if is_proved:
        kept = [notice for notice in base.notices if notice.rule.startswith(_OF_SUMS)] if base else []
    else:
        kept = _settle(filing, form, grid.foot, base, known)
    return Understood(
        grid.name, form.id, lowered(1.0, kept, {}), filing, _columns(form, filing), kept, read.sources, 0,
        base.title if base else form.title, base.layout if base else "", base.labels if base else {},
        base.area if base else (0, 0, grid.rows, grid.cols),
    )  # fmt: skip


def _is_proved(filing: Filing, form: Form, foot: str, known: Knowledge) -> bool:
    """Whether the code at the foot is that of just this content, of the region and the year that the foot names; the filing
    then is of them."""
    code = _CODE.search(foot)
    if code is None:
        return False
    region, year = _of_foot(foot, form, known)
    printed = replace(filing, region=region, year=year or filing.year, form_version=form.version)
    if verification_code(digest(printed)) != code[1]:
        return False
    filing.region, filing.year, filing.form_version = printed.region, printed.year, printed.form_version
    return True


def _settle(filing: Filing, form: Form, foot: str, base: Understood | None, known: Knowledge) -> list[Notice]:
    """Settles region and year of a sheet that was changed since it was printed, the foot only filling what the sheet leaves
    open; returns the doubts that are left."""
    region, year = _of_foot(foot, form, known)
    doubts = {_YEAR} if base and not (filing.year or year) else set[str]()
    filing.region = base.filing.region if base else None
    if region and (filing.region is None or _lies_in(region, filing.region, known)):
        filing.region = region
    filing.year = filing.year or year or (base.filing.year if base else None)
    return [n for n in base.notices if not n.rule.startswith(_SETTLED) or n.rule in doubts] if base else []


def _of_foot(foot: str, form: Form, known: Knowledge) -> tuple[str | None, int | None]:
    """(region, year) that the foot names."""
    line = next((line for line in foot.split("\n") if line.startswith(form.title)), "")
    parts = line.removeprefix(form.title).split(" · ")[1:]
    year = next((int(part[:4]) for part in parts[-1:] if _OF_YEAR.fullmatch(part)), None)
    name = " · ".join(parts[:-1] if year else parts)
    if not name:
        return None, year
    code = known.regions.find(name, year)
    if code:
        return code.code, year
    found = known.regions.match(name, None, year).region
    return (found.code if found and known.regions.full_name(found.code, year) == name else None), year


def _lies_in(code: str, region: str, known: Knowledge) -> bool:
    return region in {step.code for step in known.regions.path(code)}


def _columns(form: Form, filing: Filing) -> list[str]:
    """The columns with a text, in the order of the paper."""
    return [
        column.id
        for table in form.tables
        for column in table.columns
        if column.on_paper and any(row.get(column.id) for row in filing.rows(table.id))
    ]
