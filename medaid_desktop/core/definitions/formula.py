"""Formulas of a form: `funding_total = funding_fiscal + funding_other`, in the ids or the labels of its fields."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medaid_desktop.core.forms import FieldDef, Form, FormulaSpec
from medaid_desktop.core.indicators import plain
from medaid_desktop.core.texts.numbers import fold
from medaid_desktop.errors import UserError

_SIGNS = {"=": "=", "≤": "<=", "≥": ">=", "<=": "<=", ">=": ">=", "<": "<", ">": ">"}
_SIGN = re.compile(r"<=|>=|[=≤≥<>]")
NAME = re.compile(r"v\d+")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula taken apart: `left` and `right` in the names v0, v1 … of which `names` says what they are."""

    spec: FormulaSpec
    left: str
    sign: str
    right: str
    names: Mapping[str, str]

    @property
    def sum_of(self) -> tuple[str, tuple[str, ...]] | None:
        """The total and its parts where the formula is a mere sum, else None."""
        if self.sign != "=" or not NAME.fullmatch(self.left):
            return None
        parts = self.right.split("+")
        if not all(NAME.fullmatch(part) for part in parts):
            return None
        return self.names[self.left], tuple(self.names[part] for part in parts)


def parse_formula(form: Form, spec: FormulaSpec) -> Formula:
    """Takes a formula apart. Raises UserError that names it where it has no sign of comparison or two, or an unknown name."""
    written = "".join(fold(spec.text).split()).replace("×", "*").replace("÷", "/")
    signs = list(_SIGN.finditer(written))
    if len(signs) != 1:
        raise UserError("公式里应有一个比较号", spec.text, "请写成 年度资金总额 = 财政拨款 + 其他资金，可用 = ≤ ≥ < >")
    names: dict[str, str] = {}
    known = _known(form, spec)
    sides = [written[: signs[0].start()], written[signs[0].end() :]]
    for at, side in enumerate(sides):
        sides[at] = _with_names(side, known, names, spec)
    return Formula(spec, sides[0], _SIGNS[signs[0][0]], sides[1], names)


def _known(form: Form, spec: FormulaSpec) -> dict[str, str]:
    """What a formula may call a field: its id or its label, the longest first."""
    definitions: Sequence[FieldDef] = form.fields
    if spec.table:
        if spec.table not in form.tables_by_id:
            raise UserError(f"公式的表格 {spec.table} 没有定义", spec.text, f"可用：{'、'.join(form.tables_by_id)}")
        definitions = form.tables_by_id[spec.table].columns
    words = {plain(fold(one.label)): one.id for one in definitions} | {one.id: one.id for one in definitions}
    return dict(sorted(words.items(), key=lambda pair: -len(pair[0])))


def _with_names(side: str, known: Mapping[str, str], names: dict[str, str], spec: FormulaSpec) -> str:
    pattern = re.compile("|".join(re.escape(word) for word in known) or "(?!)")
    ids = {name: key for key, name in names.items()}

    def named(match: re.Match[str]) -> str:
        name = known[match[0]]
        key = ids.setdefault(name, f"v{len(ids)}")
        names[key] = name
        return key

    found = pattern.sub(named, side)
    strange = re.sub(r"v\d+|[0-9.]+|[-+*/()]", "", found)
    if strange or not found:
        raise UserError(
            f"公式里有不认识的名称{strange and f' {strange}'}",
            spec.text,
            "请写本表字段的名称或代号，以及 + - × ÷ 和括号",
        )
    return found
