"""Electronic signatures in a PDF, looked at by pyHanko: who signed, does everything stand as it was signed, is the certificate
trusted on this PC. Nothing is fetched from anywhere."""

# pyHanko is typed, but what it takes from asn1crypto is not; this module and signing.py meet it.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false

import io
import logging
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate, Name
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature: whom the certificate names and when it says to have signed (ISO 8601, "" where it says nothing).

    `is_intact`: every signed byte is as it was. `is_last`: nothing was added to the file afterwards. `is_trusted`: the
    certificate leads to one that this PC trusts.
    """

    by: str
    at: str = ""
    is_intact: bool = False
    is_last: bool = False
    is_trusted: bool = False

    @property
    def is_good(self) -> bool:
        """Whether the file is still what was signed."""
        return self.is_intact and self.is_last

    @property
    def sentence(self) -> str:
        """The signature in one Chinese sentence."""
        who = f"电子签名：{self.by or '签名人不明'}{f'，{self.at[:10]}' if self.at else ''}"
        if not self.is_intact:
            return f"{who}——签名无效：签名之后文件被改动过，或签名本身损坏"
        if not self.is_last:
            return f"{who}——签名之后文件里又加了内容"
        trust = "证书受本机信任" if self.is_trusted else "证书不在本机信任之列，签名人的身份请另行核实"
        return f"{who}——签名之后没有改动；{trust}"

    def to_json(self) -> dict[str, Any]:
        """The signature as data."""
        return {
            "by": self.by, "at": self.at or None, "intact": self.is_intact, "last": self.is_last,
            "trusted": self.is_trusted, "what": self.sentence,
        }  # fmt: skip


def check_signatures(data: bytes) -> list[Signature]:
    """The signatures of a PDF, the oldest first. For files in which some are known to be: reading them takes a moment.

    A file in which they cannot be read has one that is not intact.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # a certificate that is not trusted is told of, not logged
    try:
        found: list[EmbeddedPdfSignature] = PdfFileReader(io.BytesIO(data), strict=False).embedded_regular_signatures
        return [_checked(one, is_last=one is found[-1]) for one in found] or [Signature("")]
    except Exception:  # whatever a hostile file makes the library stumble over
        return [Signature("")]


def _checked(embedded: "EmbeddedPdfSignature", is_last: bool) -> Signature:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    by = signer_name(embedded.signer_cert.subject)
    try:
        status = validate_pdf_signature(embedded, ValidationContext(trust_roots=_trusted(), allow_fetching=False))
    except Exception:  # a damaged signature
        return Signature(by)
    at = status.signer_reported_dt.isoformat() if status.signer_reported_dt else ""
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    unchanged = whole or (
        not is_last and status.modification_level in (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)
    )
    return Signature(by, at, bool(status.intact and status.valid), unchanged, bool(status.trusted))


def signer_name(subject: "Name") -> str:
    """Whom a certificate names: its common names, else all that it says."""
    parts = [part for names in subject.chosen for part in names if part["type"].native == "common_name"]
    return "、".join(_readable(part["value"].chosen) for part in parts) or str(subject.human_friendly)


def _readable(said: Any) -> str:
    """A name as people read it. Some issuers put the bytes of Chinese letters where the format has Western ones."""
    from asn1crypto.core import TeletexString

    if isinstance(said, TeletexString):
        raw, name = bytes(said.contents), bytes(said.contents).decode("latin-1")
    else:
        name = str(said.native)
        try:
            raw = name.encode("latin-1")
        except UnicodeEncodeError:  # in letters of its own
            return name
    for encoding in ("utf-8", "gb2312"):  # in either a Western name with accents is no text
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return name


def _trusted() -> "list[Certificate]":
    """The certificates that this PC trusts, out of the system's own store."""
    from asn1crypto.x509 import Certificate

    return [Certificate.load(one) for one in ssl.create_default_context().get_ca_certs(binary_form=True)]
