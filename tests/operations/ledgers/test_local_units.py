"""The office's own units: fitting ids, names once, and none removed that has filings."""

import pytest

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.ledgers.local_units import add_unit, own_units, remove_unit, rename_unit, units_below


def test_a_unit_gets_a_fitting_free_id_and_is_a_region(desk: Desk):
    first = add_unit(desk, "371521", " 阳谷县 高新区 ")
    assert (first.id, first.name) == ("371521+GX", "阳谷县 高新区")
    assert add_unit(desk, "371521", "第二高新区").id == "371521+GXA"
    assert add_unit(desk, "371521", "景阳冈").id == "371521+DW"
    assert desk.regions.get("371521+GX").name == "阳谷县 高新区"
    assert [unit.code for unit in units_below(desk, "371521")] == ["371521+DW", "371521+GX", "371521+GXA"]


def test_shipped_units_are_shown_but_not_changed(desk: Desk):
    assert "371500+GX" in {unit.code for unit in units_below(desk, "371500")}
    assert "371500+BJ" not in {unit.code for unit in units_below(desk, "371500")}
    with pytest.raises(UserError, match="不能改名"):
        rename_unit(desk, "371500+GX", "新名")
    with pytest.raises(UserError, match="不能删除"):
        remove_unit(desk, "371500+GX")
    assert add_unit(desk, "371500", "另一高新区").id == "371500+GXA"


def test_renaming_keeps_id_and_filings(desk: Desk):
    unit = add_unit(desk, "371521", "开发区")
    made = desk.ledger.filings.add(Filing("declaration", 2021, unit.id), "表")
    assert rename_unit(desk, unit.id, "经济开发区").name == "经济开发区"
    assert desk.names(unit.id).short == "经济开发区" and desk.ledger.filings.get(made.id).region == unit.id


def test_a_unit_with_filings_stays_and_says_why(desk: Desk):
    unit = add_unit(desk, "371521", "开发区")
    made = desk.ledger.filings.add(Filing("declaration", 2021, unit.id), "表")
    with pytest.raises(UserError, match="这个单位还有填报件，不能删除"):
        remove_unit(desk, unit.id)
    desk.ledger.filings.delete([made.id])
    with pytest.raises(UserError):
        remove_unit(desk, unit.id)
    desk.ledger.filings.purge([made.id])
    remove_unit(desk, unit.id)
    assert own_units(desk) == {} and desk.regions.find(unit.id) is None


@pytest.mark.parametrize(
    ("parent", "name", "unit_id", "words"),
    [("371521", "  ", "", "单位没有名称"), ("371521", "开发区", "", "已有同名的单位"), ("371521+KF", "园区", "", "下面不能再建"),
     ("371521", "园区", "371521+KF", "编号已经有了"), ("999999", "园区", "", "没有这个区划"), ("371521", "园区", "371521+1", "编号")],
)  # fmt: skip
def test_what_is_refused(desk: Desk, parent: str, name: str, unit_id: str, words: str):
    add_unit(desk, "371521", "开发区")
    with pytest.raises(UserError, match=words):
        add_unit(desk, parent, name, unit_id)
    assert list(own_units(desk)) == ["371521+KF"]
