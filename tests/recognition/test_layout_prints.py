"""The print of a layout: one for all files of a template, another for every other template."""

import os
from random import Random

import pytest

from medaid_desktop.recognition.understood import Understood
from tests.recognition.canvas import with_gaps
from tests.recognition.contents import filing
from tests.recognition.drawing import document, drawn
from tests.recognition.layout_allocations import lay_allocation
from tests.recognition.layout_usage import lay_usage
from tests.recognition.layouts import TITLES, Laid, lay_form
from tests.recognition.next_file import more_rows, other_contents
from tests.recognition.reading_back import known, read

TIMES = int(os.environ.get("MEDAID_LAYOUTS", "1"))


def laid_form(form: str, seed: int) -> tuple[Laid, Random]:
    rng = Random(f"print{form}{seed}")
    return lay_form(filing(rng, form), known().forms[form], rng), rng


def prints(laid: Laid) -> list[str]:
    return [table.layout for table in read(laid.canvas.document())]


@pytest.mark.parametrize("form", TITLES)
def test_other_contents_and_more_rows_leave_the_print_as_it_is(form: str):
    for seed in range(8 * TIMES):
        laid, rng = laid_form(form, seed)
        (found,) = read(laid.canvas.document())
        assert other_contents(laid.canvas, found, rng)
        assert prints(laid) == [found.layout], (form, seed)
        more_rows(laid.canvas, found, rng.randrange(1, 5))
        assert prints(laid) == [found.layout], (form, seed)


@pytest.mark.parametrize("form", TITLES)
def test_blank_rows_and_a_shifted_table_leave_the_print_as_it_is(form: str):
    for seed in range(4 * TIMES):
        laid, rng = laid_form(form, seed)
        before = prints(laid)
        with_gaps(laid.canvas, rng)
        assert prints(laid) == before, (form, seed)
        assert [table.layout for table in read(laid.canvas.document(Random(seed)))] == before


def test_different_layouts_have_different_prints():
    found = [prints(laid_form(form, seed)[0])[0] for form in TITLES for seed in range(10)]
    assert len(set(found)) == len(found)


def allocation(*heads: str, rows: str = "凯里市 | 10\n黄平县 | 20") -> Understood:
    return read(document(drawn(f"2022年补助资金分配表 | <\n{' | '.join(heads)}\n{rows}")))[0]


def test_an_allocation_is_told_by_its_head_whoever_gets_how_much():
    first = allocation("地区", "金额")
    assert allocation("地区", "金额", rows="永嘉县 | 1\n平阳县 | 2\n苍南县 | 3\n合计 | 6").layout == first.layout
    assert allocation("单位", "金额").layout != first.layout
    assert allocation("地区", "资金").layout != first.layout


def test_years_and_months_in_heads_do_not_count():
    first = allocation("地区", "2023年下达金额")
    assert allocation("地区", "2024年下达金额").layout == first.layout


def test_allocations_and_reports_of_use_have_prints_too():
    for seed in range(6):
        for laid in (lay_allocation(Random(seed)), lay_usage(Random(seed))):
            tables = read(laid.canvas.document())
            assert all(len(table.layout) == 20 for table in tables)


FORM = """
绩效目标表 | < | < | <
（2022年度） | < | < | <
项目名称 | 医疗救助 | < | <
实施单位 | 鹤庆县医疗保障局 | < | <
牵头科室 | 待遇科 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 救助人次 | 100人次
"""


def test_labels_say_what_they_were_taken_for_and_the_area_what_the_table_covers():
    found = read(document(drawn(FORM)))[0]
    assert found.area == (0, 0, 7, 4)
    assert found.labels == {
        (2, 0): "values.project_name",
        (3, 0): "values.implementing_unit",
        (4, 0): "values.extra:牵头科室",
        (5, 0): "tables.indicators.level1",
        (5, 1): "tables.indicators.level2",
        (5, 2): "tables.indicators.level3",
        (5, 3): "tables.indicators.target",
    }


def test_forms_on_one_sheet_have_areas_of_their_own():
    below = FORM.replace("数量指标 | 救助人次", "质量指标 | 救助比例")
    tables = read(document(drawn(FORM.strip() + "\n" + below.strip())))
    assert [table.area for table in tables] == [(0, 0, 7, 4), (7, 0, 7, 4)]
    assert tables[0].layout == tables[1].layout
