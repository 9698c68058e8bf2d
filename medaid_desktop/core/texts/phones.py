"""Chinese telephone numbers, and cells that hold a person and a number (项目负责人及电话)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from medaid_desktop.core.texts.numbers import Nothing, Unclear, excerpt, fold, is_nothing

PhoneKind = Literal["mobile", "landline", "local", "service"]

_MOBILE = re.compile(r"(?:\(?(?:\+|00)?86\)?-?)?(1[3-9][0-9])-?([0-9]{4})-?([0-9]{4})")
_AREA = r"010|02[0-9]|0[3-9][0-9]{2}"
_LANDLINE = re.compile(
    rf"(?:\(?(?:\+|00)?86\)?-?)?\(?(?P<area>{_AREA})\)?-?(?P<number>[0-9]{{7,8}}|[0-9]{{3,4}}-[0-9]{{4}})(?P<rest>.*)"
)
_ABROAD = re.compile(r"(?:\+|00)86-?(?:\(0\))?(?P<area>10|2[0-9]|[3-9][0-9]{2})-?(?P<number>[0-9]{7,8})(?P<rest>.*)")
"""As it is dialled from abroad, without the 0 of the area code."""
_LOCAL = re.compile(r"(?P<number>[0-9]{7,8})(?P<rest>.*)")
_LOCAL_SERVICE = re.compile(rf"\(?(?P<area>{_AREA})\)?-(?P<number>12(?!345)[0-9]{{3}}|9[56][0-9]{{3}})")
"""A public service of another place: 0855-12393. 12345 is rather a number that lacks digits."""
_WITH_AREA = re.compile(rf"\(?(?:{_AREA})\)?[\s-]*(?P<number>[0-9]+)")
_SERVICE = re.compile(r"[48]00-?[0-9]{3}-?[0-9]{4}|12[0-9]{3}|9[0-9]{4}")
_EXTENSION = re.compile(r"(?:-|转|分机|x|ext\.?)([0-9]{1,6})", re.IGNORECASE)
_PART = r"[0-9]+(?:[ -]+[0-9]+)*(?:\s*(?:转|分机|x|ext\.?)\s*[0-9]+)?"
_NUMBER = re.compile(rf"\+?(?:\([0-9]+\)[ -]*)?{_PART}", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s、,;/:()。.]*(?:或|和|及)?[\s、,;/:()。.]*")
_LABEL = re.compile(r"(?:联系)?(?:电话|手机|方式|号码|Tel|TEL)[\s:]*$")
_LONGEST = 120
_AS_DUE = "请写成 11 位手机号，或 区号-7或8位号码"


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number: `number` without signs, `area` the area code or "", `extension` the 分机 or ""."""

    kind: PhoneKind
    number: str
    area: str = ""
    extension: str = ""

    def __str__(self) -> str:
        """As clerks write it: 0635-1234567, 0635-1234567转8."""
        number = f"{self.area}-{self.number}" if self.area else self.number
        return f"{number}转{self.extension}" if self.extension else number


@dataclass(frozen=True, slots=True)
class Contact:
    """A person ("" where only numbers stand) and at least one number."""

    name: str
    phones: tuple[Phone, ...]


def parse_phone(text: str) -> Phone | None:
    """One telephone number, None where the text is anything else.

    Mobile numbers have 11 digits, area codes 3 or 4 and begin with 0, local numbers 7 or 8; also 400/800 numbers
    and public services of five digits (12393).
    """
    if len(text) > _LONGEST:
        return None
    plain = re.sub(r"\s*-\s*|(?<=[0-9])\s+(?=[0-9])", "-", fold(text).replace("—", "-").strip())
    plain = re.sub(r"-{2,}", "-", "".join(plain.split()))
    if match := _MOBILE.fullmatch(plain):
        return Phone("mobile", "".join(match.groups()))
    if _SERVICE.fullmatch(plain):
        return Phone("service", plain.replace("-", ""))
    if match := _LOCAL_SERVICE.fullmatch(plain):
        return Phone("landline", match["number"], match["area"])
    if (match := _LANDLINE.fullmatch(plain)) and (extension := _extension(match["rest"])) is not None:
        return Phone("landline", match["number"].replace("-", ""), match["area"], extension)
    if (match := _ABROAD.fullmatch(plain)) and (extension := _extension(match["rest"])) is not None:
        return Phone("landline", match["number"], f"0{match['area']}", extension)
    if (match := _LOCAL.fullmatch(plain)) and (extension := _extension(match["rest"])) is not None:
        return Phone("local", match["number"], "", extension)
    return None


def split_contact(text: str) -> tuple[str, tuple[str, ...]]:
    """The words of a cell and the stretches in it that are written like numbers, both as they stand.

    "负责人甲  0635-1234567/1234568" gives "负责人甲" and two numbers; words on both sides make no name.
    """
    folded = fold(text).replace("—", "-")
    found = list(_NUMBER.finditer(folded)) if len(text) <= _LONGEST else []
    if not found:
        return text.strip(), ()
    numbers = tuple(number for match in found for number in _apart(text[match.start() : match.end()]))
    gaps = [folded[before.end() : after.start()] for before, after in pairwise(found)]
    if not all(_BETWEEN.fullmatch(gap) for gap in gaps):
        return text.strip(), ()
    before, after = text[: found[0].start()], text[found[-1].end() :]
    names = [name for name in (_name(before), _name(after)) if name]
    return (names[0] if names else "", numbers) if len(names) < 2 else (text.strip(), ())


@lru_cache(maxsize=4096)
def read_contact(text: str) -> Contact | Nothing | Unclear | None:
    """Reads one or more numbers, with a name or without; None for a blank text."""
    if not fold(text).strip():
        return None
    if is_nothing(text):
        return Nothing(text)
    name, written = split_contact(text)
    if not written:
        return Unclear(f"{excerpt(text)}里没有看得懂的电话号码，{_AS_DUE}")
    phones = tuple(phone for number in written if (phone := parse_phone(number)))
    if len(phones) == len(written):
        return Contact(name, phones)
    return Unclear(_why_no_phone(next(number for number in written if parse_phone(number) is None)))


def _apart(written: str) -> tuple[str, ...]:
    """Two numbers with a blank between them; one number may have blanks itself (130 0000 0000)."""
    parts = tuple(written.split())
    return parts if parse_phone(written) is None and all(parse_phone(part) for part in parts) else (written,)


def _extension(rest: str) -> str | None:
    """The extension in what follows a number, "" where nothing follows, None where something else does."""
    if not rest:
        return ""
    match = _EXTENSION.fullmatch(rest)
    return match[1] if match else None


def _name(written: str) -> str:
    folded = fold(written)
    label = _LABEL.search(folded.rstrip())
    kept = written[: label.start()] if label else written
    return kept.strip(" \u3000\t\n,，:：;；()（）、/。.")


def _off(size: int, least: int, most: int) -> str:
    return f"少 {least - size} 位" if size < least else f"多 {size - most} 位"


def _why_no_phone(written: str) -> str:
    digits = re.sub(r"[^0-9]", "", fold(written))
    if digits.startswith("1") and 9 <= len(digits) <= 13:
        if len(digits) == 11:
            return f"手机号{excerpt(written)}的号段不对，请核对"
        return f"手机号应为 11 位，{excerpt(written)}是 {len(digits)} 位，{_off(len(digits), 11, 11)}，请核对"
    if match := _WITH_AREA.fullmatch(fold(written).replace("—", "-").strip()):
        size = len(match["number"])
        if not 7 <= size <= 8:
            return f"座机号码应为区号-7或8位号码，{excerpt(written)}的区号后面是 {size} 位，{_off(size, 7, 8)}，请核对"
    return f"看不懂的电话号码{excerpt(written)}，{_AS_DUE}"
