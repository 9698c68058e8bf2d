"""A form made of a template is filled in on its own paper like a built-in one: typing, lines, boxes, undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.filings import blank_filing
from medaid_desktop.operations.paper.printing import print_filings
from medaid_desktop.operations.templates import keep_template, read_template
from medaid_desktop.ui.views.paper.desk import PaperDesk
from medaid_desktop.ui.views.paper.view import PaperView
from tests.core.templates.books import Setup, workbook
from tests.ui.paper.hands import Key, click, go, press, stored, type_text

TEXT = """
~救助项目申报表 | < | < | < | <
项目名称 | 医疗救助 | < | 项目类别 | □新建　□续建
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | |
^ | ^ | 数量指标 | |
^ | 效益指标 | 社会效益指标 | |
^ | 合计 | < | |
主管部门审核意见 | （盖章） | < | < | <
"""


@pytest.fixture
def view(open_paper: Callable[..., PaperDesk], desk: Desk, tmp_path: Path) -> PaperView:
    """The paper of a new filing of the form above."""
    file = tmp_path / "申报表.xlsx"
    file.write_bytes(workbook(TEXT, Setup((12, 14, 16, 30, 24))))
    (kept,) = keep_template(desk, read_template(desk, file))
    new = blank_filing(desk, kept.form, "371521", 2021)
    return open_paper(kept.form, form_version=new.form_version, values=new.values, tables=new.tables).view


def shown(view: PaperView) -> set[str]:
    return {"".join(cell.text.split()) for cell in view.paper.grid.paper.sheet.cells}


def test_what_the_upper_level_printed_is_there_and_typing_goes_on_from_it(view: PaperView) -> None:
    assert stored(view).values["project_name"] == "医疗救助"
    assert {"产出指标", "数量指标", "社会效益指标", "合计", "绩效指标"} <= shown(view)
    go(view, "values.project_name")
    type_text("救助补助")
    press(Key.Key_Return)
    assert stored(view).values["project_name"] == "救助补助"
    view.session.undo()
    assert stored(view).values["project_name"] == "医疗救助"


def test_lines_of_a_class_are_filled_one_after_the_other_and_more_come(view: PaperView) -> None:
    lines = len(view.paper.grid.paper.sheet.rows)
    for index, name in enumerate(("救助人数", "资助人数", "救助人次")):
        if index < 2:
            go(view, f"tables.indicators[+{index}].level3")
        else:
            go(view, "tables.indicators[1].level3")
            assert view.session.insert_line(view.anchor, below=True)
            go(view, "tables.indicators[+2].level3")
        type_text(name)
        press(Key.Key_Return)
    rows = stored(view).tables["indicators"]
    assert [(row["level2"], row["level3"]) for row in rows] == [
        ("数量指标", "救助人数"), ("数量指标", "资助人数"), ("数量指标", "救助人次"),
    ]  # fmt: skip
    assert len(view.paper.grid.paper.sheet.rows) == lines + 1
    view.session.undo()
    assert len(stored(view).tables["indicators"]) == 2


def test_a_click_ticks_the_box_before_a_word(view: PaperView) -> None:
    path = next(
        path for path in ("values.project_category", "values.extra:项目类别") if view.paper.grid.paper.place_of(path)
    )
    anchor = view.paper.grid.paper.place_of(path)
    assert anchor is not None
    cell, rect = view.paper.grid.cells[anchor], view.cell_rect(anchor)
    text = view.look.set_text(cell, cell.text)
    line, width = text.block.lines[0]
    advances = text.block.font.advances
    x = text.indent(width) + sum(advances[c] for c in line[: line.rindex("□")]) * text.em / 1000 + text.em / 2
    click(view, rect.topLeft() + QPoint(round(x), round(text.top(rect.height()) + text.pitch / 2)))
    assert stored(view).values[path.removeprefix("values.")] == "续建"
    assert "□新建☑续建" in shown(view)


def test_it_prints(view: PaperView, desk: Desk, tmp_path: Path) -> None:
    print_filings(desk, [view.session.filing_id], tmp_path / "表.pdf")
    assert (tmp_path / "表.pdf").stat().st_size > 1000
