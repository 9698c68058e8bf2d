"""The models of regions and filings, under Qt's own tester."""

from collections.abc import Mapping

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.checking import RULES_VERSION
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.records.check_results import Counts, Result
from medaid_desktop.store.records.listing import RegionCount
from medaid_desktop.store.shipped.regions import load_regions
from medaid_desktop.ui.models.filing_model import FORM, REGION, STATUS, TITLE, YEAR, FilingModel, ListFilter
from medaid_desktop.ui.models.region_hits_model import RegionHitsModel
from medaid_desktop.ui.models.region_model import COUNT, EVERYWHERE, NAME, NOWHERE, OPEN, RegionModel

Role = Qt.ItemDataRole


def strict(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def counts(filings: dict[str, int]) -> dict[str, RegionCount]:
    return {code: RegionCount(number, number) for code, number in filings.items()}


def add(desk: Desk, region: str | None, year: int, title: str, form: str = "declaration") -> str:
    return desk.ledger.filings.add(Filing(form=form, region=region, year=year), title).id


def note_errors(desk: Desk, errors: Mapping[str, int]) -> None:
    """Keeps how many errors filings have, as a check does."""
    moments = desk.ledger.overview.changed_at([*errors])
    results = [Result(key, moments[key], Counts(errors=count)) for key, count in errors.items()]
    desk.ledger.check_results.note(results, RULES_VERSION)


@pytest.mark.usefixtures("qapp")
class TestRegions:
    def test_passes_the_tester_through_all_changes(self):
        model = RegionModel()
        tester = strict(model)
        regions = load_regions()
        model.show_regions(regions, None, counts({"371521": 2, "": 1}))
        assert model.index_of("371521").isValid()
        model.show_regions(regions, 2020, counts({"330104": 1}))
        assert model.index_of("330104").isValid()
        model.show_regions(None, None, {})
        assert model.rowCount() == 0
        assert tester.model() is model

    def test_reads_only_what_is_looked_at(self):
        model = RegionModel()
        model.show_regions(load_regions(), None, {})
        assert model.rowCount() == 35 == len(model._nodes)
        model.index_of("371521")
        assert len(model._nodes) < 100

    def test_counts_add_up_the_tree(self):
        model = RegionModel()
        model.show_regions(load_regions(), None, counts({"371521": 2, "371500": 1, "650104+GX": 4, "": 3}))
        count = {code: model.index_of(code).siblingAtColumn(COUNT).data() for code in ("371521", "371500", "370000")}
        assert count == {"371521": "2", "371500": "3", "370000": "3"}
        assert model.index_of("650000").siblingAtColumn(COUNT).data() == "4"
        assert model.index_of(EVERYWHERE).siblingAtColumn(COUNT).data() == "10"
        assert model.index_of(NOWHERE).siblingAtColumn(COUNT).data() == "3"
        assert model.index_of("110000").siblingAtColumn(COUNT).data() is None

    def test_states_and_open_errors_add_up_and_are_told_in_words(self):
        model = RegionModel()
        counted = {
            "371521": RegionCount(4, 1, 1, 4, 1), "371500": RegionCount(1, 0, 1, 0), "110101": RegionCount(1, 1),
        }  # fmt: skip
        model.show_regions(load_regions(), None, counted)
        index = model.index_of("370000")
        assert index.siblingAtColumn(COUNT).data() == "2/5"
        assert index.siblingAtColumn(OPEN).data() == "● 4"
        words = "5 份填报件（草稿 1，已退回 1，审核中 1，已审核 2），4 处错误"
        assert index.siblingAtColumn(OPEN).data(Role.ToolTipRole) == words
        assert index.data(Role.AccessibleTextRole) == f"山东省，{words}"
        assert model.index_of("110000").siblingAtColumn(OPEN).data() == ""

    def test_a_new_count_reaches_all_above_without_reading_the_tree_again(self):
        model = RegionModel()
        model.show_regions(load_regions(), None, {"371521": RegionCount(1, 1, 0, 4), "": RegionCount(1, 1, 0, 2)})
        model.index_of("371521")
        resets: list[bool] = []
        changed: list[str | None] = []
        model.modelReset.connect(lambda: resets.append(True))
        model.dataChanged.connect(lambda index: changed.append(model.code(index)))
        model.change_count("371521", RegionCount(1, 1, 0, 3))
        assert changed == [None, "370000", "371500", "371521"] and not resets
        assert model.index_of("370000").siblingAtColumn(OPEN).data() == "● 3"
        assert model.index_of(EVERYWHERE).siblingAtColumn(OPEN).data() == "● 5"
        model.change_count(NOWHERE, RegionCount(1, 1))
        assert model.index_of(NOWHERE).siblingAtColumn(OPEN).data() == ""

    def test_those_without_a_region_have_a_row_only_while_there_are_some(self):
        model = RegionModel()
        model.show_regions(load_regions(), None, counts({"371521": 1}))
        assert not model.index_of(NOWHERE).isValid()

    def test_the_tree_is_that_of_the_year(self):
        model = RegionModel()
        regions = load_regions()
        model.show_regions(regions, 2020, {})
        assert model.index_of("330104").data() == "江干区"
        model.show_regions(regions, 2022, {})
        assert not model.index_of("330104").isValid()
        assert model.index_of("330113").data() == "临平区"

    def test_an_abolished_region_with_filings_stays_and_says_until_when(self):
        model = RegionModel()
        model.show_regions(load_regions(), None, counts({"330104": 1}))
        index = model.index_of("330104")
        assert index.data() == "江干区（至 2021 年）"
        assert index.parent().data() == "杭州市"

    def test_the_digits_of_a_code_tell_the_way_down_to_it(self):
        regions = load_regions()
        model = RegionModel()
        model.show_regions(regions, None, {})
        wrong = [
            r.code for r in regions.regions() if model._path(r.code) != [step.code for step in regions.path(r.code)]
        ]
        assert wrong == []

    def test_an_unknown_code_spoils_nothing(self):
        model = RegionModel()
        tester = strict(model)
        model.show_regions(load_regions(), None, counts({"999999": 1}))
        assert model.index_of(EVERYWHERE).siblingAtColumn(COUNT).data() == "1"
        assert tester.model() is model


@pytest.mark.usefixtures("qapp")
class TestHits:
    @pytest.mark.parametrize("typed", ["阳谷", "371521", "yanggu", "sdlcyg", "聊城阳谷"])
    def test_all_ways_of_typing_find_the_county_first(self, typed: str):
        model = RegionHitsModel()
        tester = strict(model)
        model.search(load_regions(), typed)
        assert model.code(0) == "371521"
        assert model.index(0, NAME).data() == "阳谷县"
        assert model.index(0, 1).data() == "山东省聊城市"
        model.search(load_regions(), "没有的地方")
        assert model.rowCount() == 0 and tester.model() is model

    def test_a_region_of_another_year_is_offered_where_the_year_knows_none(self):
        model = RegionHitsModel()
        model.search(load_regions(), "江干", 2023)
        assert model.index(0, NAME).data() == "江干区（至 2021 年）"
        model.search(load_regions(), "江北区", 2026)
        assert "重庆" not in model.index(0, 1).data() and model.rowCount() == 1

    def test_a_name_that_is_nearly_right_says_so(self):
        model = RegionHitsModel()
        model.search(load_regions(), "达板城")
        assert model.index(0, NAME).data() == "达坂城区"
        assert model.index(0, 1).data() == "新疆维吾尔自治区乌鲁木齐市（名称相近）"


@pytest.mark.usefixtures("qapp")
class TestFilings:
    def test_shows_form_title_region_year_and_state(self, desk: Desk):
        add(desk, "371521", 2020, "贫困人口医疗救助")
        model = FilingModel()
        model.show_filings(desk, None, None)
        cells = [model.index(0, column).data() for column in (FORM, TITLE, REGION, YEAR, STATUS)]
        assert cells == ["申报表", "贫困人口医疗救助", "阳谷县", "2020", "○ 草稿"]
        assert model.index(0, FORM).data(Qt.ItemDataRole.AccessibleTextRole) == "预算绩效目标申报表"
        assert "预算绩效目标申报表" in model.index(0, TITLE).data(Qt.ItemDataRole.ToolTipRole)

    def test_a_form_nobody_knows_is_shown_by_its_name(self, desk: Desk):
        add(desk, None, 2020, "x", form="custom:later")
        model = FilingModel()
        model.show_filings(desk, NOWHERE, None)
        assert model.index(0, FORM).data() == "later"

    def test_reads_in_chunks_and_sorts_all(self, desk: Desk):
        with desk.ledger.transaction():
            for number in range(1200):
                add(desk, "371521", 2000 + number % 20, f"{number:04}")
        model = FilingModel()
        model.show_filings(desk, "371500", None)
        assert (model.rowCount(), model.total) == (200, 1200)
        tester = strict(model)  # it fetches by itself, but must not do so within a reset
        while model.canFetchMore(QModelIndex()):
            model.fetchMore(QModelIndex())
        assert model.rowCount() == 1200
        assert tester.model() is model
        del tester
        model.sort(TITLE, Qt.SortOrder.DescendingOrder)
        while model.canFetchMore(QModelIndex()):
            model.fetchMore(QModelIndex())
        assert [model.index(row, TITLE).data() for row in (0, 1199)] == ["1199", "0000"]

    def test_narrowed_by_form_state_open_errors_and_words(self, desk: Desk):
        ids = [
            add(desk, "371521", 2020, "甲项目"), add(desk, "110101", 2021, "乙项目"),
            add(desk, "371521", 2021, "丙", "allocation"),
        ]  # fmt: skip
        desk.ledger.filings.note_status(ids[1], "reviewed")
        model = FilingModel()
        model.show_filings(desk, None, None)

        def left(wanted: ListFilter) -> set[int]:
            model.narrow(wanted)
            return {ids.index(filing_id) for filing_id in model.listed_ids()}

        assert left(ListFilter(form="declaration")) == {0, 1}
        assert left(ListFilter(status="reviewed")) == {1}
        assert left(ListFilter(open_only=True)) == set()
        note_errors(desk, {ids[0]: 2, ids[1]: 1, ids[2]: 3})
        assert left(ListFilter(open_only=True, status="draft")) == {0, 2}
        for words, expected in (
            ("项目", {0, 1}), ("阳谷", {0, 2}), ("聊城 2021", {2}), ("分配表", {2}), ("2021年", {1, 2}), ("110101", {1}),
            ("阳谷 乙", set()), ("%", set()),
        ):  # fmt: skip
            assert left(ListFilter(text=words)) == expected, words

    @pytest.mark.parametrize("column", range(6))
    def test_every_column_sorts_both_ways_and_misses_nothing(self, desk: Desk, column: int):
        for number in range(6):
            form = ("declaration", "allocation")[number % 2]
            filing_id = add(desk, f"37152{number % 2 + 1}", 2018 + number % 3, f"题{number}", form)
            desk.ledger.filings.note_status(filing_id, ("draft", "reviewed", "returned")[number % 3])
            note_errors(desk, {filing_id: number})
        model = FilingModel()
        model.show_filings(desk, None, None)
        model.sort(column)
        cells = [model.index(row, column).data() for row in range(6)]
        model.sort(column, Qt.SortOrder.DescendingOrder)
        assert [model.index(row, column).data() for row in range(6)] == cells[::-1]
        assert model.total == 6 and len(set(cells)) > 1

    def test_states_sort_in_the_order_of_the_work(self, desk: Desk):
        for status in ("reviewed", "draft", "in-review", "returned"):
            desk.ledger.filings.note_status(add(desk, "371521", 2020, "题"), status)
        model = FilingModel()
        model.show_filings(desk, None, None)
        model.sort(STATUS)
        assert [model.index(row, STATUS).data() for row in range(4)] == ["○ 草稿", "▲ 已退回", "◇ 审核中", "√ 已审核"]

    def test_a_filing_far_down_is_read_when_it_is_asked_for(self, desk: Desk):
        with desk.ledger.transaction():
            ids = [add(desk, "371521", 2020, f"{number:04}") for number in range(500)]
        model = FilingModel()
        model.show_filings(desk, None, None)
        assert model.rowCount() == 200
        assert model.row_of(ids[450], only_read=True) == -1
        row = model.row_of(ids[450])
        assert model.filing_id(row) == ids[450] and model.rowCount() == row + 1

    def test_the_third_click_on_a_head_goes_back_to_chunks(self, desk: Desk):
        with desk.ledger.transaction():
            for number in range(600):
                add(desk, "371521", 2020, f"{number:04}")
        model = FilingModel()
        model.show_filings(desk, None, None)
        model.sort(TITLE, Qt.SortOrder.DescendingOrder)
        assert (model.rowCount(), model.index(0, TITLE).data()) == (200, "0599")
        model.sort(-1)
        assert (model.rowCount(), model.index(0, TITLE).data()) == (200, "0000")

    def test_a_new_title_is_shown_without_reading_all_again(self, desk: Desk):
        ids = [add(desk, "371521", 2020, name) for name in ("a", "b")]
        model = FilingModel()
        model.show_filings(desk, None, None)
        resets: list[bool] = []
        model.modelReset.connect(lambda: resets.append(True))
        desk.ledger.filings.revise(ids[1], title="c")
        model.refresh(ids[1])
        assert model.index(model.row_of(ids[1]), TITLE).data() == "c" and not resets

    def test_the_bin_is_a_list_of_its_own(self, desk: Desk):
        ids = [add(desk, "371521", 2020, name) for name in ("a", "b")]
        desk.ledger.filings.delete(ids[:1])
        model = FilingModel()
        model.show_filings(desk, None, None, deleted=True)
        assert [model.filing_id(row) for row in range(model.rowCount())] == ids[:1]
