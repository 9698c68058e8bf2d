"""Tables written as text: cells between |, < belongs to the cell on its left, ^ to the one above; / is a line break."""

from medaid_desktop.core.grid import Document, Grid, GridCell


def drawn(text: str, name: str = "Sheet1", above: tuple[str, ...] = (), below: tuple[str, ...] = ()) -> Grid:
    """A grid out of lines such as `项目名称 | < | 医疗救助补助资金`; three blanks before a text are an indent of the name."""
    rows = [[part.strip(" ") for part in line.split("|")] for line in text.strip("\n").splitlines()]
    width = max((len(row) for row in rows), default=0)
    cells: list[GridCell] = []
    for at, row in enumerate(rows):
        for col, part in enumerate(row):
            if part and part not in "<^":
                cols, down = 1, 1
                while col + cols < len(row) and row[col + cols] == "<":
                    cols += 1
                while at + down < len(rows) and col < len(rows[at + down]) and rows[at + down][col] == "^":
                    down += 1
                cells.append(GridCell(at, col, part.replace("\\n", "\n"), down, cols))
    return Grid(name, tuple(cells), len(rows), width, above=above, below=below)


def document(*grids: Grid, name: str = "表.xlsx", paragraphs: tuple[str, ...] = ()) -> Document:
    return Document(name, "xlsx", grids, paragraphs)
