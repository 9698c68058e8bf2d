"""Filings out of the ledger as files: one door for Excel, Word and JSON, one file or a folder of them."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.patching.copies import CannotCopyError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.exports.export_folder import FolderExport
from medaid_desktop.operations.exports.export_log import ExportLog
from medaid_desktop.operations.exports.export_report import ExportReport, offering, replace_file
from medaid_desktop.operations.exports.together import fills_sets, fit_one_set, written_in_sets
from medaid_desktop.operations.exports.workbooks import MOST_TABS, export_workbook
from medaid_desktop.operations.filings.exchange import export_json
from medaid_desktop.operations.templates.originals import Original, Originals, WrittenBack
from medaid_desktop.store.ground.progress import Cancelled, CancelledError, Progress, check_cancelled

__all__ = ["DOCUMENTS", "ExportReport", "export_files"]

DOCUMENTS = (".xlsx", ".xlsm", ".docx", ".docm")
_OTHER_KINDS = re.compile(
    r"\.(xls|xlt|xlsb|xltx|xltm|et|ett|ods|fods|csv|tsv|txt|xml|html?|pdf|doc|dot|dotx|dotm|wps|wpt|odt|rtf|zip|rar|7z|ofd"
    r"|png|jpe?g|medaid|medpack)",
    re.IGNORECASE,
)
"""Endings of files that nobody names a folder by."""


def export_files(
    desk: Desk, ids: Sequence[str], out: Path, progress: Progress | None = None, is_cancelled: Cancelled | None = None,
    single: bool = False, books: Desk | None = None,
) -> ExportReport:  # fmt: skip
    """Writes filings to `out`: a .json file, a workbook or letter, or a folder with a file for each.

    A filing whose form was made of a template goes back into that very document; several of one template become a
    workbook with a sheet each; the forms of one document fill it together, for each region and year, with all that the ledger has for
    them. All others new workbooks that look like their paper. `single` writes one filing of JSON
    as itself, not in a list. What is exported is noted in the log before it is written, by `books` where `desk` only reads. Each file is replaced in one step; in a folder one that fails does not stop the others. Raises
    UserError where there is nothing to write, the ending does not fit, or the one file cannot be written.
    """
    if not ids:
        raise UserError("没有可导出的填报件", "", "请先新建填报件，或放宽区划和年度的范围")
    ending, log = out.suffix.lower(), ExportLog(books or desk)
    if not out.is_dir():
        if ending == ".json":
            return _json_file(desk, ids, out, log, _reporting(progress, is_cancelled), single)
        if ending in DOCUMENTS:
            return _one_file(desk, ids, out, log, progress, is_cancelled)
        if _OTHER_KINDS.fullmatch(ending):
            mend = "请把 --out 写成 .xlsx、.docx 或 .json 文件，或一个文件夹"
            raise UserError(f"不能导出为 {ending} 文件", str(out), mend)
    return FolderExport(desk, out, log, is_cancelled).export(ids, progress)


def _json_file(
    desk: Desk, ids: Sequence[str], out: Path, log: ExportLog, advance: Progress, single: bool
) -> ExportReport:
    try:
        export_json(desk, ids, out, single, advance, lambda told: log.noted(out, told))
    except CancelledError:
        return ExportReport(cancelled=True)
    except UserError as error:
        raise offering(error, out) from error
    return ExportReport([out])


def _one_file(
    desk: Desk, ids: Sequence[str], out: Path, log: ExportLog, progress: Progress | None, is_cancelled: Cancelled | None
) -> ExportReport:
    if len(ids) > MOST_TABS:
        what = f"一个文件放不下 {len(ids)} 份填报件"
        raise UserError(what, out.name, f"请把 --out 写成文件夹，或每次不超过 {MOST_TABS} 份")
    report, advance = ExportReport(), _reporting(progress, is_cancelled)
    try:
        filings = list(_read(desk, ids, is_cancelled))
        originals = Originals(desk)
        try:
            written = _written_back(desk, originals, filings, out, advance)
            why = _not_written_back(originals, filings)
        except CannotCopyError as error:
            if out.suffix.lower() != ".xlsx":  # a new workbook has no macros
                raise
            written, why = None, error.reason
        with log.noted(out, [(filing.id, digest(filing)) for filing in filings]):
            if written is None:
                _as_paper(desk, originals, filings, out, report, advance)
                if why:
                    report.remarks.append(f"{why}，已另做一个新的工作簿，没有写回原表；要写回原表，请导出到文件夹。")
            else:
                replace_file(out, written.content)
                report.notices += written.notices
                report.remarks += written.remarks
    except CancelledError:
        return ExportReport(cancelled=True)
    report.files.append(out)
    return report


def _written_back(
    desk: Desk, originals: Originals, filings: Sequence[Filing], out: Path, progress: Progress
) -> WrittenBack | None:
    """The filings in the document that they have in common, None where they have none. Raises CannotCopyError where the sheets
    would have to be there several times and cannot."""
    original = _common_original(originals, filings)
    is_shared = fit_one_set(originals, filings)
    in_sets = not is_shared and len(filings) > 1 and fills_sets(originals, filings)
    first = originals.of(filings[0]) if is_shared or in_sets else original
    _refuse_ending(desk, first, filings, out, is_shared)
    if is_shared:
        return originals.written_into_one(filings)
    if in_sets:
        return written_in_sets(desk, originals, filings, progress)
    if original is None:
        return None
    return original.written_together(filings, progress) if len(filings) > 1 else original.written(filings[0])


def _read(desk: Desk, ids: Sequence[str], is_cancelled: Cancelled | None) -> Iterator[Filing]:
    for filing_id in ids:
        check_cancelled(is_cancelled)
        yield desk.ledger.filings.get(filing_id)


def _reporting(progress: Progress | None, is_cancelled: Cancelled | None) -> Progress:
    """Progress that also ends the work where it is to be ended."""

    def report(done: int, total: int) -> None:
        check_cancelled(is_cancelled)
        if progress:
            progress(done, total)

    return report


def _common_original(originals: Originals, filings: Sequence[Filing]) -> Original | None:
    """The document that all filings go back into, None where they have none or not the same."""
    first = originals.of(filings[0])
    return first if all(originals.of(filing) is first for filing in filings) else None


def _refuse_ending(
    desk: Desk, original: Original | None, filings: Sequence[Filing], out: Path, is_shared: bool
) -> None:
    """Raises UserError where a file of this ending could not hold what is to be written."""
    ending, right = out.suffix.lower(), original.ending if original else ".xlsx"
    if original and len(filings) > 1 and not (original.takes_several or is_shared):
        what = f"{len(filings)} 份填报件不能写进一个 {right} 文件"
        raise UserError(what, out.name, "请把 --out 写成文件夹，一份一个文件")
    if ending == right:
        return
    title = desk.forms.title(filings[0].form)
    what = f"《{title}》的原表是 {right} 文件" if original else f"这些填报件只能导出为 {right} 文件"
    raise UserError(what, out.name, f"请把文件名改成以 {right} 结尾，例如 {out.stem}{right}；或导出到文件夹")


def _as_paper(
    desk: Desk, originals: Originals, filings: Sequence[Filing], out: Path, report: ExportReport, progress: Progress
) -> None:
    try:
        export_workbook(desk, [filing.id for filing in filings], out, progress)
    except UserError as error:
        raise offering(error, out) from error
    report.notices += dict.fromkeys(loss for filing in filings if (loss := originals.loss(filing)))


def _not_written_back(originals: Originals, filings: Sequence[Filing]) -> str:
    """Why filings that go back into documents become a new workbook together, "" where none goes back into any."""
    if not any(originals.of(filing) for filing in filings):
        return ""
    if originals.are_of_one_document(filings):
        return "这些填报件同属一份原表，但不止一个区划、年度，或同一张表有几份，一个文件放不下"
    return "这些填报件不是同一个模板的"
