"""What typists, printers and Word do to a drawn sheet: blanks, upright words, notes, page breaks, forms put together."""

import re
from copy import copy
from random import Random

from medaid_desktop.core.grid import Document, Grid
from tests.recognition.canvas import Canvas

_WIDE = str.maketrans("0123456789.%()", "０１２３４５６７８９．％（）")
_CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
_CLASS = re.compile(r"[一-鿿]{2,9}指标|总体目标|年度目标")
_NUMBER = re.compile(r"-?[\d.]+")
_NOTES = (
    "注：1.本表由项目单位填写，主管部门汇总。",
    "2.定量指标填写具体数值，定性指标填写文字；指标值：应当可以考核。",
    "说明：请于收到文件后30日内报送。",
    "单位负责人：钱某　　审核：周某　　联系电话：0971-6300001",
    "　　　　　　　　　　　　　　（公章）",
    "第 2 页，共 3 页",
)
LETTER = (
    "关于下达医疗救助补助资金的通知",
    "各县（市、区）财政局、医疗保障局：",
    "现将医疗救助补助资金下达你们（详见附件），请按照项目名称：医疗救助的要求执行，主管部门应当加强管理。",
    "附件：1.资金分配表",
    "　　　2.绩效目标表",
    "某某财政局",
)


def spaced(canvas: Canvas, rng: Random) -> None:
    """Blanks of every kind before and behind texts, letters and digits at full width."""
    for place, (text, rows, cols, indent) in canvas.cells.items():
        way = rng.randrange(8)
        if way == 0:
            text = f"{text}{rng.choice(' 　')}"
        elif way == 1:
            text = f"\xa0{text}\xa0"
        elif way == 2 and not re.search(r"[√☑□R£]", text):
            text = text.translate(_WIDE)
        elif way == 3:
            text = f"{text}\n"
        canvas.cells[place] = text, rows, cols, indent


def upright(canvas: Canvas, rng: Random) -> None:
    """Classes and side labels written downwards, a character a line or in halves."""
    for place, (text, rows, cols, indent) in canvas.cells.items():
        if _CLASS.fullmatch(text) and rng.random() < 0.6:
            half = len(text) // 2
            text = rng.choice(["\n".join(text), f"{text[:half]}\n{text[half:]}", f"{text[:2]}\n\n{text[2:]}"])
        canvas.cells[place] = text, rows, cols, indent


def noted(canvas: Canvas, rng: Random) -> None:
    """Notes, signatures and a page number below the table, each over its whole width or in the first cell."""
    for note in _NOTES[rng.randrange(3) :]:
        canvas.put(canvas.row, 0, note, cols=canvas.width if rng.random() < 0.7 else 1)
        canvas.row += 1


def chinese_years(canvas: Canvas, rng: Random) -> None:
    """The years of the title lines in Chinese digits."""

    def written(text: str) -> str:
        year = re.compile(r"20\d\d(?=年)")
        return year.sub(lambda found: found[0].translate(_CHINESE).replace("〇", rng.choice("〇○零")), text)

    canvas.above = [written(line) for line in canvas.above]
    for (row, col), (text, rows, cols, indent) in list(canvas.cells.items()):
        if row < 4 and cols == canvas.width and "：" not in text:
            canvas.cells[row, col] = written(text), rows, cols, indent


def beside(one: Canvas, other: Canvas) -> Canvas:
    """Two sheets side by side with a blank column between them."""
    both = copy(one)
    both.cells = dict(one.cells)
    for (row, col), cell in other.cells.items():
        both.cells[row, col + one.width + 1] = cell
    both.width, both.row = one.width + 1 + other.width, max(one.row, other.row)
    return both


def below(one: Canvas, other: Canvas, gap: int) -> Canvas:
    """Two sheets one below the other."""
    both = copy(one)
    both.cells = dict(one.cells)
    for (row, col), cell in other.cells.items():
        both.cells[row + one.row + gap, col] = cell
    both.width, both.row = max(one.width, other.width), one.row + gap + other.row
    return both


def letter(canvases: list[Canvas], rng: Random) -> Document:
    """A letter with a table for each sheet, what stood over it as paragraphs; covering text before and a note behind."""
    grids: list[Grid] = []
    for number, canvas in enumerate(canvases):
        grid = canvas.grid()
        title = [canvas.name] if canvas.name != "Sheet1" and not canvas.above else []
        before = LETTER if number == 0 else (rng.choice(["", "- 4 -", "　"]),)
        behind = ("抄送：省医疗保障局。",) if number + 1 == len(canvases) else ()
        grids.append(
            Grid("", grid.cells, grid.rows, grid.cols, above=(*before, *canvas.above, *title), below=behind)
        )  # fmt: skip
    return Document(canvases[0].file.replace("xlsx", "docx"), "docx", tuple(grids))


# -- tables of money -------------------------------------------------------------------------------------------------


def head_and_body(canvas: Canvas) -> tuple[list[int], list[int]]:
    """The rows of the head and of the body of a drawn allocation."""
    rows = sorted({row for row, _ in canvas.cells})
    texts = {row: [cell[0] for (r, _), cell in canvas.cells.items() if r == row] for row in rows}
    first = next(row for row in rows if any(_NUMBER.fullmatch(text) for text in texts[row]))
    head = [row for row in rows if row < first and len(texts[row]) > 1][-2:]
    head = [row for row in head if "单位" not in texts[row][-1] or len(texts[row]) > 2]
    return head, [row for row in rows if row >= first]


def snaked(canvas: Canvas, blocks: int) -> None:
    """The body cut into pieces that stand side by side, each under the head."""
    head, body = head_and_body(canvas)
    high = -(-len(body) // blocks)
    pieces = [body[at : at + high] for at in range(0, len(body), high)]
    cells = {place: cell for place, cell in canvas.cells.items() if place[0] < head[0]}
    for number, piece in enumerate(pieces):
        moved = {row: row for row in head} | {row: head[-1] + 1 + at for at, row in enumerate(piece)}
        for (row, col), cell in canvas.cells.items():
            if row in moved:
                cells[moved[row], col + number * canvas.width] = cell
    canvas.cells = {
        (row, col): (text, rows, canvas.width * len(pieces) if cols == canvas.width else cols, indent)
        for (row, col), (text, rows, cols, indent) in cells.items()
    }
    canvas.row, canvas.width = head[-1] + 1 + high, canvas.width * len(pieces)


def turned(canvas: Canvas) -> None:
    """Rows and columns of the table exchanged: a column for each place."""
    head, body = head_and_body(canvas)
    top = head[0]
    cells = {place: cell for place, cell in canvas.cells.items() if place[0] < top}
    lines = {row: number for number, row in enumerate([head[-1], *body])}
    for (row, col), (text, _, _, _) in canvas.cells.items():
        if row in lines:
            cells[top + col, lines[row]] = text, 1, 1, 0
    canvas.cells, canvas.row, canvas.width = cells, top + canvas.width, max(canvas.width, len(lines))


def paged(canvas: Canvas, rng: Random) -> list[Canvas]:
    """The body on two pages: one sheet with title and head printed again, or two tables of a letter."""
    head, body = head_and_body(canvas)
    cut = rng.choice(body[1:] or body)
    first, second = copy(canvas), copy(canvas)
    first.cells = {place: cell for place, cell in canvas.cells.items() if place[0] < cut}
    first.row = cut
    again = rng.random() < 0.8
    kept = head if again else []
    moved = {row: number for number, row in enumerate([*kept, *[row for row in body if row >= cut]])}
    second.cells = {(moved[row], col): cell for (row, col), cell in canvas.cells.items() if row in moved}
    second.row, second.above = len(moved), rng.choice([["续表"], ["— 2 —", "附件1（续）"]]) if again else ["- 2 -"]
    return [first, second]
