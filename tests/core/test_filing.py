"""Content and the one way to change it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.filing import Edit, Filing, Place, clean_text, parse_path, parse_row, row_text
from medaid_desktop.errors import UserError

# -- texts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  154.18 ", "154.18"),
        ("　全角空格　", "全角空格"),
        ("年　月　日", "年　月　日"),
        ("一\r\n二\r三\u2028四\x85五\v六", "一\n二\n三\n四\n五\n六"),
        ("甲\x00乙\x1f丙\x7f", "甲乙丙"),
        ("\ufeff零宽\u200b空格\u202e", "零宽空格"),
        ("a\tb", "a\tb"),
        ("䶮𬱟㛃", "䶮𬱟㛃"),
        ("≥95%", "≥95%"),
        ("　\n ", ""),
    ],
)
def test_clean_text(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@given(st.text())
def test_clean_text_is_stable_and_changes_nothing_visible(text: str) -> None:
    try:
        kept = clean_text(text)
    except UserError:
        assert any(0xD800 <= ord(character) < 0xE000 for character in text)
        return
    assert clean_text(kept) == kept
    assert [c for c in text if c.isalnum()] == [c for c in kept if c.isalnum()]


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        clean_text("甲\ud840")
    assert str(caught.value) == "文字里有无法保存的字符：第 2 个字符。请删去该字符后重新录入。"


# -- paths -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("values.project_name", Place("", -1, "project_name")),
        ("values.extra:经办.科室[1]\n二", Place("", -1, "extra:经办.科室[1]\n二")),
        ("tables.indicators[3].target", Place("indicators", 3, "target")),
        ("tables.indicators[12]", Place("indicators", 12, "")),
        ("tables.indicators[+0]", Place("indicators", 0, "", True)),
        ("tables.indicators[+3].level3", Place("indicators", 3, "level3", True)),
        ("tables.fund-usage_2[0].extra:备注", Place("fund-usage_2", 0, "extra:备注")),
    ],
)
def test_paths(path: str, place: Place) -> None:
    assert parse_path(path) == place


@pytest.mark.parametrize(
    "path",
    ["", "values", "values.", "project_name", "tables.t", "tables.t[]", "tables.t[-1].x", "tables.t[1]x", "tables.t[1].",
     "tables.a b[0].x", "tables.t[12345678].x", " values.x", "tables.t[+].x", "tables[0].x"],
)  # fmt: skip
def test_other_shapes_are_refused(path: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_path(path)
    assert caught.value.what == "看不懂单元格位置"


# -- set -------------------------------------------------------------------------------------------------------------


def filing() -> Filing:
    rows = [{"level3": "甲", "target": "1"}, {"level3": "乙"}]
    return Filing("declaration", 2020, "371521", values={"project_name": "项目"}, tables={"indicators": rows})


def test_values_and_cells() -> None:
    content = filing()
    assert content.set("values.project_name", " 新名 ") == [("values.project_name", "项目")]
    assert content.set("tables.indicators[1].target", "≥95%") == [("tables.indicators[1].target", "")]
    assert content.get("values.project_name") == "新名"
    assert content.get("tables.indicators[1].target") == "≥95%"
    content.set("values.project_name", "")
    assert content.values == {}


def test_a_cell_behind_the_last_row_appends_one() -> None:
    content = filing()
    assert content.set("tables.indicators[2].level3", "丙") == [("tables.indicators[2]", "")]
    assert content.set("tables.schedule[0].activity", "归集") == [("tables.schedule[0]", "")]
    assert content.rows("indicators")[2] == {"level3": "丙"}
    assert content.set("tables.indicators[3].level3", " ") == [] == content.set("tables.funding[+0].item", "")
    assert len(content.rows("indicators")) == 3 and "funding" not in content.tables


def test_rows_are_inserted_replaced_and_deleted() -> None:
    content = filing()
    content.set("tables.indicators[+1]", '{"level3": " 丁 ", "target": 3, "note": null}')
    assert content.rows("indicators")[1] == {"level3": "丁", "target": "3"}
    undo = content.set("tables.indicators[0]", '{"level3": "戊"}')
    assert undo == [("tables.indicators[0]", '{"level3":"甲","target":"1"}')]
    assert content.set("tables.indicators[0]", "") == [("tables.indicators[+0]", '{"level3":"戊"}')]
    assert [row["level3"] for row in content.rows("indicators")] == ["丁", "乙"]
    assert content.get("tables.indicators[0]") == '{"level3":"丁","target":"3"}'


def test_a_table_without_rows_is_no_table() -> None:
    content = filing()
    content.apply([("tables.indicators[0]", ""), ("tables.indicators[0]", "")])
    assert content.tables == {}


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("tables.indicators[3].target", "x", "没有第 3 行（行号从 0 数起）：tables.indicators[3].target，该表现有 2 行。请改用已有的行号；写 [2] 则在表尾添一行。"),
        ("tables.indicators[2]", "", "没有第 2 行（行号从 0 数起）：tables.indicators[2]，该表现有 2 行。请改用已有的行号；写 [2] 则在表尾添一行。"),
        ("tables.indicators[+3].level3", "x", "插入的位置超出表尾：indicators 第 3 行。该表现有 2 行。"),
        ("tables.indicators[+0]", "甲", "行内容不是有效的 JSON：tables.indicators[+0]。请写成 {\"列\": \"文字\"}。"),
        ("tables.indicators[0]", "[1]", "应为“名称: 文字”的对象：tables.indicators[0]。请对照填报件 JSON 的格式修改。"),
        ("tables.indicators[0]", '{"a": {}}', "单元格应为文字：tables.indicators[0].a。请把该处改为带引号的文字。"),
        ("tables.indicators[0]", '{"a": true}', "单元格应为文字：tables.indicators[0].a。请把该处改为带引号的文字。"),
        ("tables.indicators[0]", '{"": "x"}', "有一格没有名称：tables.indicators[0]。请写出字段或列的名称。"),
        ("tables.indicators[+0]", "[" * 100_000, "行内容不是有效的 JSON：tables.indicators[+0]。请写成 {\"列\": \"文字\"}。"),
    ],
)  # fmt: skip
def test_what_cannot_be_set_changes_nothing(path: str, text: str, message: str) -> None:
    content = filing()
    with pytest.raises(UserError) as caught:
        content.set(path, text)
    assert str(caught.value) == message
    assert content == filing()


def test_apply_is_all_or_nothing() -> None:
    content = filing()
    with pytest.raises(UserError):
        content.apply([("values.project_name", "新"), ("tables.schedule[0].activity", "甲"), ("tables.none[5].x", "1")])
    assert content == filing()


CELL = st.sampled_from(["", "甲", "≥95%", " 154.18 ", "一\n二", "{}"])
COLUMN = st.sampled_from(["level3", "target", "extra:备注"])
TABLE = st.sampled_from(["indicators", "schedule"])
ROW = st.dictionaries(COLUMN, CELL, max_size=3).map(row_text)
INDEX = st.integers(0, 4)
EDIT: st.SearchStrategy[Edit] = st.one_of(
    st.tuples(st.sampled_from(["values.a", "values.extra:乙"]), CELL),
    st.tuples(st.builds("tables.{}[{}].{}".format, TABLE, INDEX, COLUMN), CELL),
    st.tuples(st.builds("tables.{}[+{}].{}".format, TABLE, INDEX, COLUMN), CELL),
    st.tuples(st.builds("tables.{}[+{}]".format, TABLE, INDEX), ROW),
    st.tuples(st.builds("tables.{}[{}]".format, TABLE, INDEX), st.one_of(st.just(""), ROW)),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(EDIT, max_size=12))
def test_undo_restores_what_was(edits: list[Edit]) -> None:
    content = filing()
    history: list[tuple[Filing, list[Edit]]] = []
    for edit in edits:
        before = content.copy()
        try:
            undo = content.set(*edit)
        except UserError:
            assert content == before
            continue
        redone = content.copy()
        redo = redone.apply(undo)
        assert redone == before
        redone.apply(redo)
        assert redone == content
        history.append((before, undo))
    for before, undo in reversed(history):
        content.apply(undo)
        assert content == before


@settings(max_examples=200, deadline=None)
@given(st.lists(EDIT, max_size=8))
def test_a_batch_of_edits_is_undone_as_one(edits: list[Edit]) -> None:
    content = filing()
    try:
        undo = content.apply(edits)
    except UserError:
        assert content == filing()
        return
    content.apply(undo)
    assert content == filing()


# -- JSON ------------------------------------------------------------------------------------------------------------


def test_public_json_and_back() -> None:
    content = filing()
    content.variant, content.form_version, content.id = "regions", "1", "f1"
    data = content.to_json()
    assert {key: data[key] for key in ("format", "id", "form", "year", "region", "status")} == {
        "format": "medaid-filing/1", "id": "f1", "form": "declaration", "year": 2020, "region": "371521", "status": "draft",
    }  # fmt: skip
    assert Filing.from_json(json.loads(json.dumps(data))) == content
    assert "variant" not in filing().to_json()


@settings(max_examples=150, deadline=None)
@given(st.lists(EDIT, max_size=10))
def test_any_content_survives_json(edits: list[Edit]) -> None:
    content = filing()
    for edit in edits:
        try:
            content.set(*edit)
        except UserError:
            continue
    for table in list(content.tables):
        content.tables[table] = [row for row in content.tables[table] if row]
        if not content.tables[table]:
            del content.tables[table]
    assert Filing.from_json(json.loads(json.dumps(content.to_json()))) == content


def test_blank_cells_rows_and_tables_leave_no_entry() -> None:
    read = Filing.from_json({"form": "x", "values": {"a": "", "b": None}, "tables": {"t": [{"c": " "}, {}], "u": []}})
    assert (read.values, read.tables, read.year, read.region, read.status) == ({}, {}, None, None, "draft")


def test_numbers_become_text_and_unknown_keys_are_ignored() -> None:
    read = Filing.from_json({"form": "x", "year": "2021", "later": 1, "values": {"a": 350, "b": 2105.88}})
    assert (read.year, read.values) == (2021, {"a": "350", "b": "2105.88"})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "填报件应为一个 JSON 对象。请对照导出的 .json 文件检查。"),
        ({}, "填报件没有写明表种：form。请补上表种代号，例如 declaration。"),
        ({"form": "x", "format": "medaid-filing/9"}, "不认识的填报件格式：medaid-filing/9。本版本只读 medaid-filing/1，请用较新的程序打开。"),
        ({"form": "x", "year": 20210}, "年度不是四位年份：20210。请写成例如 2021。"),
        ({"form": "x", "year": True}, "年度不是四位年份：True。请写成例如 2021。"),
        ({"form": "x", "region": 371521}, "应为文字：region。请加上引号。"),
        ({"form": "x", "values": []}, "应为“名称: 文字”的对象：values。请对照填报件 JSON 的格式修改。"),
        ({"form": "x", "values": {"a": "1", " a": "2"}}, "同一个名称写了两次：values.a。请合并或删去其中一处。"),
        ({"form": "x", "values": ["a"]}, "应为“名称: 文字”的对象：values。请对照填报件 JSON 的格式修改。"),
        ({"form": "x", "values": {"a": [1]}}, "单元格应为文字：values.a。请把该处改为带引号的文字。"),
        ({"form": "x", "tables": ["t"]}, "tables 应为对象：tables。请对照导出的 .json 文件检查。"),
        ({"form": "x", "tables": {"t": {}}}, "表格应为行的列表：tables.t。请对照导出的 .json 文件检查。"),
        ({"form": "x", "tables": {"a b": []}}, "表格名称只能用字母、数字、_ 和 -：tables.a b。请改用表种里的表格名称。"),
        ({"form": "x", "tables": {"t": [{"c": {}}]}}, "单元格应为文字：tables.t[0].c。请把该处改为带引号的文字。"),
    ],
)  # fmt: skip
def test_json_of_another_shape(data: object, message: str | None) -> None:
    if message is None:
        assert Filing.from_json(data).values == {}
        return
    with pytest.raises(UserError) as caught:
        Filing.from_json(data)
    assert str(caught.value) == message


def test_copies_are_independent() -> None:
    content = filing()
    copy = content.copy()
    copy.set("tables.indicators[0].target", "2")
    copy.set("values.project_name", "")
    assert content == filing()


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.text(max_size=5), max_size=4))
def test_rows_as_text(row: dict[str, str]) -> None:
    try:
        names = [clean_text(name) for name in row]
        kept = {clean_text(name): text for name, cell in row.items() if (text := clean_text(cell))}
    except UserError:
        return
    if "" in names or len(set(names)) < len(names):
        with pytest.raises(UserError):
            parse_row(row_text(row), "")
        return
    assert parse_row(row_text(row), "") == kept
    assert row_text(kept) == row_text(dict(reversed(kept.items())))


def test_a_copy_and_what_it_was_copied_from_change_apart() -> None:
    filing = Filing("allocation", tables={"rows": [{"name": "甲"}, {"name": "乙"}]})
    copy = filing.copy()
    assert copy.rows("rows")[1] is filing.rows("rows")[1]  # thousands of rows are not copied for one cell
    undo = copy.set("tables.rows[0].name", "丙")
    copy.set("tables.rows[+0]", '{"name": "丁"}')
    copy.set("values.title", "表")
    assert filing == Filing("allocation", tables={"rows": [{"name": "甲"}, {"name": "乙"}]})
    assert undo == [("tables.rows[0].name", "甲")]
