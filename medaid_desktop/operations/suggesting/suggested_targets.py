"""Suggestions for targets (指标值): signs, units and words that suit the indicator, and what was written for it before."""

from collections.abc import Iterable, Iterator, Mapping

from medaid_desktop.core.definitions.vocabulary import Vocabulary
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.indicators import class_key, plain
from medaid_desktop.core.texts.numbers import fold
from medaid_desktop.core.texts.target_entry import SIGNS, Measure, completions, measure_by_name, measure_of
from medaid_desktop.core.texts.targets import parse_target
from medaid_desktop.operations.suggesting.recall import Memory
from medaid_desktop.operations.suggesting.suggested import Asked, Candidate, Suggestion, fitting

_KEY = ("level3", "level4")


def targets_for(asked: Asked, written: Iterable[Candidate], memory: Memory, words: Vocabulary) -> list[Suggestion]:
    """Completions of what is typed first; then targets written before and words of the class that fit it."""
    measure = _measure(asked, memory, words)
    found = [
        Suggestion(text, "sign", complete=any(character.isdigit() for character in text))
        for text in completions(asked.typed, measure)
    ]
    written = list(written)
    before = [one for one in written if one.suggestion.source != "table"]
    here = [one for one in written if one.suggestion.source == "table" and not _is_number(one.suggestion.text)]
    suited = fitting([*before, *_words(asked, measure, words), *here], asked.typed, words.initials)
    if fold(asked.typed).strip():
        return [*found, *suited]
    signs = [sign for sign in (measure.operator, *SIGNS) if sign]
    return [*suited, *(Suggestion(sign, "sign", complete=False) for sign in signs)]


def same_indicator(filing: Filing, table: str, row: Mapping[str, str]) -> Mapping[str, str] | None:
    """The row of another filing that has the same indicator: same name and group, the class too if there are several."""
    name = tuple(plain(row.get(column, "")) for column in _KEY)
    if not name[0]:
        return None
    alike = [one for one in filing.rows(table) if tuple(plain(one.get(column, "")) for column in _KEY) == name]
    level2 = class_key(row.get("level2", ""))
    return next((one for one in alike if class_key(one.get("level2", "")) == level2), alike[0] if alike else None)


def _is_number(text: str) -> bool:
    """Whether a target is a figure of its own: those of other rows are not offered."""
    return parse_target(text).kind == "number"


def _measure(asked: Asked, memory: Memory, words: Vocabulary) -> Measure:
    """How this indicator is measured: by what was written for it before, else by its name, else by its class."""
    row, measures = asked.row, list[Measure]()
    for filing in (*memory.earlier, *memory.sisters):
        before = same_indicator(filing, asked.slot.table, row)
        for column in (asked.slot.field, "target"):
            if before and before.get(column):
                measures.append(measure_of(before[column]))
    for column in ("upper_target", "target"):
        if column != asked.slot.field and row.get(column):
            measures.append(measure_of(row[column]))
    known = words.indicator(row.get("level3", ""))
    if known:
        measures.append(Measure(known.operator, (known.unit,) if known.unit else (), known.words))
    entry = words.class_of(row.get("level2", ""))
    measures += [measure_by_name(row.get("level3", "")), Measure("", entry.units, entry.words)]
    return Measure(
        next((one.operator for one in measures if one.operator), ""),
        tuple(dict.fromkeys(unit for one in measures for unit in one.units)),
        tuple(dict.fromkeys(word for one in measures for word in one.words)),
    )


def _words(asked: Asked, measure: Measure, words: Vocabulary) -> Iterator[Candidate]:
    others = words.all_words if asked.typed.strip() else ()
    for word in dict.fromkeys((*measure.words, *others)):
        yield Candidate(Suggestion(word, "class"))
