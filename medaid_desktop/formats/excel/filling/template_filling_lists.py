"""The choice lists of a workbook's data validations: which cells have one, and whether a text is in it."""

import re
from collections.abc import Iterator
from functools import cached_property

from medaid_desktop.formats.excel.formula_tokens import area_of, reference, sheet_of
from medaid_desktop.formats.excel.patching.index import SheetPart
from medaid_desktop.formats.excel.patching.tags import Tag, inner_text
from medaid_desktop.formats.excel.patching.workbook import TemplateWorkbook
from medaid_desktop.formats.excel.references import Area, area

_MOST_CELLS = 10_000


class ChoiceLists:
    """The lists of one sheet, looked up by the places of the template."""

    def __init__(self, part: SheetPart, book: TemplateWorkbook) -> None:
        self._part = part
        self._book = book
        self._words: dict[str, frozenset[str]] = {}

    @cached_property
    def _lists(self) -> list[tuple[Area, str]]:
        found: list[tuple[Area, str]] = []
        for tag in self._validations(self._part.around):
            if tag.attributes.get("type") != "list":
                continue
            areas, formula = tag.attributes.get("sqref", ""), ""
            for inner in _all(tag):
                if inner.name == "sqref":
                    areas = inner_text(self._part.data, inner)
                elif inner.name in ("formula1", "f") and not inner.inner and not formula:
                    formula = inner_text(self._part.data, inner)
            found += [(place, formula) for text in areas.split() if (place := area(text)) is not None]
        return found

    def _validations(self, tags: list[Tag]) -> Iterator[Tag]:
        for tag in tags:
            if tag.name == "dataValidation":
                yield tag
            else:
                yield from self._validations(tag.inner)

    def has(self, row: int, col: int, text: str) -> bool:
        """Whether a cell has a list with this very text in it, as a text."""
        return any(
            first <= row <= last and left <= col <= right and text in self._words_of(formula)
            for (first, left, last, right), formula in self._lists
        )

    def _words_of(self, formula: str) -> frozenset[str]:
        if formula not in self._words:
            self._words[formula] = frozenset(self._found(formula))
        return self._words[formula]

    def _found(self, formula: str) -> Iterator[str]:
        formula = formula.strip().removeprefix("=")
        quoted = re.fullmatch(r'"(.*)"', formula, re.DOTALL)
        if quoted:
            yield from (word.strip() for word in quoted[1].replace('""', '"').split(","))
            return
        formula = self._book.name_of(formula, self._part.name)
        match = reference(formula)
        if match is None:
            return
        sheet = self._book.parts.get(sheet_of(match["sheet"], self._part.name))
        first, left, last, right = area_of(match)
        if sheet is None or (min(last, 1 << 16) - first) * (right - left + 1) > _MOST_CELLS:
            return
        for row, col in sheet.cells:
            if first <= row <= last and left <= col <= right:
                word = self._book.text_at(sheet, row, col)
                if word:
                    yield word.strip()


def _all(tag: Tag) -> Iterator[Tag]:
    for inner in tag.inner:
        yield inner
        yield from _all(inner)
