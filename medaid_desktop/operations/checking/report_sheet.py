"""The report of a check on paper: a table of the regions, and one of the findings by filing."""

from collections.abc import Sequence
from dataclasses import dataclass

from medaid_desktop.core.checks.finding import Severity
from medaid_desktop.core.sheet import Sheet
from medaid_desktop.operations.checking.batch import SIGNS, WORDS
from medaid_desktop.operations.list_paper import FIGURE, MIDDLE, TEXT, ListPaper
from medaid_desktop.store.records.check_results import Counts


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
_GAP_MM = 5.0


def report_sheet(texts: ReportTexts) -> Sheet:
    """The paper of a report; heads stand again on each page."""
    paper = ListPaper(texts.title, _COLUMNS_MM)
    paper.line("　　".join(texts.about))
    for sentence in texts.summary:
        paper.line(sentence)
    if texts.places:
        _list_places(paper, texts.places)
    if texts.filings:
        _list_findings(paper, texts.filings)
    return paper.sheet(" · ".join((texts.title, *texts.about[:1])))


def _list_places(paper: ListPaper, places: Sequence[PlaceLine]) -> None:
    """The table of the regions, and their sum where there are several."""
    heads = paper.head(_PLACE_HEADS, _PLACE_COLUMNS)
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
        styles = (TEXT, *[FIGURE] * len(figures))
        paper.row((one.name, *map(str, figures)), styles, heads, _PLACE_COLUMNS)


def _list_findings(paper: ListPaper, filings: Sequence[tuple[str, Sequence[Line]]]) -> None:
    """The table of the findings; what a filing is called stands beside all of its own, again on each page."""
    paper.gap(_GAP_MM)
    heads = paper.head(_FINDING_HEADS, _FINDING_COLUMNS)
    styles = (MIDDLE, TEXT, TEXT, TEXT, TEXT, TEXT)
    for called, lines in filings:
        paper.beside(called, len(lines))
        for one in lines:
            sign = f"{SIGNS[one.severity]} {WORDS[one.severity]}"
            texts = (sign, one.place, one.message, one.expected, one.actual, one.explanation)
            paper.row(texts, styles, heads, _FINDING_COLUMNS[1:])
