"""What stands in an archive: sheets, data, originals, sources and log by notice, then the index and the list of all files."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.log import Entry as LogEntry
from medaid_desktop.core.texts.safe_names import safe_name
from medaid_desktop.formats.pdf.writer import write_pdf
from medaid_desktop.operations.archiving.choosing import Item, Wish, groups
from medaid_desktop.operations.archiving.index import NOT_PDF_A, Entry, Index, cover, index_workbook, manifest
from medaid_desktop.operations.archiving.room import DATA, DRAFTS, FINAL, LOG, ORIGINALS, SOURCES, Room
from medaid_desktop.operations.archiving.target import Target
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.filings import public_json
from medaid_desktop.operations.incoming.source import own_name
from medaid_desktop.operations.logbook.book import Logbook, counted
from medaid_desktop.operations.logbook.report import MOST_LINES, log_json, log_workbook
from medaid_desktop.operations.paper.runs import PrintRun
from medaid_desktop.operations.templates.originals import Originals
from medaid_desktop.store.ground.progress import Cancelled, Progress, check_cancelled

INDEX, COVER, MANIFEST = "目录.xlsx", "目录.pdf", "清单.json"


@dataclass(slots=True)
class ArchiveReport:
    """What came of it: where it stands, how many files and filings are in it, which were only listed (their titles), sentences on
    content that had no place in its original."""

    out: Path
    files: int = 0
    final: int = 0
    drafts: int = 0
    plain: int = 0
    unfinished: list[str] = field(default_factory=list[str])
    notices: list[str] = field(default_factory=list[str])

    def lines(self) -> list[str]:
        """It in sentences."""
        parts = [f"正式表 {self.final} 份"]
        parts += [f"未完成 {self.drafts} 份"] if self.drafts else []
        parts += [f"不需审核的 {self.plain} 份"] if self.plain else []
        said = [f"已归档到 {self.out}：{'，'.join(parts)}，共 {self.files} 个文件。"]
        if self.unfinished:
            said.append(f"没有审核完、只列在目录里的 {len(self.unfinished)} 份。")
        return said


class Archive:
    """One archive being written: `printed` of the `items` are printed as the `run` says; `last` is where the log ended before."""

    def __init__(
        self, desk: Desk, wish: Wish, items: Sequence[Item], run: PrintRun, printed: frozenset[str], target: Target, out: Path,
        last: LogEntry | None,
    ) -> None:  # fmt: skip
        self._desk = desk
        self._wish = wish
        self._items = items
        self._run = run
        self._printed = printed
        self._target = target
        self._out = out
        self._last = last
        self._originals = Originals(desk)
        self._report = ArchiveReport(out)
        self._files: dict[str, list[str]] = {}
        self._numbers: dict[str, int] = {}
        self.seal = ""
        """The SHA-256 of the manifest, which names that of every other file."""

    def write(self, progress: Progress | None, cancelled: Cancelled | None) -> ArchiveReport:
        """Writes everything, group by group, and at last index and manifest."""
        found = groups(self._items)
        put_in = [item for _, items in found for item in items if item.is_put_in]
        self._numbers = {item.id: number for number, item in enumerate(put_in, 1)}
        done = 0
        for name, items in found:
            here = [item for item in items if item.is_put_in]
            prefix = f"{safe_name(name)}/" if len(found) > 1 else ""
            room = Room(prefix, self._out, frozenset(item.id for item in here))
            for item in here:
                check_cancelled(cancelled)
                self._put_in(item, room)
                done += 1
                if progress:
                    progress(done, len(put_in))
            if here:
                self._write_data(here, room)
                self._write_log(here, room)
        self._write_index(found)
        self._report.unfinished = [item.title for item in self._items if not item.is_put_in]
        self._report.files = len(self._target.files)
        return self._report

    def _put_in(self, item: Item, room: Room) -> None:
        """The files of one filing."""
        filing = self._desk.ledger.filings.get(item.id)
        self._files.setdefault(item.id, [])
        if item.id in self._printed:
            file = BytesIO()
            write_pdf([self._run.job(self._desk, item.id)], file)
            folder = FINAL if item.is_final else DRAFTS
            self._add(item, room.path(folder, self._name(item, filing), ".pdf"), file.getvalue())
        if item.is_final:
            self._report.final += 1
        elif item.id in self._printed:
            self._report.drafts += 1
        else:
            self._report.plain += 1
        self._put_original(item, filing, room)
        self._put_source(item, room)

    def _add(self, item: Item, path: str, content: bytes) -> None:
        self._target.add(path, content, item.id)
        self._files[item.id].append(path)

    def _put_original(self, item: Item, filing: Filing, room: Room) -> None:
        """The document that the form was made of, filled; one for all filings that it holds together."""
        if item.id in room.written:
            self._files[item.id].append(room.written[item.id])
            return
        original = self._originals.of(filing)
        if original is None:
            return
        written = original.written(filing, room.ids)
        path = room.path(ORIGINALS, self._name(item, filing), original.ending)
        self._add(item, path, written.content)
        room.written |= dict.fromkeys(written.together, path)
        self._report.notices += [f"{PurePosixPath(path).name}：{notice}" for notice in written.notices]

    def _put_source(self, item: Item, room: Room) -> None:
        """The file that a filing was read from, each content once."""
        source = self._desk.ledger.sources.of(item.id)
        if source is None:
            return
        if source.digest not in room.sources:
            name = PurePosixPath(own_name(source))
            path = room.path(SOURCES, f"{self._numbers[item.id]:03d}-{name.stem}", name.suffix)
            self._target.add(path, source.data(), item.id)
            room.sources[source.digest] = path
        self._files[item.id].append(room.sources[source.digest])

    def _name(self, item: Item, filing: Filing) -> str:
        """001-阳谷县-申报表-项目名."""
        region = self._desk.names(filing.region, filing.year).short
        form = self._desk.forms.called(item.form)
        title = item.title if item.title not in (form, self._desk.forms.title(item.form)) else ""
        return "-".join(part for part in (f"{self._numbers[item.id]:03d}", region, form, title) if part)

    def _write_data(self, items: Sequence[Item], room: Room) -> None:
        filings = [public_json(self._desk, self._desk.ledger.filings.get(item.id)) for item in items]
        content = (json.dumps({"filings": filings}, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
        path = room.path(DATA, "填报件", ".json")
        self._target.add(path, content)
        for item in items:
            self._files[item.id] = self._files[item.id] or [path]

    def _write_log(self, items: Sequence[Item], room: Room) -> None:
        """What the log says of these filings, up to where it was before this archive."""
        until = self._last.number if self._last else 0
        entries = sorted(
            (one for item in items for one in self._desk.ledger.log.entries(item.id) if one.number <= until),
            key=lambda one: one.number,
        )
        self._target.add(room.path(LOG, "操作日志", ".json"), log_json(entries, complete=False))
        lines = Logbook(self._desk).lines(entries)
        for start in range(0, max(1, len(lines)), MOST_LINES):
            part = lines[start : start + MOST_LINES]
            said = f"归档的 {len(items)} 份填报件的日志，共 {counted(len(entries))} 条；{self._log_words()}"
            self._target.add(room.path(LOG, "操作日志", ".xlsx"), log_workbook(part, said))

    def _log_words(self) -> str:
        if self._last is None:
            return "台账没有操作日志"
        return f"归档前台账的操作日志到第 {self._last.number} 条，其哈希值 {self._last.hash}"

    def _write_index(self, found: Sequence[tuple[str, Sequence[Item]]]) -> None:
        wish, desk = self._wish, self._desk
        where = desk.names(wish.region, wish.year).full if wish.region else "全部区划"
        head = " · ".join(part for part in (f"{wish.year} 年度", where, wish.notice) if part)
        listed = sum(not item.is_put_in for item in self._items)
        about = [
            head,
            f"归档 {len(self._items) - listed} 份" + (f"；没有审核完、只列出 {listed} 份" if listed else "") + "。",
        ]
        about += [f"{self._log_words()}。", f"各文件的大小和 SHA-256 见“{MANIFEST}”。", NOT_PDF_A]
        index = Index(about, [(name, [self._entry(item) for item in items]) for name, items in found])
        self._target.add(INDEX, index_workbook(index))
        self._target.add(COVER, cover(index))
        facts: dict[str, Any] = {
            "year": wish.year, "region": wish.region or None, "notice": wish.notice or None, "ledger": desk.ledger.ledger_id,
            "log": {"entries": self._last.number, "head": self._last.hash} if self._last else None,
        }  # fmt: skip
        content = manifest(facts, index, self._target.files)
        self.seal = hashlib.sha256(content).hexdigest()
        self._target.add(MANIFEST, content)

    def _entry(self, item: Item) -> Entry:
        names = self._desk.names(item.region or None, self._wish.year)
        form = self._desk.forms.called(item.form)
        return Entry(item, self._numbers.get(item.id, 0), names.short, form, self._files.get(item.id, []))
