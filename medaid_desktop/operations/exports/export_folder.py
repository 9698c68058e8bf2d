"""Filings out of the ledger into a folder: a file each, those of one document together."""

from collections import deque
from collections.abc import Collection, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.crash_log import write_crash_log
from medaid_desktop.errors import UserError
from medaid_desktop.formats.excel.paper.paper_workbook import paper_workbook
from medaid_desktop.formats.pdf.fonts import measuring_fonts
from medaid_desktop.formats.pdf.textblock import TextSetter
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.exports.export_log import ExportLog, Told
from medaid_desktop.operations.exports.export_names import FileNames
from medaid_desktop.operations.exports.export_report import ExportReport, replace_file
from medaid_desktop.operations.exports.workbooks import workbook_sheet
from medaid_desktop.operations.templates.originals import Originals, WrittenBack
from medaid_desktop.store.ground.progress import Cancelled, Progress

_WRITERS = 4
"""Files written at the same time: a disk takes a while to sync each, in which others can be worked out."""
_MOST_WAITING = 24


@dataclass(slots=True)
class _Made:
    """A file that is to be written, or being so once it was noted in the log, and what is to be said of its content."""

    filing: str
    path: Path
    written: WrittenBack
    told: Sequence[Told]
    writing: Future[None] | None = None


class _Within(NamedTuple):
    """A filing that stands in a file with others of its document."""

    filing: str


class _Failed(NamedTuple):
    """A filing that no file could be made of."""

    filing: str
    error: Exception


_Waiting = _Made | _Within | _Failed


class FolderExport:
    """Writes a file for each filing, or each document that several belong to, into a folder, which is made where it is missing."""

    def __init__(self, desk: Desk, folder: Path, log: ExportLog, is_cancelled: Cancelled | None) -> None:
        self._desk = desk
        self._log = log
        self._folder = folder
        self._is_cancelled = is_cancelled
        self._names = FileNames(folder)
        self._originals = Originals(desk)
        self._report = ExportReport()
        self._done = 0
        self._written: set[str] = set()
        """The filings that the files made so far hold."""

    def export(self, ids: Sequence[str], progress: Progress | None) -> ExportReport:
        """Works the files out one after the other, while those before are being written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError("文件夹建不了", str(self._folder), "请换一个位置，或插好 U 盘后重试") from error
        with ThreadPoolExecutor(_WRITERS, "export") as writers:
            chosen = frozenset(ids)
            waiting: deque[_Waiting] = deque()
            for filing_id in ids:
                if self._is_cancelled and self._is_cancelled():
                    self._report.cancelled = True
                    break
                waiting.append(self._made(filing_id, chosen))
                self._settle(writers, waiting, _MOST_WAITING, len(ids), progress)
            self._settle(writers, waiting, 0, len(ids), progress)
        return self._report

    def _made(self, filing_id: str, ids: Collection[str]) -> _Waiting:
        """The file of a filing, where no other one holds it."""
        if filing_id in self._written:
            return _Within(filing_id)
        try:
            filing = self._desk.ledger.filings.get(filing_id)
            form, region = self._desk.form_of(filing), self._desk.names(filing.region, filing.year).short
            original = self._originals.of(filing)
            ending, called = original.ending if original else ".xlsx", self._desk.forms.called(form.id)
            path = self._folder / self._names.name(region, form, filing, ending, called)
            written = original.written(filing, ids) if original else self._paper(filing)
            others = [self._desk.ledger.filings.get(other) for other in written.together if other != filing_id]
            told = [(one.id, digest(one)) for one in (filing, *others)]
        except Exception as error:
            return _Failed(filing_id, error)
        self._written.update(written.together)
        return _Made(filing_id, path, written, told)

    def _settle(
        self, writers: Executor, waiting: deque[_Waiting], most: int, total: int, progress: Progress | None
    ) -> None:
        """Notes what became of the oldest files until no more than `most` wait."""
        while len(waiting) > most:
            made = waiting[0]
            if isinstance(made, _Made) and made.writing is None:
                self._write(writers, waiting)
            waiting.popleft()
            if isinstance(made, _Made):
                self._finish(made)
            elif isinstance(made, _Failed):
                self._fail(made.filing, made.error)
            self._done += 1
            if progress:
                progress(self._done, total)

    def _write(self, writers: Executor, waiting: deque[_Waiting]) -> None:
        """Begins to write all files that wait, together, as noting them in the log takes the disk a while."""
        ready = [made for made in waiting if isinstance(made, _Made) and made.writing is None]
        self._log.note((made.path, made.told) for made in ready)
        for made in ready:
            made.writing = writers.submit(replace_file, made.path, made.written.content)

    def _finish(self, made: _Made) -> None:
        error = made.writing.exception() if made.writing else None
        if error is not None:
            self._log.failed(made.path, made.told)
            for filing in made.written.together or (made.filing,):
                self._fail(filing, error)
            return
        name, report = made.path.name, self._report
        report.files.append(made.path)
        report.filings.append(made.filing)
        report.notices += [f"{name}：{notice}" for notice in made.written.notices]
        report.remarks += [f"{name}：{remark}" for remark in made.written.remarks]
        if len(made.written.together) > 1 and not made.written.remarks:
            report.remarks.append(f"{name}：同一份原表的 {len(made.written.together)} 份填报件写在这一个文件里。")

    def _fail(self, filing_id: str, error: BaseException) -> None:
        said = error if isinstance(error, UserError) else _own_fault(error)
        self._report.failed.append((self._called(filing_id), said))

    def _called(self, filing_id: str) -> str:
        """What a message calls a filing: its title and id."""
        with suppress(UserError):
            return f"{self._desk.ledger.filings.title(filing_id)}（{filing_id}）"
        return filing_id

    def _paper(self, filing: Filing) -> WrittenBack:
        loss = self._originals.loss(filing)
        content = paper_workbook([workbook_sheet(self._desk, filing, self._setter)])
        return WrittenBack(content, (loss,) if loss else ())

    @cached_property
    def _setter(self) -> TextSetter:
        return TextSetter(measuring_fonts())


def _own_fault(error: BaseException) -> UserError:
    """A fault of ours in one filing: it is logged, and the others of the batch go on."""
    what = f"程序没能写出这一份（内部错误 {type(error).__name__}）"
    return UserError(what, "", f"请把这份填报件和 {write_crash_log(error)} 交给维护人员")
