"""An onlooker who writes down what is done with filings in their review, and holds the ledger and its prints against it."""

import hashlib
import io
import shutil
import tempfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any
from unittest import mock

import pypdfium2
import pypdfium2.raw as pdfium
from hypothesis import event
from hypothesis.stateful import RuleBasedStateMachine, invariant
from PIL import Image

from medaid_desktop.core.digest import digest, verification_code
from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.printing import print_filings
from medaid_desktop.operations.paper.sheets import Edition
from medaid_desktop.operations.reviewing import chain_of, is_final
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.listing import FilingSummary
from medaid_desktop.store.trust.log import log_faults
from tests.operations.reviewing.declared import STEPS

FORMS = FormLibrary()
SEAL, PASSPHRASE = "样章", "kouling-xunsi"


def _quick_key(passphrase: str, head: Any) -> bytes:
    """A key that is no work to make: how dear a try is, is not asked here."""
    return hashlib.sha256(passphrase.encode() + head.salt).digest()


def _red_square() -> bytes:
    picture, file = Image.new("RGBA", (300, 300), (200, 20, 30, 255)), io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _seals_in(path: Path) -> list[int]:
    """How many pictures each page shows."""
    with pypdfium2.PdfDocument(path) as document:
        return [len(list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))) for page in document]


def _text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


@dataclass(frozen=True)
class Noted:
    """What the onlooker had written down when a copy was made."""

    approved: dict[str, dict[str, str]]
    sealed: dict[str, dict[str, str]]
    forged: set[str]
    changed: set[str]
    tampered: set[str]


class Onlooker(RuleBasedStateMachine):
    """A ledger with a seal, and beside it what each filing was signed for."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "台账.medaid"
        self._cheap = mock.patch("medaid_desktop.store.trust.vault._key", _quick_key)
        self._cheap.start()
        self.desk = Desk(Ledger.create(self.path, "371521"), FORMS)
        self.desk.ledger.seals.add(SEAL, _red_square(), PASSPHRASE)
        self.kept: Path | None = None
        self.approved: dict[str, dict[str, str]] = {}
        """By filing and step: the digest that was there when signing returned."""
        self.sealed: dict[str, dict[str, str]] = {}
        """The same of what was signed under the seal with its passphrase: nothing else is ever printed under it."""
        self.forged: set[str] = set()
        """The filings into which somebody who knows all sums has put signings: of these only the seals can be relied on."""
        self.changed: set[str] = set()
        """Those whose row another program has changed: nobody stands by them, until they are written to by this one."""
        self.tampered: set[str] = set()
        """Those whose events another program has changed: no more may hold than the onlooker saw, but it may be less."""
        self.then: Noted | None = None

    def teardown(self) -> None:
        self.desk.ledger.close()
        self._cheap.stop()
        shutil.rmtree(self.folder)

    def content(self, filing_id: str) -> Filing:
        return self.desk.ledger.filings.get(filing_id)

    def listed(self) -> list[FilingSummary]:
        return self.desk.ledger.filings.list()

    def is_held(self, filing_id: str) -> bool:
        """Whether somebody was seen approving what a filing holds."""
        said = self.approved.get(filing_id, {}) if filing_id not in self.tampered else {}
        return digest(self.content(filing_id)) in said.values()

    def change(self, filing: str, act: Callable[[], object]) -> None:
        """Changes a filing by something that must be refused while somebody stands by it."""
        held, before = self.is_held(filing), self.content(filing)
        done = self.tried(act)
        after = self.content(filing)
        assert not held or after == before, "locked"
        if done and after != before:
            self.changed.discard(filing)

    def tried(self, act: Callable[[], object]) -> bool:
        """Does something that may be refused; a refusal changes no filing."""
        before = {one.id: digest(self.content(one.id)) for one in self.listed()}
        try:
            act()
        except UserError:
            assert before == {one.id: digest(self.content(one.id)) for one in self.listed()}
            return False
        return True

    def printed(self, filing: str, knows: bool, so_far: bool) -> None:
        """A sheet is final and sealed only for what the onlooker saw being approved, step by step."""
        out = self.folder / "out.pdf"
        out.unlink(missing_ok=True)
        passphrases = {SEAL: PASSPHRASE} if knows else None
        try:
            print_filings(self.desk, [filing], out, passphrases=passphrases, edition=Edition(so_far=so_far))
        except UserError as refused:
            assert filing in self.forged and knows and "盖章时的记录不符" in str(refused) and not out.exists()
            event("refused to seal what was made up")
            return
        now = digest(self.content(filing))
        text, seals = _text_of(out), sum(_seals_in(out))
        assert verification_code(now) in text
        sealed = [step for step in STEPS if self.sealed.get(filing, {}).get(step) == now]
        assert seals <= (len(sealed) if knows and (so_far or "草稿" not in text) else 0), "whatever was made up"
        if filing in self.forged:
            event(f"printed what was made up, with {seals} seals")
            return
        approved = self.approved_now(filing)
        event(f"printed with {len(approved)} steps and {seals} seals")
        assert "草稿" in text or len(approved) == len(STEPS)
        assert "草稿" not in text or len(approved) < len(STEPS) or filing in self.tampered
        assert text.count("审核人") <= len(approved), "nobody is printed who did not sign this"

    def approved_now(self, filing: str) -> list[str]:
        """The steps that were seen being signed for what the filing holds, up to the first that was not."""
        said, now = self.approved.get(filing, {}), digest(self.content(filing))
        return list(takewhile(lambda step: said.get(step) == now, STEPS)) if filing not in self.changed else []

    def forget(self, filing: str) -> None:
        """Nothing holds of a filing any more, nor does what was made up."""
        self.approved.pop(filing, None)
        self.sealed.pop(filing, None)
        self.forged.discard(filing)
        self.tampered.discard(filing)

    def noted(self) -> Noted:
        return deepcopy(Noted(self.approved, self.sealed, self.forged, self.changed, self.tampered))

    def taken_back_to(self, then: Noted) -> None:
        then = deepcopy(then)
        self.approved, self.sealed, self.forged = then.approved, then.sealed, then.forged
        self.changed, self.tampered = then.changed, then.tampered

    # -- what always holds ---------------------------------------------------------------------------------------

    @invariant()
    def nobody_stands_by_what_he_did_not_see(self) -> None:
        for one in self.listed():
            filing = self.content(one.id)
            now = digest(filing)
            chain = chain_of(self.desk, filing)
            for standing in () if one.id in self.forged else chain.done:
                assert standing.signing is not None and standing.signing.digest == now
                assert standing.step.id in self.approved_now(one.id), "as the onlooker wrote it down"
            if not self.forged | self.tampered:
                assert [standing.step.id for standing in chain.done] == self.approved_now(one.id), "and nothing is lost"
            assert is_final(self.desk, filing) == (len(chain.done) == len(STEPS))

    @invariant()
    def the_log_holds(self) -> None:
        assert log_faults(self.desk.ledger.connection) == []
