"""Secrets in a ledger: encrypted with a key out of a passphrase, so that the file alone gives nothing away.

The key comes from the passphrase by scrypt (RFC 7914), the content is sealed with AES-256-GCM: what is changed in the file cannot be
opened. Nothing here keeps a passphrase or a key longer than the call.
"""

import json
import os
import unicodedata
from dataclasses import dataclass

from medaid_desktop.errors import UserError

_COST, _BLOCK, _LANES = 2**16, 8, 1
"""64 MB and about a quarter of a second on an office PC for each try."""
_MOST_COST = 2**18
"""256 MB: what a changed file may ask for is bounded."""
_KEY_BYTES, _SALT_BYTES, _NONCE_BYTES = 32, 16, 12
LEAST_PASSPHRASE = 8
_MAGIC = b"MDV1"


class WrongPassphraseError(UserError):
    """The passphrase does not open the secret, or the secret was changed: the two cannot be told apart."""


@dataclass(frozen=True, slots=True)
class _Head:
    cost: int
    block: int
    lanes: int
    salt: bytes
    nonce: bytes


def locked(content: bytes, passphrase: str, about: str) -> bytes:
    """Content encrypted for a passphrase. `about` (the name of a seal) is bound to it: under another name it does not open.

    Raises UserError for a passphrase of fewer than LEAST_PASSPHRASE characters.
    """
    if len(passphrase) < LEAST_PASSPHRASE:
        raise UserError("口令太短", "", f"请用至少 {LEAST_PASSPHRASE} 个字符的口令，并由专人保管")
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # slow to import, and seldom needed

    head = _Head(_COST, _BLOCK, _LANES, os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES))
    written = json.dumps(
        {"n": head.cost, "r": head.block, "p": head.lanes, "salt": head.salt.hex(), "nonce": head.nonce.hex()}
    ).encode()
    sealed = AESGCM(_key(passphrase, head)).encrypt(head.nonce, content, written + about.encode())
    return _MAGIC + len(written).to_bytes(2, "big") + written + sealed


def opened(secret: bytes, passphrase: str, about: str) -> bytes:
    """The content of a secret. Raises WrongPassphraseError where the passphrase, the name or the secret is not the one it was
    locked with."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    written, sealed = _parts(secret)
    head = _head(written)
    try:
        return AESGCM(_key(passphrase, head)).decrypt(head.nonce, sealed, written + about.encode())
    except InvalidTag as error:
        raise _refused() from error


def _key(passphrase: str, head: _Head) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    written = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")  # as any input method writes it
    try:
        return Scrypt(salt=head.salt, length=_KEY_BYTES, n=head.cost, r=head.block, p=head.lanes).derive(written)
    except MemoryError as error:
        raise UserError("内存不够，口令没有核对", "", "请关闭几个程序后重试") from error


def _parts(secret: bytes) -> tuple[bytes, bytes]:
    if not secret.startswith(_MAGIC) or len(secret) < len(_MAGIC) + 2:
        raise _refused()
    start = len(_MAGIC) + 2
    end = start + int.from_bytes(secret[len(_MAGIC) : start], "big")
    return secret[start:end], secret[end:]


def _head(written: bytes) -> _Head:
    """The settings a secret was locked with; those that would take endless time or memory are refused."""
    try:
        data = json.loads(written)
        head = _Head(data["n"], data["r"], data["p"], bytes.fromhex(data["salt"]), bytes.fromhex(data["nonce"]))
        sound = (
            head.cost.bit_count() == 1 and 2**14 <= head.cost <= _MOST_COST and head.block == _BLOCK and head.lanes == 1
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _refused() from error
    if not sound or len(head.nonce) != _NONCE_BYTES or len(head.salt) != _SALT_BYTES:
        raise _refused()
    return head


def _refused() -> WrongPassphraseError:
    return WrongPassphraseError("口令不对，或者保存的印章图像被改动过", "", "请核对口令的大小写和输入法")
