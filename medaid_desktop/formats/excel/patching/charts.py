"""Charts: the cells that their series stand for, and what they remember of them."""

from collections.abc import Iterator

from medaid_desktop.formats.excel.formula_tokens import areas_read
from medaid_desktop.formats.excel.patching.around import Moved, old_name
from medaid_desktop.formats.excel.patching.formulas import NOWHERE, WHOLE_LISTS, moved_formula
from medaid_desktop.formats.excel.patching.results import CellIndex
from medaid_desktop.formats.excel.patching.tags import Splice, Tag, content, find_tags, in_utf8, inner_text, spliced
from medaid_desktop.formats.guard import Watch

_REFERENCES = {"strRef", "numRef", "multiLvlStrRef", "datalabelsRange", "strDim", "numDim", "txData"}
_CACHES = {"strCache", "numCache", "multiLvlStrCache", "dlblRangeCache", "lvl", "v"}
_TITLES = {"tx", "txData"}
_FORMULAS = {"f", "sqref"}
_WANTED = {*_FORMULAS, *_REFERENCES, *_CACHES, *_TITLES}


def moved_chart(data: bytes, moved: Moved, touched: CellIndex, watch: Watch) -> bytes:
    """A chart of either kind (c:, cx:) after rows were inserted and cells written: `touched` are those, where they lie now.

    What it remembers of cells that are others now, or hold something else, goes: every program reads them anew.
    """
    data = in_utf8(data)
    return spliced(data, _changes(data, find_tags(data, lambda name, _: name in _WANTED, watch), moved, touched, False))


def _changes(data: bytes, tags: list[Tag], moved: Moved, touched: CellIndex, title: bool) -> Iterator[Splice]:
    for tag in tags:
        titles = title or tag.name in _TITLES
        formula = next((inner for inner in tag.inner if inner.name == "f"), None) if tag.name in _REFERENCES else None
        if formula is not None:
            old = inner_text(data, formula)
            new = moved_formula(old, "", moved, NOWHERE if titles else WHOLE_LISTS)
            if new != old:
                yield formula.open_end, formula.close, content(new)
            if new != old or _reads(new, moved, touched):
                yield from ((inner.start, inner.end, b"") for inner in tag.inner if inner.name in _CACHES)
        elif tag.name in _FORMULAS and not tag.inner:
            old = inner_text(data, tag)
            new = moved_formula(old, "", moved, NOWHERE if titles else WHOLE_LISTS)
            if new != old:
                yield tag.open_end, tag.close, content(new)
        else:
            yield from _changes(data, tag.inner, moved, touched, titles)


def _reads(formula: str, moved: Moved, touched: CellIndex) -> bool:
    """Whether a series stands for a cell that holds something else now; of a name nobody knows."""
    for found in areas_read(formula, ""):
        if found is None:
            return True
        if touched.holds(old_name(found[0], moved), found[1]):
            return True
    return False
