"""What the square code on every page says: form, region, year, page and the verification code, with a check of its own."""

import unicodedata
from dataclasses import dataclass, replace

from medaid_desktop.core.digest import ALPHABET, code_is_sound
from medaid_desktop.errors import UserError

_MARK = "MA1"
_BETWEEN = "|"
_MODULUS = 1021
"""The largest prime below 32², as in the verification code: two characters find every single wrong character."""
_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class SheetCode:
    """A page of a printed sheet. `region` and `year` are "" and None where the filing has none; pages count from 1; `reprint` is
    how often the sheet had been printed before."""

    form: str
    region: str
    year: int | None
    page: int
    pages: int
    code: str
    reprint: int = 0

    def on_page(self, page: int, pages: int) -> str:
        """What the square code of another page of the sheet holds."""
        return replace(self, page=page, pages=pages).text()

    def text(self) -> str:
        """What the square code holds, in characters that every reader gives back as they are."""
        fields = [
            _MARK, self.form, self.region, "" if self.year is None else str(self.year), f"{self.page}/{self.pages}",
            str(self.reprint), self.code,
        ]  # fmt: skip
        body = _BETWEEN.join(fields)
        return f"{body}{_BETWEEN}{_check(body)}"


def is_sheet_code(text: str) -> bool:
    """Whether a text looks like what a square code holds."""
    return _BETWEEN in unicodedata.normalize("NFKC", text)


def read_sheet_code(text: str) -> SheetCode:
    """What a scanned square code says, whatever stands before it; readers and input methods may have written it wide. Raises
    UserError where it is none of this program's, or was misread."""
    bare = "".join(one for one in text if not one.isspace() and unicodedata.category(one) != "Cf")
    bare = bare[max(bare.find(_MARK + _BETWEEN), 0) :]
    try:
        return _read(bare)
    except UserError:
        wide = unicodedata.normalize("NFKC", bare)
        return _read(wide[max(wide.find(_MARK + _BETWEEN), 0) :])


def _read(text: str) -> SheetCode:
    parts = text.split(_BETWEEN)
    if len(parts) != 8 or parts[0] != _MARK:
        raise UserError("这不是本程序打印的二维码", "", "请扫描表页脚旁的二维码，把扫出的文字整段贴进来")
    body, check = _BETWEEN.join(parts[:-1]), parts[-1]
    pages = parts[4].split("/")
    sound = len(pages) == 2 and all(_is_number(one) for one in (*pages, parts[5])) and code_is_sound(parts[6])
    sound = sound and 1 <= int(pages[0]) <= int(pages[1])
    if _check(body) != check or not sound or not (_is_number(parts[3]) or not parts[3]):
        raise UserError("二维码的文字不完整，或扫描有误", "", "请重新扫描，或改为输入页脚的校验码")
    year = int(parts[3]) if parts[3] else None
    return SheetCode(parts[1], parts[2], year, int(pages[0]), int(pages[1]), parts[6], int(parts[5]))


def _is_number(text: str) -> bool:
    """Whether this is a number as `SheetCode.text` writes it."""
    return text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS


def _check(body: str) -> str:
    total = 0
    for byte in body.encode("utf-8"):
        total = (total * 257 + byte + 1) % _MODULUS
    return ALPHABET[total // 32] + ALPHABET[total % 32]
