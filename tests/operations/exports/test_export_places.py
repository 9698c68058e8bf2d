"""The sentences of an export lead back to the cells they are about."""

from pathlib import Path

import pytest

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.exports.export_places import path_of
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.templates import keep_template, read_template
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from tests.ui.templates.blanks import supervision_book

FORM = "custom:医疗救助资金监督检查表"


@pytest.mark.parametrize(
    ("notice", "path"),
    [
        ("单元格 B3 由公式算出 1，填报件写的是 2", "values.extra:检查单位"),
        ("单元格 D10 的文字超过 32767 字", "tables.rows[1].extra:整改期限"),
        ("“补充说明”在样表里没有位置，没有写入：备查", "values.extra:补充说明"),
        ("“问题清单”有 1 行没有写入", "tables.rows[0]"),
        ("单元格 ZZ999 没有写入", ""),
        ("没有别的", ""),
        ("甲.xlsx：“检查表”：单元格 B3 由公式算出 1，填报件写的是 2", "values.extra:检查单位"),
        ("“检查表”：“补充说明”在样表里没有位置，没有写入：备查", "values.extra:补充说明"),
        ("“另一张表”：单元格 B3 由公式算出 1，填报件写的是 2", ""),
    ],
)
def test_a_sentence_names_a_cell_or_a_label(tmp_path: Path, notice: str, path: str):
    with Desk(Ledger.create(tmp_path / "a.medaid"), FormLibrary()) as desk:
        keep_template(desk, read_template(desk, supervision_book(tmp_path / "表.xlsx")))
        filing = add_filing(desk, FORM, "371521", 2026)
        texts = {
            "values.extra:检查单位": "市局", "values.extra:补充说明": "备查", "tables.rows[0].extra:问题描述": "一",
            "tables.rows[1].extra:问题描述": "二", "tables.rows[1].extra:整改期限": "30日内",
        }  # fmt: skip
        commit(desk, filing.id, list(texts.items()), "填写")
        assert path_of(desk, filing.id, notice) == path


def test_a_filing_that_is_gone_leads_nowhere(tmp_path: Path):
    with Desk(Ledger.create(tmp_path / "a.medaid"), FormLibrary()) as desk:
        assert path_of(desk, "nothing", "单元格 B3 是公式") == ""
