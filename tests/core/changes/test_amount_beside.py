"""The other unit beside an amount."""

import pytest

from medaid_desktop.core.changes.amount_beside import amount_beside
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import FieldDef

IN_WAN = FieldDef("funding_total", "年度金额", "amount", unit="万元")
PLAIN = FieldDef("amount", "金额", "amount")


@pytest.mark.parametrize(
    ("definition", "unit", "text", "beside"),
    [
        (IN_WAN, "", "154.18", "1 541 800 元"),
        (IN_WAN, "元", "154.18", "1 541 800 元"),
        (IN_WAN, "", "3500000元", "350 万元"),
        (PLAIN, "（万元）", "115", "1 150 000 元"),
        (PLAIN, "元", "33,470,000.00", "3 347 万元"),
        (PLAIN, "", "115", ""),
        (IN_WAN, "", "无", ""),
        (IN_WAN, "", "约三百万", ""),
        (IN_WAN, "", "", ""),
        (FieldDef("headcount", "救助人数", "number"), "万元", "115", ""),
    ],
)
def test_the_unit_is_the_texts_own_or_the_fields_or_the_sheets(
    definition: FieldDef, unit: str, text: str, beside: str
) -> None:
    found = amount_beside(definition, Filing("allocation", values={"unit": unit}), text)
    assert found.replace("\u2009", " ").replace("\u00a0", " ") == beside
