"""The checks of a form made of a template: those of the form it resembles, as far as they fit its fields."""

from collections.abc import Collection, Iterator, Sequence

from medaid_desktop.core.definitions.formula import Formula, parse_formula
from medaid_desktop.core.forms import EXTRA, FieldDef, Form

Data = dict[str, object]


def own_checks(base: Form | None, fields: Sequence[FieldDef], tables: Collection[str]) -> Data:
    """What the form says of its checks, in the shape of the TOML forms; {} where there is nothing to say.

    Formulas are written in ids. A sum of the base form holds without the parts that the template does not ask for, unless the
    template has amounts of its own, which may be parts of it.
    """
    if base is None:
        return {}
    spec = base.checks
    parts: Data = {
        "off": list(spec.off), "severity": dict(spec.severities), "settings": dict(spec.settings),
        "formula": list(_formulas(base, fields, tables)),
    }  # fmt: skip
    return {name: part for name, part in parts.items() if part}


def _formulas(base: Form, fields: Sequence[FieldDef], tables: Collection[str]) -> Iterator[Data]:
    ids = {field.id for field in fields}
    own_money = any(field.type == "amount" and field.id.startswith(EXTRA) for field in fields)
    for formula in (parse_formula(base, spec) for spec in base.checks.formulas):
        spec = formula.spec
        if spec.table:
            if spec.table in tables:
                yield {"text": spec.text, "table": spec.table, "message": spec.message}
            continue
        text = _sum(formula, ids, own_money) if formula.sum_of else spec.text
        if text and (formula.sum_of or ids.issuperset(formula.names.values())):
            yield {"text": text, "message": spec.message} if spec.message else {"text": text}


def _sum(formula: Formula, ids: Collection[str], own_money: bool) -> str:
    """A sum in ids with the parts that there are, "" where none is promised."""
    total, parts = formula.sum_of or ("", ())
    there = [part for part in parts if part in ids]
    if total not in ids or not there or (own_money and len(there) < len(parts)):
        return ""
    return f"{total} = {' + '.join(there)}"
