"""Sheets of another version of the program, set otherwise: valid where they say and show the same, and altered where not."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from medaid_desktop.formats.pdf import content as page_content
from medaid_desktop.formats.pdf import information, textblock
from medaid_desktop.formats.pdf.reading.document import PdfReading
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper import runs
from medaid_desktop.operations.paper.printing import print_filings
from medaid_desktop.operations.verifying import Verdict, document, verify_pdf
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from tests.operations.paper.sealed import add_seals, sign_steps
from tests.operations.reviewing.declared import stored
from tests.operations.verifying.altering import content, with_content, with_information

_PT = 72 / 25.4
_PLACE = re.compile(rb"1 0 0 1 (\S+) (\S+) Tm")


class Earlier:
    """A ledger with what an earlier version printed of a sealed declaration, which set its texts lower and broke their lines elsewhere."""

    def __init__(self, desk: Desk, folder: Path, final: bytes, sealed: bytes) -> None:
        self.desk, self.folder, self.final, self.sealed = desk, folder, final, sealed

    def verdict(self, data: bytes) -> Verdict:
        (self.folder / "核对.pdf").write_bytes(data)
        [only] = verify_pdf(self.desk, self.folder / "核对.pdf").sheets
        return only


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Earlier]:
    folder = tmp_path_factory.mktemp("earlier")
    with (
        Desk(Ledger.create(folder / "台账.medaid", "371521"), FormLibrary()) as desk,
        pytest.MonkeyPatch.context() as patch,
    ):
        filing_id = stored(desk)
        passphrases = add_seals(desk, "公章")
        sign_steps(desk, filing_id)
        patch.setattr(textblock, "WIDE_SIDE_MM", 2.8)
        patch.setattr(page_content, "_BASELINE_EM", 1.1)
        for module in (information, runs):
            patch.setattr(module, "__version__", "0.0.1")
        made: list[bytes] = []
        for seals in (None, passphrases):
            print_filings(desk, [filing_id], folder / "旧.pdf", passphrases=seals)
            made.append((folder / "旧.pdf").read_bytes())
        patch.undo()
        yield Earlier(desk, folder, *made)


def test_the_same_texts_in_another_layout_are_valid_and_said_to_be_so(earlier: Earlier) -> None:
    for data in (earlier.final, earlier.sealed):
        found = earlier.verdict(data)
        assert (found.state, list(found.faults)) == ("current", []), found.lines()
        assert "版式与现在排的不同" in found.notes[0]


def test_a_sheet_of_this_version_has_no_other_layout(earlier: Earlier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "__version__", "0.0.1")
    assert earlier.verdict(earlier.final).state == "altered"


@pytest.mark.parametrize(
    "operators",
    [
        b"q 1 g 230 764 30 20 re f Q\n",  # a part of the title covered
        b"q 0 G 1.2 w 300 690 m 308 700 l 302 700 l S Q\n",  # something written by hand
        b"BT /F2 9 Tf 1 0 0 1 60 790 Tm (\\000\\001)Tj ET\n",  # a character more
        b"q 0 g 60 780 40 12 re f Q\n",  # a black box
        b"q 0 G 0.6 w 300 690 m 300 698 l S Q\n",  # a figure 1, or a minus, drawn as the rules are
        b"q 0 G 0.6 w 300 690 m 308 690 l S Q\n",
    ],
)
def test_what_was_added_to_it_is_found_all_the_same(earlier: Earlier, operators: bytes) -> None:
    assert earlier.verdict(with_content(earlier.final, lambda text: text + operators)).state == "altered"


def test_a_point_between_two_figures_is_found(earlier: Earlier) -> None:
    with PdfReading(earlier.final) as reading, reading.page(0) as page:
        texts, boxes = page.characters(), page.character_boxes()
        at = next(n for n, (a, b) in enumerate(pairwise(texts)) if (a.text + b.text).isdecimal() and a.size > 3)
        x, y = (boxes[at].x + boxes[at].width + boxes[at + 1].x) / 2 * _PT, (page.height - texts[at].y) * _PT
    point = b"q 0 g %.2f %.2f 0.9 0.9 re f Q\n" % (x - 0.45, y)
    assert earlier.verdict(with_content(earlier.final, lambda text: text + point)).state == "altered"


def test_what_the_log_says_of_the_version_is_believed_and_not_the_file(
    earlier: Earlier, monkeypatch: pytest.MonkeyPatch
) -> None:
    claiming = with_information(earlier.final, MedAidVersion="0.0.2")
    assert earlier.verdict(claiming).state == "current"
    monkeypatch.setattr(document, "__version__", "0.0.1")
    assert earlier.verdict(claiming).state == "altered"


def test_texts_that_changed_their_cells_are_found(earlier: Earlier) -> None:
    """The first two cells of one row exchange their places: characters and their order in the file stay as they are."""
    places = list(_PLACE.finditer(content(earlier.final)))
    one, other = next((a, b) for a, b in pairwise(places[4:]) if abs(float(a[2]) - float(b[2])) < 8 and a[1] != b[1])

    def exchange(text: bytes) -> bytes:
        text = text[: other.start()] + b"1 0 0 1 %s %s Tm" % (one[1], other[2]) + text[other.end() :]
        return text[: one.start()] + b"1 0 0 1 %s %s Tm" % (other[1], one[2]) + text[one.end() :]

    assert earlier.verdict(with_content(earlier.final, exchange)).state == "altered"


def test_a_seal_that_was_moved_is_found(earlier: Earlier) -> None:
    seal = re.compile(rb"q (\S+) 0 0 (\S+) (\S+) (\S+) cm /Seal1 Do Q\n")
    page = next(number for number in (0, 1) if seal.search(content(earlier.sealed, number)))
    for other in (rb"q \1 0 0 \2 60.0 \4 cm /Seal1 Do Q\n", b""):
        moved = with_content(earlier.sealed, lambda text, other=other: seal.sub(other, text, count=1), page)
        assert earlier.verdict(moved).state == "altered"
