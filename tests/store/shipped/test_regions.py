"""The shipped region table is read once, from the resources, and says so calmly when it cannot be read."""

from pathlib import Path

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.store.shipped import regions
from medaid_desktop.store.shipped.regions import FILES, load_regions


@pytest.fixture
def other_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(regions, "resource", tmp_path.joinpath)
    load_regions.cache_clear()
    yield tmp_path
    load_regions.cache_clear()


def test_the_shipped_table_is_read_once():
    table = load_regions()
    assert table.get("371521").name == "阳谷县"
    assert table.get("650104+GX").parent == "650104"
    assert table.match("达板城区", "650100", 2020).kind == "look-alike"
    assert load_regions() is table


def test_a_missing_file_is_told(other_resources: Path):
    with pytest.raises(UserError, match="区划表读不出来") as raised:
        load_regions()
    assert str(other_resources / "regions" / FILES[0]) in raised.value.where


def test_a_damaged_file_is_told(other_resources: Path):
    (other_resources / "regions").mkdir()
    for name in FILES:
        (other_resources / "regions" / name).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match="区划表读不出来"):
        load_regions()


def test_a_file_of_another_kind_is_told(other_resources: Path):
    (other_resources / "regions").mkdir()
    for name in FILES:
        (other_resources / "regions" / name).write_text("a\tb\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"区划表的表头不对：regions\.tsv"):
        load_regions()
