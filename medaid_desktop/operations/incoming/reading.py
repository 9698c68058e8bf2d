"""Reads files that are to come into the ledger: every kind by the same door, completed and compared with what is there."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import CUSTOM, Form
from medaid_desktop.core.grid import Document
from medaid_desktop.crash_log import write_crash_log
from medaid_desktop.errors import UserError
from medaid_desktop.formats.documents import LARGEST, content_of, document_of
from medaid_desktop.formats.guard import ReadCancelled
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.computed import contradicted
from medaid_desktop.operations.filings.exchange import filings_of, is_json, within
from medaid_desktop.operations.filings.filings import title_of
from medaid_desktop.operations.incoming.items import Incoming, IncomingFile
from medaid_desktop.operations.incoming.same_content import Computed, computed_of
from medaid_desktop.operations.incoming.settling import completed, take_after
from medaid_desktop.operations.incoming.there import look_up
from medaid_desktop.operations.reading import knowledge
from medaid_desktop.operations.template_shelf import stored
from medaid_desktop.recognition.corrections import Correction, from_json, merged, to_json
from medaid_desktop.recognition.recognise import recognise
from medaid_desktop.recognition.templates.drawing.drawing import draw
from medaid_desktop.recognition.understood import Knowledge, Understood
from medaid_desktop.store.records.sources import digest_of

LARGEST_JSON = 512 * 1024 * 1024
"""Bytes of a file of JSON: all filings of a province go into one."""

_AS_TEMPLATE = "它像是一张空白表：可以用“导入模板”把它做成表种，再新建填报件来填"

_YEAR = re.compile(r"(?:19|20)\d\d")
_PRINTED = re.compile(r"[\s年月日至—~～.0元万人-]*")
"""What blank forms have in their cells: 年　月　日 to be written between, and sums that come to 0.00."""

Cancelled = Callable[[], bool]


def known_for(desk: Desk) -> Knowledge:
    """What recognition works with at this desk: its forms and regions, the blank documents that its own forms were made of,
    and what its clerks have corrected so far."""
    learned: dict[str, Sequence[Correction]] = {}
    for layout, text in desk.ledger.layouts.all().items():
        with suppress(UserError):  # of another version of the program: read as if nothing had been corrected
            learned[layout] = from_json(text)
    forms = {form.id: form for form in desk.forms}
    return knowledge(forms, desk.regions, desk.ledger.office_region or None, learned, stored(desk))


def learn(desk: Desk, layout: str, corrections: Sequence[Correction]) -> None:
    """Remembers corrections for the next file of the same layout, together with earlier ones; the newer stand.

    Raises UserError where the ledger is read-only.
    """
    with desk.ledger.transaction():
        before: list[Correction] = []
        with suppress(UserError):
            before = from_json(text) if (text := desk.ledger.layouts.all().get(layout)) else []
        desk.ledger.layouts.keep(layout, to_json(merged(before, corrections)))


def read_incoming(
    desk: Desk, file: Path, known: Knowledge, region: str | None = None, year: int | None = None,
    is_cancelled: Cancelled | None = None,
) -> IncomingFile:  # fmt: skip
    """Reads one file of any kind. What cannot be read is told in `error`, never raised.

    `region` and `year` stand in where a table does not say its own. Raises ReadCancelled where `is_cancelled` says so.
    """
    incoming = IncomingFile(file)

    def read() -> None:
        largest = LARGEST_JSON if file.suffix.lower() == ".json" else LARGEST
        incoming.content = content_of(file, largest)
        incoming.digest = digest_of(incoming.content)
        if is_json(file.name, incoming.content):
            incoming.items = _json_items(desk, incoming, region, year)
        else:
            incoming.document = document_of(incoming.content, file.name, is_cancelled)
            incoming.items = _read_items(desk, incoming, known, region, year)

    _guarded(incoming, read)
    return incoming


def reread(
    desk: Desk, incoming: IncomingFile, known: Knowledge, region: str | None = None, year: int | None = None
) -> IncomingFile:
    """The same file understood anew, after a correction; what the clerk has settled and chosen so far stays.

    The document is not read again. A file without one comes back as it is.
    """
    if incoming.document is None:
        return incoming
    again = IncomingFile(incoming.file, incoming.document, digest=incoming.digest, content=incoming.content)

    def read() -> None:
        again.items = _read_items(desk, again, known, region, year)
        before = {place: item for item in incoming.items if (place := _place(item))}
        for item in again.items:
            old = before.get(_place(item) or (-1, ()))
            if old:
                take_after(desk, item, old)

    _guarded(again, read)
    return again


# -- one file --------------------------------------------------------------------------------------------------------


def _guarded(incoming: IncomingFile, work: Callable[[], None]) -> None:
    """Does the work on one file; whatever becomes of it, the other files of the batch can go on."""
    try:
        work()
    except UserError as error:
        incoming.error = within(incoming.file.name, error)
    except ReadCancelled:
        raise
    except MemoryError:
        incoming.error = UserError("文件太大，内存不够", incoming.file.name, "请关闭其他程序后重试，或拆成几个文件")
    except Exception as error:
        what = f"程序没能读懂这个文件（内部错误 {type(error).__name__}）"
        mend = f"请把该文件和 {write_crash_log(error)} 交给维护人员"
        incoming.error = UserError(what, incoming.file.name, mend)


def _read_items(
    desk: Desk, incoming: IncomingFile, known: Knowledge, region: str | None, year: int | None
) -> list[Incoming]:
    assert incoming.document is not None
    tables = recognise(incoming.document, known)
    items = [_item(desk, incoming, table, region, year) for table in tables]
    incoming.is_blank_form = _is_form_to_fill(incoming.document, items, known)
    if not tables:
        mend = "请确认发来的是填报表或资金分配表；表里要有表头和项目名称等栏目"
        raise UserError("文件里没有可以读懂的表", incoming.file.name, _AS_TEMPLATE if incoming.is_blank_form else mend)
    filled = [item for item in items if not (item.is_blank and item.filing.form.startswith(CUSTOM))]
    return filled or items  # in a workbook with several forms of ours those that nobody was to fill in stay blank


def _is_form_to_fill(document: Document, items: Sequence[Incoming], known: Knowledge) -> bool:
    """Whether a document from which nothing can be taken is a blank form that the ledger has no template of."""
    if any(item.problem is None or item.filing.form.startswith(CUSTOM) for item in items):
        return False
    with suppress(UserError):  # too large to be looked at again
        return bool(draw(document, (), known))
    return False


def _item(desk: Desk, incoming: IncomingFile, table: Understood, region: str | None, year: int | None) -> Incoming:
    if not table.form:
        title = table.title or table.sheet or incoming.file.name
        mend = "请在导入预览里选定表种；命令行导入时这张表不读入"
        problem = UserError("认不出这是哪一种表", _where(incoming, table.sheet), mend)
        return Incoming(table, table.filing.copy(), title, table.sheet, problem=problem)
    item = Incoming(table, _as_tab_says(desk, table), "", table.sheet)
    try:
        _complete(desk, item, region, year)
        item.is_blank = _is_blank(desk.form_of(item.filing), item.filing, computed_of(desk, item.filing))
        if item.is_blank:
            raise UserError("这张表是空白的", "", "请填好后再导入；要一份空白的填报件，请用新建")
    except UserError as error:
        item.problem = within(_where(incoming, table.sheet), error)
    return item


def _as_tab_says(desk: Desk, table: Understood) -> Filing:
    """What was read, of the region and year that its sheet is called by (阳谷县-2024-某项目) where the table says none."""
    filing, (name, *others) = table.filing, table.sheet.split("-")
    if filing.region or not name.strip():
        return filing
    year = filing.year or next((int(part) for part in others[:1] if _YEAR.fullmatch(part)), None)
    office = [step.code for step in desk.regions.path(desk.ledger.office_region)] if desk.ledger.office_region else []
    around = (desk.regions.match(name.strip(), parent, year).region for parent in (*reversed(office), None))
    found = next((region for region in around if region), None)
    names = desk.names(found.code, year) if found else None
    if found is None or names is None or name.strip() not in (names.short, names.full, found.name):
        return filing
    told = filing.copy()
    told.region, told.year = found.code, year
    return told


def _is_blank(form: Form, filing: Filing, computed: Computed) -> bool:
    """Whether nothing has been filled in: forms are sent blank, with the letter that asks for them, or with just what the
    upper level prints on its own, or what formulas make of a sister sheet."""
    rows = all(
        _is_given(row, form.start.tables.get(name, ()), computed.of(name))
        for name, rows in filing.tables.items()
        for row in rows
    )
    return rows and all(
        name == "unit" or name in computed.fields or _PRINTED.fullmatch(text) or text == form.start.values.get(name)
        for name, text in filing.values.items()
    )


def _is_given(row: Mapping[str, str], started: Sequence[Mapping[str, str]], computed: frozenset[str]) -> bool:
    """Whether a row has no text besides those of a row that a new filing begins with and what formulas make."""
    if row in started:
        return True
    own = {name: text for name, text in row.items() if text and name not in computed}
    return not own or any(
        own == {name: text for name, text in given.items() if text and name not in computed} for given in started
    )


def _json_items(desk: Desk, incoming: IncomingFile, region: str | None, year: int | None) -> list[Incoming]:
    """The filings of a file of JSON; one that cannot be taken fails the file, which some program wrote as a whole."""
    filings = filings_of(incoming.content, incoming.file.name)
    items: list[Incoming] = []
    for number, (filing, explanations) in enumerate(filings, 1):
        place = f"第 {number} 份" if len(filings) > 1 else ""
        item = Incoming(None, filing, "", place, explanations=explanations)
        try:
            _complete(desk, item, region, year)
        except UserError as error:
            raise (within(place, error) if place else error) from error
        items.append(item)
    return items


def _complete(desk: Desk, item: Incoming, region: str | None, year: int | None) -> None:
    filing = item.filing.copy()
    if region and filing.region and filing.region != region:
        item.notices.append(f"文件写明区划 {filing.region}，未改为 {region}；要改请先改文件。")
    if year and filing.year and filing.year != year:
        item.notices.append(f"文件写明 {filing.year} 年度，未改为 {year}；要改请先改文件。")
    filing.region = filing.region or region
    filing.year = filing.year or year
    item.filing = filing
    item.filing = completed(desk, filing)
    item.notices += contradicted(desk, item.filing)
    item.title = title_of(desk.form_of(item.filing), item.filing)
    look_up(desk, item)


def _where(incoming: IncomingFile, sheet: str) -> str:
    return f"{incoming.file.name}，{sheet}" if sheet else incoming.file.name


def _place(item: Incoming) -> tuple[int, tuple[int, ...]] | None:
    """Where in the document a table stands, None for JSON."""
    return (item.understood.grid, item.understood.area[:2]) if item.understood else None
