"""The types of a form's fields: each knows the way from a text to its meaning, and nobody else does.

A type never changes a text; it says what is understood, and why not where it is not.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from medaid_desktop.core.sheet import Align
from medaid_desktop.core.texts.choices import SEPARATOR, parted
from medaid_desktop.core.texts.codes import read_code
from medaid_desktop.core.texts.dates import read_date, read_period
from medaid_desktop.core.texts.money import read_amount
from medaid_desktop.core.texts.numbers import Unclear, excerpt, fold, read_quantity
from medaid_desktop.core.texts.phones import read_contact
from medaid_desktop.core.texts.targets import Target, is_placeholder, parse_target

_PUT_OFF = re.compile(r"[详另参]?见[^。；;]{1,16}|另附|另行[^。；;]{2,6}|待[定补报]|暂缺|不适用|同上|略")


@dataclass(frozen=True, slots=True)
class FieldType:
    """A type of field: `title` is its Chinese name, `aligned` how its texts stand on paper, figures right.

    `read` gives the meaning of a text, None for a blank one and Unclear where it has none: as the type has it an Amount,
    Target, PartialDate, Period, Contact, Code, Quantity, Nothing, the chosen words or the text itself.
    """

    name: str
    title: str
    read: Callable[[str], object]
    aligned: Align = "left"
    multiline: bool = False

    def complaint(self, text: str) -> str | None:
        """A Chinese sentence that says why a text that is not blank is not understood, and what would be."""
        meaning = self.read(text)
        return meaning.reason if isinstance(meaning, Unclear) else None

    def doubt(self, text: str) -> str | None:
        """As `complaint`, but None for words that put a cell off on purpose: 详见附件, 待定, 另行下达."""
        return None if _PUT_OFF.fullmatch(fold(text).strip()) else self.complaint(text)


def field_type(
    name: str,
    unit: str = "",
    options: Sequence[str] = (),
    multiple: bool = False,
    lookup: Callable[[str], object | None] | None = None,
) -> FieldType:
    """A type of `FIELD_TYPES` with what a form or the program adds to it.

    `unit` is what an amount is in where its text names no unit; `options` the words of a choice, of which
    `multiple` allows several; `lookup` finds the division a text names, None where there is none. Raises KeyError
    for an unknown name.
    """
    base = FIELD_TYPES[name]
    read = base.read
    if name == "amount" and unit:
        read = partial(read_amount, default_unit=unit)
    elif name == "choice" and options:
        read = partial(_read_choice, options=tuple(options), multiple=multiple)
    elif name == "region" and lookup:
        read = partial(_read_region, lookup=lookup)
    return FieldType(base.name, base.title, read, base.aligned, base.multiline)


def _read_text(text: str) -> str | None:
    return text.strip() or None


def _read_target(text: str) -> Target | Unclear | None:
    target = parse_target(text)
    if target.kind == "blank":
        return None
    if target.kind != "unclear":
        return target
    if is_placeholder(text):
        return Unclear(f"{excerpt(text)}是待填的占位符，请填写指标值，例如 ≥95%")
    return Unclear(f"看不懂的指标值{excerpt(text)}，请写成 ≥95%、1340人 或 明显提高")


def _read_choice(text: str, options: tuple[str, ...] = (), multiple: bool = True) -> tuple[str, ...] | Unclear | None:
    """The chosen words as the form has them; without `options` any words are."""
    if not text.strip():
        return None
    said = parted(text, options)
    words = tuple(one.text for one in said)
    strange = next((one.text for one in said if one.word not in options), None) if options else None
    if strange is not None or not words:
        return Unclear(f"{excerpt(strange or text)}不是可选项，请选：{SEPARATOR.join(options)}")
    if len(words) > 1 and not multiple:
        return Unclear(f"这里只能选一项，现有 {len(words)} 项：{SEPARATOR.join(words)}")
    return tuple(f"{one.word}：{one.remark}" if one.remark else one.word for one in said)


def _read_region(text: str, lookup: Callable[[str], object | None]) -> object | None:
    if not text.strip():
        return None
    found = lookup(text.strip())
    if found is None:
        return Unclear(f"区划表里没有{excerpt(text)}，请核对名称，或从区划树中选取")
    return found


def _read_unit(text: str) -> str | Unclear | None:
    """The name of an office. The blank form's XX财政局 is none yet."""
    if is_placeholder(text):
        return Unclear(f"{excerpt(text)}是待填的占位符，请写本地单位的名称")
    return _read_text(text)


FIELD_TYPES: Mapping[str, FieldType] = {
    field.name: field
    for field in (
        FieldType("text", "文字", _read_text),
        FieldType("long-text", "长文字", _read_text, multiline=True),
        FieldType("amount", "金额", read_amount, "right"),
        FieldType("number", "数", read_quantity, "right"),
        FieldType("target", "指标值", _read_target, "center"),
        FieldType("choice", "选项", _read_choice),
        FieldType("date", "日期", read_date, "center"),
        FieldType("period", "期限", read_period, "center"),
        FieldType("phone", "电话", read_contact, "center"),
        FieldType("code", "代码", read_code),
        FieldType("region", "区划", _read_text),
        FieldType("unit", "单位", _read_unit),
    )
}
"""All types by their name in form files."""
