"""The page of a sheet in a workbook: paper, margins, foot, page breaks, as elements of a worksheet in their order."""

from collections.abc import Sequence
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from medaid_desktop.core.sheet import PageSetup
from medaid_desktop.formats.excel.paper.paper_workbook_sheets import POINTS_PER_MM

_MM_PER_INCH = 25.4
_PAPERS = {(210, 297): 9, (297, 420): 8, (148, 210): 11, (182, 257): 13, (257, 364): 12, (216, 279): 1, (216, 356): 5}
"""Sizes that Office knows by number, in whole millimetres, the shorter side first; others print on A4."""
_A4 = 9
_ALIKE_MM = 2

_FOOT_PT = 9
_NUMBER, _WIDEST_NUMBER = "第 &P 页 共 &N 页", "第 99 页 共 99 页"
_DRAFT = "　草稿"
_BETWEEN = "　"
_GAP_EM = 1.0
_MOST_FOOT = 255
"""Excel takes a longer foot for damage."""
_ABOVE_FOOT_MM, _LEAST_BELOW_MM = 5.2, 6.0
"""Between the last row and the text of the foot, and what printers leave blank below it, as in the PDF."""


def page_parts(page: PageSetup, breaks: Sequence[int], draft: bool) -> str:
    """printOptions, pageMargins, pageSetup, headerFooter and rowBreaks. `breaks` are rows (from 1) that end a page."""
    lines, foot = _foot(page, draft)
    below = max(_LEAST_BELOW_MM, page.bottom_mm - _ABOVE_FOOT_MM - lines * _FOOT_PT * 1.2 / POINTS_PER_MM)
    orientation = "landscape" if page.width_mm > page.height_mm else "portrait"
    cut = "".join(f'<brk id="{row}" max="16383" man="1"/>' for row in breaks)
    counted = f'<rowBreaks count="{len(breaks)}" manualBreakCount="{len(breaks)}">{cut}</rowBreaks>' if breaks else ""
    return (
        '<printOptions horizontalCentered="1"/>'
        f'<pageMargins left="{_inches(page.left_mm)}" right="{_inches(page.right_mm)}" top="{_inches(page.top_mm)}" '
        f'bottom="{_inches(page.bottom_mm)}" header="{_inches(_LEAST_BELOW_MM)}" footer="{_inches(below)}"/>'
        f'<pageSetup paperSize="{_paper(page)}" fitToWidth="1" fitToHeight="0" orientation="{orientation}"/>'
        f"<headerFooter><oddFooter>{escape(foot)}</oddFooter></headerFooter>{counted}"
    )


def _inches(mm: float) -> str:
    return f"{mm / _MM_PER_INCH:.4f}"


def _paper(page: PageSetup) -> int:
    short, long = sorted((page.width_mm, page.height_mm))
    return next(
        (number for (a, b), number in _PAPERS.items() if abs(a - short) < _ALIKE_MM and abs(b - long) < _ALIKE_MM), _A4
    )


def _foot(page: PageSetup, draft: bool) -> tuple[int, str]:
    """(lines, code) of the foot: three parts side by side; the number before the right text where the left one is too
    long for that, or below the left one where it takes the whole width. Excel would print them one over the other."""
    number = _NUMBER + (_DRAFT if draft else "")
    left, right = page.foot_left, page.foot_right.replace("&", "&&")
    wide = page.printable_width_mm * POINTS_PER_MM / _FOOT_PT
    middle = _em(_WIDEST_NUMBER + (_DRAFT if draft else ""))
    behind = _BETWEEN + right if right else ""
    coded = len(_section("L", "")) * 3 + len(number) + len(behind) + 2
    while coded + len(left.replace("&", "&&")) > _MOST_FOOT:
        left = left[:-2] + "…"
    sides = max(_em(left), _em(page.foot_right))
    left = left.replace("&", "&&")
    if 2 * (sides + _GAP_EM) + middle <= wide:
        return 1, _section("L", left) + _section("C", number) + _section("R", right)
    if _em(page.foot_left) + middle + _em(behind) + _GAP_EM <= wide:
        return 1, _section("L", left) + _section("R", number + behind)
    return 2, _section("L", left + "\n ") + _section("R", number + behind)


def _section(place: str, text: str) -> str:
    return f'&{place}&{_FOOT_PT}&"宋体,Regular"{text}' if text or place == "L" else ""


def _em(text: str) -> float:
    return sum(1.0 if east_asian_width(character) in "WF" else 0.55 for character in text)
