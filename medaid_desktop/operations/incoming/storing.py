"""Stores files that have been read: each whole or not at all, and its source with it."""

import itertools

from medaid_desktop.core.forms import CUSTOM
from medaid_desktop.core.review.chain import CHANGEABLE
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.filings.history import edits_to
from medaid_desktop.operations.incoming.items import Choice, Incoming, IncomingFile, Outcome, Taken
from medaid_desktop.operations.incoming.there import Shelf, decide, label
from medaid_desktop.store.records.filings import DRAFT

LARGEST_SOURCE = 50_000_000
"""Bytes up to which a source is kept in the ledger, which must fit on a stick and is copied with every backup."""


def before_import(desk: Desk) -> list[str]:
    """Makes the backup that stands before the first write of a batch; returns what there is to say about it.

    Raises UserError where none can be made: then nothing is to be imported.
    """
    try:
        message = desk.ledger.backup_now("import").message
    except UserError as error:
        where = f"{error.what}，{error.where}" if error.where else error.what
        raise UserError("导入前的备份没有做成，所以什么也没有导入", where, error.mend) from error
    return [f"{message}。"] if message else []


def will_write(incoming: IncomingFile) -> bool:
    """Whether storing a file may change the ledger."""
    return incoming.error is None and any(item.choice is not Choice.SKIP for item in incoming.takeable)


def store_incoming(desk: Desk, incoming: IncomingFile, same: Choice | None = None) -> Outcome:
    """Stores the tables of a file as chosen, in one transaction with the file itself; on the disk when this returns.

    What has come into the ledger since the file was read is heeded: a table identical to a newcomer is left out, else
    `same` decides (None: both are kept), and that is said. Tables of no known form are left out and named. The caller
    has made the backup (`before_import`). Raises UserError, nothing being stored, where the file has an error, none of
    its tables can be taken, the ledger is read-only or the disk full. `incoming` is not changed.
    """
    _require_takeable(incoming)
    if not will_write(incoming):
        return _Storing(desk, incoming, same).all()
    with desk.ledger.transaction():
        return _Storing(desk, incoming, same).all()


def rehearse(desk: Desk, incoming: IncomingFile, shelf: Shelf, same: Choice | None = None) -> Outcome:
    """What `store_incoming` would do, nothing being written; `shelf` remembers it for the files that follow."""
    _require_takeable(incoming)
    return _Rehearsing(desk, incoming, same, shelf).all()


def _require_takeable(incoming: IncomingFile) -> None:
    if incoming.error:
        raise incoming.error
    if not incoming.takeable:
        problem = next((item.problem for item in incoming.items if item.problem), None)
        raise problem or UserError("文件里没有可以导入的表", incoming.file.name)


class _Storing:
    """One file on its way into the ledger."""

    def __init__(self, desk: Desk, incoming: IncomingFile, same: Choice | None, shelf: Shelf | None = None) -> None:
        self._desk = desk
        self._incoming = incoming
        self._same = same
        self._shelf = shelf or Shelf(desk)
        self._outcome = Outcome(incoming.file, notices=list(incoming.notices))
        self._mine: set[str] = set()
        self._digest: str | None = None

    def all(self) -> Outcome:
        """Takes the tables one after the other."""
        for item in self._incoming.items:
            if item.problem:
                self._outcome.notices.append(f"没有读入一张表：{item.problem}")
                continue
            choice, target, said = decide(self._shelf, item, self._mine, self._same)
            if said:
                self._outcome.notices.append(f"{label(self._incoming.file, item)}：{said}。")
            filing_id = target
            if choice is Choice.REVISE:
                self._revise(item, target)
            elif choice is not Choice.SKIP:
                filing_id = self._add(item)
                self._mine.add(filing_id)
            self._note(item, choice, filing_id)
        return self._outcome

    def _note(self, item: Incoming, choice: Choice, filing_id: str) -> None:
        form, region, year = item.filing.form, item.filing.region, item.filing.year
        status = next((same.status for same in item.existing if same.id == filing_id), DRAFT)
        doubts = tuple(item.doubts_on_sheet) if choice is not Choice.SKIP else ()
        taken = Taken(choice, filing_id, form, region, year, item.title, item.sheet, status, doubts)
        self._outcome.tables.append(taken)

    def _add(self, item: Incoming) -> str:
        filings = self._desk.ledger.filings
        origin = f"从 {label(self._incoming.file, item)} 导入"
        (made,) = filings.add_many([(item.filing, item.title, origin)], keep_ids=True)
        if item.filing.id and item.filing.id != made:
            self._outcome.notices.append(
                f"{label(self._incoming.file, item)}：台账里已有编号 {item.filing.id}，另存为新的一份 {made}。"
            )
        self._desk.ledger.explanations.put_all(made, item.explanations)
        self._link(made, item, None)
        return made

    def _revise(self, item: Incoming, target: str) -> None:
        present = self._desk.ledger.filings.get(target)
        if present.status not in CHANGEABLE:
            title = self._desk.ledger.filings.title(target)
            raise UserError("这份填报件已审核，不能由导入改写", f"{title}（{target}）", "请选择两份都留，或先退回它")
        edits, label = edits_to(present, item.filing), f"导入：{self._incoming.file.name}"
        is_other = item.filing.form.startswith(CUSTOM) and item.filing.form_version != present.form_version
        version = item.filing.form_version if is_other else ""
        applied = commit(self._desk, target, edits, label, keep_groups=True, version=version, keep_computed=True)
        self._desk.ledger.explanations.put_all(target, item.explanations)
        self._link(target, item, applied.step)

    def _link(self, filing_id: str, item: Incoming, step: int | None) -> None:
        sources, incoming = self._desk.ledger.sources, self._incoming
        if self._digest is None:
            self._digest = ""
            if len(incoming.content) > LARGEST_SOURCE:
                size = f"{len(incoming.content) / 1_000_000:.0f} MB"
                self._outcome.notices.append(
                    f"{incoming.file.name}：原件有 {size}，超过 {LARGEST_SOURCE // 1_000_000} MB，没有存进台账；请另行保存原件。"
                )
            elif incoming.content:
                self._digest = sources.keep(incoming.content, incoming.digest)
        if self._digest:
            sources.link(filing_id, self._digest, incoming.file.name, item.sheet, step)


class _Rehearsing(_Storing):
    """One file that would go into the ledger."""

    def _add(self, item: Incoming) -> str:
        called = label(self._incoming.file, item)
        names = itertools.chain([called], (f"{called} {number}" for number in itertools.count(2)))
        name = next(name for name in names if not self._shelf.is_planned(name))
        self._shelf.plan(item, name, is_new=True)
        return name

    def _revise(self, item: Incoming, target: str) -> None:
        self._shelf.plan(item, target, is_new=False)

    def _note(self, item: Incoming, choice: Choice, filing_id: str) -> None:
        super()._note(item, choice, "" if self._shelf.is_planned(filing_id) else filing_id)
