"""Two versions of a form told from two forms, and filings moved over with nothing of the clerk's lost."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.filing import Filing
from medaid_desktop.recognition.templates.versions.likeness import SAME_TEMPLATE, same_template
from medaid_desktop.recognition.templates.versions.moving import Moved, moved
from tests.recognition.templates.blank_forms import DECLARATION, PROJECT, REGIONAL, SAMPLES, Sample, content, sample
from tests.recognition.templates.copies.test_reading import some_filing


def newer(text: str, *changes: tuple[str, str], name: str = "新版") -> Sample:
    """The next version of a form: some of its texts are others."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return sample(text, name, version="2")


def over(filing: Filing, old: Sample, new: Sample) -> Moved:
    return moved(filing, old.form, new.form, old.stored.map, new.stored.map)


PROJECT_2 = newer(
    PROJECT, ("项目负责人及电话", "项目负责人及联系电话"), ("指标值", "年度指标值"), ("附件2", "附件3"),
    ("^ | 效益指标 | 社会效益指标 |  | < |", "^ | 效益指标 | 经济效益指标 |  | < |\n^ | ^ | 社会效益指标 |  | < |"),
)  # fmt: skip
REGIONAL_2 = newer(
    REGIONAL,
    ("≥200万人次", "≥230万人次"), ("^ | ^ | ^ | 资助参保人数 | ≥100万人 |\n", ""),
    ("^ | 满意度指标", "^ | ^ | 可持续影响指标 | 健全救助体系 | 长期 |\n^ | 满意度指标"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [("绩效目标表", PROJECT_2), ("区域绩效目标表", REGIONAL_2)],
)
def test_versions_are_alike_and_other_forms_are_not(old: str, new: Sample) -> None:
    assert same_template(SAMPLES[old].stored.map, new.stored.map) >= SAME_TEMPLATE
    assert same_template(SAMPLES[old].stored.map, SAMPLES[old].stored.map) == 1.0
    for name, other in SAMPLES.items():
        if name != old:
            assert same_template(other.stored.map, new.stored.map) < SAME_TEMPLATE - 0.1
            assert same_template(new.stored.map, other.stored.map) < SAME_TEMPLATE - 0.1


def test_what_the_new_version_says_of_its_indicators_is_taken_over() -> None:
    old = SAMPLES["区域绩效目标表"]
    rows = [dict(row) for row in old.form.start.tables["indicators"]]
    rows[0]["target"] = "≥3万人次"
    rows[2] |= {"target": "≥75%", "upper_target": "≥72%"}
    rows.insert(1, {"level1": "产出指标", "level2": "数量指标", "level3": "本县另加的指标", "target": "5个"})
    rows.pop()
    after, lost = over(Filing(old.form.id, 2021, form_version="1", tables={"indicators": rows}), old, REGIONAL_2)
    assert after.form_version == "2"
    assert [(row.get("level3"), row.get("upper_target"), row.get("target")) for row in after.tables["indicators"]] == [
        ("医疗救助对象人次规模", "≥230万人次", "≥3万人次"),
        ("本县另加的指标", None, "5个"),
        ("重点救助对象自付费用救助比例", "≥72%", "≥75%"),
        ("困难群众看病就医方便程度", "明显提高", None),
        ("健全救助体系", "长期", None),
    ]
    assert lost == []


def test_an_indicator_that_is_printed_no_more_stays_once_it_was_filled_in() -> None:
    old = SAMPLES["区域绩效目标表"]
    rows = [dict(row) for row in old.form.start.tables["indicators"]]
    rows[1]["target"] = "≥2万人"
    after, _ = over(Filing(old.form.id, tables={"indicators": rows}), old, REGIONAL_2)
    assert {"level1": "产出指标", "level2": "数量指标", "level3": "资助参保人数", "upper_target": "≥100万人",
            "target": "≥2万人"} in after.tables["indicators"]  # fmt: skip


def test_a_label_written_otherwise_is_the_same_field() -> None:
    old = newer(DECLARATION, ("项目联系人 |", "经办科室负责人 |"), name="旧版")
    new = newer(DECLARATION, ("项目联系人 |", "经办科室的负责人 |"))
    name = next(field.id for field in old.form.fields if field.label.startswith("经办科室"))
    after, lost = over(Filing(old.form.id, values={name: "张三"}), old, new)
    assert lost == []
    assert content(after)[0] == {next(f.id for f in new.form.fields if f.label.startswith("经办科室")): "张三"}


def test_what_has_no_place_stays_under_its_label_and_is_named() -> None:
    old, new = SAMPLES["申报表"], SAMPLES["绩效目标表"]
    filing = Filing(
        old.form.id, 2021, "371521", values={"project_name": "医疗救助", "contact": "李四", "extra:旧项": "甲"},
        tables={
            "schedule": [{"activity": "资助参保", "starts": "1月"}, {"activity": "住院救助"}],
            "indicators": [{"level1": "产出指标", "level3": "人数", "target": "5人", "note": "按季报"}],
        },
    )  # fmt: skip
    after, lost = over(filing, old, new)
    assert (after.year, after.region, after.form) == (2021, "371521", new.form.id)
    values, tables = content(after)
    assert values["project_name"] == "医疗救助"
    assert {"李四", "甲", "资助参保；1月\n住院救助"} <= set(values.values())
    assert tables["indicators"][0]["note"] == "按季报"
    assert {"李四", "资助参保；1月\n住院救助"} == {
        text for name, text in values.items() if name.startswith("extra:")
    } - {"甲"}
    assert len(lost) == 3
    assert any("备注" in name for name in lost)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_nothing_is_ever_lost(seed: int) -> None:
    random = Random(seed)
    every = [*SAMPLES.values(), PROJECT_2, REGIONAL_2]
    old, new = random.choice(every), random.choice(every)
    filing = some_filing(old, random)
    filing.values |= {"extra:另外": "补充的话", "extra:项目负责人及电话": "周五"}
    after, _ = over(filing, old, new)
    whole = [*after.values.values(), *(text for rows in after.tables.values() for row in rows for text in row.values())]
    said = "\n".join(whole)
    for text in filing.values.values():
        assert text in whole
    for rows in filing.tables.values():
        for row in rows:
            assert all(text in said for text in row.values())
    for name in after.values:
        new.form.check_name("", name, "")
    for table, rows in after.tables.items():
        for row in rows:
            for column in row:
                new.form.check_name(table, column, "")


@pytest.mark.parametrize("name", SAMPLES)
def test_moving_to_the_same_version_changes_nothing(name: str) -> None:
    one = SAMPLES[name]
    filing = some_filing(one, Random(name))
    again = replace(one.form, version="2")
    after, lost = moved(filing, one.form, again, one.stored.map, one.stored.map)
    assert lost == []
    before = content(filing)
    assert content(after)[0] == before[0]
    for table, rows in before[1].items():
        names = {row.get("level3") or str(row) for row in rows}
        assert names <= {row.get("level3") or str(row) for row in content(after)[1][table]}


def test_moving_leaves_the_filing_itself_alone() -> None:
    old = SAMPLES["绩效目标表"]
    filing = some_filing(old, Random(7))
    before = str(filing)
    over(filing, old, PROJECT_2)
    assert str(filing) == before
