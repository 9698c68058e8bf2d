"""The seal images of an office: looked at before they are kept, listed, removed."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from medaid_desktop.core.review.chain import standing_signings
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pictures.seal_image import LARGEST_BYTES, SealImage, seal_image
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.trust.seals import LEAST_MM, MOST_MM, USUAL_MM, Seal
from medaid_desktop.store.trust.vault import LEAST_PASSPHRASE

__all__ = [
    "LEAST_MM", "LEAST_PASSPHRASE", "MOST_MM", "USUAL_MM", "Strength", "add_seal", "list_seals", "read_seal", "remove_seal",
    "seals_json", "strength", "used_by",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Strength:
    """How well a passphrase would stand up to guessing: `level` 0 not to be used, 1 weak, 2 fair, 3 good; `words` says so."""

    level: int
    words: str


def read_seal(path: Path) -> SealImage:
    """The seal in a picture file, its paper taken away, with what there is to say about it; nothing is kept.

    Raises UserError where the file cannot be read or shows no seal.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise UserError("图片读不出来", f"{path}（{error.strerror or error}）", "请检查路径和权限后重试") from error
    try:
        return seal_image(content)
    except UserError as error:
        raise UserError(error.what, "，".join(filter(None, (path.name, error.where))), error.mend) from error


def add_seal(
    desk: Desk, name: str, image: SealImage, passphrase: str, office: str = "", size_mm: float = USUAL_MM
) -> Seal:
    """Keeps a seal, encrypted, under a name. `size_mm` is its diameter on paper. Raises UserError."""
    if strength(passphrase, name).level == 0 and len(passphrase) >= LEAST_PASSPHRASE:
        raise UserError("口令太容易猜", "", "请不用重复的字符、连号，也不用印章的名称")
    return desk.ledger.seals.add(name, image.png, passphrase, office, size_mm)


def remove_seal(desk: Desk, name: str) -> int:
    """Forgets a seal; returns how many filings are signed with it, whose sheets are printed with an empty place from now on.

    Raises UserError.
    """
    count = used_by(desk, name)
    desk.ledger.seals.remove(name)
    return count


def used_by(desk: Desk, name: str) -> int:
    """How many filings have a standing signature under which this very image is set."""
    fingerprint = desk.ledger.seals.get(name).fingerprint
    reviews = desk.ledger.reviews
    return sum(
        any(
            signing.seal == name and signing.fingerprint == fingerprint
            for signing in standing_signings(reviews.events(filing_id)).values()
        )
        for filing_id in reviews.filings()
    )


def list_seals(desk: Desk) -> list[Seal]:
    """All seals by name; none of them can be seen without its passphrase."""
    return desk.ledger.seals.list()


def seals_json(desk: Desk) -> list[dict[str, Any]]:
    """The seals as data: name, office, size_mm, added_at, fingerprint."""
    return [
        {
            "name": one.name, "office": one.office, "size_mm": one.size_mm, "added_at": one.added_at,
            "fingerprint": one.fingerprint,
        }
        for one in list_seals(desk)
    ]  # fmt: skip


def strength(passphrase: str, name: str = "") -> Strength:
    """How good a passphrase is, by its length and the kinds of its characters; no list of words is asked."""
    if len(passphrase) < LEAST_PASSPHRASE:
        return Strength(0, f"太短：至少 {LEAST_PASSPHRASE} 个字符")
    if len(set(passphrase)) < 4 or _is_run(passphrase) or (name and passphrase == name):
        return Strength(0, "太容易猜：请不用重复的字符、连号或印章的名称")
    kinds = len({_kind(letter) for letter in passphrase})
    points = len(passphrase) + 3 * (kinds - 1) + 2 * sum(letter > "\u2e7f" for letter in passphrase)
    if points < 12:
        return Strength(1, "较弱：再长一些，或加上数字、符号")
    return Strength(2, "可以") if points < 17 else Strength(3, "好")


def _kind(letter: str) -> str:
    """Digit, small letter, capital, or anything else; that of a script without cases is one of its own."""
    tests = {
        "digit": letter.isdigit(),
        "small": letter.islower(),
        "capital": letter.isupper(),
        "word": letter.isalpha(),
    }
    return next((kind for kind, holds in tests.items() if holds), "sign")


def _is_run(text: str) -> bool:
    """Whether each character follows the one before it: 12345678, abcdefgh, 87654321."""
    return {ord(after) - ord(before) for before, after in pairwise(text)} in ({1}, {-1})
