"""The next office's file of the same template: other contents in the cells of values, more rows in the table of indicators."""

from random import Random

from medaid_desktop.recognition.understood import Understood
from tests.recognition.canvas import Canvas

_TEXTS = ["另一内容", "12.5", "无", "≥95%", "李四 0871-1234567", "某处医疗保障局", "2023年1月至2023年12月"]
_GROUPS = ("level1", "level2", "item")


def other_contents(canvas: Canvas, found: Understood, rng: Random) -> dict[str, str]:
    """Writes other texts into cells that hold nothing but one value; returns what stands there now, by path."""
    paths: dict[tuple[int, int], list[str]] = {}
    for path, place in found.sources.items():
        paths.setdefault(place, []).append(path)
    written: dict[str, str] = {}
    for place, names in paths.items():
        if place not in canvas.cells or place in found.labels or len(names) > 1:
            continue
        text, rows, cols, indent = canvas.cells[place]
        head = text.replace("：", ":").partition(":")
        if names[0].rpartition(".")[2] in _GROUPS or (head[1] and len(head[0]) < 16):
            continue
        written[names[0]] = rng.choice(_TEXTS)
        canvas.cells[place] = (written[names[0]], rows, cols, indent)
    return written


def more_rows(canvas: Canvas, found: Understood, count: int) -> int:
    """Puts copies of the last indicator below it; returns how many, 0 where there is no table of indicators to grow."""
    places = [
        place for path, place in found.sources.items() if path.startswith("tables.indicators[") and "level3" in path
    ]
    last = max((row for row, _ in places), default=-1)
    start = min((col for row, col in places if row == last), default=0)
    if last < 0:
        return 0
    cells: dict[tuple[int, int], tuple[str, int, int, int]] = {}
    for (row, col), (text, rows, cols, indent) in canvas.cells.items():
        if row > last:
            cells[row + count, col] = (text, rows, cols, indent)
        else:
            cells[row, col] = (text, rows + count if rows > 1 and row + rows > last else rows, cols, indent)
            if row == last and rows == 1 and col >= start:
                cells |= {(row + down, col): (text, 1, cols, indent) for down in range(1, count + 1)}
    canvas.cells = cells
    canvas.row += count
    return count
