"""Filings of several regions, years or projects in one workbook: all sheets of their template again for each of them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.paper.tab_names import LABEL_LENGTH
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.exports.workbooks import MOST_TABS
from medaid_desktop.operations.filings.filings import title_of
from medaid_desktop.operations.templates.originals import (
    MACROS_ONCE,
    WITH_MACROS,
    Original,
    Originals,
    WrittenBack,
)
from medaid_desktop.store.forms.templates import name_of
from medaid_desktop.store.ground.progress import Progress

Pairs = Sequence[tuple[Original, Filing]]
"""What goes into one set of the template's sheets: each form with its filing."""

_LONGEST_PLACE = 11
"""Letters of a region's name in that of a sheet, where the years are told too."""


def fills_sets(originals: Originals, filings: Sequence[Filing]) -> bool:
    """Whether several filings are of one workbook whose sheets have to be there for each of them: it has several forms, or sheets that
    work with what is filled in."""
    first = originals.of(filings[0])
    if first is None or not first.takes_several or not originals.are_of_one_document(filings):
        return False
    is_of_one_form = all(originals.of(filing) is first for filing in filings)
    return not is_of_one_form or len(first.sheets_together) > 1


def fit_one_set(originals: Originals, filings: Sequence[Filing]) -> bool:
    """Whether filings of different forms of one document are filled into it as it is: those of one region and year; those of several
    years where no sheet works with another; and all of a letter, which has no sheets."""
    if not originals.share_document(filings):
        return False
    found = [original for filing in filings if (original := originals.of(filing))]
    if len({filing.region for filing in filings}) > 1:
        return not found[0].takes_several
    sheets = {original.sheet for original in found}
    return len({filing.year for filing in filings}) == 1 or not any(sheets & one.sheets_read.keys() for one in found)


def written_in_sets(desk: Desk, originals: Originals, filings: Sequence[Filing], progress: Progress) -> WrittenBack:
    """The workbook of the filings' forms with its sheets for each region and year, and what else the ledger has for them.

    `progress` counts the filings and may raise to stop. Raises UserError where there would be too many sheets, CannotCopyError where
    the template has something that a workbook cannot have twice.
    """
    from medaid_desktop.formats.excel.filling.template_filling_joint import FormFilled

    sets = list(_sets(originals, filings))
    first = sets[0][0][0]
    filler = first.set_filler(original.sheet for own in sets for original, _ in own)
    if len(sets) * len(filler.sheets) > MOST_TABS:
        what = f"一个文件放不下 {len(sets)} 份、每份 {len(filler.sheets)} 张工作表"
        raise UserError(what, "", f"请把 --out 写成文件夹，或每次不超过 {MOST_TABS // len(filler.sheets)} 份")
    labels = _labels(desk, sets)
    chosen = {filing.id for filing in filings}
    notices: list[str] = []

    def each() -> Iterator[list[FormFilled]]:
        done: set[str] = set()
        for pairs, label in zip(sets, labels, strict=True):
            done |= chosen & {filing.id for _, filing in pairs}
            progress(len(done), len(chosen))
            notices.extend(f"（{label}）{notice}" for notice in pairs[0][0].unwritten(pairs[1:]))
            yield [FormFilled(original.map, original.filled(filing)) for original, filing in pairs]

    content, said = filler.filled(each(), labels)
    return WrittenBack(
        content, tuple(dict.fromkeys((*said, *notices))), (*_remarks(sets, chosen, first), *filler.remarks)
    )


def _sets(originals: Originals, filings: Sequence[Filing]) -> Iterator[Pairs]:
    """The filings as they stand together, as they would in the files of a folder."""
    chosen, done = {filing.id for filing in filings}, set[str]()
    for filing in filings:
        original = originals.of(filing)
        if filing.id not in done and original is not None:
            pairs = [(original, filing), *original.belonging(filing, chosen)]
            done.update(one.id for _, one in pairs)
            yield pairs


def _labels(desk: Desk, sets: Sequence[Pairs]) -> list[str]:
    """What the sheets of each set are told apart by: the region, the year where there are several, the project."""
    heads = [pairs[0][1] for pairs in sets]
    several = len({filing.year for filing in heads}) > 1
    called = {filing.region: desk.names(filing.region, filing.year) for filing in heads}
    again = Counter(names.short for names in called.values())
    found: list[str] = []
    for filing in heads:
        names = called[filing.region]
        place = names.short if again[names.short] == 1 else names.full[-_LONGEST_PLACE:]
        parts = (place[:_LONGEST_PLACE], f"{filing.year}年" if several and filing.year else "")
        found.append(" ".join(part for part in parts if part))
    repeated = Counter(found)
    found = [
        "-".join(part for part in (label, _title(desk, filing)) if part) if repeated[label] > 1 or not label else label
        for label, filing in zip(found, heads, strict=True)
    ]
    return list(_numbered(found))


def _numbered(labels: Sequence[str]) -> Iterator[str]:
    """Labels short enough for the name of a sheet, those that are there several times with a number."""
    seen = Counter[str]()
    for label in labels:
        whole = label[:LABEL_LENGTH]
        seen[whole] += 1
        number = f"-{seen[whole]}" if seen[whole] > 1 else ""
        yield whole[: LABEL_LENGTH - len(number)] + number


def _title(desk: Desk, filing: Filing) -> str:
    form = desk.form_of(filing)
    title = title_of(form, filing)
    return title if title != form.title else ""


def _remarks(sets: Sequence[Pairs], chosen: set[str], first: Original) -> Iterator[str]:
    yield f"按区划和年度在一个文件里放了 {len(sets)} 套原表的工作表，名称后面的括号里写着是哪一份。"
    more = dict.fromkeys(name_of(other.form) for pairs in sets for _, other in pairs if other.id not in chosen)
    if more:
        names = "、".join(f"《{name}》" for name in more)
        yield f"同一份原表里还有这些区划本年度的{names}，已一并写入同一个文件。"
    if first.ending == WITH_MACROS:
        yield MACROS_ONCE
