"""Signing a PDF with a certificate file (PKCS #12), by pyHanko: readers then tell whether the file was changed since."""

# pyHanko is typed, but what it takes from asn1crypto is not; this module is the one place that meets it.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from medaid_desktop.errors import UserError

if TYPE_CHECKING:
    from pyhanko.sign.signers import SimpleSigner

FIELD = "MedAidSignature"
"""The name of the signature's field in the document."""

ENDINGS = (".p12", ".pfx")


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate file with its private key, and its password, which is never shown."""

    path: Path
    password: str = field(repr=False)


def check_certificate(certificate: Certificate) -> str:
    """The name that a certificate was issued to. Raises UserError where it cannot be opened."""
    return _signer(certificate).subject_name or certificate.path.stem


def sign_file(pdf: Path, certificate: Certificate) -> None:
    """Signs a finished PDF in its place, as an addition: the bytes before it stay as they are.

    The signature is invisible; nothing may be changed afterwards. Raises UserError where the certificate cannot be opened.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, signers
    from pyhanko.sign.fields import MDPPerm

    signer = _signer(certificate)
    with pdf.open("r+b") as file:
        about = PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", certify=True, docmdp_permissions=MDPPerm.NO_CHANGES
        )
        signers.sign_pdf(IncrementalPdfFileWriter(file), about, signer, in_place=True)
        file.flush()
        os.fsync(file.fileno())


def _signer(certificate: Certificate) -> "SimpleSigner":
    from pyhanko.sign.signers import SimpleSigner

    path = certificate.path
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError("证书文件读不出来", str(path), "请核对路径；证书文件以 .p12 或 .pfx 结尾") from error
    try:
        signer = SimpleSigner.load_pkcs12_data(data, (), certificate.password.encode("utf-8"))
    except (ValueError, TypeError) as error:
        raise UserError("证书打不开", str(path), "请核对证书密码；文件应含证书和私钥（.p12 或 .pfx）") from error
    if signer.signing_cert is None:
        raise UserError("文件里没有证书", str(path), "请选用含证书和私钥的文件（.p12 或 .pfx）")
    until: datetime = signer.signing_cert.not_valid_after
    if until < datetime.now(UTC):
        raise UserError("证书已过期", f"{path}（有效期至 {until:%Y-%m-%d}）", "请换用有效的证书")
    return signer
