"""The money that a filing is about, for who signs it without having every cell before them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import MAX_PREC, Decimal, localcontext

from medaid_desktop.core.allocation import TOTAL
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import FieldDef, Form
from medaid_desktop.core.texts.money import Amount, money_unit, parse_amount

_FIELDS = ("funding_total", "funding_fiscal", "funding_central")
_COLUMNS = ("total", "amount", "budget", "initial_budget")
_NAMES, _WHOLE = ("name", "item"), ("总额", "合计", "总计")


def total_of(form: Form, filing: Filing) -> str:
    """The whole amount as the filing states it (154.18 万元), else the sum of a column of amounts; "" where it states none."""
    return next(_stated(form, filing), "") or _summed(form, filing)


def sum_of(totals: Sequence[str]) -> str:
    """Amounts as `total_of` tells them, added up exactly; "" where one states none, cannot be read or has another unit."""
    read = [parse_amount(text) for text in totals]
    amounts = [one for one in read if one and one.unit]
    return _added(amounts) if len(amounts) == len(read) else ""


def _stated(form: Form, filing: Filing) -> Iterator[str]:
    fields = sorted(
        (one for one in form.fields if one.type == "amount"),
        key=lambda one: _FIELDS.index(one.id) if one.id in _FIELDS else len(_FIELDS),
    )
    for field in fields:
        if text := filing.values.get(field.id, ""):
            yield _told(field, filing, text)
    for table in form.tables:
        for column in _money(table.columns):
            for row in filing.rows(table.id):
                if _is_total(row) and (text := row.get(column.id, "")):
                    yield _told(column, filing, text)


def _summed(form: Form, filing: Filing) -> str:
    for table in form.tables:
        for column in _money(table.columns):
            texts = [text for row in filing.rows(table.id) if (text := row.get(column.id, ""))]
            amounts = [parse_amount(text, _unit(column, filing) or None) for text in texts]
            read = [one for one in amounts if one is not None]
            if len(read) == len(texts) and (told := _added(read)):
                return told
    return ""


def _added(amounts: Sequence[Amount]) -> str:
    """The sum of amounts of one unit, known or not; "" where their units differ, or there are none."""
    units = {one.unit for one in amounts}
    if len(units) != 1:
        return ""
    with localcontext(prec=MAX_PREC):
        value = sum((one.value for one in amounts), Decimal())
    return f"{figure(value)} {units.pop() or ''}".rstrip()


def _is_total(row: Mapping[str, str]) -> bool:
    """Whether a row states the whole: its role, or what it is called (年度资金总额, 合计)."""
    return row.get("role") == TOTAL or any(word in row.get(name, "") for name in _NAMES for word in _WHOLE)


def _money(columns: tuple[FieldDef, ...]) -> list[FieldDef]:
    """The columns of amounts, the one that holds the whole first."""
    found = [one for one in columns if one.type == "amount"]
    return sorted(found, key=lambda one: _COLUMNS.index(one.id) if one.id in _COLUMNS else len(_COLUMNS))


def _told(definition: FieldDef, filing: Filing, text: str) -> str:
    line = " ".join(text.split())
    amount = parse_amount(line, _unit(definition, filing) or None)
    return f"{figure(amount.value)} {amount.unit or ''}".rstrip() if amount else line


def _unit(definition: FieldDef, filing: Filing) -> str:
    return definition.unit or money_unit(filing.values.get("unit", "")) or ""
