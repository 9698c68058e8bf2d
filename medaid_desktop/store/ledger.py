"""The ledger: one office's filings in one file, every edit on the disk as it is made."""

import threading
from collections.abc import Iterable
from contextlib import AbstractContextManager, suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from medaid_desktop.core.filing import Edit
from medaid_desktop.core.review.roles import role_of, step_role
from medaid_desktop.errors import UserError
from medaid_desktop.store import opening
from medaid_desktop.store.forms.faults import template_faults
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.forms.templates import Templates
from medaid_desktop.store.ground.lock import user_name
from medaid_desktop.store.ground.progress import Cancelled, Progress
from medaid_desktop.store.opening import Opened
from medaid_desktop.store.records.check_results import CheckResults
from medaid_desktop.store.records.explanations import Explanations
from medaid_desktop.store.records.filings import Filings
from medaid_desktop.store.records.layouts import Layouts
from medaid_desktop.store.records.overview import Overview
from medaid_desktop.store.records.reviews import Reviews
from medaid_desktop.store.records.revisions import Revisions
from medaid_desktop.store.records.settings import Settings
from medaid_desktop.store.records.sources import Sources
from medaid_desktop.store.records.steps import Applied, Step, Steps, Summarise
from medaid_desktop.store.records.units import Units
from medaid_desktop.store.safety import backing_up, backup, check
from medaid_desktop.store.safety.backing_up import BackupOutcome
from medaid_desktop.store.safety.backup import Backup, BackupKind
from medaid_desktop.store.trust.access import Access
from medaid_desktop.store.trust.log import Log
from medaid_desktop.store.trust.operators import Operators
from medaid_desktop.store.trust.seals import Seals


class Ledger:
    """An open ledger, to be closed (or used as a context manager). Threads may share it; they take turns.

    `read_only_reason` is a Chinese sentence where it can only be looked at. `recovered` tells that the last writer did
    not close it cleanly, `check_advised` that it should then be checked in the background, being too big to be checked
    while opening. `notices` holds Chinese sentences to show once. `access` knows who works in it and what that person may do.
    """

    def __init__(self, opened: Opened) -> None:
        self.connection = opened.connection
        self.path = opened.connection.path
        self.read_only_reason = opened.read_only_reason
        self.recovered = opened.recovered
        self.check_advised = opened.recovered and self.path.stat().st_size > check.SMALL
        self.notices = opened.notices
        self._opened = opened
        self._closing = threading.Event()
        self._is_closed = False
        self._backing_up = threading.Lock()
        meta: dict[str, str] = dict(self.connection.rows("SELECT key, value FROM meta"))
        self.ledger_id = meta.get("ledger_id", "")
        self.office_region = meta.get("region", "")
        self.operators = Operators(self.connection, require=self._require, tell=self._tell)
        self.access = Access(self.operators, user_name(), self._tell, opened.is_copy)
        self.filings = Filings(self.connection, self._guard, self._note)
        self.reviews = Reviews(
            self.connection, self.filings.get, self._note, self._require, self._require_step
        )  # fmt: skip
        self.revisions = Revisions(self.connection)
        self.log = Log(self.connection, lambda: self.access.name, self.filings.get)
        self.seals = Seals(self.connection, self.log, self.access, self.ledger_id)
        self.settings = Settings(self.connection, self._require)
        self.units = Units(self.connection, self._require, self.reviews.refuse_change, self._tell)
        self.sources = Sources(self.connection, self._guard)
        self.layouts = Layouts(self.connection, self._require)
        self.templates = Templates(self.connection, self.sources, self._require, self._tell)
        self.overview = Overview(self.connection)
        self.explanations = Explanations(self.connection, self._guard, self._note)
        self.check_results = CheckResults(self.connection)
        self._steps = Steps(self.connection, self.filings)

    @classmethod
    def create(cls, path: Path, region: str = "") -> Self:
        """Makes an empty ledger for the office of a region and opens it. Raises UserError where that cannot be."""
        opening.create(path, region)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, read_only: bool = False) -> Self:
        """Opens a ledger, for reading only where another program writes it or the disk is write-protected.

        Raises UserError where there is no such file, it is not a ledger or of a later version, and
        DamagedLedgerError where it is damaged.
        """
        ledger = cls._of(opening.open_file(path, read_only))
        ledger._catch_up()
        try:
            ledger.notices += template_faults(ledger.connection)
        except UserError as error:  # damaged just there: all else can be used
            ledger.notices.append(str(error))
        return ledger

    @classmethod
    def open_copy(cls, path: Path) -> Self:
        """Opens a copy that is about to take a ledger's place, under its temporary name: nobody works in it, and nobody has to sign
        in to it. Raises UserError."""
        ledger = cls._of(opening.open_copy(path))
        ledger._catch_up()
        return ledger

    def reader(self) -> Self:
        """A connection of its own for reading in a background thread, for the person at work; to be closed there."""
        reader = self._of(opening.open_reader(self.path, self.read_only_reason))
        reader.access.follow(self.access)
        return reader

    @classmethod
    def _of(cls, opened: Opened) -> Self:
        try:
            return cls(opened)
        except BaseException:
            opened.close()
            raise

    @property
    def operator(self) -> str:
        """Who works, for history and log."""
        return self.access.name

    def _require(self, action: str) -> None:
        self.access.require(action)

    @cached_property
    def _forms(self) -> FormLibrary:
        return FormLibrary().beside(self.templates)

    def _require_step(self, filing_id: str, step_id: str) -> None:
        """Refuses a review step of a filing that the person at work may not complete or return, whoever asks for it."""
        if not self.access.is_kept:
            return
        filing = self.filings.get(filing_id)
        form = self._forms.get(filing.form, filing.form_version)
        step = next((one for one in form.steps if one.id == step_id), None)
        self.access.require_step(role_of(step) if step else step_role(step_id))

    def _tell(self, action: str, **details: object) -> None:
        self.log.add(action, "", "", **details)

    def _guard(self, action: str, filing_id: str) -> None:
        """Refuses what the person at work may not do, and any change of what somebody stands by."""
        self.access.require(action)
        if filing_id:
            self.reviews.refuse_change(filing_id)

    def _note(self, action: str, filing: str, content: str = "", **details: object) -> None:
        self.log.add(action, filing, content, **details)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed; `read_only_reason` says why."""
        return bool(self.read_only_reason)

    def close(self) -> None:
        """Closes the ledger, stopping a backup under way; twice does no harm. One file remains."""
        self._closing.set()
        with self._backing_up:
            if self._opened.lock and not self._is_closed:
                with suppress(UserError):  # a stick that is gone takes the entry with it
                    self.access.sign_out()
            self._settle()
            self._is_closed = True
            self._opened.close()

    def _catch_up(self) -> None:
        """Lets the log tell of what a program did that was stopped in the midst, or of what was there before it."""
        self._settle()
        self._tell_untold()

    def _settle(self) -> None:
        """Lets the log tell of edits. What the disk does not allow waits for the next opening: the steps are there."""
        if self._opened.lock and self.log.is_kept and not self._is_closed:
            with suppress(UserError):
                self.log.settle()

    def _tell_untold(self) -> None:
        """Lets the log tell of forms that were kept before there was one."""
        if self._opened.lock and self.log.is_kept:
            with suppress(UserError):
                self.templates.tell_untold()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Makes everything done in a with block one change: all of it on the disk at its end, or none."""
        return self.connection.transaction()

    def edit(self, filing_id: str, edits: Iterable[Edit], label: str, summary: Summarise = None) -> Applied:
        """Changes a filing's content as one step that can be undone; on the disk when this returns.

        `label` says in Chinese what was done, as it will stand after 撤销：in the menu. `summary` makes the
        filing's title from the new content. Raises UserError where an edit is refused, the filing unknown or in
        the bin, the ledger read-only or the disk failing; nothing is then changed.
        """
        return self._steps.edit(filing_id, edits, label, summary, self.operator)

    def undo(self, filing_id: str, summary: Summarise = None) -> Applied:
        """Takes back the last edit that holds, as a step of its own. Raises UserError where there is none."""
        return self._steps.undo(filing_id, summary, self.operator)

    def redo(self, filing_id: str, summary: Summarise = None) -> Applied:
        """Does again what was undone last. Raises UserError where there is none."""
        return self._steps.redo(filing_id, summary, self.operator)

    def undo_label(self, filing_id: str) -> str:
        """The label of the edit that `undo` would take back, "" where there is none."""
        return self._steps.label(filing_id, "undo")

    def redo_label(self, filing_id: str) -> str:
        """The label of the edit that `redo` would do again, "" where there is none."""
        return self._steps.label(filing_id, "redo")

    def history(self, filing_id: str, limit: int = 200, offset: int = 0) -> list[Step]:
        """The steps of a filing, undos and redos among them, newest first."""
        return self._steps.history(filing_id, limit, offset)

    def check(self, progress: Progress | None = None, cancelled: Cancelled | None = None) -> list[str]:
        """Reads and checks everything on a connection of its own; Chinese sentences on what is wrong, [] if sound.

        For a background thread. Raises CancelledError.
        """
        with self.reader() as reader:
            return check.check_all(reader.connection, progress, cancelled)

    def daily_backup(self, progress: Progress | None = None, cancelled: Cancelled | None = None) -> BackupOutcome:
        """Makes the backup of the day where it is due; for a background thread, while the ledger is being edited.

        What the disks do not allow is told in the outcome, never raised. A ledger open for reading makes none.
        """
        with self._backing_up:
            if self.read_only or self._closing.is_set():
                return BackupOutcome(None, "")
            return backing_up.daily(self.connection, self.ledger_id, progress, lambda: self._stopped(cancelled))

    def backup_now(
        self, kind: BackupKind, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> BackupOutcome:
        """Makes a backup before something far-reaching, beside the ledger or, then saying so, in the user's folder.

        Raises UserError where it cannot be made, CancelledError.
        """
        with self._backing_up:
            return backing_up.make_somewhere(
                self.connection, kind, self.ledger_id, progress, lambda: self._stopped(cancelled)
            )

    def backups(self) -> list[Backup]:
        """The backups of this ledger, newest first."""
        return backup.list_backups(self.path)

    def _stopped(self, cancelled: Cancelled | None) -> bool:
        return self._closing.is_set() or bool(cancelled and cancelled())
