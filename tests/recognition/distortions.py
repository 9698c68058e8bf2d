"""What goes wrong with tables on their way through many hands: columns shifted, heads lost, merges broken, values a row off.

Each distortion changes a drawn sheet in place and returns whether it found something to change; what should be read stays.
"""

from collections.abc import Callable
from random import Random

from medaid_desktop.recognition.understood import Understood
from tests.recognition.canvas import Canvas

Place = tuple[int, int]


def _rows_of(found: Understood) -> list[int]:
    return sorted({row for path, (row, _) in found.sources.items() if path.startswith("tables.") and _is_content(path)})


def _is_content(path: str) -> bool:
    return path.rpartition(".")[2] not in ("level1", "level2", "item")


def _column(canvas: Canvas, found: Understood, name: str) -> dict[int, Place]:
    """The cells of a column of any table by their rows."""
    places = (
        place for path, place in found.sources.items() if path.startswith("tables.") and path.endswith(f".{name}")
    )
    return {row: (row, col) for row, col in places if (row, col) in canvas.cells}


def _move(canvas: Canvas, moves: dict[Place, Place]) -> bool:
    """Moves cells; what stood where one goes to is lost unless it moves too."""
    taken = {place: canvas.cells.pop(place) for place in moves if place in canvas.cells}
    for place, cell in taken.items():
        canvas.cells[moves[place]] = cell
    return bool(taken)


def columns_shifted(canvas: Canvas, found: Understood, rng: Random) -> bool:
    """Some rows stand one cell too far to the right."""
    rows = _rows_of(found)
    if not rows:
        return False
    for row in rng.sample(rows, min(len(rows), rng.randrange(1, 4))):
        cells = sorted(col for r, col in canvas.cells if r == row and canvas.cells[r, col][1] == 1)
        moves: dict[Place, Place] = {}
        for col in cells[::-1]:
            moves[row, col] = (row, col + canvas.cells[row, col][2])
        _move(canvas, moves)
        canvas.width = max(canvas.width, max((col + canvas.cells[r, col][2] for r, col in canvas.cells), default=0))
    return True


def column_shifted(canvas: Canvas, found: Understood, rng: Random) -> bool:
    """A whole column of values stands one column too far to the right, where nothing else does."""
    name = rng.choice(["target", "actual", "amount", "total", "budget", "note"])
    cells = _column(canvas, found, name)
    moves: dict[Place, Place] = {}
    for row, col in cells.values():
        width = canvas.cells[row, col][2]
        new = col + width
        if (row, new) in canvas.cells:
            return False
        moves[row, col] = (row, new)
    canvas.width = max([canvas.width, *(col + 1 for _, col in moves.values())])
    return _move(canvas, moves)


def values_a_row_off(canvas: Canvas, found: Understood, rng: Random) -> bool:
    """The values of one column stand a row too low."""
    name = rng.choice(["target", "actual", "amount", "total"])
    cells = _column(canvas, found, name)
    rows = sorted(cells)
    if len(rows) < 3:
        return False
    start = rng.randrange(0, len(rows) - 1)
    return _move(canvas, {cells[row]: (row + 1, cells[row][1]) for row in rows[start:][::-1]})


def heads_blanked(canvas: Canvas, found: Understood, rng: Random) -> bool:
    """Some words of heads are lost."""
    heads = [place for place, path in found.labels.items() if path.startswith("tables.") and place in canvas.cells]
    for place in rng.sample(heads, min(len(heads), rng.randrange(1, 4))):
        del canvas.cells[place]
    return bool(heads)


def head_lost(canvas: Canvas, found: Understood, rng: Random) -> bool:
    """The whole head of a table is gone."""
    heads = [place for place, path in found.labels.items() if path.startswith("tables.") and place in canvas.cells]
    if not heads:
        return False
    row = rng.choice(heads)[0]
    for place in [place for place in heads if place[0] == row]:
        del canvas.cells[place]
    return True


def labels_blanked(canvas: Canvas, found: Understood, rng: Random) -> bool:
    """Some labels of fields are lost."""
    labels = [place for place, path in found.labels.items() if path.startswith("values.") and place in canvas.cells]
    for place in rng.sample(labels, min(len(labels), rng.randrange(1, 4))):
        del canvas.cells[place]
    return bool(labels)


def labels_misspelt(canvas: Canvas, found: Understood, rng: Random) -> bool:
    """Labels and heads with several slips."""
    labels = [place for place in found.labels if place in canvas.cells and len(canvas.cells[place][0]) >= 3]
    for place in rng.sample(labels, min(len(labels), 3)):
        text, rows, cols, indent = canvas.cells[place]
        letters = list(text)
        for at in rng.sample(range(len(letters)), min(len(letters), rng.choice([1, 2, 2]))):
            letters[at] = rng.choice("日曰未末己已入人土士口")
        canvas.cells[place] = ("".join(letters), rows, cols, indent)
    return bool(labels)


def rows_swapped(canvas: Canvas, found: Understood, rng: Random) -> bool:
    """Two rows of fields have changed places."""
    crossed = {row + down for (row, _), (_, rows, _, _) in canvas.cells.items() if rows > 1 for down in range(rows)}
    rows = [r for r in sorted({r for r, _ in canvas.cells}) if r not in crossed and r not in _rows_of(found)]
    pairs = [(one, one + 1) for one in rows if one + 1 in rows]
    if not pairs:
        return False
    one, other = rng.choice(pairs)
    change = {one: other, other: one}
    canvas.cells = {(change.get(row, row), col): cell for (row, col), cell in canvas.cells.items()}
    return True


def merges_broken(canvas: Canvas, _: Understood, rng: Random) -> bool:
    """Groups stand in the middle or at the end of their rows, as saving by another program leaves them."""
    tall = [place for place, cell in canvas.cells.items() if cell[1] > 1]
    for place in tall:
        text, rows, cols, indent = canvas.cells.pop(place)
        canvas.cells[place[0] + rng.choice([rows // 2, rows - 1]), place[1]] = (text, 1, cols, indent)
    return bool(tall)


def two_readings(canvas: Canvas, found: Understood, rng: Random) -> bool:
    """A label stands there twice with different values, or two columns bear the same head."""
    labels = [place for place in found.labels if place in canvas.cells]
    if len(labels) < 2:
        return False
    one, other = rng.sample(labels, 2)
    canvas.cells[other] = (canvas.cells[one][0], *canvas.cells[other][1:])
    return canvas.cells[one][0] != ""


def title_lost(canvas: Canvas, found: Understood, _: Random) -> bool:
    """No title, and a sheet and a file of any name."""
    lines = [place for place, (text, *_rest) in canvas.cells.items() if text and text == found.title]
    for place in lines:
        del canvas.cells[place]
    canvas.above, canvas.name, canvas.file = [], "Sheet1", "新建工作表.xlsx"
    return bool(found.title)


def rows_lost(canvas: Canvas, found: Understood, rng: Random) -> bool:
    """A row is gone from the middle of an allocation, the sum has stayed."""
    rows = _rows_of(found)[1:-1]
    if not rows or not any(row.get("role") == "total" for row in found.filing.tables.get("rows", [])):
        return False
    row = rng.choice(rows)
    for place in [place for place, cell in canvas.cells.items() if place[0] == row and cell[1] == 1]:
        del canvas.cells[place]
    return True


DISTORTIONS: dict[str, Callable[[Canvas, Understood, Random], bool]] = {
    one.__name__: one
    for one in (
        columns_shifted, column_shifted, values_a_row_off, heads_blanked, head_lost, labels_blanked, labels_misspelt, rows_swapped,
        merges_broken, two_readings, title_lost, rows_lost,
    )
}  # fmt: skip
