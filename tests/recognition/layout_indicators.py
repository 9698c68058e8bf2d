"""Lays an indicator table out: heads, groups, split levels, split targets, extra columns, page breaks, lines of dots."""

from random import Random

from tests.recognition.canvas import Canvas
from tests.recognition.wording import dressed, head

_OF_FORM = {
    "self-evaluation": ["target", "actual", "weight", "score", "reason"],
    "monitoring": ["target", "actual_to_date", "expected_full_year", "reason", "likelihood"],
    "regional-target": ["upper_target", "target"],
}
Rows = list[dict[str, str]]


def lay_indicators(canvas: Canvas, form: str, rows: Rows, total: str, rng: Random) -> Rows:
    """Draws rows under a head, or without one; returns them as they should be read."""
    if not rows:
        return []
    fourth = any("level4" in row for row in rows)
    split_target = all(row.get("_parts") for row in rows) and rng.random() < 0.2
    columns = ["level1", "level2", "level3"] + (["level4"] if fourth and rng.random() < 0.5 else [])
    for name in _OF_FORM.get(form, ["target"]):
        columns += ["operator", "value", "measure"] if split_target and name == "target" else [name]
    extra = [name for name in ("note", "weight") if name not in columns and rng.random() < 0.25]
    columns += extra
    side = (
        rng.choice(["绩\n效\n指\n标", "绩效指标", "绩 效 指 标", "年度绩效指标", ""])
        if len(columns) < canvas.width
        else ""
    )
    start = 1 if side else 0
    serial = not side and len(columns) < canvas.width and rng.random() < 0.15
    if serial:
        columns, start = ["serial", *columns], 0
    weights = [3 if name == "level3" else 1 for name in columns]
    if len(columns) + start > canvas.width:
        canvas.width = len(columns) + start
    top = canvas.row
    headless = (
        form in ("project-target", "target-breakdown", "declaration")
        and not split_target
        and not extra
        and not serial
        and rng.random() < 0.06
    )
    heads = [_head(name, split_target, form, rng) for name in columns]
    if not headless:
        _draw_head(canvas, start, columns, heads, weights, rng)
    expected = _body(canvas, start, columns, weights, rows, heads, headless, rng)
    if form == "self-evaluation":
        cells = [
            "总分" if name == columns[0] else "100" if name == "weight" else total if name == "score" else ""
            for name in columns
        ]
        canvas.texts(start, cells, weights)
        canvas.row += 1
    if side:
        canvas.put(top, 0, side, rows=canvas.row - top)
    return [_judged(row, columns, form) for row in expected]


def _head(name: str, split: bool, form: str, rng: Random) -> str:
    if name == "serial":
        return "序号"
    if name == "target" and form == "regional-target":
        return head(rng, "own_target")
    if name in ("level1", "level2"):
        return dressed(rng, "一级指标" if name == "level1" else "二级指标", colon=False)
    return "指标值" if split and name == "value" else head(rng, name)


def _draw_head(
    canvas: Canvas, start: int, columns: list[str], heads: list[str], weights: list[int], rng: Random
) -> None:
    canvas.texts(start, heads, weights)
    if "target" in columns and "upper_target" not in columns and rng.random() < 0.08:
        # a second row of the head: the name of the place under 指标值
        for (row, col), (text, _, cols, indent) in list(canvas.cells.items()):
            if row == canvas.row and text == heads[columns.index("target")]:
                canvas.cells[row + 1, col] = ("全县", 1, cols, 0)
            elif row == canvas.row:
                canvas.cells[row, col] = (text, 2, cols, indent)
        canvas.row += 1
    canvas.row += 1


def _body(
    canvas: Canvas,
    start: int,
    columns: list[str],
    weights: list[int],
    rows: Rows,
    heads: list[str],
    headless: bool,
    rng: Random,
) -> Rows:
    style = rng.choice(["merged", "merged", "merged", "blank", "repeated"])
    breaks = rng.random() < 0.1 and not headless
    dots = rng.random() < 0.25 and not headless
    drawn: list[tuple[int, dict[str, str]]] = []
    split3 = "level4" not in columns
    for number, row in enumerate(rows):
        if breaks and number and number == len(rows) // 2:
            canvas.put(canvas.row, start, rng.choice(["- 1 -", "第1页"]))
            canvas.row += 1
            canvas.texts(start, heads, weights)
            canvas.row += 1
        ends = number + 1 == len(rows) or rows[number + 1]["level2"] != row["level2"]
        texts = {**row, "serial": str(number + 1), "operator": "", "value": "", "measure": ""}
        if row.get("_parts"):
            texts["operator"], texts["value"], texts["measure"] = row["_parts"].split("|")
            texts["measure"] = texts["measure"] or rng.choice(["", "无", "/"])
            texts["operator"] = texts["operator"] or rng.choice(["", "定性"])
        texts["note"] = row.get("note", "")
        texts["weight"] = row.get("weight", "10")
        _draw(canvas, start, columns, weights, texts, drawn, style, split3)
        drawn.append((canvas.row, row))
        canvas.row += 1
        if dots and ends and rng.random() < 0.4:
            canvas.texts(start, ["" if name in ("level1", "level2", "serial") else "……" for name in columns], weights)
            canvas.row += 1
    return [row for _, row in drawn]


def _draw(
    canvas: Canvas,
    start: int,
    columns: list[str],
    weights: list[int],
    texts: dict[str, str],
    drawn: list[tuple[int, dict[str, str]]],
    style: str,
    split3: bool,
) -> None:
    """One row; groups as the style has them: merged downwards, blank after the first, or repeated."""
    cells = [texts.get(name, "") for name in columns]
    before = drawn[-1] if drawn else None
    same1 = before is not None and before[1]["level1"] == texts["level1"] and before[0] == canvas.row - 1
    same2 = same1 and before is not None and before[1]["level2"] == texts["level2"]
    for name, same in (("level1", same1), ("level2", same2)):
        if same and style != "repeated":
            cells[columns.index(name)] = ""
    marks = {name: f"@{number}" for number, name in enumerate(columns)}
    canvas.texts(start, list(marks.values()), weights)
    for (row, col), (mark, rows, cols, indent) in list(canvas.cells.items()):
        if row != canvas.row or not mark.startswith("@"):
            continue
        number = int(mark[1:])
        text, name = cells[number], columns[number]
        del canvas.cells[row, col]
        if text and name == "level3" and split3 and texts.get("level4") and cols > 1:
            canvas.cells[row, col] = (text, 1, cols // 2, 0)
            canvas.cells[row, col + cols // 2] = (texts["level4"], 1, cols - cols // 2, 0)
        elif text:
            canvas.cells[row, col] = (text, rows, cols, indent)
        elif name in ("level1", "level2") and style == "merged":
            _grow(canvas, row, col)


def _grow(canvas: Canvas, row: int, col: int) -> None:
    """Lets the group above reach down into a row."""
    for up in range(row - 1, -1, -1):
        if (up, col) in canvas.cells:
            text, rows, cols, indent = canvas.cells[up, col]
            if up + rows == row:
                canvas.cells[up, col] = (text, rows + 1, cols, indent)
            return


def _judged(row: dict[str, str], columns: list[str], form: str) -> dict[str, str]:
    shown = {name: row.get(name, "") for name in columns if name in row and not name.startswith("_")}
    if "value" in columns:
        shown["target"] = row["target"]
    for name in ("serial", "operator", "value", "measure"):
        shown.pop(name, None)
    if form != "self-evaluation":
        shown.pop("weight", None)
    if row.get("level4"):
        shown["level4"] = row["level4"]
    return shown
