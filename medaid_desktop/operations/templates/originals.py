"""Filings written back into the very documents that their forms were made of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import CUSTOM
from medaid_desktop.core.templates.filling.filled import Filled
from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.errors import UserError
from medaid_desktop.formats.guard import DamagedError
from medaid_desktop.formats.package_kind import as_document, document_kind
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings import title_of
from medaid_desktop.operations.template_shelf import WRITABLE, template_of
from medaid_desktop.store.problems import DamagedLedgerError
from medaid_desktop.store.progress import Progress
from medaid_desktop.store.templates import TemplateHead, name_of

_SEVERAL = (".xlsx", ".xlsm")


class WrittenBack(NamedTuple):
    """A document with filings in it, and sentences on what had no place or contradicts a formula."""

    content: bytes
    notices: tuple[str, ...] = ()


class _Filler(Protocol):
    """What writes into a workbook or a letter."""

    def filled(self, filled: Filled) -> tuple[bytes, tuple[str, ...]]: ...


class Original:
    """The blank document of one version of a form, opened once. `ending` is what its files end with: ".xlsx"."""

    def __init__(self, desk: Desk, template_map: TemplateMap, head: TemplateHead, content: bytes) -> None:
        self._desk = desk
        self._map = template_map
        self._content = as_document(content)
        self.digest = head.digest
        self.ending = f".{document_kind(head.kind)}"
        self.takes_several = self.ending in _SEVERAL
        self._filler = _OPENERS[self.ending](self._content, template_map)

    def written(self, filing: Filing) -> WrittenBack:
        """The document with one filing."""
        filled = self._filled(filing)
        content, notices = self._filler.filled(filled)
        return WrittenBack(content, _once(*filled.notices, *notices))

    def added(self, filing: Filing, document: bytes) -> WrittenBack:
        """The document that another form of it has been filled in already, with this one too."""
        filled = self._filled(filing)
        content, notices = _OPENERS[self.ending](document, self._map).filled(filled)
        return WrittenBack(content, _once(*filled.notices, *notices))

    @property
    def place(self) -> tuple[int, int, int]:
        """Where the form lies in the document: the grid, its first row and the first behind it."""
        return self._map.grid, self._map.area[0], self._map.area[0] + self._map.area[2]

    def written_together(self, filings: Sequence[Filing], progress: Progress) -> WrittenBack:
        """The workbook with a sheet for each filing. `progress` counts them and may raise to stop."""
        from medaid_desktop.formats.excel.filling.template_filling_sheets import sheets_filled

        def each() -> Iterator[Filled]:
            for number, filing in enumerate(filings, 1):
                progress(number, len(filings))
                yield self._filled(filing)

        content, notices = sheets_filled(self._content, self._map, each(), self._tabs(filings))
        return WrittenBack(content, _once(*notices))

    def _filled(self, filing: Filing) -> Filled:
        names = self._desk.names(filing.region, filing.year)
        return fill(self._map, self._desk.form_of(filing), filing, names.short)

    def _tabs(self, filings: Sequence[Filing]) -> list[str]:
        """What the sheets are called: by region and project, and by year where there are several."""
        years = len({filing.year for filing in filings}) > 1
        return [self._tab(filing, years) for filing in filings]

    def _tab(self, filing: Filing, with_year: bool) -> str:
        form = self._desk.form_of(filing)
        title = title_of(form, filing)
        year = str(filing.year or "") if with_year else ""
        parts = (self._desk.names(filing.region, filing.year).short, year, title if title != form.title else "")
        return "-".join(part for part in parts if part) or form.short


def _once(*notices: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(notices))


class Originals:
    """The documents of all forms of a ledger's own, each opened when the first filing of it comes along."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._opened: dict[tuple[str, str], Original | str] = {}

    def of(self, filing: Filing) -> Original | None:
        """The document that a filing goes back into; None where there is none: a built-in form, or one made of an old kind
        of file. `loss` tells of one that there should be."""
        found = self._looked_up(filing)
        return found if isinstance(found, Original) else None

    def loss(self, filing: Filing) -> str:
        """Why the document that a filing should go back into cannot be used, "" where it can or there is none."""
        found = self._looked_up(filing)
        return found if isinstance(found, str) else ""

    def share_document(self, filings: Sequence[Filing]) -> bool:
        """Whether filings are of different forms of one and the same document, one each."""
        found = [self.of(filing) for filing in filings]
        originals = [one for one in found if one]
        if len(originals) < max(2, len(filings)) or len({one.digest for one in originals}) > 1:
            return False
        places = sorted(one.place for one in originals)
        return all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(places))

    def written_into_one(self, filings: Sequence[Filing]) -> WrittenBack:
        """The document with each of several filings in its own form (`share_document`).

        Those further down go first, as rows put into a form move what lies below it.
        """
        pairs = [(original, filing) for filing in filings if (original := self.of(filing))]
        pairs.sort(key=lambda pair: pair[0].place, reverse=True)
        content, notices = pairs[0][0].written(pairs[0][1])
        for original, filing in pairs[1:]:
            content, more = original.added(filing, content)
            notices += more
        return WrittenBack(content, _once(*notices))

    def _looked_up(self, filing: Filing) -> Original | str:
        if not filing.form.startswith(CUSTOM):
            return ""
        key = filing.form, filing.form_version
        if key not in self._opened:
            self._opened[key] = self._open(*key)
        return self._opened[key]

    def _open(self, form: str, version: str) -> Original | str:
        found = template_of(self._desk, form, version)
        if found is None or found[0].kind not in WRITABLE:
            return ""
        head, template_map = found
        lost = f"表种“{name_of(form)}”的空白原表读不出来，已另做一个新的工作簿"
        try:
            content = self._desk.ledger.templates.original(head)
            return Original(self._desk, template_map, head, content) if content else f"{lost}。"
        except DamagedLedgerError:
            return f"{lost}。"
        except (DamagedError, UserError) as error:
            why = error.what if isinstance(error, UserError) else "文件不完整"
            return f"{lost}（{why}）。"


def _open_workbook(content: bytes, template_map: TemplateMap) -> _Filler:
    from medaid_desktop.formats.excel.filling.template_filling import TemplateFiller

    return TemplateFiller(content, template_map)


def _open_letter(content: bytes, template_map: TemplateMap) -> _Filler:
    from medaid_desktop.formats.word.templates.template_filling import TemplateFiller

    return TemplateFiller(content, template_map)


_OPENERS: Mapping[str, Callable[[bytes, TemplateMap], _Filler]] = {
    ".xlsx": _open_workbook, ".xlsm": _open_workbook, ".docx": _open_letter, ".docm": _open_letter,
}  # fmt: skip
