"""What a sheet's content is known by: its digest, and the short code printed at the foot of every page."""

import hashlib
import json
import unicodedata

from medaid_desktop.core.filing import Filing

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a code read aloud or typed in is not mistaken."""
_BODY, _GROUP = 14, 4
_CHECK_MODULUS = 1021
"""The largest prime below 32²: two check characters find every single wrong character and every swap."""


def digest(filing: Filing) -> str:
    """SHA-256 (hex) over the canonical JSON of form, form version, year, region, values and tables (contract, section 5).

    Blank cells and tables without rows do not count; identity and status do not either.
    """
    content = {
        "form": filing.form,
        "form_version": filing.form_version,
        "year": filing.year,
        "region": filing.region,
        "values": {name: text for name, text in filing.values.items() if text},
        "tables": {name: rows for name, rows in filing.tables.items() if rows},
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def verification_code(content_digest: str) -> str:
    """The code printed for a digest: 70 bits of it in base 32 with two check characters, in groups of four."""
    number = int(content_digest, 16) >> (256 - 5 * _BODY)
    body = _base32(number, _BODY)
    return _grouped(body + _base32(_check(body), 2))


def written_code(code: str) -> str:
    """A code read off paper as it is printed: capital letters in groups of four; O, I and L are taken for 0 and 1."""
    return _grouped(_plain(code))


def code_is_sound(code: str) -> bool:
    """Whether a code read off paper can be one: right length, right letters, right check characters.

    Small and wide letters, blanks, hyphens and other signs do not matter; O, I and L are taken for 0 and 1.
    """
    plain = _plain(code)
    if len(plain) != _BODY + 2 or any(character not in ALPHABET for character in plain):
        return False
    return plain[_BODY:] == _base32(_check(plain[:_BODY]), 2)


def _plain(code: str) -> str:
    folded = unicodedata.normalize("NFKC", code).upper()  # input methods write letters and figures wide
    letters = (one for one in folded if unicodedata.category(one)[0] in "LMN")
    return "".join(letters).translate(str.maketrans("OIL", "011"))


def _grouped(plain: str) -> str:
    return "-".join(plain[start : start + _GROUP] for start in range(0, len(plain), _GROUP))


def _check(body: str) -> int:
    total = 0
    for position, character in enumerate(body, 1):
        total += (position + 1) * ALPHABET.index(character)
    return total % _CHECK_MODULUS


def _base32(number: int, length: int) -> str:
    characters: list[str] = []
    for _ in range(length):
        number, rest = divmod(number, 32)
        characters.append(ALPHABET[rest])
    return "".join(reversed(characters))
