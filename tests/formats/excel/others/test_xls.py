"""Workbooks of Excel 97 to 2003. The samples were written by samples/make_samples.py."""

import struct
from pathlib import Path

import pytest

from medaid_desktop.errors import UserError
from medaid_desktop.formats.documents import read_document
from tests.formats.packages import saved

SAMPLES = Path(__file__).parents[2] / "samples"
CODE_PAGE, FILE_PASS = b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00"


def test_a_workbook_is_read_as_shown():
    document = read_document(SAMPLES / "allocation.xls")
    grid, dictionary = document.grids
    assert (document.kind, grid.name, grid.origin, grid.rows, grid.cols) == ("xls", "分配表", (1, 1), 8, 4)
    assert [(cell.row, cell.col, cell.text, cell.kind) for cell in grid.cells] == [
        (0, 0, "资金分配表", "text"),
        (1, 0, "75%", "number"), (1, 1, "杭州市", "text"),
        (2, 0, "3,064", "number"), (2, 1, "TRUE", "yes-no"),
        (3, 0, "350 万元", "number"), (3, 1, "旧", "text"),
        (4, 0, "-105 ", "number"), (4, 1, "上年原有项目☑  新增项目☐", "text"),
        (5, 0, "12", "number"), (5, 1, "一\n二", "text"),
        (6, 0, "2020年6月", "date"),
        (7, 0, "350万元", "text"), (7, 3, "末", "text"),
    ]  # fmt: skip
    assert (dictionary.name, dictionary.shown) == ("字典", "very hidden")


def test_spans_looks_and_hidden_parts():
    grid = read_document(SAMPLES / "allocation.xls").grids[0]
    title, _, name = grid.cells[:3]
    assert (title.cols, title.bold, name.indent) == (4, True, 2)
    assert [cell.text for cell in grid.cells if cell.struck] == ["旧"]
    assert (grid.hidden_rows, grid.hidden_cols, grid.blank_spans) == ({5}, {3}, ((6, 1, 2, 2),))


def test_the_epoch_of_1904():
    assert read_document(SAMPLES / "epoch1904.xls").grids[0].cells[0].text == "2020-06-01"


def test_its_name_does_not_matter(tmp_path: Path):
    """WPS names the same format .et."""
    content = (SAMPLES / "allocation.xls").read_bytes()
    assert read_document(saved(tmp_path, content, "分配表.et")).kind == "xls"


def test_a_protected_workbook_says_how_to_unlock_it(tmp_path: Path):
    content = (SAMPLES / "allocation.xls").read_bytes().replace(CODE_PAGE, FILE_PASS, 1)
    with pytest.raises(UserError, match="密码") as raised:
        read_document(saved(tmp_path, content, "分配表.xls"))
    assert raised.value.where == "分配表.xls"


def test_a_truncated_workbook_is_damaged(tmp_path: Path):
    content = (SAMPLES / "allocation.xls").read_bytes()
    with pytest.raises(UserError, match="损坏"):
        read_document(saved(tmp_path, content[:2048]))


def test_sectors_that_follow_themselves_are_damage(tmp_path: Path):
    content = bytearray((SAMPLES / "allocation.xls").read_bytes())
    table = 512 * (struct.unpack_from("<I", content, 76)[0] + 1)
    struct.pack_into("<I", content, table, 0)  # the first sector of the workbook
    with pytest.raises(UserError, match="损坏"):
        read_document(saved(tmp_path, bytes(content)))
