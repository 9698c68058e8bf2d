"""Explanations in the place that a template has for them: in the workbook that is handed up, as in print."""

import io

from openpyxl import Workbook, load_workbook

from medaid_desktop.operations.checking import check, explain
from medaid_desktop.operations.exports.exporting import export_files
from medaid_desktop.operations.filings import editing
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.templates import keep_template, read_template
from tests.operations.templates.blanks import written

_LINES = (
    ("绩效目标表",), ("项目名称",), ("年度资金总额（万元）",), ("其中：财政拨款",), ("其他资金",), ("年度目标",),
    ("一级指标", "二级指标", "三级指标", "指标值"), ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"), ("出错说明",),
)  # fmt: skip


def blank() -> bytes:
    book, file = Workbook(), io.BytesIO()
    sheet = book.active
    for line in _LINES:
        sheet.append(line)
    for row in (2, 3, 4, 5, 6, 12):
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=4)
    book.save(file)
    return file.getvalue()


def test_explanations_stand_in_the_workbook_and_are_no_content(desk, tmp_path):
    keep_template(desk, read_template(desk, written(tmp_path / "下发", blank())), "绩效表")
    filing = add_filing(desk, "custom:绩效表", "371521", 2024)
    row = {"level1": "产出指标", "level2": "质量指标", "level3": "资助参保率", "target": "96"}
    edits = [(f"tables.indicators[0].{name}", text) for name, text in row.items()]
    editing.commit(desk, filing.id, edits, "填写")
    [bare] = [one.finding for one in check(desk, filing.id) if one.finding.rule == "target.percent"]
    explain(desk, filing.id, bare, "上级样表就印作 96")
    export_files(desk, [filing.id], tmp_path / "填好.xlsx")
    texts = [cell.value for line in load_workbook(tmp_path / "填好.xlsx").active for cell in line if cell.value]
    assert any("上级样表就印作 96" in str(text) for text in texts)
    assert not any("上级样表" in text for text in desk.ledger.filings.get(filing.id).values.values())
