"""How a clerk calls a cell of a sheet."""


def cell_name(row: int, col: int) -> str:
    """The name of a cell, both counted from 0: (2, 1) is B3."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
