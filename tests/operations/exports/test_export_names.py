"""Names of exported files: whatever clerks write, every system takes them, and no two are the same."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.exports.export_names import LONGEST_PATH, FileNames, another_name
from medaid_desktop.store.forms.form_library import FormLibrary

FORM = FormLibrary().get("declaration")
FOLDER = Path("/media/U盘/上报")


def named(title, region="阳谷县", year=2020, folder=FOLDER):
    return FileNames(folder).name(region, FORM, Filing("declaration", year, values={"project_name": title}), ".xlsx")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("医疗救助", "阳谷县-2020-申报表-医疗救助.xlsx"),
        ("", "阳谷县-2020-申报表.xlsx"),
        ('救助/补助:"一"?*|<二>\\', "阳谷县-2020-申报表-救助_补助_一_二_.xlsx"),
        ("第一行\n第二行", "阳谷县-2020-申报表-第一行第二行.xlsx"),
        ("结尾有点...", "阳谷县-2020-申报表-结尾有点.xlsx"),
        ("长" * 200, f"阳谷县-2020-申报表-{'长' * 64}.xlsx"),
    ],
)
def test_sensible_names(title, name):
    found = named(title)
    assert found == name or (len(title) == 200 and found.startswith("阳谷县-2020-申报表-长") and len(found) <= 85)


def test_what_is_unknown_is_left_out():
    assert named("医疗救助", "", None) == "申报表-医疗救助.xlsx"
    assert named("NUL", "", None) == "申报表-NUL.xlsx"


def test_names_differ_whatever_the_case():
    names = FileNames(FOLDER)
    found = [names.unique(text, ".xlsx") for text in ("Abc", "aBC", "abc", "abc(2)", "长" * 200, "长" * 200)]
    assert found[:4] == ["Abc.xlsx", "aBC(2).xlsx", "abc(3).xlsx", "abc(2)(2).xlsx"]
    assert len({name.casefold() for name in found}) == 6
    assert names.unique("abc", ".docx") == "abc.docx"


def test_a_long_folder_leaves_shorter_names_and_at_last_none():
    folder = Path("/" + "夹" * 150)
    name = FileNames(folder).unique("长" * 200, ".xlsx")
    assert len(str(folder / name)) <= LONGEST_PATH
    with pytest.raises(UserError, match="路径太长"):
        FileNames(Path("/" + "夹" * 230))


def test_another_name_is_one_that_is_free(tmp_path):
    path = tmp_path / "申报表.xlsx"
    assert another_name(path).name == "申报表(2).xlsx"
    (tmp_path / "申报表(2).xlsx").touch()
    assert another_name(path).name == "申报表(3).xlsx"


@settings(max_examples=80)
@given(st.lists(st.text(max_size=150), min_size=1, max_size=6), st.sampled_from([10, 120, 200]))
def test_every_batch_has_names_that_windows_takes(texts, depth):
    folder = Path("/" + "d" * depth)
    names = FileNames(folder)
    found = [names.unique(text, ".xlsx") for text in texts]
    assert len({name.casefold() for name in found}) == len(found)
    for name in found:
        stem = name.removesuffix(".xlsx")
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
        assert stem and stem == stem.strip(" .")
        assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", stem)
        assert len(f"{folder}/{name}".encode("utf-16-le")) // 2 <= LONGEST_PATH
        assert len(name.encode()) <= 255
