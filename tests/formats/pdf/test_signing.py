"""Signing with a certificate file: the signature holds, covers everything, and what is wrong is said before."""

import io
from pathlib import Path

import pypdfium2
import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.signing import FIELD, Certificate, check_certificate
from medaid_desktop.formats.pdf.writer import PrintJob, write_pdf
from tests.formats.pdf.certificates import NAME, PASSWORD, certificate_file, certificate_itself
from tests.formats.pdf.sheets import table


def signed(folder: Path) -> Path:
    out = folder / "a.pdf"
    write_pdf(
        [PrintJob(table([["金额"], ["1,234.50"]]), False, "表")],
        out,
        certificate=Certificate(certificate_file(folder), PASSWORD),
    )
    return out


def status_of(data: bytes):
    reader = PdfFileReader(io.BytesIO(data))
    (found,) = reader.embedded_signatures
    root = x509.Certificate.load(certificate_itself().public_bytes(Encoding.DER))
    return found, validate_pdf_signature(found, ValidationContext(trust_roots=[root]))


def test_a_signature_holds_and_covers_the_whole_file(tmp_path: Path):
    found, status = status_of(signed(tmp_path).read_bytes())
    assert found.field_name == FIELD
    assert status.intact and status.valid and status.trusted and status.bottom_line
    assert status.docmdp_ok and status.coverage.name == "ENTIRE_FILE"
    assert list(tmp_path.glob("*.pdf*")) == [tmp_path / "a.pdf"]


def test_the_sheet_itself_stays_as_it_was(tmp_path: Path):
    plain = io.BytesIO()
    write_pdf([PrintJob(table([["金额"], ["1,234.50"]]), False, "表")], plain)
    data = signed(tmp_path).read_bytes()
    assert data.startswith(plain.getvalue())
    with pypdfium2.PdfDocument(data) as document:
        assert "1,234.50" in document[0].get_textpage().get_text_range()


def test_a_changed_byte_breaks_it(tmp_path: Path):
    data = bytearray(signed(tmp_path).read_bytes())
    data[data.index(b"stream\n") + 40] ^= 1
    assert not status_of(bytes(data))[1].intact


def test_a_certificate_tells_whose_it_is(tmp_path: Path):
    assert NAME in check_certificate(Certificate(certificate_file(tmp_path), PASSWORD))
    assert PASSWORD not in repr(Certificate(tmp_path, PASSWORD))


@pytest.mark.parametrize(
    ("days", "password", "content", "message"),
    [
        (30, "不是它", None, "证书打不开"),
        (-1, PASSWORD, None, "证书已过期"),
        (30, PASSWORD, b"no certificate", "证书打不开"),
    ],
)
def test_what_is_wrong_with_a_certificate_is_said_and_nothing_written(
    tmp_path: Path, days: int, password: str, content: bytes | None, message: str
):
    path = certificate_file(tmp_path, days)
    if content is not None:
        path.write_bytes(content)
    certificate = Certificate(path, password)
    with pytest.raises(UserError, match=message):
        check_certificate(certificate)
    with pytest.raises(UserError, match=message):
        write_pdf([PrintJob(table([["字"]]), False, "表")], tmp_path / "a.pdf", certificate=certificate)
    assert not list(tmp_path.glob("*.pdf*"))


def test_a_missing_certificate_file_is_said(tmp_path: Path):
    with pytest.raises(UserError, match="证书文件读不出来"):
        check_certificate(Certificate(tmp_path / "没有.p12", PASSWORD))
