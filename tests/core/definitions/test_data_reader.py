"""The strict reader: each key with its type, errors that name file, key, cause and cure."""

from collections.abc import Callable
from typing import Any

import pytest

from medaid_desktop.core.definitions.data_reader import DataReader
from medaid_desktop.errors import UserError

DATA = {
    "word": "文字",
    "words": ["甲", "乙"],
    "flag": True,
    "number": 3,
    "numbers": [1, 2.5],
    "table": {"inner": "x"},
    "tables": [{"inner": "x"}, {"inner": "y"}],
    "rows": [[{"inner": "x"}], []],
    "lines": [{"a": "1", "b": "2"}],
    "by_key": {"role": ["total", "subtotal"]},
}


def reader(**changes: Any) -> DataReader:
    return DataReader({**DATA, **changes}, "样表.toml")


def test_each_key_with_its_type() -> None:
    data = reader()
    assert data.text("word") == "文字"
    assert data.texts("words") == ("甲", "乙")
    assert data.flag("flag") is True
    assert data.number("number", 0) == 3.0
    assert data.numbers("numbers") == (1.0, 2.5)
    assert data.table("table").text("inner") == "x"  # type: ignore[union-attr]
    assert [item.text("inner") for item in data.tables("tables")] == ["x", "y"]
    assert [[item.text("inner") for item in row] for row in data.rows_of_tables("rows")] == [["x"], []]
    assert data.text_tables("lines") == [{"a": "1", "b": "2"}]
    assert data.texts_by_key("by_key") == {"role": ("total", "subtotal")}
    assert data.choice("word", ("文字", "数")) == "文字"
    data.finish()


def test_absent_keys_have_defaults() -> None:
    data = DataReader({}, "样表.toml")
    assert (data.text("a", "x"), data.texts("a"), data.flag("a"), data.number("a", 2)) == ("x", (), False, 2)
    assert (data.numbers("a"), data.table("a", optional=True), data.tables("a")) == ((), None, [])
    assert (data.rows_of_tables("a"), data.text_tables("a"), data.texts_by_key("a")) == ([], [], {})
    assert data.choice("a", ("x", "y"), "y") == "y"


@pytest.mark.parametrize(
    ("read", "changes", "message"),
    [
        (lambda d: d.text("none"), {}, "缺少必需的键：样表.toml：none。请补上 none = …。"),
        (lambda d: d.choice("none", (1,)), {}, "缺少必需的键：样表.toml：none。请补上 none = …。"),
        (lambda d: d.table("none"), {}, "缺少必需的键：样表.toml：none。请补上 none = …。"),
        (lambda d: d.text("word"), {"word": 3}, "应为文字：样表.toml：word。请加上引号。"),
        (lambda d: d.texts("words"), {"words": ["甲", 2]}, '应为文字的列表：样表.toml：words。请写成 ["…", "…"]。'),
        (lambda d: d.texts("words"), {"words": "甲"}, '应为文字的列表：样表.toml：words。请写成 ["…", "…"]。'),
        (
            lambda d: d.flag("flag"),
            {"flag": "true"},
            "应为 true 或 false：样表.toml：flag。请改为 true 或 false，不加引号。",
        ),
        (lambda d: d.number("number", 0), {"number": "3"}, "应为数：样表.toml：number。请写成不加引号的数。"),
        (lambda d: d.number("number", 0), {"number": True}, "应为数：样表.toml：number。请写成不加引号的数。"),
        (lambda d: d.numbers("numbers"), {"numbers": 3}, "应为数的列表：样表.toml：numbers。请写成 [20, 30]。"),
        (lambda d: d.numbers("numbers"), {"numbers": ["3"]}, "应为数：样表.toml：numbers。请写成不加引号的数。"),
        (lambda d: d.table("table"), {"table": []}, "应为表：样表.toml：table。请写成 { 键 = 值 }。"),
        (lambda d: d.tables("tables"), {"tables": {}}, "应为列表：样表.toml：tables。请写成 [ … ]。"),
        (lambda d: d.tables("tables"), {"tables": ["x"]}, "应为表：样表.toml：tables[0]。请写成 { 键 = 值 }。"),
        (lambda d: d.rows_of_tables("rows"), {"rows": [{}]}, "应为列表：样表.toml：rows[0]。请写成 [ … ]。"),
        (lambda d: d.rows_of_tables("rows"), {"rows": [[1]]}, "应为表：样表.toml：rows[0][0]。请写成 { 键 = 值 }。"),
        (lambda d: d.text_tables("lines"), {"lines": [{"a": 1}]}, "应为文字：样表.toml：lines[0].a。请加上引号。"),
        (lambda d: d.choice("word", ("甲", "乙")), {}, "不认识 '文字'：样表.toml：word。可用：甲、乙。"),
        (lambda d: d.choice("word", ("甲", "乙")), {"word": []}, "不认识 []：样表.toml：word。可用：甲、乙。"),
    ],
)
def test_another_shape_is_refused(read: Callable[[DataReader], object], changes: dict[str, Any], message: str) -> None:
    with pytest.raises(UserError) as caught:
        read(reader(**changes))
    assert str(caught.value) == message


def test_keys_nobody_asked_for_are_refused() -> None:
    data = DataReader({"a": "1", "typo": "2"}, "样表.toml", "section[0]")
    data.text("a")
    data.flag("b")
    with pytest.raises(UserError) as caught:
        data.finish()
    assert str(caught.value) == "不认识的键：样表.toml：section[0].typo。请删去或改正；这里可用：a、b。"
