"""What must hold of every map: the text of each place is made up by its marks, and no place has two roles."""

from collections.abc import Iterator

from medaid_desktop.core.grid import Grid
from medaid_desktop.core.templates.template_map import FieldMark, Spot, TemplateMap


def faults(found: TemplateMap, grid: Grid) -> list[str]:
    """All that is wrong with a map, [] where nothing is."""
    return [*_texts(found, grid), *_ids(found), *_roles(found), *_rows(found)]


def text_of(spot: Spot, grid: Grid) -> str:
    """What the blank form prints at a spot."""
    if spot.within == "above":
        return grid.above[spot.row]
    if spot.within == "below":
        return grid.below[spot.row]
    cell = grid.at(spot.row - grid.origin[0], spot.col - grid.origin[1])
    return cell.text if cell else ""


def _texts(found: TemplateMap, grid: Grid) -> Iterator[str]:
    by_spot: dict[Spot, list[FieldMark]] = {}
    for mark in found.fields:
        by_spot.setdefault(mark.spot, []).append(mark)
    for spot, marks in by_spot.items():
        if "".join(mark.prefix + mark.blank + mark.suffix for mark in marks) != text_of(spot, grid):
            yield f"text of {spot}"
    yield from (f"prefix of {mark.spot}" for mark in found.reviews if mark.prefix != text_of(mark.spot, grid))


def _ids(found: TemplateMap) -> Iterator[str]:
    lists = {
        "fields": [mark.definition.id for mark in found.fields if not mark.definition.id.startswith("{")],
        "tables": [table.id for table in found.tables],
        "steps": [mark.step.id for mark in found.reviews],
        **{f"columns of {table.id}": [column.definition.id for column in table.columns] for table in found.tables},
    }
    for name, ids in lists.items():
        if len(set(ids)) < len(ids) or not all(ids):
            yield f"ids of {name}: {ids}"
    definitions = [mark.definition for mark in found.fields]
    definitions += [column.definition for table in found.tables for column in table.columns]
    yield from (f"no options: {one.id}" for one in definitions if one.type == "choice" and not one.options)


def _roles(found: TemplateMap) -> Iterator[str]:
    roles: dict[tuple[int, int], object] = {}

    def take(rows: range, cols: range, role: object) -> Iterator[str]:
        for place in ((row, col) for row in rows for col in cols):
            if roles.setdefault(place, role) != role:
                yield f"{place} is {role} and {roles[place]}"

    for table in found.tables:
        for column in table.columns:
            cols = range(column.col, column.col + column.cols)
            yield from take(range(*table.head), cols, ("head", table.id))
            for row in table.rows:
                if row.kind == "row":
                    yield from take(range(row.row, row.row + 1), cols, ("body", table.id, row.row, column.col))
        if table.side:
            yield from take(*_span(table.side), ("side", table.id))
    for spot in {mark.spot for mark in found.fields if mark.spot.within == "cell"}:
        yield from take(*_span(spot), spot)
    for mark in found.reviews:
        if mark.spot.within == "cell":
            yield from take(*_span(mark.spot), ("review", mark.step.id))


def _span(spot: Spot) -> tuple[range, range]:
    return range(spot.row, spot.row + spot.rows), range(spot.col, spot.col + spot.cols)


def _rows(found: TemplateMap) -> Iterator[str]:
    top, left, rows, cols = found.area
    for table in found.tables:
        numbers = [row.row for row in table.rows]
        if numbers != sorted(set(numbers)) or not numbers or numbers[0] < table.head[1]:
            yield f"rows of {table.id}: {numbers}"
        if any(not top <= number < top + rows for number in numbers):
            yield f"rows of {table.id} outside {found.area}"
        if any(column.col < left or column.col + column.cols > left + cols for column in table.columns):
            yield f"columns of {table.id} outside {found.area}"
