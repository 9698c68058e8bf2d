"""Declarations printed once for all tests of a module."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.printing import print_filings
from medaid_desktop.operations.paper.sheets import Edition
from medaid_desktop.operations.verifying import Verdict, Verified, verify_pdf
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from tests.operations.paper.sealed import add_seals, sign_steps
from tests.operations.reviewing.declared import declaration, stored

_FORMS = FormLibrary()
_PLAIN = Edition()


@dataclass
class Printed:
    """A ledger with a sealed declaration and a draft of another year, and what was printed of them."""

    desk: Desk
    folder: Path
    sealed_id: str
    draft_id: str
    draft: bytes
    final: bytes
    sealed: bytes
    public: bytes
    batch: bytes

    def verified(self, data: bytes) -> Verified:
        """What verifying a PDF comes to."""
        path = self.folder / "核对.pdf"
        path.write_bytes(data)
        return verify_pdf(self.desk, path)

    def verdict(self, data: bytes) -> Verdict:
        """The verdict on the only sheet of a PDF."""
        [only] = self.verified(data).sheets
        return only


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    folder = tmp_path_factory.mktemp("verify")
    with Desk(Ledger.create(folder / "台账.medaid", "371521"), _FORMS) as desk:
        sealed_id = stored(desk)
        other = declaration()
        other.set("values.contact", "联系人乙")
        draft_id = desk.ledger.filings.add(other, "另一份").id
        passphrases = add_seals(desk, "公章")
        sign_steps(desk, sealed_id)

        def made(*ids: str, edition: Edition = _PLAIN, seals: bool = False) -> bytes:
            out = folder / "打印.pdf"
            print_filings(desk, ids, out, edition=edition, passphrases=passphrases if seals else None)
            return out.read_bytes()

        yield Printed(
            desk, folder, sealed_id, draft_id, made(draft_id), made(sealed_id), made(sealed_id, seals=True),
            made(sealed_id, edition=Edition(public=True)), made(draft_id, sealed_id),
        )  # fmt: skip
