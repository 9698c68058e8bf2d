"""A text that is not what its cell asks for is stored as typed, and the notice bar says so at once."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from medaid_desktop.ui.views.paper.desk import PaperDesk
from tests.ui.paper.hands import CTRL, Key, go, press, stored, type_text
from tests.ui.shell import Shell

NOT_FIT = [
    ("values.funding_fiscal", "yg", "没有金额"), ("values.funding_fiscal", "阳谷", "没有金额"),
    ("values.filled_on", "2020年13月1日", "没有 13 月"), ("values.filled_on", "阳谷", "看不懂的日期"),
    ("values.contact_phone", "12", "电话号码"),
]  # fmt: skip
FIT = [
    ("values.funding_fiscal", "154.18"), ("values.funding_fiscal", "—"), ("values.funding_fiscal", "无"),
    ("values.funding_fiscal", "详见附件"), ("values.filled_on", "2020年6月1日"), ("values.filled_on", "待定"),
    ("values.project_name", "阳谷"),
]  # fmt: skip


def said(paper: PaperDesk) -> list[str]:
    words: list[str] = []
    paper.session.refused.connect(words.append)
    return words


@pytest.mark.parametrize(("path", "text", "words"), NOT_FIT)
def test_what_does_not_fit_is_stored_and_told(open_paper: Callable[..., PaperDesk], path: str, text: str, words: str):
    paper = open_paper()
    heard = said(paper)
    go(paper.view, path)
    type_text(text)
    press(Key.Key_Return)
    assert stored(paper.view).get(path) == text
    assert len(heard) == 1 and words in heard[0] and "已照样存下，请核对" in heard[0] and heard[0].startswith("“")


@pytest.mark.parametrize(("path", "text"), FIT)
def test_what_fits_and_known_words_are_not_told(open_paper: Callable[..., PaperDesk], path: str, text: str):
    paper = open_paper()
    heard = said(paper)
    go(paper.view, path)
    type_text(text)
    press(Key.Key_Return)
    assert stored(paper.view).get(path) == text and heard == []


def test_clearing_and_undoing_say_nothing(open_paper: Callable[..., PaperDesk]):
    paper = open_paper(values={"funding_fiscal": "阳谷"})
    heard = said(paper)
    go(paper.view, "values.funding_fiscal")
    press(Key.Key_Delete)
    press(Key.Key_Z, CTRL)
    assert heard == []


def test_the_notice_bar_tells_it_and_pasting_leaves_the_same_words_alone(shell: Shell):
    model = shell.filings.model()
    shell.open_row(next(row for row in range(model.rowCount()) if "申报" in str(model.index(row, 0).data())))
    shell.editor.setFocus()
    shell.editor.go_to_path("values.funding_fiscal")
    shell.type("yg")
    shell.press(Key.Key_Return)
    assert shell.notice.text == "“年度财政拨款”已照样存下，请核对：“yg”里没有金额，请写成 154.18 或 154.18万元。"
    shell.notice.dismiss()
    shell.editor.go_to_path("values.funding_fiscal")
    QApplication.clipboard().setText("详见附件")
    shell.press(Key.Key_V, CTRL)
    assert shell.editor.session.filing.values["funding_fiscal"] == "详见附件" and shell.notice.text == ""
