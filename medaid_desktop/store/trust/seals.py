"""The seal images of an office, encrypted in the ledger: the file alone gives none of them away."""

import hashlib
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from medaid_desktop.core.filing import clean_text
from medaid_desktop.core.review.events import Signing
from medaid_desktop.core.review.proof import is_proven, signing_mac
from medaid_desktop.errors import UserError
from medaid_desktop.store.ground.database import Connection
from medaid_desktop.store.ground.identity import now
from medaid_desktop.store.trust.access import Access
from medaid_desktop.store.trust.bound import STATE, seal_sum
from medaid_desktop.store.trust.log import Log
from medaid_desktop.store.trust.vault import WrongPassphraseError, locked, opened
from medaid_desktop.store.trust.waiting import after_failure, refuse_while_waiting

KEEPS_SEALS = 6
"""The schema version that brought them; a ledger that can only be read may be older."""

LEAST_MM, USUAL_MM, MOST_MM = 38.0, 42.0, 45.0
"""Diameters of a county office's seal: 42 mm is common, 国发〔1999〕25号 allows up to 45 mm."""

_LONGEST_OFFICE = 60
_PAYLOAD = b"MDS1"
"""How what is encrypted begins: then come the key and the image."""
_KEY_BYTES = 32
_NAME = re.compile(r"\S(?:.{0,38}\S)?")


@dataclass(frozen=True, slots=True)
class Seal:
    """What may be known of a seal without its passphrase. `office` is whose it is, `size_mm` its diameter on paper,
    `fingerprint` the SHA-256 of its image."""

    name: str
    office: str
    size_mm: float
    fingerprint: str
    added_at: str


@dataclass(frozen=True, slots=True)
class OpenSeal:
    """A seal opened with its passphrase: its image, a square PNG, and the secret key that proves what was signed under it. It
    serves the person who was signed in when it was opened, until the signing out."""

    name: str
    size_mm: float
    fingerprint: str
    png: bytes = field(repr=False)
    _key: bytes = field(repr=False)
    _ledger: str
    _session: object = field(repr=False)

    @property
    def is_whole(self) -> bool:
        """Whether the image is the one of the fingerprint."""
        return hashlib.sha256(self.png).hexdigest() == self.fingerprint

    def serves(self, access: Access) -> bool:
        """Whether the person at work may set it."""
        return self._session is access.session and access.allows("seal")

    def mac(self, filing: str, signing: Signing) -> str:
        """What proves that a signing was made under this seal."""
        return signing_mac(self._key, self._ledger, filing, signing)

    def fits(self, filing: str, signing: Signing) -> bool:
        """Whether just this signing of a filing was made under this seal; it cannot be made up without the passphrase."""
        is_named = (signing.seal, signing.fingerprint) == (self.name, self.fingerprint)
        return is_named and is_proven(self._key, self._ledger, filing, signing)


class Seals:
    """Adds, lists and opens seals; wrong passphrases make the next try wait ever longer, and every opening is logged."""

    def __init__(
        self, connection: Connection, log: Log, access: Access, ledger_id: str,
        clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:  # fmt: skip
        self._connection = connection
        self._log = log
        self._access = access
        self._ledger_id = ledger_id
        self._clock = clock
        self._known: bool = connection.pragma("user_version") >= KEEPS_SEALS

    def list(self) -> list[Seal]:
        """All seals by name."""
        if not self._known:
            return []
        rows = self._connection.rows("SELECT name, office, size_mm, fingerprint, added_at FROM seals ORDER BY name")
        return [Seal(*row) for row in rows]

    def get(self, name: str) -> Seal:
        """A seal. Raises UserError for an unknown name."""
        found = next((one for one in self.list() if one.name == name), None)
        if found is None:
            known = "、".join(one.name for one in self.list())
            raise UserError("没有这枚印章图像", name, f"可用：{known}" if known else "请先添加本单位的印章扫描件")
        return found

    def add(self, name: str, png: bytes, passphrase: str, office: str = "", size_mm: float = USUAL_MM) -> Seal:
        """Keeps a seal image, a square PNG with transparency, encrypted.

        Raises UserError for a bad or known name, a size outside of LEAST_MM…MOST_MM, or a passphrase that is too short.
        """
        self._access.require("seals")
        name = clean_text(name)
        if not _NAME.fullmatch(name):
            raise UserError("印章名称不能为空，也不能太长", name[:40], "请写 1—40 个字，例如：阳谷县医疗保障局公章")
        office = " ".join(clean_text(office).split())
        if len(office) > _LONGEST_OFFICE:
            raise UserError("单位名称太长", office[:40], f"请不超过 {_LONGEST_OFFICE} 个字")
        if not LEAST_MM <= size_mm <= MOST_MM:
            raise UserError(
                "印章直径不合规定", f"{size_mm:g} 毫米", f"请写 {LEAST_MM:g}—{MOST_MM:g} 毫米，常用 {USUAL_MM:g}"
            )
        if any(one.name == name for one in self.list()):
            raise UserError("已有同名的印章图像", name, "请换一个名称，或先删除原来的")
        seal = Seal(name, office, float(size_mm), hashlib.sha256(png).hexdigest(), now())
        secret = locked(_PAYLOAD + os.urandom(_KEY_BYTES) + png, passphrase, _about(seal))
        with self._connection.transaction():
            self._connection.execute(
                "INSERT INTO seals (name, office, size_mm, fingerprint, secret, added_at, failed, wait_until)"
                " VALUES (?, ?, ?, ?, ?, ?, 0, '')",
                (seal.name, seal.office, seal.size_mm, seal.fingerprint, secret, seal.added_at),
            )
            state = {STATE: seal_sum(self._connection, name)}
            self._log.add("seal-add", seal=name, fingerprint=seal.fingerprint, **state)
        return seal

    def remove(self, name: str) -> None:
        """Forgets a seal; what was sealed stays so, with an empty place where it is printed anew. Raises UserError.

        Its place in the file is overwritten. Earlier backups still hold it, encrypted.
        """
        self._access.require("seals")
        seal = self.get(name)
        self._connection.pragma("secure_delete = 1")
        try:
            with self._connection.transaction():
                self._connection.execute("DELETE FROM seals WHERE name = ?", (name,))
                self._log.add("seal-remove", seal=name, fingerprint=seal.fingerprint)
        finally:
            self._connection.pragma("secure_delete = 0")

    def open(self, name: str, passphrase: str, purpose: str, filing: str = "", content: str = "") -> OpenSeal:
        """A seal with its image, for one purpose that is logged: signing, printing, looking at it.

        Raises UserError for an unknown name, a wrong passphrase (WrongPassphraseError) or while waiting after several of
        them; the waiting is kept in the ledger and outlives the program. A try is counted before it is made, so that
        ending the program in the midst of it does not save it.
        """
        self._access.require("seal")
        seal, moment = self.get(name), self._clock()
        with self._connection.transaction():
            row = self._connection.row("SELECT secret, failed, wait_until FROM seals WHERE name = ?", (name,))
            secret, failed, wait_until = row if row else (b"", 0, "")
            refuse_while_waiting(wait_until, moment, "口令", name)
            self._note(name, failed + 1, after_failure(failed + 1, moment))
        try:
            payload = opened(secret, passphrase, _about(seal))
        except WrongPassphraseError:
            self._log.add("seal-refused", filing, seal=name, purpose=purpose)
            raise
        made = self._taken_out(seal, payload)
        with self._connection.transaction():
            self._note(name, 0, "")
            self._log.add("seal-use", filing, content, seal=name, purpose=purpose)
        return made

    def _taken_out(self, seal: Seal, payload: bytes) -> OpenSeal:
        begin = len(_PAYLOAD) + _KEY_BYTES
        key, png = payload[len(_PAYLOAD) : begin], payload[begin:]
        made = OpenSeal(seal.name, seal.size_mm, seal.fingerprint, png, key, self._ledger_id, self._access.session)
        if not payload.startswith(_PAYLOAD) or not made.is_whole:
            raise WrongPassphraseError("保存的印章图像被改动过，或是别的版本保存的", seal.name, "请删除后重新添加")
        return made

    def _note(self, name: str, failed: int, wait_until: str) -> None:
        self._connection.execute(
            "UPDATE seals SET failed = ?, wait_until = ? WHERE name = ?", (failed, wait_until, name)
        )


def _about(seal: Seal) -> str:
    """What is bound to the secret: neither name, office, size nor image can be exchanged in the file."""
    return json.dumps([seal.name, seal.office, seal.size_mm, seal.fingerprint], ensure_ascii=False)
