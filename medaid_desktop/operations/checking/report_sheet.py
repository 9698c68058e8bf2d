"""The report of a check on paper: A4 landscape, a table of the regions, and one of the findings by filing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from medaid_desktop.core.checks.finding import Severity
from medaid_desktop.core.sheet import A4_MM, NO_BORDER, Cell, CellStyle, PageSetup, Row, Sheet
from medaid_desktop.operations.checking.batch import SIGNS, WORDS
from medaid_desktop.store.check_results import Counts


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A region: how many filings were checked, in how many of them something was found, and how much."""

    name: str
    filings: int
    found: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as the report says it."""

    severity: Severity
    place: str
    message: str
    expected: str
    actual: str
    explanation: str


@dataclass(frozen=True, slots=True)
class ReportTexts:
    """What stands in a report: lines about it, sentences that sum it up, the regions, and by filing (what it is called, its findings)."""

    title: str
    about: tuple[str, ...]
    summary: tuple[str, ...]
    places: Sequence[PlaceLine]
    filings: Sequence[tuple[str, Sequence[Line]]]


_COLUMNS_MM = (44.0, 17.0, 46.0, 28.0, 26.0, 26.0, 26.0, 26.0, 26.0)
_FINDING_COLUMNS = ((0, 1), (1, 1), (2, 1), (3, 3), (6, 1), (7, 1), (8, 1))
_FINDING_HEADS = ("填报件", "级别", "位置", "审核发现", "应为", "现为", "说明")
_PLACE_COLUMNS = ((0, 3), (3, 1), (4, 1), (5, 1), (6, 1), (7, 1), (8, 1))
_PLACE_HEADS = ("区划", "填报件", "有发现的", "错误", "警告", "已说明", "提示")
"""Both tables lie on one grid: (column, how many it spans)."""
_MARGINS_MM = (16.0, 15.0, 16.0, 15.0)
_TITLE = CellStyle("title", 18.0, align="center", border=NO_BORDER)
_PLAIN = CellStyle("song", 10.0, border=NO_BORDER)
_HEAD = CellStyle("hei", 9.5, align="center")
_TEXT = CellStyle("song", 9.0)
_MIDDLE = CellStyle("song", 9.0, align="center")
_FIGURE = CellStyle("song", 9.0, align="right")


def report_sheet(texts: ReportTexts) -> Sheet:
    """The paper of a report; heads stand again on each page."""
    made = _Sheet()
    made.line(texts.title, _TITLE, 14.0)
    made.line("　　".join(texts.about), _PLAIN, 6.0)
    for sentence in texts.summary:
        made.line(sentence, _PLAIN, 6.0)
    if texts.places:
        made.places(texts.places)
    if texts.filings:
        made.findings(texts.filings)
    left, top, right, bottom = _MARGINS_MM
    foot = " · ".join((texts.title, *texts.about[:1]))
    page = PageSetup(A4_MM[1], A4_MM[0], left, top, right, bottom, foot_left=foot)
    return Sheet(texts.title, page, _COLUMNS_MM, tuple(made.rows), tuple(made.cells))


class _Sheet:
    """Rows and cells, from top to bottom."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.cells: list[Cell] = []

    def line(self, text: str, style: CellStyle, least_mm: float) -> None:
        self.cells.append(Cell(len(self.rows), 0, text, style, cols=len(_COLUMNS_MM)))
        self.rows.append(Row(least_mm, keep_with_next=True))

    def places(self, places: Sequence[PlaceLine]) -> None:
        """The table of the regions, and their sum where there are several."""
        heads = self._head(_PLACE_HEADS, _PLACE_COLUMNS)
        listed = list(places)
        if len(listed) > 1:
            listed.append(
                PlaceLine(
                    "合计",
                    sum(one.filings for one in places),
                    sum(one.found for one in places),
                    sum((one.counts for one in places), Counts()),
                )
            )
        for one in listed:
            counts = one.counts
            figures = (one.filings, one.found, counts.errors, counts.warnings, counts.explained, counts.hints)
            styles = (_TEXT, *[_FIGURE] * len(figures))
            self._row((one.name, *map(str, figures)), styles, _PLACE_COLUMNS, heads)

    def findings(self, filings: Sequence[tuple[str, Sequence[Line]]]) -> None:
        """The table of the findings; what a filing is called stands beside all of its own, again on each page."""
        self.rows[-1] = replace(self.rows[-1], keep_with_next=False)
        self.line("", _PLAIN, 5.0)
        heads = self._head(_FINDING_HEADS, _FINDING_COLUMNS)
        styles = (_MIDDLE, _TEXT, _TEXT, _TEXT, _TEXT, _TEXT)
        for called, lines in filings:
            self.cells.append(Cell(len(self.rows), 0, called, _TEXT, len(lines), repeats=True))
            for one in lines:
                sign = f"{SIGNS[one.severity]} {WORDS[one.severity]}"
                texts = (sign, one.place, one.message, one.expected, one.actual, one.explanation)
                self._row(texts, styles, _FINDING_COLUMNS[1:], heads)

    def _head(self, labels: Sequence[str], columns: Sequence[tuple[int, int]]) -> tuple[int, int]:
        row = len(self.rows)
        for label, (column, span) in zip(labels, columns, strict=True):
            self.cells.append(Cell(row, column, label, _HEAD, cols=span))
        self.rows.append(Row(8.0, keep_with_next=True))
        return row, row + 1

    def _row(
        self,
        texts: Sequence[str],
        styles: Sequence[CellStyle],
        columns: Sequence[tuple[int, int]],
        heads: tuple[int, int],
    ) -> None:
        for text, style, (column, span) in zip(texts, styles, columns, strict=True):
            self.cells.append(Cell(len(self.rows), column, text, style, cols=span))
        self.rows.append(Row(6.5, heads=heads))
