"""Sheets for the tests of printing: small builders, and random ones for hypothesis."""

from random import Random

from hypothesis import strategies as st

from medaid_desktop.core.sheet import Cell, CellStyle, PageSetup, Row, SealPlace, Sheet

LABEL = CellStyle("song", 10.5, align="center")
FIELD = CellStyle("fangsong", 10.5)
SMALL_PAGE = PageSetup(120, 130, 10, 10, 10, 15, "表", "县")

WORDS = "阳光县医疗救助补助资金按季度预拨，（特困人员）政策范围内住院费用救助比例≥95%；《办法》共1,234.50万元。𬱟䶮㛃 Latin words☑☐"


def prose(length: int) -> str:
    """A text of so many characters with numbers, marks and rare characters."""
    return (WORDS * (length // len(WORDS) + 1))[:length].strip()


def table(rows: list[list[str]], page: PageSetup = SMALL_PAGE, **row: object) -> Sheet:
    """A plain table of fields, every row alike; `row` are further settings of its rows."""
    columns = len(rows[0])
    cells = [Cell(r, c, text, FIELD, role="field") for r, texts in enumerate(rows) for c, text in enumerate(texts)]
    widths = (page.printable_width_mm / columns,) * columns
    return Sheet("试表", page, widths, tuple(Row(**row) for _ in rows), tuple(cells))  # type: ignore[arg-type]


def random_sheet(numbers: Random) -> Sheet:
    """Any grid of spanning cells, short and long texts, repeated heads and labels, seals; on small and large pages."""
    columns, rows = numbers.randint(1, 5), numbers.randint(1, 20)
    page = numbers.choice((SMALL_PAGE, PageSetup(297, 210, 15, 15, 15, 18), PageSetup(foot_left="表名")))
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for row in range(rows):
        for col in range(columns):
            if (row, col) not in taken:
                cell = _random_cell(numbers, row, col, rows, columns, taken, page)
                cells.append(cell)
                taken |= {(r, c) for r in range(row, row + cell.rows) for c in range(col, col + cell.cols)}
    heads = (1, 2) if rows > 5 and numbers.random() < 0.5 else None
    made = tuple(
        Row(numbers.choice((5.0, 7.0, 12.0)), heads if row > 2 else None, numbers.random() < 0.15)
        for row in range(rows)
    )
    return Sheet("随机表", page, (page.printable_width_mm / columns,) * columns, made, tuple(cells))


def _random_cell(
    numbers: Random, row: int, col: int, rows: int, columns: int, taken: set[tuple[int, int]], page: PageSetup
) -> Cell:
    width = 1
    while col + width < columns and (row, col + width) not in taken and numbers.random() < 0.25:
        width += 1
    height = numbers.choice((1, 1, 1, 2, 4, 9))
    height = min(height, rows - row)
    length = numbers.choice((0, 2, 4, 8, 8, 20, 60, 60, 400 if numbers.random() < 0.3 else 30))
    label = length <= 8
    style = CellStyle(
        numbers.choice(("song", "fangsong", "kai", "hei")), numbers.choice((9.0, 10.5, 14.0)), numbers.random() < 0.2,
        numbers.choice(("left", "center", "right")), numbers.choice(("top", "middle", "bottom")),
    )  # fmt: skip
    seal = None
    if height == 1 and numbers.random() < 0.06 and page.printable_width_mm / columns * width > 44:
        seal = SealPlace("审核", 42.0, ("阳光县医疗保障局", "年　月　日"))
    return Cell(
        row, col, prose(length), style, height, width, "label" if label else "field", label and height > 1, seal
    )


random_sheets = st.randoms(use_true_random=False).map(random_sheet)
