"""Every map of whatever sheet holds together, and comes back from its JSON."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.grid import Document, Grid, GridCell
from medaid_desktop.core.sheet import BOX
from medaid_desktop.core.templates.looks import CellLook, SheetLooks
from medaid_desktop.core.templates.map_json import map_from_json, map_to_json
from medaid_desktop.recognition.templates.drawing.drawing import draw
from tests.recognition.reading_back import known
from tests.recognition.templates.consistency import faults
from tests.recognition.templates.county_forms import FORMS
from tests.recognition.templates.paper import document, sheet

TEXTS = [
    "项目名称", "单位：万元", "序号", "金额（万元）", "备注", "合计", "小计", "……", "1", "一级指标", "三级指标", "指标值", "产出指标", "数量指标", "填表人：   电话：", "□是 □否",
    "（签章）", "财政部门审核意见", "   年  月  日", "XX县2024年医疗救助资金明细表", "（    年度）", "资金情况\n（万元）", "其中：财政拨款", "联系人", "年度目标", "指标1：", "0.00",
    "注：一式三份", "参保____人，低保____人", "审核意见：\n负责人（签字）：\n年 月 日", "年度金额：   \n其中：中央资金   ", "附件1", "：", "（", "第1页",
]  # fmt: skip


@st.composite
def sheets(draw_: st.DrawFn) -> tuple[Grid, SheetLooks]:
    rows, cols = draw_(st.integers(1, 8)), draw_(st.integers(1, 6))
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    spans: list[tuple[int, int, int, int]] = []
    looks: dict[tuple[int, int], CellLook] = {}
    for row in range(rows):
        for col in range(cols):
            if (row, col) in taken:
                continue
            down, right = draw_(st.sampled_from([(1, 1), (1, 1), (1, 1), (1, 2), (2, 1), (3, 1), (1, 6)]))
            places = {(r, c) for r in range(row, min(row + down, rows)) for c in range(col, min(col + right, cols))}
            if places & taken:
                places = {(row, col)}
            taken |= places
            down, right = max(r for r, _ in places) - row + 1, max(c for _, c in places) - col + 1
            text = draw_(st.sampled_from(["", "", *TEXTS]))
            if text:
                cells.append(GridCell(row, col, text, down, right))
            elif len(places) > 1:
                spans.append((row, col, down, right))
            look = draw_(
                st.sampled_from(
                    [
                        None,
                        CellLook(),
                        CellLook(),
                        CellLook(formula=True),
                        CellLook(open=False),
                        CellLook(options=("甲",), border=BOX),
                        CellLook(border=0),
                    ]
                )
            )
            if look:
                looks.update(dict.fromkeys(places, look))
    origin = draw_(st.sampled_from([(0, 0), (2, 1)]))
    hidden = frozenset(draw_(st.sets(st.integers(0, rows), max_size=1)))
    grid = Grid("表", tuple(cells), rows, cols, blank_spans=tuple(spans), origin=origin, hidden_rows=hidden)
    return grid, SheetLooks((20.0,) * cols, (8.0,) * rows, looks, protected=draw_(st.booleans()))


@settings(max_examples=120, deadline=None)
@given(sheets(), st.booleans(), st.sampled_from(["xlsx", "docx"]))
def test_any_sheet(drawn: tuple[Grid, SheetLooks], with_looks: bool, kind: str):
    grid, looks = drawn
    for found in draw(Document("表样.xlsx", kind, (grid,)), [looks] if with_looks else [], known()):
        assert faults(found, grid) == []
        assert map_from_json(map_to_json(found)) == found


@pytest.mark.parametrize("name", sorted(FORMS))
@pytest.mark.parametrize("with_looks", [True, False])
@pytest.mark.parametrize("origin", [(0, 0), (3, 1)])
def test_forms_of_counties(name: str, with_looks: bool, origin: tuple[int, int]):
    grid, looks = sheet(FORMS[name], origin=origin)
    drawn, all_looks = document((grid, looks))
    found = draw(drawn, all_looks if with_looks else [], known())
    assert found
    assert [fault for one in found for fault in faults(one, grid)] == []
