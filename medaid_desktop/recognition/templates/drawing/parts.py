"""Which sheets hold forms to fill in, and where one form ends and the next begins."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from medaid_desktop.core.grid import Area, Grid, GridCell
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.recognition.pages.beside import parts
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.pages.titles import is_annex, only_notes
from medaid_desktop.recognition.segments.segment import Segment, segments
from medaid_desktop.recognition.templates.board.covers import is_form_cover
from medaid_desktop.recognition.templates.board.heading import ends_like_title
from medaid_desktop.recognition.wording.folding import squeezed

_NO_FORM = re.compile(
    r"(?:.{0,6}填[报表写]|使用|编制|操作|指标|模板)?(?:说明|须知|要求|指南|口径|示例|样例|范例)\d?|封面|封皮|目录|.{0,6}字典\d?|.{0,6}代码(?:表|库)?|参数(?:表)?|基础数据"
    r"|(?:下拉)?(?:选项|列表|菜单|数据源)\d?|数据有效性|evaluation warning|枚举|码表|版本(?:说明|信息)?|隐藏.{0,6}",
    re.IGNORECASE,
)
_SURE_TITLE = re.compile(r"(?:表|册|台账|清单|书|单)(?:[(（][^()（）]*[)）])?$")
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,2}、|[(（][一二三四五六七八九十]{1,2}[)）])")
_WIDE = 0.6
_MOST_ABOVE = 3
_MOST_TEXTS = 6000
"""A sheet with more is data, no form that waits to be filled in."""


@dataclass(frozen=True, slots=True)
class Part:
    """A form of a sheet: its segment, and the rows and columns that may belong to it."""

    segment: Segment
    area: Area


def is_form_sheet(grid: Grid) -> bool:
    """Whether the name of a sheet lets it be a form: 填报说明 and 字典 are none, nor is one full of data; 封面 where it has
    places to fill in."""
    named = not _NO_FORM.fullmatch(squeezed(grid.name)) or is_form_cover(grid)
    return named and 0 < len(grid.cells) <= _MOST_TEXTS


def forms_of(page: Page, looks: SheetLooks) -> Iterator[Part]:
    """The stretches of a sheet that hold one form each, from top to bottom; side by side where two stand so."""
    bottom = max([page.grid.rows - 1, *(row for row, _ in looks.cells)])
    edge = max([page.grid.cols - 1, *(col for _, col in looks.cells)])
    beside = [part for part in parts(page) if part.rows]
    lefts = [0, *(part.left for part in beside[1:]), edge + 1] if beside else []
    for part, (left, right) in zip(beside, pairwise(lefts), strict=True):
        for begin, end in pairwise([0, *_cuts(part, looks), bottom + 1]):
            cells = [cell for cell in part.cells if begin <= cell.row < end]
            if cells:
                yield from _segments(part.part(cells), (begin, left, end - begin, right - left))


def _segments(page: Page, area: Area) -> Iterator[Part]:
    found = segments(page)
    tops = [max(segment.top, page.rows[0]) for segment in found]
    for segment, (top, behind) in zip(found, pairwise([*tops, area[0] + area[2]]), strict=True):
        yield Part(segment, (top, area[1], behind - top, area[3]))


def _cuts(page: Page, looks: SheetLooks) -> Iterator[int]:
    """The rows before which a new form begins: at a title in a line of its own below the content of another."""
    begun = False
    for number, row in enumerate(page.rows):
        texts = page.across(row)
        if begun and len(texts) <= 3 and (title := _title_in(page, looks, texts, row)) and title.row == row:
            yield _with_lines_above(page, number)
            begun = False
        elif len(texts) > 1 and not only_notes(page, texts):
            begun = True


def _title_in(page: Page, looks: SheetLooks, texts: Sequence[GridCell], row: int) -> GridCell | None:
    for cell in texts:
        others = [other for other in texts if other is not cell]
        if (
            cell.row == row
            and ends_like_title(cell.text)
            and only_notes(page, others)
            and _stands_alone(page, looks, cell)
        ):
            return cell
    return None


def _stands_alone(page: Page, looks: SheetLooks, cell: GridCell) -> bool:
    """Whether a cell is a line between forms and no heading inside one: not in the lines of the form, as far as those are known."""
    key = squeezed(cell.text)
    if _NUMBERED.match(key) or page.sense(cell).field is not None or page.sense(cell).group:
        return False
    if any(look.border for look in looks.cells.values()):
        return not looks.at(cell.row, cell.col).border
    wide = cell.cols >= _WIDE * (page.right - page.left + 1)
    return wide and bool(_SURE_TITLE.search(key)) and page.blank_area(cell.row + 1, cell.col) is None


def _with_lines_above(page: Page, number: int) -> int:
    """The row of a title, or of the number of its annex straight above it."""
    row = page.rows[number]
    for before in range(number - 1, max(-1, number - 1 - _MOST_ABOVE), -1):
        texts = page.begins(page.rows[before])
        if len(texts) != 1 or not is_annex(texts[0].text):
            break
        row = page.rows[before]
    return row
