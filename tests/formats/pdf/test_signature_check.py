"""Electronic signatures looked at: intact, broken, added to, unreadable; what is said of the certificate."""

import io
from pathlib import Path

import pytest
from asn1crypto import core, x509

from medaid_desktop.formats.pdf.signature_check import check_signatures, signer_name
from medaid_desktop.formats.pdf.signing import Certificate
from medaid_desktop.formats.pdf.writer import PrintJob, write_pdf
from tests.formats.pdf.certificates import NAME, PASSWORD, certificate_file
from tests.formats.pdf.sheets import table
from tests.operations.verifying.altering import with_content


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("signed")
    out = folder / "签.pdf"
    write_pdf(
        [PrintJob(table([["一"]]), False, "书签")], out, certificate=Certificate(certificate_file(folder), PASSWORD)
    )
    return out.read_bytes()


def test_what_nobody_changed_is_intact_and_its_certificate_not_trusted(
    signed: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    [found] = check_signatures(signed)
    assert (found.by, found.is_intact, found.is_last, found.is_trusted, found.is_good) == (
        NAME,
        True,
        True,
        False,
        True,
    )
    assert "签名之后没有改动；证书不在本机信任之列" in found.sentence and found.at[:2] == "20"
    assert capsys.readouterr().err == ""


def test_a_changed_byte_breaks_it(signed: bytes) -> None:
    at = signed.index(b"/FlateDecode") + 40
    [found] = check_signatures(signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :])
    assert not found.is_good and "签名无效" in found.sentence


def test_what_was_added_behind_it_is_told_of(signed: bytes) -> None:
    for data in (signed + b"\n%more\n", with_content(signed, lambda text: text + b"q 0 g 50 50 10 10 re f Q\n")):
        [found] = check_signatures(data)
        assert found.is_intact and not found.is_last and "又加了内容" in found.sentence


def test_what_cannot_be_read_is_not_intact(signed: bytes) -> None:
    file = io.BytesIO()
    write_pdf([PrintJob(table([["一"]]), False, "书签")], file)
    for data in (
        b"",
        b"%PDF-1.5 nothing",
        signed[:-300],
        file.getvalue(),
        signed.replace(b"/ByteRange", b"/ByteRanje"),
    ):
        assert all(not one.is_good for one in check_signatures(data))


def test_the_file_is_read_from_the_disk_as_it_is(signed: bytes, tmp_path: Path) -> None:
    from medaid_desktop.formats.pdf.reading.document import PdfReading, read_pdf

    (tmp_path / "a.pdf").write_bytes(signed)
    with PdfReading(read_pdf(tmp_path / "a.pdf")) as reading, reading.page(0) as page:
        assert reading.has_signatures()
        assert [one.is_unseen_field for one in page.annotations()] in ([], [True])


@pytest.mark.parametrize(
    ("kind", "contents"),
    [
        ("utf8_string", "李明".encode()),
        ("utf8_string", "李明".encode().decode("latin-1").encode()),  # openssl without -utf8
        ("bmp_string", "李明".encode("utf-16-be")),
        ("teletex_string", "李明".encode("gb2312")),
        ("teletex_string", "李明".encode()),
    ],
)
def test_names_in_certificates_are_read_however_they_were_written(kind: str, contents: bytes) -> None:
    assert signer_name(_subject((kind, contents))) == "李明"


def test_western_names_and_several_names_stay_what_they_are() -> None:
    assert signer_name(_subject(("utf8_string", "Müller".encode()))) == "Müller"
    assert signer_name(_subject(("printable_string", b"Li Ming"), ("utf8_string", "李明".encode()))) == "Li Ming、李明"


def _subject(*common_names: tuple[str, bytes]) -> x509.Name:
    """A subject with its common names as an issuer wrote them."""
    kinds = {
        "utf8_string": core.UTF8String, "bmp_string": core.BMPString,
        "teletex_string": x509.NotReallyTeletexString, "printable_string": core.PrintableString,
    }  # fmt: skip
    parts: list[x509.RelativeDistinguishedName] = []
    for kind, contents in common_names:
        value = x509.DirectoryString(name=kind, value=kinds[kind](contents=contents))
        parts.append(x509.RelativeDistinguishedName([x509.NameTypeAndValue({"type": "common_name", "value": value})]))
    return x509.Name(name="", value=x509.RDNSequence(parts))
