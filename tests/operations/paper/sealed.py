"""A declaration signed under seals, and what the PDFs of it show."""

from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.reviewing import Words, sign
from tests.formats.pictures.marks import round_mark
from tests.operations.reviewing.declared import STEPS

PASSPHRASE = "保管人-2020-口令"


def add_seals(desk: Desk, *names: str, colour: str = "red") -> dict[str, str]:
    """Seals with one passphrase; returns the passphrases by name."""
    for name in names:
        desk.ledger.seals.add(name, round_mark(colour), PASSPHRASE)
    return dict.fromkeys(names, PASSPHRASE)


def sign_steps(desk: Desk, filing_id: str, steps: Sequence[str] = STEPS, seal: str = "公章") -> None:
    """Signs steps in their order, each under the seal."""
    for number, step in enumerate(steps, 1):
        words = Words("审核人甲", f"同意{step}", f"2020-06-0{number}")
        sign(desk, filing_id, step, words, seal, PASSPHRASE if seal else "")


def text_of(path: Path) -> str:
    """All text of a PDF without blanks."""
    with pypdfium2.PdfDocument(path) as document:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def image_count(path: Path | bytes) -> int:
    """How many images a PDF shows."""
    with pypdfium2.PdfDocument(path) as document:
        return sum(1 for page in document for _ in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,)))
