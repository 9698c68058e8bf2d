"""Carrying a filing over into another year: texts stay, figures of the year go, years in texts are offered for change.

Last year's form is the usual starting point, but a figure of last year that stands unnoticed under this year's seal is
the worst that can happen (domain, "Who works with it"): so amounts, counts, dates, scores and results are cleared as
the form says, nothing else is changed without being named, and figures inside the texts that stay are pointed out.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from medaid_desktop.core.filing import Filing, Row, cell_path, parse_path
from medaid_desktop.core.forms import EXTRA, Carry, FieldDef, Form, holds_only
from medaid_desktop.core.texts.dates import Period, read_period
from medaid_desktop.core.texts.money import Amount, read_amount
from medaid_desktop.core.texts.numbers import Nothing, Quantity, Unclear, read_quantity
from medaid_desktop.core.texts.years import YearSpan, change_years, find_years

_READ = ("text", "long-text", "target", "unit", "date", "period", "region")
"""Types whose texts may tell of years; digits of codes, telephones and figures are none."""
_SENTENCE_END = re.compile(r"[。；;！？!?\n]")
_FIGURE = re.compile(
    r"(?<![0-9A-Za-z.〔【\[])[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?[ \u3000]{0,2}"
    r"(?:亿元|万元|千元|百万元|元|(?:余|多)?万?(?:余|多)?(?:人次|人|户|名|例))"
)
_BARE_COUNT = re.compile(r"[≥≤><=＞＜＝≧≦》《]?[ \u3000]*[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?")
_AROUND = 24
"""Characters of the sentence shown on either side."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a text: the path and label of its field, what stands there, and the sentence around it."""

    path: str
    label: str
    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class YearOffer:
    """A year, or a range of years, that could move along; `must` says that the field is cleared where it does not."""

    found: Found
    span: YearSpan
    must: bool = False

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The same for the same words in the same field of several filings: they are decided once."""
        return (self.found.label, self.found.before, self.span.old, self.found.after)


@dataclass(frozen=True, slots=True)
class Cleared:
    """A text of last year that was not taken over."""

    path: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """The new filing, and what became of each text of the old one.

    `kept` counts the fields that were taken over. Paths of `cleared`, `changed` and `offered` are those of the old
    filing, paths of `figures` (figures of last year inside texts that stay) those of the new one.
    """

    filing: Filing
    kept: int
    cleared: tuple[Cleared, ...]
    changed: tuple[YearOffer, ...]
    offered: tuple[YearOffer, ...]
    figures: tuple[Found, ...]


def plainly(offer: YearOffer) -> bool:
    """Accepts the years that plainly are a period of the form."""
    return offer.span.plain


def carry_over(form: Form, source: Filing, year: int, accept: Callable[[YearOffer], bool] = plainly) -> CarriedOver:
    """The filing of `year` that begins with what `source` holds; `accept` decides on each year found in its texts.

    `offered` are the years that `accept` refused. Reviews, state and id are never taken over. A source without a year
    offers none.
    """
    return _Carrier(form, source, year, accept).run()


def last_years_figures(form: Form, filing: Filing) -> list[Found]:
    """Amounts and counts of people written in texts and targets, in the order of the form."""
    figures: list[Found] = []
    for path, definition, text in _cells(form, filing):
        if definition.type not in ("text", "long-text", "target") or definition.group or not definition.on_paper:
            continue
        if definition.type != "target":
            figures += [_found(path, definition.label, text, *match.span()) for match in _FIGURE.finditer(text)]
        elif _BARE_COUNT.fullmatch(text) or _FIGURE.search(text):
            figures.append(Found(path, definition.label, text, _row_name(form, filing, path), ""))
    return figures


def _row_name(form: Form, filing: Filing, path: str) -> str:
    """What the row of a cell is about, with a colon: the last text before the cell that is no group's."""
    place = parse_path(path)
    table = form.tables_by_id.get(place.table)
    name = ""
    for column in table.columns if table else ():
        if column.id == place.column:
            break
        if column.type == "text" and not column.group and column.on_paper:
            name = filing.rows(place.table)[place.row].get(column.id) or name
    return f"{name}：" if name else ""


class _Carrier:
    """Goes through the old filing cell by cell and fills the new one."""

    def __init__(self, form: Form, source: Filing, year: int, accept: Callable[[YearOffer], bool]) -> None:
        self._form = form
        self._source = source
        self._year = year
        self._accept = accept
        self._kept = 0
        self._cleared: list[Cleared] = []
        self._changed: list[YearOffer] = []
        self._offered: list[YearOffer] = []

    def run(self) -> CarriedOver:
        source = self._source
        filing = Filing(source.form, self._year, source.region, form_version=self._form.version, variant=source.variant)
        for name, text in source.values.items():
            taken = self._taken(f"values.{name}", self._form.definition("", name), text)
            if taken:
                filing.values[name] = taken
        for name, rows in source.tables.items():
            kept = self._rows(name, rows)
            if kept:
                filing.tables[name] = kept
        return CarriedOver(
            filing, self._kept, tuple(self._cleared), tuple(self._changed), tuple(self._offered),
            tuple(last_years_figures(self._form, filing)),
        )  # fmt: skip

    def _rows(self, name: str, rows: list[Row]) -> list[Row]:
        table = self._form.tables_by_id.get(name)
        paper = self._form.paper_columns(name)
        kept: list[Row] = []
        for index, row in enumerate(rows):
            taken: Row = {}
            for column, text in row.items():
                definition = self._form.definition(name, column)
                path = cell_path(name, index, column)
                if table is not None and table.carry == "clear":
                    self._clear(path, definition, text)
                elif text := self._taken(path, definition, text):
                    taken[column] = text
            if not holds_only(paper, taken):
                kept.append(taken)
        return kept

    def _taken(self, path: str, definition: FieldDef, text: str) -> str:
        """What the new filing has in a cell; counts it, or notes it as cleared."""
        if not text or definition.is_worked_out:
            return ""
        rule = carried(definition, text)
        taken = "" if rule == "clear" else self._moved(path, definition, text, rule == "shift")
        if not taken:
            self._clear(path, definition, text)
        elif definition.on_paper and not definition.group:
            self._kept += 1
        return taken

    def _clear(self, path: str, definition: FieldDef, text: str) -> None:
        if text and definition.on_paper and not (definition.group or definition.is_worked_out):
            self._cleared.append(Cleared(path, definition.label, text))

    def _moved(self, path: str, definition: FieldDef, text: str, must_move: bool) -> str:
        """The text with its years moved as accepted; "" where a date or period would stay in last year."""
        offers = _offers(path, definition, text, self._source.year, self._year)
        accepted = [offer for offer in offers if self._accept(offer)]
        moved = change_years(text, [offer.span for offer in accepted])
        if must_move and not self._may_stand(text, moved, len(offers) - len(accepted)):
            self._offered += offers
            return ""
        self._changed += accepted
        self._offered += [offer for offer in offers if offer not in accepted]
        return moved

    def _may_stand(self, text: str, moved: str, refused: int) -> bool:
        """Whether a period or date is one that the new year can have."""
        if moved == text:
            return not _is_over(text, self._source.year)
        return not refused and (not isinstance(read_period(moved), Unclear) or isinstance(read_period(text), Unclear))


def _is_over(text: str, year: int | None) -> bool:
    """Whether a period ended with the old year, or may have: 长期, 2018-2022年 and 无 did not."""
    period = read_period(text)
    if not isinstance(period, Period):
        return not isinstance(period, Nothing)
    return period.end is not None and (year is None or period.end.year == year)


def carried(definition: FieldDef, text: str) -> Carry:
    """What becomes of a text: as the field says; of a label the form does not know, figures go and texts stay."""
    if definition.id.startswith(EXTRA) and _is_figure(text):
        return "clear"
    return definition.carried


def _offers(path: str, definition: FieldDef, text: str, year: int | None, to: int) -> list[YearOffer]:
    if year is None or year == to or definition.type not in _READ or not definition.on_paper or definition.computed:
        return []
    spans = find_years(text, year, to, dated=definition.type in ("date", "period"))
    must = definition.carried == "shift" and _is_over(text, year)
    return [YearOffer(_found(path, definition.label, text, span.start, span.end), span, must) for span in spans]


def _cells(form: Form, filing: Filing) -> Iterator[tuple[str, FieldDef, str]]:
    for name, text in filing.values.items():
        yield f"values.{name}", form.definition("", name), text
    for table, rows in filing.tables.items():
        for index, row in enumerate(rows):
            for column, text in row.items():
                yield cell_path(table, index, column), form.definition(table, column), text


def _found(path: str, label: str, text: str, start: int, end: int) -> Found:
    before = _SENTENCE_END.split(text[:start])[-1]
    after = _SENTENCE_END.split(text[end:])[0]
    before = before if len(before) <= _AROUND else f"…{before[-_AROUND:]}"
    after = after if len(after) <= _AROUND else f"{after[:_AROUND]}…"
    return Found(path, label, text[start:end], before, after)


def _is_figure(text: str) -> bool:
    return isinstance(read_amount(text), Amount) or isinstance(read_quantity(text), Quantity)
