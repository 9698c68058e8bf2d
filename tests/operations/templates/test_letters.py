"""Blank letters all the way: a form is made of them, filings go back into them and are read again."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.filing import Filing, Row, clean_text
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.exports.exporting import export_files
from medaid_desktop.operations.incoming.reading import known_for, read_incoming
from medaid_desktop.operations.templates.drafts import read_template
from medaid_desktop.operations.templates.keeping import keep_template
from tests.formats.word import letter_templates
from tests.formats.word.letters import parts
from tests.operations.templates.blanks import written

_UNIT = "阳谷县医疗保障局"
_CASES: dict[str, tuple[dict[str, str], dict[str, list[Row]]]] = {
    "boxes": (
        {"project_category": "新增固定", "extra:是否": "是", "extra:直达": "非直达", "project_type": "发展类", "extra:有无": "有", "extra:资金": "专项"},
        {},
    ),
    "groups": (
        {"extra:备注": "无"},
        {"indicators": [
            {"level1": "产出指标", "level2": "数量指标", "level3": "资助参保人数", "target": "≥50000人次"},
            {"level1": "产出指标", "level2": "数量指标", "level3": "住院救助人次", "target": "350"},
            {"level1": "产出指标", "level2": "数量指标", "level3": "门诊救助\n人次", "target": "=100%"},
            {"level1": "产出指标", "level2": "成本指标", "level3": "人均补助", "target": "≤32元"},
            {"level1": "效益指标", "level2": "社会效益指标", "level3": "减轻负担", "target": "明显提高"},
        ]},
    ),
    "lines": (
        {"filling_unit": _UNIT, "extra:名称": "城乡医疗救助", "funding_central": "350", "funding_local": "12.5", "filler": "张三",
         "filler_phone": "0635-0000001", "filled_on": "2021年6月1日"},
        {},
    ),
    "protected": ({"extra:名称": "医疗救助", "extra:金额": "350", "extra:日期": "2021年6月1日", "extra:类别": "甲类"}, {}),
}  # fmt: skip


def there_and_back(
    desk: Desk, folder: Path, content: bytes, values: Mapping[str, str], tables: Mapping[str, list[Row]]
) -> tuple[Filing, bytes]:
    """A filing of the form made of a letter, written into it and read again; and the letter."""
    [kept] = keep_template(desk, read_template(desk, written(folder, content, "空白表.docx")))
    filing = Filing(kept.form, 2021, "371521", form_version=kept.version, values=dict(values), tables=dict(tables))
    out = folder / "填好.docx"
    report = export_files(desk, [desk.ledger.filings.add(filing, "标题").id], out)
    assert report.notices == []
    [item] = read_incoming(desk, out, known_for(desk)).items
    assert item.filing.form == kept.form
    return item.filing, out.read_bytes()


@pytest.mark.parametrize("name", _CASES)
def test_a_filing_comes_back_out_of_its_letter(desk: Desk, tmp_path: Path, name: str):
    content = letter_templates.ALL[name]()
    values, tables = _CASES[name]
    back, after = there_and_back(desk, tmp_path, content, values, tables)
    assert (back.values, back.tables) == (values, tables)
    before, now = parts(content), parts(after)
    assert [part for part in before if before[part] != now[part]] == ["word/document.xml"]


_TEXTS = st.text("医疗救助资金人次比例。、；（）%≥0123456789.\n ", min_size=1, max_size=40).map(clean_text)


@settings(max_examples=8, deadline=None)
@given(st.lists(_TEXTS.filter(lambda text: any(sign in "医疗救助" for sign in text)), min_size=1, max_size=9))
def test_any_number_of_rows_comes_back(desk: Desk, tmp_path: Path, names: list[str]):
    rows = [
        {"level1": "产出指标", "level2": "数量指标", "level3": name, "target": f"≥{number}人次"}
        for number, name in enumerate(names)
    ]
    back, _ = there_and_back(desk, tmp_path, letter_templates.groups(), {}, {"indicators": rows})
    assert back.tables == {"indicators": rows}
