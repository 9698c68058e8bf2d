"""Whatever is done in whatever order, below the window too and with the program killed in between: nobody's signing ever stands
over content other than what was signed, and what is printed of it as final is just that."""

import json
import shutil
import sqlite3
from typing import Any

import hypothesis.strategies as st
from hypothesis import event, settings
from hypothesis.stateful import Bundle, initialize, precondition, rule

from medaid_desktop.core.digest import digest
from medaid_desktop.core.review.events import Returned, Signing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.incoming import import_files
from medaid_desktop.operations.incoming.items import Choice
from medaid_desktop.operations.ledgers.restoring import kinship, restore_backup
from medaid_desktop.operations.reviewing import Words, chain_of, send_back, sign, withdraw
from medaid_desktop.store.ledger import Ledger
from tests.operations.reviewing.declared import STEPS, declaration
from tests.operations.reviewing.forging import forge
from tests.operations.reviewing.onlooker import FORMS, PASSPHRASE, SEAL, Onlooker

_TEXTS = st.sampled_from(["联系人甲", "联系人乙", "联系人丙"])
_PATHS = st.sampled_from(["values.contact", "values.project_name", "tables.indicators[0].note"])
_TAMPERING = (
    "DELETE FROM review_events WHERE filing = :filing AND kind = 'returned'",
    "DELETE FROM review_events WHERE filing = :filing AND kind <> 'signed'",
    "UPDATE review_events SET digest = :now WHERE filing = :filing AND kind = 'signed' AND digest <> :now",
    "UPDATE review_events SET by = '冒名者' WHERE filing = :filing AND kind = 'signed'",
    "INSERT INTO review_events (filing, kind, step, digest, by, at, data) SELECT filing, kind, 'finance_second', digest, by, at, data"
    " FROM review_events WHERE filing = :filing AND kind = 'signed' ORDER BY number DESC LIMIT 1",
)


class Killed(Exception):  # noqa: N818 - the power went, nothing failed
    """The program was stopped."""


class Reviewing(Onlooker):
    """All that people, programs and power cuts do."""

    filings: Bundle[str] = Bundle("filings")

    # -- what people do ------------------------------------------------------------------------------------------

    @initialize(target=filings)
    def first(self) -> str:
        return self.desk.ledger.filings.add(declaration(), "甲").id

    @rule(filing=filings, path=_PATHS, text=_TEXTS)
    def edit(self, filing: str, path: str, text: str) -> None:
        self.change(filing, lambda: self.desk.ledger.edit(filing, [(path, text)], "录入"))

    @rule(filing=filings, back=st.booleans())
    def undo_or_redo(self, filing: str, back: bool) -> None:
        self.change(filing, lambda: self.desk.ledger.undo(filing) if back else self.desk.ledger.redo(filing))

    @rule(filing=filings, step=st.sampled_from(STEPS))
    def sign(self, filing: str, step: str, seal: str = "") -> None:
        seen = digest(self.content(filing))
        words = Words("审核人", on="2020-06-01")
        if self.tried(lambda: sign(self.desk, filing, step, words, seal, PASSPHRASE)):
            assert filing not in self.changed, "nobody signs what another program wrote"
            self.approved.setdefault(filing, {})[step] = seen
            self.sealed.setdefault(filing, {})[step] = seen if seal else ""

    @rule(filing=filings, seal=st.sampled_from(["", SEAL]))
    def sign_what_is_due(self, filing: str, seal: str) -> None:
        due = chain_of(self.desk, self.content(filing)).next_step
        if due:
            self.sign(filing, due.id, seal)

    @rule(filing=filings, count=st.sampled_from([1, 2]))
    def seal_what_is_due_and_print_so_far(self, filing: str, count: int) -> None:
        for _ in range(count):
            self.sign_what_is_due(filing, SEAL)
        self.print_it(filing, True, so_far=True)
        self.print_it(filing, True, so_far=False)

    @rule(filing=filings, seal=st.sampled_from(["", SEAL, SEAL]))
    def sign_to_the_end_and_print(self, filing: str, seal: str) -> None:
        for _ in STEPS:
            self.sign_what_is_due(filing, seal)
        self.print_it(filing, bool(seal))

    @rule(filing=filings, knows=st.booleans(), so_far=st.booleans())
    def print_it(self, filing: str, knows: bool, so_far: bool = False) -> None:
        self.printed(filing, knows, so_far)

    @rule(wrong=st.sampled_from(["", "kouling", PASSPHRASE.upper()]))
    def use_the_seal_without_its_passphrase(self, wrong: str) -> None:
        assert not self.tried(lambda: self.desk.ledger.seals.open(SEAL, wrong, "试"))
        self.desk.ledger.connection.execute("UPDATE seals SET failed = 0, wait_until = ''")  # time goes by

    @rule(filing=filings)
    def return_it(self, filing: str) -> None:
        if self.tried(lambda: send_back(self.desk, filing, STEPS[1], Words("审核人"))):
            self.forget(filing)

    @rule(filing=filings)
    def take_it_back(self, filing: str) -> None:
        if self.tried(lambda: withdraw(self.desk, filing, "填报人")):
            self.forget(filing)

    @rule(filing=filings, year=st.sampled_from([2020, 2021]))
    def another_year(self, filing: str, year: int) -> None:
        ledger = self.desk.ledger
        held, before = self.is_held(filing), self.content(filing)
        if self.tried(lambda: ledger.filings.revise(filing, year=year)):
            self.changed.discard(filing)
        assert not held or self.content(filing) == before, "locked"

    @rule(filing=filings)
    def into_the_bin_and_out(self, filing: str) -> None:
        held = self.is_held(filing)
        if self.tried(lambda: self.desk.ledger.filings.delete([filing])):
            assert not held, "locked"
            self.desk.ledger.filings.restore([filing])

    @rule(target=filings, status=st.sampled_from(["draft", "reviewed"]), source=filings)
    def import_again(self, status: str, source: str) -> str:
        filing = self.content(source)
        filing.status = status
        (made,) = self.desk.ledger.filings.add_many([(filing, "乙")], keep_ids=True)
        assert made != source and self.desk.ledger.reviews.events(made) == []
        return made

    @rule(source=filings, text=_TEXTS)
    def import_over(self, source: str, text: str) -> None:
        """A file with another content of a filing that is there comes in, to revise it."""
        filing, file = self.content(source), self.folder / "again.json"
        filing.set("values.contact", text)
        file.write_text(json.dumps({**filing.to_json(), "status": "reviewed"}, ensure_ascii=False), encoding="utf-8")
        before = {one.id: self.content(one.id) for one in self.listed()}
        held = {one for one in before if self.is_held(one)}
        report = import_files(self.desk, [file], same=Choice.REVISE)
        assert not report.outcomes[0].error
        assert all(before[one] == self.content(one) for one in held), "nobody's filing is written over"
        self.changed -= {one for one in before if before[one] != self.content(one)}

    # -- what should not happen ----------------------------------------------------------------------------------

    @rule(filing=filings, text=_TEXTS, only_title=st.booleans())
    def meddle_below_everything(self, filing: str, text: str, only_title: bool = False) -> None:
        """Another program writes into the file, be it only a letter that no digest is over."""
        self.desk.ledger.close()
        with sqlite3.connect(self.path) as raw:
            (kept,) = raw.execute("SELECT content FROM filings WHERE id = ?", (filing,)).fetchone()
            content: dict[str, Any] = json.loads(kept)
            content["values"]["contact"] = text
            said = kept if only_title else json.dumps(content)
            raw.execute(
                "UPDATE filings SET content = ?, status = 'reviewed', title = title || '.' WHERE id = ?", (said, filing)
            )
        raw.close()
        self.changed.add(filing)
        self.desk = Desk(Ledger.open(self.path), FORMS)
        self.print_it(filing, True, True)

    @rule(filing=filings, text=_TEXTS, only_title=st.booleans(), bins=st.booleans())
    def meddle_and_begin_anew(self, filing: str, text: str, only_title: bool, bins: bool) -> None:
        """What another program changed stays noticed, whatever is done with the filing but to write it anew."""
        self.sign_what_is_due(filing, "")
        self.meddle_below_everything(filing, text, only_title)
        self.return_it(filing)
        if bins:
            self.into_the_bin_and_out(filing)
        self.sign_what_is_due(filing, "")

    @rule(filing=filings, statement=st.sampled_from(_TAMPERING))
    def tamper_with_events(self, filing: str, statement: str) -> None:
        """Another program writes into the events, as if nobody had sent the filing back, or somebody had signed it."""
        now = digest(self.content(filing))
        self.desk.ledger.close()
        with sqlite3.connect(self.path) as raw:
            touched = raw.execute(statement, {"filing": filing, "now": now}).rowcount
        raw.close()
        if touched:
            self.tampered.add(filing)
        self.desk = Desk(Ledger.open(self.path), FORMS)
        self.print_it(filing, True, True)

    @rule(filing=filings, step=st.sampled_from(STEPS))
    def sign_below_the_operations(self, filing: str, step: str) -> None:
        """Somebody may sign, and does so in whatever order: a step holds once those before it do."""
        now = digest(self.content(filing))
        made = Signing(step, now, "审核人", "2020-06-01", title=step)
        if self.tried(lambda: self.desk.ledger.reviews.add(filing, made)):
            assert filing not in self.changed, "nobody signs what another program wrote"
            self.approved.setdefault(filing, {})[step] = now
            self.sealed.setdefault(filing, {})[step] = ""
            self.print_it(filing, True, True)

    @rule(filing=filings, step=st.sampled_from(STEPS))
    def forge_an_event(self, filing: str, step: str) -> None:
        """A signing for other content, put in below the operations."""
        if self.tried(lambda: self.desk.ledger.reviews.add(filing, Signing(step, "0" * 64, "无人", "2020-06-01"))):
            self.approved.get(filing, {}).pop(step, None)

    @rule(filing=filings, step=st.sampled_from(STEPS), seal=st.sampled_from(["", SEAL]), copies=st.booleans())
    def forge_a_fitting_event(self, filing: str, step: str, seal: str, copies: bool) -> None:
        """A signing for the very content, put in below the operations, with the proof of another where there is one."""
        reviews, image = self.desk.ledger.reviews, self.desk.ledger.seals.get(SEAL).fingerprint
        proofs = [one.mac for one in reviews.events(filing) if isinstance(one, Signing) and one.mac] if copies else []
        made = Signing(
            step, digest(self.content(filing)), "冒名者", "2020-06-01", seal=seal, fingerprint=image if seal else "",
            mac=proofs[-1] if proofs else "0" * 64,
        )  # fmt: skip
        if self.tried(lambda: reviews.add(filing, made)):
            self.forged.add(filing)
            self.print_it(filing, True, True)

    @rule(filing=filings, text=_TEXTS, by=st.sampled_from(["冒名者", ""]))
    def forge_everything(self, filing: str, text: str, by: str) -> None:
        """Another program writes content, signings and log, and makes all sums that need no passphrase; something is sealed."""
        self.sign_what_is_due(filing, SEAL)
        self.desk.ledger.close()
        forge(self.path, filing, text, lambda one: one.update(by=by or one["by"]))
        self.desk = Desk(Ledger.open(self.path), FORMS)
        self.forged.add(filing)
        self.changed.discard(filing)
        if by:
            self.sealed.pop(filing, None)
        self.print_it(filing, True, True)

    @rule(filing=filings, during=st.sampled_from(["edit", "sign", "return"]), text=_TEXTS)
    def kill_the_program(self, filing: str, during: str, text: str) -> None:
        """It is stopped before the change is on the disk: all of it is gone, nothing of it holds."""
        before = self.content(filing)
        events = self.desk.ledger.reviews.events(filing)
        try:
            with self.desk.ledger.transaction():
                match during:
                    case "edit":
                        self.desk.ledger.edit(filing, [("values.contact", text)], "录入")
                    case "sign":
                        due = chain_of(self.desk, before).next_step
                        sign(self.desk, filing, due.id if due else STEPS[0], Words("审核人", on="2020-06-01"))
                    case _:
                        self.desk.ledger.reviews.add(filing, Returned(STEPS[0], "审核人"))
                raise Killed
        except (Killed, UserError):
            pass
        self.desk.ledger._opened.close()  # pyright: ignore[reportPrivateUsage] (nothing is done that closing does)
        self.desk = Desk(Ledger.open(self.path), FORMS)
        assert self.content(filing) == before and self.desk.ledger.reviews.events(filing) == events

    @rule()
    def keep_a_copy(self) -> None:
        self.desk.ledger.close()
        self.kept, self.then = self.folder / "copy.medaid", self.noted()
        shutil.copyfile(self.path, self.kept)
        self.desk = Desk(Ledger.open(self.path), FORMS)

    @rule(filing=filings, since=st.sampled_from(["return", "take back", "change", "sign"]), text=_TEXTS)
    def restore_a_backup(self, filing: str, since: str, text: str) -> None:
        """What was approved by then holds again, but for what was sent back or taken back since."""
        backup, then = self.desk.ledger.backup_now("import").backup, self.noted()
        assert backup is not None
        self.do_something(filing, since, text)
        gone = {one for one in then.approved if one not in self.approved}
        self.desk.ledger.close()
        assert not kinship(self.path, backup.path).why_strange or self.forged
        restore_backup(self.path, backup.path, force=True)
        self.taken_back_to(then)
        for one in gone:
            self.forget(one)
        if gone or self.forged or self.tampered:
            event("restored what has been sent back since")
        self.desk = Desk(Ledger.open(self.path), FORMS)
        self.print_it(filing, True, True)

    def do_something(self, filing: str, what: str, text: str) -> None:
        match what:
            case "return":
                self.return_it(filing)
            case "take back":
                self.take_it_back(filing)
            case "change":
                self.edit(filing, "values.contact", text)
            case _:
                self.sign_what_is_due(filing, SEAL)

    @precondition(lambda self: self.kept is not None)
    @rule()
    def restore_the_copy(self) -> None:
        assert self.kept is not None
        known = {one.id for one in self.desk.ledger.filings.list()}
        self.desk.ledger.close()
        with sqlite3.connect(self.kept) as raw:
            there = {row[0] for row in raw.execute("SELECT id FROM filings")}
        raw.close()
        if there >= known:  # the bundle names filings that must be there
            shutil.copyfile(self.kept, self.path)
            assert self.then is not None
            self.taken_back_to(self.then)
        self.desk = Desk(Ledger.open(self.path), FORMS)


TestReviewing = Reviewing.TestCase
TestReviewing.settings = settings(max_examples=14, stateful_step_count=30, deadline=None)
