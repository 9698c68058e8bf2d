"""The other unit of an amount, to be shown beside it: 154.18 in a field of 万元 is 1 541 800 元."""

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.texts.money import money_unit, other_unit, parse_amount


def amount_beside(definition: FieldDef, filing: Filing, text: str) -> str:
    """The money a text means, in the unit one checks it by; "" where it is no amount or its unit is not known.

    The unit is the text's own, else the field's, else the one that the filing names for all its amounts (values.unit).
    """
    if definition.type != "amount":
        return ""
    amount = parse_amount(text, definition.unit or money_unit(filing.values.get("unit", "")))
    return other_unit(amount) or "" if amount else ""
