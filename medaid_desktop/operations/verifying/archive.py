"""Verifying an archive: its files against the manifest, the manifest against the log, its final sheets against the ledger."""

import hashlib
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from medaid_desktop.core.review.log import Entry
from medaid_desktop.errors import UserError
from medaid_desktop.formats.bundle import Bundle, open_bundle
from medaid_desktop.formats.guard import DamagedError
from medaid_desktop.formats.pdf.signature_check import Signature
from medaid_desktop.operations.archiving.archiving import ARCHIVE
from medaid_desktop.operations.archiving.manifest import LARGEST, Manifest, read_manifest
from medaid_desktop.operations.archiving.target import Kept
from medaid_desktop.operations.archiving.writing import MANIFEST
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.logbook.words import details_of, local_time
from medaid_desktop.operations.verifying.archive_verdict import ArchiveVerdict, FileFault, FileState
from medaid_desktop.operations.verifying.document import Cancelled, Progress, verify_bytes
from medaid_desktop.operations.verifying.verdict import Verdict, Verified
from medaid_desktop.store.ground.progress import check_cancelled
from medaid_desktop.store.trust.log import LogQuery, log_faults

_SHEET_STEPS = 20
"""A sheet takes so much longer than a file."""

_LEFT_BY_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_UNLOGGED = (
    "操作日志里没有这份清单：清单被改动过；或归档时台账只读，没有记日志；或台账后来恢复过备份。请与归档时另存的一份对照"
)
_OTHER = "这份归档出自另一份台账，不是现在打开的这一份；请打开那份台账再核对"
_BROKEN = "操作日志本身有问题，不能作证：{}"


def verify_archive(
    desk: Desk, path: Path, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> Verified:
    """Verifies every file of an archive, where it lies. `progress` is called with (done, total).

    Raises UserError where it cannot be opened or has no manifest that can be read, and CancelledError.
    """
    with closing(open_bundle(path)) as bundle:
        prefix = _prefix(bundle, path)
        content = _manifest(bundle, prefix + MANIFEST)
        return _Verifying(desk, bundle, prefix, content, progress, cancelled).run()


@dataclass(slots=True)
class _Proof:
    """What the log says of a manifest."""

    entry: Entry | None
    reasons: list[str] = field(default_factory=list[str])


class _Verifying:
    """One run over one archive, whose files lie under a `prefix`; `content` is its manifest."""

    def __init__(
        self, desk: Desk, bundle: Bundle, prefix: str, content: bytes, progress: Progress | None,
        cancelled: Cancelled | None,
    ) -> None:  # fmt: skip
        self._desk = desk
        self._bundle = bundle
        self._prefix = prefix
        self._content = content
        self._manifest = read_manifest(content)
        self._progress = progress
        self._cancelled = cancelled
        self._sheets = frozenset(self._manifest.final_sheets())
        self._done = 0
        self._faults: list[FileFault] = []
        self._verdicts: list[Verdict] = []
        self._signatures: list[Signature] = []
        self._notes: dict[str, None] = {}

    def run(self) -> Verified:
        said, odd = self._manifest, self._bundle.odd
        proof = _proof(self._desk, said, hashlib.sha256(self._content).hexdigest(), self._cancelled)
        for kept in said.files:
            check_cancelled(self._cancelled)
            data = None if self._prefix + kept.path in odd else self._look_at(kept)
            if data and kept.path in self._sheets:
                self._verify_sheet(kept.path, data)
            self._step(_SHEET_STEPS if kept.path in self._sheets else 1)
        listed = {self._prefix + one for one in (MANIFEST, *(kept.path for kept in said.files))}
        added = [name for name in self._bundle.sizes if name not in listed and not _is_left_by_system(name)]
        self._faults += [self._fault(name, "added") for name in added]
        self._faults += [self._fault(name, what) for name, what in odd.items()]
        region = self._desk.names(said.region, said.year).full if said.region else ""
        entry = proof.entry
        verdict = ArchiveVerdict(
            said.year, region, said.notice, len(said.files) + 1, entry.number if entry else 0,
            local_time(entry.at) if entry else "", entry.operator if entry else "", self._faults, proof.reasons,
        )  # fmt: skip
        return Verified(self._verdicts, self._signatures, list(self._notes), verdict)

    def _fault(self, name: str, state: FileState) -> FileFault:
        return FileFault(name.removeprefix(self._prefix), state)

    def _look_at(self, kept: Kept) -> bytes | None:
        """Compares a file with what the manifest says of it; gives a sheet as it is, None where it cannot be read."""
        name, is_sheet = self._prefix + kept.path, kept.path in self._sheets
        size = self._bundle.sizes.get(name)
        if size is None or (size != kept.size and not is_sheet):
            self._faults.append(FileFault(kept.path, "missing" if size is None else "changed"))
            return None
        found, data = hashlib.sha256(), bytearray()
        try:
            for piece in self._bundle.pieces(name):
                check_cancelled(self._cancelled)
                found.update(piece)
                data += piece if is_sheet else b""
        except DamagedError:
            self._faults.append(FileFault(kept.path, "damaged"))
            return None
        except UserError as error:
            self._faults.append(FileFault(kept.path, "unreadable", error.what))
            return None
        if found.hexdigest() != kept.sha256:
            self._faults.append(FileFault(kept.path, "changed"))
        return bytes(data)

    def _verify_sheet(self, path: str, data: bytes) -> None:
        """Verifies a final sheet, be it as it was archived or not."""
        try:
            found = verify_bytes(self._desk, data, path, self._inside(), self._cancelled)
        except UserError as error:
            self._notes[str(error)] = None
            return
        self._verdicts += [replace(one, file=path) for one in found.sheets]
        self._signatures += found.signatures
        self._notes |= dict.fromkeys(found.notes)

    def _inside(self) -> Progress:
        """Progress within one sheet."""
        return lambda done, total: self._tell(self._done + _SHEET_STEPS * done // max(total, 1))

    def _step(self, steps: int) -> None:
        self._done += steps
        self._tell(self._done)

    def _tell(self, done: int) -> None:
        if self._progress:
            self._progress(done, len(self._manifest.files) + (_SHEET_STEPS - 1) * len(self._sheets))


def _prefix(bundle: Bundle, path: Path) -> str:
    """The folder in which the manifest lies: none, or the only one of a zip that somebody packed again."""
    for name, what in bundle.odd.items():
        if name == MANIFEST:
            raise UserError(FileFault(name, what).told(), str(path), "请重新取得这个归档")
    tops = {name.partition("/")[0] for name in bundle.sizes}
    if MANIFEST in bundle.sizes:
        return ""
    if len(tops) == 1 and f"{(top := tops.pop())}/{MANIFEST}" in bundle.sizes:
        return f"{top}/"
    raise UserError(
        f"里面没有“{MANIFEST}”，不是归档，或清单被删掉了", str(path), "请选择归档的文件夹或 .zip；单个 PDF 请直接核对"
    )


def _manifest(bundle: Bundle, name: str) -> bytes:
    if bundle.sizes[name] > LARGEST:
        raise UserError("清单大得不正常", name, "这不是本程序的归档，请向交来的人核实")
    try:
        return b"".join(bundle.pieces(name))
    except DamagedError as error:
        raise UserError("清单已损坏，读不出来", name, "请重新取得这个归档") from error


def _is_left_by_system(name: str) -> bool:
    """Whether a file is what a file manager leaves in the folders that it shows."""
    return name.rsplit("/", 1)[-1].casefold() in _LEFT_BY_SYSTEMS


def _proof(desk: Desk, said: Manifest, seal: str, cancelled: Cancelled | None) -> _Proof:
    """The entry of the log that holds the sum of a manifest, and what stands against it."""
    log = desk.ledger.log
    entries = log.some(log.numbers(LogQuery(action=ARCHIVE)))
    entry = next((one for one in entries if details_of(one.details).get("manifest") == seal), None)
    if entry is None:
        return _Proof(None, [_UNLOGGED if said.ledger == desk.ledger.ledger_id else _OTHER])
    return _Proof(entry, [_BROKEN.format(one) for one in log_faults(desk.ledger.connection, cancelled)[:1]])
