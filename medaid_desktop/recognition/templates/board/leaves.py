"""The columns under the head of a table, and the table as a whole."""

from dataclasses import dataclass

from medaid_desktop.recognition.templates.board.tiles import Tile, Tiles
from medaid_desktop.recognition.wording.folding import label_key


@dataclass(slots=True)
class Leaf:
    """A column of a table: columns `first` to `last`; the labels above one another, and what recognition takes it for."""

    first: int
    last: int
    chain: tuple[Tile, ...]
    id: str = ""
    label: str = ""
    over: str = ""

    @property
    def group(self) -> str:
        """The nearest label above that says something: 救助人次 over 其中 over 住院."""
        texts = [tile.text for tile in self.chain if not tile.is_blank]
        own = texts.index(self.label) if self.label in texts else len(texts) - 1
        return next((text for text in reversed(texts[: max(0, own)]) if label_key(text)), "")


@dataclass(slots=True)
class Shape:
    """A table: head rows `top` to `bottom`, its leaves, its body rows, the cell down its left; `kind` as in `Head`."""

    kind: str
    top: int
    bottom: int
    leaves: list[Leaf]
    side: Tile | None = None
    body: list[int] | None = None

    @property
    def first(self) -> int:
        return self.leaves[0].first

    @property
    def last(self) -> int:
        return max(leaf.last for leaf in self.leaves)

    @property
    def rows(self) -> list[int]:
        return self.body or []


def leaves_of(tiles: Tiles, top: int, bottom: int, first: int, last: int) -> list[Leaf]:
    """The columns under head rows: neighbours with the same labels above them are one."""
    found: list[Leaf] = []
    for col in range(first, last + 1):
        chain: tuple[Tile, ...] = ()
        for row in range(top, bottom + 1):
            tile = tiles.at(row, col)
            if tile not in chain:
                chain = (*chain, tile)
        if found and found[-1].chain == chain:
            found[-1].last = col
        else:
            texts = [tile for tile in chain if not tile.is_blank]
            label = texts[-1].text if texts else ""
            over = next((tile.text for tile in reversed(texts[:-1]) if tile.cols > texts[-1].cols), "")
            found.append(Leaf(col, col, chain, "", label, over))
    return found
