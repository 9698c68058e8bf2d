"""The models of regions and filings, under Qt's own tester."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.region_library import load_regions
from medaid_desktop.ui.models.filing_model import FORM, REGION, STATUS, TITLE, YEAR, FilingModel
from medaid_desktop.ui.models.region_hits_model import RegionHitsModel
from medaid_desktop.ui.models.region_model import COUNT, EVERYWHERE, NAME, NOWHERE, RegionModel

Role = Qt.ItemDataRole


def strict(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Ledger.create(tmp_path / "office.medaid") as ledger:
        yield Desk(ledger, FormLibrary())


def add(desk: Desk, region: str | None, year: int, title: str, form: str = "declaration") -> str:
    return desk.ledger.filings.add(Filing(form=form, region=region, year=year), title).id


@pytest.mark.usefixtures("qapp")
class TestRegions:
    def test_passes_the_tester_through_all_changes(self):
        model = RegionModel()
        tester = strict(model)
        regions = load_regions()
        model.show_regions(regions, None, {"371521": 2, "": 1})
        assert model.index_of("371521").isValid()
        model.show_regions(regions, 2020, {"330104": 1})
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
        model.show_regions(load_regions(), None, {"371521": 2, "371500": 1, "650104+GX": 4, "": 3})
        count = {code: model.index_of(code).siblingAtColumn(COUNT).data() for code in ("371521", "371500", "370000")}
        assert count == {"371521": "2", "371500": "3", "370000": "3"}
        assert model.index_of("650000").siblingAtColumn(COUNT).data() == "4"
        assert model.index_of(EVERYWHERE).siblingAtColumn(COUNT).data() == "10"
        assert model.index_of(NOWHERE).siblingAtColumn(COUNT).data() == "3"
        assert model.index_of("110000").siblingAtColumn(COUNT).data() == ""

    def test_those_without_a_region_have_a_row_only_while_there_are_some(self):
        model = RegionModel()
        model.show_regions(load_regions(), None, {"371521": 1})
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
        model.show_regions(load_regions(), None, {"330104": 1})
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
        model.show_regions(load_regions(), None, {"999999": 1})
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


@pytest.mark.usefixtures("qapp")
class TestFilings:
    def test_shows_form_title_region_year_and_state(self, desk: Desk):
        add(desk, "371521", 2020, "贫困人口医疗救助")
        model = FilingModel()
        model.show_filings(desk, None, None)
        cells = [model.index(0, column).data() for column in (FORM, TITLE, REGION, YEAR, STATUS)]
        assert cells == ["预算绩效目标申报表", "贫困人口医疗救助", "阳谷县", "2020", "草稿"]

    def test_a_form_nobody_knows_is_shown_by_its_id(self, desk: Desk):
        add(desk, None, 2020, "x", form="custom:later")
        model = FilingModel()
        model.show_filings(desk, NOWHERE, None)
        assert model.index(0, FORM).data() == "custom:later"

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
        model.sort(TITLE, Qt.SortOrder.DescendingOrder)
        assert [model.index(row, TITLE).data() for row in (0, 1199)] == ["1199", "0000"]
        assert tester.model() is model

    def test_the_third_click_on_a_head_goes_back_to_chunks(self, desk: Desk):
        with desk.ledger.transaction():
            for number in range(600):
                add(desk, "371521", 2020, f"{number:04}")
        model = FilingModel()
        model.show_filings(desk, None, None)
        model.sort(TITLE)
        assert model.rowCount() == 600
        model.sort(-1)
        assert model.rowCount() == 200

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
