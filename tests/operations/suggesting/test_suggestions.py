"""What is offered while typing, on a ledger with filings of this and other years."""

from datetime import date

import pytest

from medaid_desktop.core.filing import Filing, parse_path
from medaid_desktop.core.forms import FieldDef, Form, TableDef
from medaid_desktop.core.sheet import Slot
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.suggesting.recall import recall
from medaid_desktop.operations.suggesting.suggestions import Suggester, Suggestion
from medaid_desktop.store.shipped.vocabulary import load_vocabulary

COUNTY = "371521"
LAST_YEAR = Filing(
    "declaration", 2020, COUNTY,
    values={"project_name": "城乡医疗救助", "filling_unit": "阳谷县医保中心", "contact_phone": "0635-0000001"},
    tables={"indicators": [
        {"level1": "产出指标", "level2": "数量指标", "level3": "走访困难群众", "target": "≥300户次"},
        {"level1": "效益指标", "level2": "社会效益\n指标", "level3": "就医方便程度", "target": "大幅提高"},
    ]},
)  # fmt: skip
ROWS = [
    {"level1": "产出指标", "level2": "数量指标", "level3": "走访困难群众"},
    {"level1": "产出指标", "level2": "质量指标", "level3": "救助比例", "note": "按季统计"},
    {"level1": "效益指标", "level2": "社会效益指标", "level3": "就医方便程度"},
]


def asked(desk: Desk, path: str, typed: str = "", form: str = "declaration", **head: object) -> list[Suggestion]:
    """What is offered for a cell of a filing of 2021 that has the rows above."""
    filing = Filing(**{"form": form, "year": 2021, "region": COUNTY, "id": "now", **head})
    if form == "declaration":
        filing.tables["indicators"] = [dict(row) for row in ROWS]
    suggester = Suggester(desk.form_of(filing), desk.regions, load_vocabulary(), date(2021, 3, 4))
    suggester.memory = recall(desk, filing)
    place = parse_path(path)
    new_row = {"level2": "质量指标"} if place.inserts else None
    return suggester.suggest(filing, Slot((path,), place.column, place.table, new_row), typed)


def texts(suggestions: list[Suggestion]) -> list[str]:
    return [suggestion.text for suggestion in suggestions]


@pytest.fixture
def ledger(desk: Desk) -> Desk:
    desk.ledger.filings.add(LAST_YEAR, "")
    return desk


def test_dates_of_the_forms_year_come_first_and_today(desk: Desk) -> None:
    found = asked(desk, "values.filled_on", "0701")
    assert [(one.text, one.source) for one in found] == [("2021年7月1日", "date"), ("2021年3月4日", "today")]
    assert texts(asked(desk, "values.filled_on", "7"))[0] == "2021年7月1日"  # the blank of the form asks for a day


def test_periods_name_the_part_of_the_year(desk: Desk) -> None:
    assert asked(desk, "values.period")[0] == Suggestion("2021年1月至2021年12月", "period", "全年")


def test_offices_are_those_of_the_region_and_of_the_one_above(ledger: Desk) -> None:
    found = asked(ledger, "values.filling_unit")
    assert found[0] == Suggestion("阳谷县医保中心", "earlier")
    assert found[1] == Suggestion("阳谷县医疗保障局", "office")
    assert "聊城市财政局" in texts(found)
    assert "阳谷县财政厅" not in texts(found)


@pytest.mark.parametrize("typed", ["cz", "财政", "ygxczj", "阳谷县财"])
def test_offices_are_found_by_their_letters(desk: Desk, typed: str) -> None:
    assert texts(asked(desk, "values.filling_unit", typed))[0] == "阳谷县财政局"


def test_an_office_is_found_by_its_short_name(desk: Desk) -> None:
    for typed in ("医保局", "ybj", "ygxybj"):
        assert texts(asked(desk, "values.filling_unit", typed))[0] == "阳谷县医疗保障局"


def test_last_year_comes_with_its_year_where_it_is_longer_ago(ledger: Desk) -> None:
    assert asked(ledger, "values.project_name") == [Suggestion("城乡医疗救助", "earlier")]
    assert asked(ledger, "values.project_name", year=2023)[0].note == "2020"


def test_other_forms_of_the_office_are_remembered(ledger: Desk) -> None:
    other = Filing("project-target", 2021, COUNTY, values={"project_name": "疾病应急救助"})
    ledger.ledger.filings.add(other, "")
    assert asked(ledger, "values.project_name")[1] == Suggestion("疾病应急救助", "ledger")


def test_indicators_are_those_of_the_class(ledger: Desk) -> None:
    found = asked(ledger, "tables.indicators[+2].level3")
    assert "住院医疗费用救助比例" in texts(found)
    assert "资助参保人数" not in texts(found)
    assert "走访困难群众" not in texts(found)
    assert texts(asked(ledger, "tables.indicators[+2].level3", "zyyl"))[0] == "住院医疗费用救助比例"


def test_names_of_last_year_come_before_the_vocabulary(ledger: Desk) -> None:
    found = asked(ledger, "tables.indicators[1].level3", "", id="now")
    assert "就医方便程度" not in texts(found)
    number = [{"level1": "产出指标", "level2": "数量指标", "level3": ""}]
    filing = Filing("declaration", 2021, COUNTY, tables={"indicators": number})
    suggester = Suggester(ledger.form_of(filing), ledger.regions, load_vocabulary())
    suggester.memory = recall(ledger, filing)
    path = "tables.indicators[0].level3"
    assert suggester.suggest(filing, Slot((path,), "level3", "indicators"), "")[0] == Suggestion(
        "走访困难群众", "earlier"
    )


def test_the_same_indicator_tells_its_unit_and_its_words(ledger: Desk) -> None:
    assert texts(asked(ledger, "tables.indicators[0].target", ">=320"))[0] == "≥320户次"
    assert asked(ledger, "tables.indicators[0].target")[0] == Suggestion("≥300户次", "earlier")
    assert asked(ledger, "tables.indicators[2].target")[0] == Suggestion("大幅提高", "earlier")
    assert "明显提高" in texts(asked(ledger, "tables.indicators[2].target"))


@pytest.mark.parametrize("typed", [">=", "》=", "》", ">"])
def test_a_sign_alone_is_a_beginning(desk: Desk, typed: str) -> None:
    assert asked(desk, "tables.indicators[1].target", typed)[0] == Suggestion("≥", "sign", complete=False)


def test_words_are_found_by_their_letters(desk: Desk) -> None:
    assert "明显提高" in texts(asked(desk, "tables.indicators[2].target", "mx"))


def test_texts_of_the_same_column_are_offered(desk: Desk) -> None:
    assert asked(desk, "tables.indicators[0].note", "按") == [Suggestion("按季统计", "table")]
    assert asked(desk, "tables.indicators[1].note", "按") == []


def test_regions_show_their_path(desk: Desk) -> None:
    head = {"form": "regional-target", "region": "330122"}
    assert asked(desk, "values.province", **head)[0] == Suggestion("浙江省", "region")
    assert asked(desk, "values.prefecture", **head)[0] == Suggestion("杭州市", "region", "浙江省")
    for typed in ("wz", "wenzhou", "温", "3303"):
        assert asked(desk, "values.prefecture", typed, **head)[0] == Suggestion("温州市", "region", "浙江省")


def test_an_allocation_names_what_lies_inside_its_region(desk: Desk) -> None:
    rows = [{"name": "萧山区", "role": "unit", "depth": "1"}]
    head = {"form": "allocation", "region": "330100", "tables": {"rows": rows}}
    blank = asked(desk, "tables.rows[+1].name", **head)
    assert blank[0] == Suggestion("杭州市本级", "region", "浙江省 › 杭州市")
    assert "萧山区" not in texts(blank)
    found = texts(asked(desk, "tables.rows[+1].name", "tl", **head))
    assert found[0] == "桐庐县"
    assert "铜梁区" not in found


def test_money_of_the_allocation_is_offered_in_the_unit_of_the_field(desk: Desk) -> None:
    rows = [{"name": "阳谷县", "region": COUNTY, "central_general": "1500000", "central_lottery": "41800.50"}]
    desk.ledger.filings.add(Filing("allocation", 2021, "371500", values={"unit": "元"}, tables={"rows": rows}), "")
    found = asked(desk, "values.funding_fiscal")
    assert texts(found) == ["154.18005", "150", "4.18005"]
    assert {one.source for one in found} == {"allotted"}
    assert found[1].note == "中央一般公共预算"


@pytest.mark.parametrize("typed", ["一" * 61, "第一行\n第二行"])
def test_prose_is_left_alone(ledger: Desk, typed: str) -> None:
    assert asked(ledger, "values.project_name", typed) == []


def test_what_was_typed_is_not_offered_again(ledger: Desk) -> None:
    assert asked(ledger, "values.project_name", "城乡医疗救助") == []


def test_a_filing_without_region_and_year_is_served_too(desk: Desk) -> None:
    assert asked(desk, "values.filling_unit", "cz", region=None) == []
    assert texts(asked(desk, "values.filled_on", "0701", year=None))[0] == "2021年7月1日"
    assert len(asked(desk, "values.province", form="regional-target", region=None)) == 34


def test_a_templates_own_list_comes_first_where_other_words_may_stand_too(desk: Desk) -> None:
    own = FieldDef("target", "指标值", "target", options=("≥90%", "明显提高"))
    form = Form(
        "custom:甲",
        "甲",
        "1",
        (FieldDef("extra:丙", "丙", "choice", options=("是", "否")),),
        (TableDef("rows", "乙", (own,)),),
        (),
    )
    suggester = Suggester(form, desk.regions, load_vocabulary(), date(2021, 3, 4))
    found = suggester.suggest(Filing(form.id), Slot(("tables.rows[+0].target",), "target", "rows", {}), "明")
    assert found[0] == Suggestion("明显提高", "list")
    assert not [
        one
        for one in suggester.suggest(Filing(form.id), Slot(("values.extra:丙",), "extra:丙"), "")
        if one.source == "list"
    ]
