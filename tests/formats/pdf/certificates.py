"""Certificates made on the spot, for the tests of signing."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

PASSWORD = "证书密码-1"
NAME = "某县医疗保障局（测试）"


@cache
def _made(days: int) -> tuple[bytes, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=30)).not_valid_after(now + timedelta(days=days))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    encryption = serialization.BestAvailableEncryption(PASSWORD.encode("utf-8"))
    return pkcs12.serialize_key_and_certificates(b"test", key, certificate, None, encryption), certificate


def certificate_file(folder: Path, days: int = 30) -> Path:
    """A PKCS #12 file with a key and a certificate of its own, valid for so many days from now."""
    path = folder / "单位证书.p12"
    path.write_bytes(_made(days)[0])
    return path


def certificate_itself(days: int = 30) -> x509.Certificate:
    """The certificate of such a file."""
    return _made(days)[1]
