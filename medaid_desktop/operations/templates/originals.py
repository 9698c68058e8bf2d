"""Filings written back into the very documents that their forms were made of."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import CUSTOM
from medaid_desktop.core.templates.filling.filled import Filled
from medaid_desktop.core.templates.filling.filling import fill
from medaid_desktop.core.templates.template_map import TemplateMap
from medaid_desktop.errors import UserError
from medaid_desktop.formats.guard import DamagedError
from medaid_desktop.formats.package_kind import as_document, document_kind
from medaid_desktop.operations.checking.printed import printed_filing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.filings import title_of
from medaid_desktop.operations.template_shelf import WRITABLE, template_of
from medaid_desktop.operations.templates.openers import OPENERS
from medaid_desktop.store.forms.templates import TemplateHead, name_of
from medaid_desktop.store.ground.problems import DamagedLedgerError
from medaid_desktop.store.ground.progress import Progress

if TYPE_CHECKING:
    from medaid_desktop.formats.excel.filling.template_filling_forms import FormsFiller
    from medaid_desktop.formats.excel.filling.template_filling_reads import SheetRead
    from medaid_desktop.formats.excel.filling.template_filling_sets import SetFiller

WITH_MACROS = ".xlsm"
_SEVERAL = (".xlsx", WITH_MACROS)
MACROS_ONCE = "原表里的宏照样保留，写在某一张工作表里的宏只对第一份起作用。"
"""What is to be known of a workbook with macros, whose sheets are there several times."""


class WrittenBack(NamedTuple):
    """A document with filings in it, and sentences on what had no place or contradicts a formula. `remarks` say what is as well to
    know, `together` are the ids of all filings that the document holds."""

    content: bytes
    notices: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    together: tuple[str, ...] = ()


class Original:
    """The blank document of one version of a form, opened once. `ending` is what its files end with: ".xlsx"."""

    def __init__(self, desk: Desk, template_map: TemplateMap, head: TemplateHead, content: bytes) -> None:
        self._desk = desk
        self._map = template_map
        self._content = as_document(content)
        self.digest = head.digest
        self.ending = f".{document_kind(head.kind)}"
        self.takes_several = self.ending in _SEVERAL
        self._filler = OPENERS[self.ending](self._content, template_map)

    def written(self, filing: Filing, chosen: Collection[str] = ()) -> WrittenBack:
        """The document with one filing, and with those that the ledger holds for its other forms, of the same region and year:
        one workbook belongs together, its sheets read each other. Where there are several for a form, one of `chosen` (ids) is meant.
        """
        others = self.belonging(filing, chosen)
        found = composed([(self, filing), *others])
        names = "、".join(f"《{name_of(other.form)}》" for _, other in others if other.id not in chosen)
        remarks = (f"同一份原表里还有本区划本年度的{names}，已一并写入同一个文件。",) if names else ()
        return found._replace(remarks=remarks, notices=_once(*found.notices, *self.unwritten(others)))

    def alone(self, filing: Filing) -> WrittenBack:
        """The document with one filing and nothing else."""
        filled = self.filled(filing)
        content, notices = self._filler.filled(filled)
        return WrittenBack(content, _once(*filled.notices, *notices))

    def added(self, filing: Filing, document: bytes) -> WrittenBack:
        """The document that another form of it has been filled in already, with this one too."""
        filled = self.filled(filing)
        content, notices = OPENERS[self.ending](document, self._map).filled(filled)
        return WrittenBack(content, _once(*filled.notices, *notices))

    def belonging(self, filing: Filing, chosen: Collection[str] = ()) -> "list[tuple[Original, Filing]]":
        """The filings of the other forms of the document for the region and year of a filing, where there is no doubt which."""
        filings = self._desk.ledger.filings
        found: list[tuple[Original, Filing]] = []
        for form, versions in self._others.items():
            listed = filings.list(filing.region, form, filing.year)
            ids = [one.id for one in listed if (one.region, one.year) == (filing.region, filing.year)]
            wanted = [one for one in ids if one in chosen] or (ids if filing.year is not None else [])
            other = filings.get(wanted[0]) if len(wanted) == 1 else None
            original = versions.get(other.form_version) if other else None
            if other and original and not any(original.overlaps(one) for one, _ in found):
                found.append((original, other))
        return found

    @cached_property
    def _others(self) -> Mapping[str, Mapping[str, "Original"]]:
        """The other forms of the same document, by form and version."""
        found: dict[str, dict[str, Original]] = {}
        for head in self._desk.ledger.templates.all():
            known = template_of(self._desk, head.form, head.version) if head.digest == self.digest else None
            if (
                known
                and (original := Original(self._desk, known[1], head, self._content))
                and not self.overlaps(original)
            ):
                found.setdefault(head.form, {})[head.version] = original
        return found

    def unwritten(
        self, others: "Sequence[tuple[Original, Filing]]", reason: str = "台账里没有可以一并写入的那张表"
    ) -> Iterator[str]:
        """A sentence for each sheet that formulas of the filled ones read, and that stays blank; `reason` says why one of a form does."""
        written = {self.sheet} | {original.sheet for original, _ in others}
        forms = {original.sheet for versions in self._others.values() for original in versions.values()}
        for original in (self, *(one for one, _ in others)):
            for sheet, reading in original.sheets_read.items():
                if sheet not in written and (sheet in forms or reading.are_blank):
                    why = reason if sheet in forms else "那里是空白的"
                    yield (
                        f"工作表“{original.sheet}”的公式（{reading.example}）要用工作表“{sheet}”里的数，{why}，"
                        "算出来的数不全，请补填后核对"
                    )

    @cached_property
    def sheets_read(self) -> "Mapping[str, SheetRead]":
        """The other sheets that formulas of the form's sheet read; none in a letter."""
        from medaid_desktop.formats.excel.filling.template_filling import TemplateFiller

        return self._filler.sheets_read() if isinstance(self._filler, TemplateFiller) else {}

    def forms_filled(self, pairs: "Sequence[tuple[Original, Filing]]") -> tuple[bytes, tuple[str, ...]]:
        """The workbook with several of its forms filled in, and what is to be said of it, by a sheet's name in front."""
        from medaid_desktop.formats.excel.filling.template_filling_joint import FormFilled

        return self._forms_filler.filled(
            FormFilled(original.map, original.filled(filing)) for original, filing in pairs
        )

    @cached_property
    def _forms_filler(self) -> "FormsFiller":
        from medaid_desktop.formats.excel.filling.template_filling_forms import FormsFiller

        return FormsFiller(self._content, self._map)

    def set_filler(self, sheets: Iterable[str] = ()) -> "SetFiller":
        """What fills in all forms of the workbook for several regions or years; `sheets` are those of forms beside the ledger's."""
        from medaid_desktop.formats.excel.filling.template_filling_sets import SetFiller

        forms = {original.sheet for versions in self._others.values() for original in versions.values()}
        return SetFiller(self._content, self._map, {self.sheet, *forms, *sheets})

    @cached_property
    def sheets_together(self) -> Sequence[str]:
        """The sheets that are needed for each filing of several in one workbook: those of the forms, and what works with them."""
        return self._sheets_of_sets[0]

    @cached_property
    def _sheets_of_sets(self) -> tuple[Sequence[str], tuple[str, ...]]:
        """Which sheets are there for each filing of several, and what is to be known of those that work with them and are not."""
        filler = self.set_filler()
        return filler.sheets, filler.remarks

    @property
    def map(self) -> TemplateMap:
        """Which cell of the document is what."""
        return self._map

    @property
    def sheet(self) -> str:
        """The name of the form's sheet, "" in a letter."""
        return self._map.sheet

    def overlaps(self, other: "Original") -> bool:
        """Whether two forms of a document share rows of a sheet."""
        one, two = self.place, other.place
        return one[0] == two[0] and one[1] < two[2] and two[1] < one[2]

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
                yield self.filled(filing)

        content, notices = sheets_filled(self._content, self._map, each(), self._tabs(filings))
        unwritten = self.unwritten((), "一个文件放多份时不写那张表，要一并写入请导出到文件夹")
        macros = (MACROS_ONCE,) if self.ending == WITH_MACROS else ()
        return WrittenBack(content, _once(*notices, *unwritten), (*self._sheets_of_sets[1], *macros))

    def filled(self, filing: Filing) -> Filled:
        """What each cell of the document has to show for a filing, and where rows come in; explanations of warnings stand in
        the places that the form has for them, as in print."""
        names = self._desk.names(filing.region, filing.year)
        return fill(self._map, self._desk.form_of(filing), printed_filing(self._desk, filing), names.short)

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


def composed(pairs: Sequence[tuple[Original, Filing]]) -> WrittenBack:
    """The document with each of several filings in its own form.

    In a workbook all are filled in at once, as its sheets read each other. In a letter those further down go first, as rows put into a
    form move what lies below it.
    """
    ordered = sorted(pairs, key=lambda pair: pair[0].place, reverse=True)
    together = tuple(filing.id for _, filing in pairs)
    if len(pairs) > 1 and pairs[0][0].takes_several:
        content, notices = pairs[0][0].forms_filled(pairs)
        return WrittenBack(content, _once(*notices), (), together)
    content, notices, *_ = ordered[0][0].alone(ordered[0][1])
    for original, filing in ordered[1:]:
        content, more, *_ = original.added(filing, content)
        notices += more
    return WrittenBack(content, _once(*notices), (), together)


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
        """The document with each of several filings in its own form (`share_document`); those of one region and year with all
        that belongs to them."""
        pairs = [(original, filing) for filing in filings if (original := self.of(filing))]
        if len({(filing.region, filing.year) for filing in filings}) > 1:
            return composed(pairs)
        return pairs[0][0].written(pairs[0][1], [filing.id for filing in filings])

    def are_of_one_document(self, filings: Sequence[Filing]) -> bool:
        """Whether all filings go back into one and the same document, whichever of its forms they are of."""
        found = [self.of(filing) for filing in filings]
        return all(found) and len({one.digest for one in found if one}) == 1

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
