"""What the layout language has for forms made of templates: cells beside tables, totals, rules, boxes as printed, a start."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from medaid_desktop.core.compose import compose
from medaid_desktop.core.definitions.form_reader import read_form_json
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import Form, ReviewStep, Start
from medaid_desktop.core.sheet import BOX, LEFT, NO_BORDER, TOP, Cell
from medaid_desktop.errors import UserError
from tests.core.papers import faults_of_grid

DATA: dict[str, Any] = {
    "schema": 1, "id": "custom:走访表", "title": "走访表", "version": "1", "base": "declaration",
    "field": [
        {"id": "village", "label": "村名"}, {"id": "kind", "label": "方式", "type": "choice", "options": ["入户", "电话"]},
        {"id": "sum", "label": "合计"}, {"id": "office", "label": "单位", "type": "choice", "options": ["甲局", "乙局"]},
    ],
    "review": [{"id": "head", "title": "负责人", "lines": []}],
    "table": [{"id": "people", "label": "人员", "column": [{"id": "group", "label": "组", "group": True}, {"id": "name", "label": "姓名"}]}],
    "page": {"columns_mm": [12, 10, 40, 40, 20, 12]},
    "start": {"values": {"village": "甲村"}, "tables": {"people": [{"group": "一组", "name": "某甲"}]}},
    "section": [
        {"kind": "row", "cells": [
            {"text": "情况", "down": 3}, {"text": "村名", "cols": 2}, {"field": "village", "cols": 2, "border": "left top"}, {"text": "备注", "down": 2}]},
        {"kind": "table", "table": "people", "side": {"text": "人员", "down": 1}, "lead": 1, "heads_mm": [6, 9], "least_rows": 2,
         "head": [[{"text": "组"}, {"text": "姓名"}, {"text": "印"}], [{"text": "合计"}, {"field": "sum"}, {"border": "none"}]],
         "body": [{"column": "group", "merge": "group"}, {"column": "name", "size_pt": 12, "bold": True, "border": "top"}, {"empty": True}],
         "skeleton": [{"group": "一组"}, {"group": "一组"}, {"group": "二组"}]},
        {"kind": "row", "cells": [{"text": "小计"}, {"field": "kind", "blank": "□入户　□电话", "cols": 2}]},
        {"kind": "row", "cells": [{"field": "office", "display": "words", "cols": 4}, {"text": "末"}]},
        {"kind": "review", "cells": [{"text": "签字"}, {"review": "head", "cols": 5}]},
    ],
}  # fmt: skip


def form(change: Callable[[dict[str, Any]], None] | None = None) -> Form:
    data = json.loads(json.dumps(DATA))
    if change:
        change(data)
    return read_form_json(json.dumps(data, ensure_ascii=False), "表.json")


def shown(filing: Filing) -> dict[str, Cell]:
    paper = compose(form(), filing)
    assert faults_of_grid(paper) == []
    return {cell.text: cell for cell in paper.sheet.cells}


def test_a_form_as_json_is_the_same_form() -> None:
    made = form()
    assert (made.base, made.start) == (
        "declaration",
        Start({"village": "甲村"}, {"people": ({"group": "一组", "name": "某甲"},)}),
    )
    assert made.reviews == (ReviewStep("head", "负责人", True, ()),)


def test_cells_reach_down_beside_a_table_of_any_length() -> None:
    short = shown(Filing("custom:走访表"))
    assert (short["情况"].row, short["情况"].rows, short["备注"].rows) == (0, 8, 7)
    assert (short["人员"].row, short["人员"].col, short["人员"].rows, short["小计"].row) == (1, 1, 6, 6)
    rows = [{"group": "二组", "name": name} for name in "甲乙丙丁"]
    long = shown(Filing("custom:走访表", tables={"people": rows}))
    assert (long["情况"].rows, long["人员"].rows, long["小计"].row) == (11, 9, 9)


def test_leftovers_stand_where_no_cell_reaches_down() -> None:
    paper = compose(form(), Filing("custom:走访表", values={"extra:电话": "0635"}))
    assert faults_of_grid(paper) == []
    assert paper.place_of("values.extra:电话") == (8, 3)


def test_a_total_above_the_rows_is_no_head() -> None:
    paper = compose(form(), Filing("custom:走访表", values={"sum": "3"}))
    assert [row.least_mm for row in paper.sheet.rows[1:3]] == [6, 9]
    assert {row.heads for row in paper.sheet.rows[3:6]} == {(1, 2)}
    assert paper.place_of("values.sum") == (2, 3)


def test_each_cell_has_its_own_rules_and_type() -> None:
    cells = shown(
        Filing("custom:走访表", values={"village": "甲村"}, tables={"people": [{"group": "一组", "name": "某甲"}]})
    )
    assert cells["甲村"].style.border == LEFT | TOP
    assert (cells["某甲"].style.border, cells["某甲"].style.size_pt, cells["某甲"].style.bold) == (TOP, 12, True)
    assert cells["一组"].style.border == BOX
    assert cells["合计"].style.border == BOX
    assert NO_BORDER in {cell.style.border for cell in compose(form(), Filing("custom:走访表")).sheet.cells}


def test_boxes_are_ticked_where_the_blank_form_prints_them() -> None:
    assert "□入户　□电话" in shown(Filing("custom:走访表"))
    assert "□入户　☑电话" in shown(Filing("custom:走访表", values={"kind": "电话"}))
    assert "乙局" in shown(Filing("custom:走访表", values={"office": "乙局"}))


def test_lines_alike_wait_until_as_many_rows_have_come() -> None:
    names = [{"group": "一组", "name": name} for name in "甲乙丙"]
    for count, open_lines in ((0, 3), (1, 2), (2, 1), (3, 1)):
        paper = compose(form(), Filing("custom:走访表", tables={"people": names[:count]}))
        assert len(paper.sheet.rows) == 6 + max(count, 2) + 1
        waiting = [slot for slot in paper.binding.values() if slot.new_row is not None]
        assert len(waiting) == open_lines


def test_a_narrow_box_has_the_place_of_a_smaller_seal_or_none() -> None:
    def narrow(cols: int) -> Form:
        cells = [{"text": "签字", "cols": 6 - cols}, {"review": "head", "cols": cols}]
        return form(lambda data: data["section"][-1].update(cells=cells))

    assert [seal_mm(narrow(cols)) for cols in (3, 2, 1)] == [42.0, 30.0, None]


def seal_mm(made: Form) -> float | None:
    seals = [cell.seal for cell in compose(made, Filing(made.id)).sheet.cells if cell.seal]
    return seals[0].diameter_mm if seals else None


def test_a_column_may_number_all_lines() -> None:
    def counted(data: dict[str, Any]) -> None:
        data["section"][1]["body"][2] = {"serial": True, "counts": "lines"}

    paper = compose(form(counted), Filing("custom:走访表", tables={"people": [{"group": "二组", "name": "甲"}]}))
    assert [cell.text for cell in paper.sheet.cells if cell.col == 4 and 3 <= cell.row < 6] == ["1", "2", "3"]


FAULTS: list[tuple[Callable[[dict[str, Any]], Any], str]] = [
    (lambda data: data["start"]["values"].update(town="x"), "《走访表》没有字段 town：表.json：start.values.town。可用的字段：village、kind、sum、office。"),
    (lambda data: data["start"]["tables"].update(pets=[]), "没有定义表格 pets：表.json：start.tables。请在 [[table]] 中定义，或改正名称。"),
    (lambda data: data["start"]["tables"]["people"][0].update(age="3"), "《走访表》没有字段 age：表.json：start.tables.people[0]。可用的字段：group、name。"),
    (lambda data: data["section"][4]["cells"][0].update(down=1), "有单元格跨到最后一行之下：表.json：section[4]。请减小 rows、down。"),
    (lambda data: data["section"][0]["cells"][0].update(rows=2), "单元格“情况”的 rows 和 down 只能写一个：表.json：section[0]。请删去其中一个。"),
    (lambda data: data["section"][0].update(cells=[{"text": "一", "cols": 2}, {"text": "二", "down": 1}, {"text": "三", "cols": 3}]), "上面有单元格跨到表格中间：表.json：section[1]。用 down 跨过表格的单元格应在版面的左边或右边。"),
    (lambda data: data["section"][0]["cells"][2].update(border="above"), "不认识 above：表.json：section[0].cells[2].border。可用：box、none，或 left、top、right、bottom 中的几边，例如 \"left top\"。"),
    (lambda data: data["section"][1].update(heads_mm=[6]), "与表头的行数不符：表.json：section[1].heads_mm。请为表头的每一行写一个高度。"),
    (lambda data: data["section"][1].update(lead=3), "超出表头的行数：表.json：section[1].lead。请改为 0 到表头行数之间的数。"),
    (lambda data: data["section"][1].update(headless=True), "已写表头：表.json：section[1].headless。请删去 headless 或 head。"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "message"), FAULTS)
def test_what_makes_no_sense_is_refused(change: Callable[[dict[str, Any]], None], message: str) -> None:
    with pytest.raises(UserError) as caught:
        form(change)
    assert str(caught.value) == message


def test_text_that_is_no_json_object_is_refused() -> None:
    for text in ("{", "[]", "[" * 100_000):
        with pytest.raises(UserError):
            read_form_json(text, "表.json")
