"""How pages come onto paper: in which order and how often, on which sides, at which place and scale.

Nothing here knows a printer; lengths are millimetres.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal, NamedTuple

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.extent import Extent

Collation = Literal["sets", "filings", "pages"]
"""Several copies: the whole batch again and again, each filing so many times, or each sheet of paper so many times."""

Scaling = Literal["true", "fit", "percent"]

Leaf = tuple[int, int | None]
"""A sheet of paper: the page on its front and the one on its back, pages counted from 0 through the batch."""

MOST_COPIES = 99
LEAST_PERCENT, MOST_PERCENT = 50, 110
_NEARLY = 0.05
"""Less than this is neither seen nor cut."""

_RANGE = re.compile(r"(\d+)(?:-(\d+)?)?|-(\d+)")
_BETWEEN = re.compile(r"[\s,，、;；]+")
_DASHES = str.maketrans("—–－～~至到", "-------")


class Margins(NamedTuple):
    """The border on which a printer cannot print, seen on the paper as it is fed, upright."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a page lies on upright paper: `turned` by a quarter, its head to the left, then scaled and moved.

    (Tables across stand with their head at the binding edge on odd pages: GB/T 9704-2012, section 8.)
    """

    page: tuple[float, float]
    paper: tuple[float, float]
    turned: bool
    scale: float
    x: float
    y: float
    """Where the page's top left corner as it lies on the paper comes to be; of a turned page that is its top right."""

    @property
    def percent(self) -> int:
        return round(self.scale * 100)

    def seen(self, margins: Margins) -> Extent:
        """What of the page the printer can print, in the page's own millimetres."""
        left, top = (margins.left - self.x) / self.scale, (margins.top - self.y) / self.scale
        right = (self.paper[0] - margins.right - self.x) / self.scale
        bottom = (self.paper[1] - margins.bottom - self.y) / self.scale
        if not self.turned:
            return Extent(left, top, right, bottom)
        width = self.page[0]
        return Extent(width - bottom, left, width - top, right)

    def cut(self, ink: Extent, margins: Margins) -> dict[str, float]:
        """What is lost: the sides (左 上 右 下 of the page) with the millimetres of paper that would stay white."""
        seen = self.seen(margins)
        lost = {
            "左": seen.left - ink.left,
            "上": seen.top - ink.top,
            "右": ink.right - seen.right,
            "下": ink.bottom - seen.bottom,
        }
        return {side: by * self.scale for side, by in lost.items() if by * self.scale > _NEARLY}


def place_page(
    page: tuple[float, float],
    paper: tuple[float, float],
    ink: Extent,
    margins: Margins,
    scaling: Scaling = "true",
    percent: int = 100,
    offset: tuple[float, float] = (0.0, 0.0),
) -> Placement:
    """Finds the place of a page on paper that is fed upright.

    `true` keeps the true size unless the page is larger than the paper; `fit` shrinks, by whole percents and evenly,
    until all ink lies where the printer can print, and moves no further than that needs. `offset` (to the right and
    down on the page) makes up for a printer that prints beside the place, and is therefore added at the end.
    """
    turned = (page[0] > page[1]) != (paper[0] > paper[1]) and page[0] != page[1]
    size = (page[1], page[0]) if turned else page
    room = min(1.0, (paper[0] + _NEARLY) / size[0], (paper[1] + _NEARLY) / size[1])
    scale = room if room < 1.0 else 1.0
    if scaling == "percent":
        scale = percent / 100
    lying = _turned(ink, page[0]) if turned else ink
    dx, dy = (offset[1], -offset[0]) if turned else offset
    if scaling == "fit":
        wide, high = lying.right - lying.left, lying.bottom - lying.top
        across = (paper[0] - margins.left - margins.right) / wide if wide > 0 else 1.0
        down = (paper[1] - margins.top - margins.bottom) / high if high > 0 else 1.0
        scale = _whole_percent(min(scale, across, down))
    x, y = (paper[0] - size[0] * scale) / 2, (paper[1] - size[1] * scale) / 2
    if scaling == "fit":
        x = _within(x, margins.left - lying.left * scale - dx, paper[0] - margins.right - lying.right * scale - dx)
        y = _within(y, margins.top - lying.top * scale - dy, paper[1] - margins.bottom - lying.bottom * scale - dy)
    return Placement(page, paper, turned, scale, x + dx, y + dy)


def parse_pages(text: str, count: int) -> list[int]:
    """Pages as clerks write them (1-3，5，8-) as numbers from 0, in their order, each once; "" means all.

    Raises UserError where a part is no page or none of `count` pages is meant.
    """
    parts = [part for part in _BETWEEN.split(text.translate(_DASHES).strip()) if part]
    found: dict[int, None] = {}
    for part in parts:
        match = _RANGE.fullmatch(part)
        if match is None:
            raise UserError("页码看不懂", part, "请写成 1-3，5 这样")
        first = int(match[1]) if match[1] else 1
        last = int(match[2] or match[3] or (count if "-" in part else first))
        if not 1 <= first <= last:
            raise UserError("页码看不懂", part, "请写成 1-3，5 这样")
        if first > count:
            raise UserError("没有这一页", part, f"一共只有 {count} 页")
        found.update(dict.fromkeys(range(first - 1, min(last, count))))
    return list(found) if parts else list(range(count))


def leaves(
    counts: Sequence[int],
    pages: Sequence[int],
    both_sides: bool,
    copies: int = 1,
    collation: Collation = "sets",
    backwards: bool = False,
) -> list[Leaf]:
    """The sheets of paper of a batch in the order in which they are printed.

    `counts` are the pages of each filing, `pages` those to be printed. On both sides every filing and every copy begins
    on a sheet of its own.
    """
    wanted = set(pages)
    filings: list[list[Leaf]] = []
    first = 0
    for count in counts:
        here = [page for page in range(first, first + count) if page in wanted]
        step = 2 if both_sides else 1
        filings.append([
            (here[at], here[at + 1] if both_sides and at + 1 < len(here) else None) for at in range(0, len(here), step)
        ])  # fmt: skip
        first += count
    if collation == "pages":
        ordered = [leaf for filing in filings for leaf in filing for _ in range(copies)]
    elif collation == "filings":
        ordered = [leaf for filing in filings for _ in range(copies) for leaf in filing]
    else:
        ordered = list(chain.from_iterable(filings)) * copies
    return ordered[::-1] if backwards else ordered


def _turned(ink: Extent, width: float) -> Extent:
    """An extent of a page that lies with its head to the left."""
    return Extent(ink.top, width - ink.right, ink.bottom, width - ink.left)


def _whole_percent(scale: float) -> float:
    return int(scale * 100 + 1e-6) / 100


def _within(value: float, least: float, most: float) -> float:
    return min(max(value, least), most) if least <= most else (least + most) / 2
