"""Carrying over: what is kept, cleared, offered and pointed out, on all sample programmes."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.changes.carry_over import YearOffer, carried, carry_over, plainly
from medaid_desktop.core.definitions.form_reader import read_form
from medaid_desktop.core.filing import Filing, parse_path
from medaid_desktop.core.forms import Form
from medaid_desktop.errors import UserError
from medaid_desktop.operations.ledgers.sample import sample_filings
from medaid_desktop.store.forms.form_library import FormLibrary
from tests.core.definitions.test_form_reader import GOOD

FORMS = FormLibrary()
SAMPLES = sample_filings(FORMS)


def never(_: YearOffer) -> bool:
    return False


def cells(form: Form, filing: Filing) -> list[tuple[str, str, str]]:
    """Every text with its rule and path."""
    texts = [(carried(form.definition("", name), text), f"values.{name}", text) for name, text in filing.values.items()]
    for table, rows in filing.tables.items():
        for index, row in enumerate(rows):
            for column, text in row.items():
                texts.append((carried(form.definition(table, column), text), f"tables.{table}[{index}].{column}", text))
    return texts


@pytest.mark.parametrize("source", SAMPLES, ids=[f"{f.form}-{f.region}-{i}" for i, f in enumerate(SAMPLES)])
@pytest.mark.parametrize("accept", [plainly, never])
def test_no_cleared_place_holds_a_text_and_the_rest_is_as_it_was(source: Filing, accept: Callable[[YearOffer], bool]):
    form = FORMS.get(source.form)
    year = (source.year or 2020) + 1
    before = source.copy()
    report = carry_over(form, source, year, accept)
    assert source == before
    made = report.filing
    assert (made.year, made.region, made.id, made.status) == (year, source.region, "", "draft")
    assert all(rule != "clear" for rule, _, _ in cells(form, made))
    changed = {offer.found.path for offer in report.changed}
    gone = {cleared.path for cleared in report.cleared}
    for rule, path, text in cells(form, source):
        if path.startswith("values.") and path not in changed:
            assert made.get(path) == ("" if path in gone else text)
        if rule == "clear":
            definition = form.definition(parse_path(path).table, parse_path(path).column)
            assert path in gone or not definition.on_paper or definition.group
    again = carry_over(form, made, year + 1, accept)
    assert again.cleared == () or accept is plainly
    assert carry_over(form, made, year, accept).filing.values.keys() <= made.values.keys()


def declaration() -> Filing:
    return next(f.copy() for f in SAMPLES if f.form == "declaration" and "658090" in f.values["estimate_basis"])


def test_the_declaration_of_a_county() -> None:
    source = declaration()
    report = carry_over(FORMS.get("declaration"), source, 2021)
    made = report.filing
    assert made.values["period"] == "2021 年 1 月 至 2021 年 12 月"
    assert made.tables["schedule"][0]["starts"] == "2021年1月"
    assert "filled_on" not in made.values and "funding_fiscal" not in made.values
    assert made.values["annual_goal"].startswith("2021年城乡居民参保缴费人数达658090人")
    assert "【2019】60 号，2021 年度" in made.values["legal_basis"]
    assert "2019 年运行平稳" in made.values["feasibility"]
    assert made.tables["indicators"] == source.tables["indicators"]
    assert {found.text for found in report.figures if found.path == "values.estimate_basis"} >= {
        "658090 人",
        "21058880 元",
    }
    assert any(found.path.startswith("tables.indicators") and "658090" in found.text for found in report.figures)


def test_a_period_that_is_not_moved_is_cleared_rather_than_left_in_last_year() -> None:
    report = carry_over(FORMS.get("declaration"), declaration(), 2021, never)
    assert "period" not in report.filing.values
    assert {"starts", "ends"}.isdisjoint(report.filing.tables["schedule"][0])
    assert "2020年城乡居民" in report.filing.values["annual_goal"] and report.changed == ()
    assert "项目期限" in {cleared.label for cleared in report.cleared}


@pytest.mark.parametrize(("period", "after"), [
    ("长期", "长期"), ("2018-2022年", "2018-2022年"), ("2020-2022年", "2020-2022年"), ("2018-2020年", ""), ("无", "无"), ("全年", ""),
])  # fmt: skip
def test_other_periods(period: str, after: str) -> None:
    source = declaration()
    source.set("values.period", period)
    assert carry_over(FORMS.get("declaration"), source, 2021).filing.values.get("period", "") == after


def test_a_leap_day_does_not_become_a_day_there_is_not() -> None:
    source = declaration()
    source.set("tables.schedule[0].ends", "2020年2月29日")
    report = carry_over(FORMS.get("declaration"), source, 2021, lambda _: True)
    assert "ends" not in report.filing.tables["schedule"][0]


def test_weights_stay_scores_and_results_go() -> None:
    source = next(f for f in SAMPLES if f.form == "self-evaluation")
    made = carry_over(FORMS.get("self-evaluation"), source, 2021).filing
    row, old = made.tables["indicators"][0], source.tables["indicators"][0]
    assert row["weight"] == old["weight"] and row["target"] == old["target"]
    assert {"score", "actual", "reason"}.isdisjoint(row)
    assert {"total_score", "goal_actual"}.isdisjoint(made.values)


def test_events_of_a_year_do_not_come_along() -> None:
    source = next(f for f in SAMPLES if f.form == "fund-usage" and f.region == "650102")
    report = carry_over(FORMS.get("fund-usage"), source, 2021)
    assert report.filing.tables == {} and len(report.cleared) == 16


def test_figures_under_unknown_labels_go_and_texts_stay() -> None:
    source = declaration()
    source.set("values.extra:上年结余", "12.5万元")
    source.set("values.extra:说明", "按季拨付")
    made = carry_over(FORMS.get("declaration"), source, 2021).filing
    assert "extra:上年结余" not in made.values and made.values["extra:说明"] == "按季拨付"


def test_a_filing_without_a_year_offers_none_and_keeps_no_period() -> None:
    source = declaration()
    source.year = None
    report = carry_over(FORMS.get("declaration"), source, 2021)
    assert report.changed == report.offered == () and "period" not in report.filing.values


@given(
    st.dictionaries(
        st.sampled_from([f.id for f in FORMS.get("declaration").fields]),
        st.text("20年1度至月万元人-号〔〕。", max_size=20),
    )
)
def test_whatever_is_written_nothing_is_lost_from_the_report(values: dict[str, str]) -> None:
    form, source = FORMS.get("declaration"), Filing("declaration", 2020, "371521")
    for name, text in values.items():
        source.set(f"values.{name}", text)
    report = carry_over(form, source, 2021)
    assert report.kept + len(report.cleared) == len(source.values)
    assert len(report.filing.values) == report.kept
    refused, accepted = (carry_over(form, source, 2021, lambda _, wanted=wanted: wanted) for wanted in (False, True))
    asked = {offer.key for offer in (*report.changed, *report.offered)}
    assert len(asked) == len(report.changed) + len(report.offered)
    assert asked == {offer.key for offer in refused.offered} and not refused.changed
    assert asked == {offer.key for offer in (*accepted.changed, *accepted.offered)}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('label = "村名" }', 'label = "村名", carry = "maybe" }', "不认识 'maybe'：visit.toml：field[0].carry。可用：keep、clear、shift。"),
        ('options = ["入户"] }', 'options = ["入户"], carry = "shift" }',
         '这种字段没有年份可改：visit.toml：field kind.carry。请写 carry = "keep" 或 carry = "clear"。'),
        ("group = true }", 'group = true, carry = "clear" }',
         '说明一行是什么的列不能清空：visit.toml：table people.column group.carry。请删去 carry，或写 carry = "keep"。'),
        ('label = "人员"\ncolumn', 'label = "人员"\ncarry = "shift"\ncolumn', "不认识 'shift'：visit.toml：table[0].carry。可用：keep、clear。"),
    ],
)  # fmt: skip
def test_a_form_that_says_nonsense_on_carrying_over_is_refused(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(UserError) as caught:
        read_form(GOOD.replace(old, new, 1), "visit.toml")
    assert str(caught.value) == message
