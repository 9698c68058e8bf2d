"""Content that nobody types: cells which the workbook of a form works out are brought in line with all that is typed."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from medaid_desktop.core.filing import Edit, Filing, cell_path, parse_path, row_text
from medaid_desktop.core.forms import FieldDef, Form
from medaid_desktop.core.texts.numbers import Quantity, is_nothing, read_quantity
from medaid_desktop.operations.desk import Desk

_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|FIELD!)")
"""What workbooks show where a formula has no result."""

_Said = tuple[str, str, str, str]
"""Table, column, what a cell says, what its formula gives."""


def computed_edits(desk: Desk, filing: Filing) -> list[Edit]:
    """The edits that put into a filing what its workbook works out, cell by cell; none where all of it stands there."""
    return [(path, text) for path, text in _known(desk, filing) if filing.get(path) != text]


def following(desk: Desk, before: Filing, after: Filing, typed: Collection[str] = ()) -> list[Edit]:
    """As `computed_edits` for content that was edited, `typed` being the paths that the edits put a text into.

    A figure that contradicts its formula, as a copy brought it along under its seal, stays until something is changed that
    it is worked out from, or the cell itself: until then the checks and the export say so.
    """
    edits = [*computed_edits(desk, after), *_no_longer_known(desk, before, after, typed)]
    if not edits:
        return []
    desk.workings.remember(after, edits)
    kept = Counter(said for _, said in _contradictions(desk, before))
    if not kept:
        return edits
    found: list[Edit] = []
    for path, text in edits:
        said = _said(after, path, text)
        if kept[said] and path not in typed:
            kept[said] -= 1
        else:
            found.append((path, text))
    return found


def completing(desk: Desk, filing: Filing) -> list[Edit]:
    """The edits that put what the workbook works out where a filing has nothing, or the same figure in another writing.

    For what comes from elsewhere: a figure of its own that contradicts the formula is what was handed in, and stays.
    """
    contradicting = {path for path, _ in _contradictions(desk, filing)}
    errors = [(path, "") for path in _unknown(desk, filing) if _is_error(filing.get(path))]
    return [*(edit for edit in computed_edits(desk, filing) if edit[0] not in contradicting), *errors]


def contradicted(desk: Desk, filing: Filing) -> Iterator[str]:
    """A sentence for each figure of a filing that its formula contradicts."""
    form = desk.form_of(filing)
    for path, (_, _, text, result) in _contradictions(desk, filing):
        given = f"应是 {result}" if result else "算不出数"
        yield f"“{_definition(form, path).label}”是 {text}，按原表的公式{given}，先照文件保留，请核对。"


def is_worked_out(desk: Desk, filing: Filing, path: str) -> bool:
    """Whether nobody has to type into a computed cell: its result is known, and nothing else stands there."""
    result, text = desk.workings.results(filing).get(path), filing.get(path)
    return result is not None and (not text or not _differs(text, result))


def would_be_worked_out(desk: Desk, filing: Filing, path: str, row: Mapping[str, str]) -> bool:
    """Whether the workbook will work out a cell of a row that is to come in; `path` names the row ("tables.rows[+3].share"),
    `row` is what it begins with."""
    place = parse_path(path)
    if not desk.form_of(filing).definition(place.table, place.column).typed_lines:
        return True
    after = filing.copy()
    after.apply([(f"tables.{place.table}[+{place.row}]", row_text({**row, place.column: "0"}))])
    return desk.workings.results(after).get(cell_path(place.table, place.row, place.column)) is not None


def not_taken(desk: Desk, filing: Filing, edits: Sequence[Edit]) -> Iterator[str]:
    """A sentence for each of some edits that gives a computed cell another figure than the workbook works out after all of
    them: the cell shows what is worked out."""
    form = desk.form_of(filing)
    wanted = [(path, text) for path, text in edits if text and _definition(form, path).computed]
    if not wanted:
        return
    after = filing.copy()
    after.apply(edits)
    results = dict(_known(desk, after))
    for path, text in wanted:
        if path in results and _differs(text, results[path]):
            label = _definition(form, path).label
            worked = f"由原表的公式算出，是 {results[path]}" if results[path] else "由原表的公式算出，现在还算不出数"
            yield f"“{label}”{worked}，没有写成 {text}；要改请改它所依据的格。"


def _definition(form: Form, path: str) -> FieldDef:
    place = parse_path(path)
    return form.definition(place.table, place.column)


def _contradictions(desk: Desk, filing: Filing) -> Iterator[tuple[str, _Said]]:
    for path, result in _known(desk, filing):
        text = filing.get(path)
        if text and text != result and _differs(text, result):
            yield path, _said(filing, path, result)


def _known(desk: Desk, filing: Filing) -> Iterator[Edit]:
    return ((path, text) for path, text in desk.workings.results(filing).items() if text is not None)


def _unknown(desk: Desk, filing: Filing) -> Iterator[str]:
    return (path for path, text in desk.workings.results(filing).items() if text is None)


def _no_longer_known(desk: Desk, before: Filing, after: Filing, typed: Collection[str]) -> list[Edit]:
    """Blanks for results that were worked out before, of which nobody can tell now what they are."""
    now = desk.workings.results(after)
    waiting = [path for path in _filled(desk, after) if now.get(path) is None and path not in typed]
    if not waiting:
        return []
    once = desk.workings.results(before)
    old_paths = ((path, _old_path(before, after, path)) for path in waiting)
    return [(path, "") for path, old in old_paths if old and after.get(path) == before.get(old) == once.get(old)]


def _filled(desk: Desk, filing: Filing) -> Iterator[str]:
    """The paths of the computed cells that have a text."""
    results = desk.workings.results(filing)
    if not results:
        return
    form = desk.form_of(filing)
    yield from (f"values.{one.id}" for one in form.fields if one.computed and filing.values.get(one.id))
    for table in form.tables:
        columns = [column.id for column in table.columns if column.computed]
        for index, row in enumerate(filing.rows(table.id) if columns else ()):
            yield from (cell_path(table.id, index, name) for name in columns if row.get(name))


def _old_path(before: Filing, after: Filing, path: str) -> str:
    """Where a cell was before an edit, "" where that cannot be told: rows that were not touched are still the same ones."""
    place = parse_path(path)
    if not place.table:
        return path
    rows, row = before.rows(place.table), after.rows(place.table)[place.row]
    index = next((at for at, one in enumerate(rows) if one is row), -1)
    if index < 0 and len(rows) == len(after.rows(place.table)):
        index = place.row
    return cell_path(place.table, index, place.column) if index >= 0 else ""


def _said(filing: Filing, path: str, result: str) -> _Said:
    place = parse_path(path)
    return place.table, place.column, filing.get(path), result


def _differs(text: str, result: str) -> bool:
    """Whether a text says another thing than a result, not just in another writing (350 and 350.00), with digits that the
    workbook does not show, or with a dash for nothing."""
    said, shown = _figure(text), _figure(result)
    if text == result or (is_nothing(text) and not shown) or (_is_error(text) and not result):
        return False
    if said is None or shown is None:
        return True
    return said != shown and said.quantize(shown.normalize()) != shown


def _is_error(text: str) -> bool:
    return bool(_ERROR.fullmatch(text))


def _figure(text: str) -> Decimal | None:
    quantity = read_quantity(text)
    if not isinstance(quantity, Quantity):
        return None
    return quantity.value / 100 if quantity.unit in ("%", "％") else quantity.value
