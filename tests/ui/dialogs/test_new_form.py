"""A new form costs one data file: a made-up one goes through library, paper, editor, ledger, JSON and PDF."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.exchange import export_json
from medaid_desktop.operations.filings.filings import add_filing, public_json
from medaid_desktop.operations.incoming import import_files
from medaid_desktop.operations.paper.printing import print_filings
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.views.paper.desk import PaperDesk
from medaid_desktop.ui.views.paper.editing_session import EditingSession
from tests.ui.shell import PATIENCE_MS

FORM = """
schema = 1
id = "clinic-visit"
title = "巡诊登记表"
purpose = "下乡巡诊逐人登记"
version = "3"
title_field = "village"

[page]
columns_mm = [14, 30, 50, 40, 40]

[[field]]
id = "village"
label = "村名"
required = true

[[field]]
id = "visited_on"
label = "日期"
type = "date"

[[field]]
id = "kind"
label = "方式"
type = "choice"
options = ["集中", "入户"]

[[table]]
id = "patients"
label = "就诊人"
column = [
  { id = "group", label = "组", group = true },
  { id = "name", label = "姓名" },
  { id = "cost", label = "费用", type = "amount", unit = "元" },
  { id = "note", label = "备注" },
]

[[review]]
id = "clinic"
title = "卫生院"

[[section]]
kind = "title"
cells = [{ text = "{region}巡诊登记表", cols = 5 }]

[[section]]
kind = "row"
cells = [
  { text = "村名", cols = 2 },
  { field = "village" },
  { field = "visited_on", prefix = "日期：", blank = "　　年　月　日" },
  { field = "kind" },
]

[[section]]
kind = "table"
table = "patients"
least_rows = 3
body = [
  { serial = true },
  { column = "group", merge = "group" },
  { column = "name" },
  { column = "cost" },
  { column = "note" },
]

[[section]]
kind = "review"
cells = [{ text = "卫生院", cols = 2 }, { review = "clinic", cols = 3 }]
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    forms = tmp_path / "forms"
    forms.mkdir()
    (forms / "clinic-visit.toml").write_text(FORM, encoding="utf-8")
    with Ledger.create(tmp_path / "台账.medaid", "371521") as ledger:
        yield Desk(ledger, FormLibrary(forms))


def test_one_data_file_makes_a_form(desk: Desk, tmp_path: Path, qtbot: QtBot):
    info = desk.forms.infos()[0]
    assert (info.id, info.title, info.version, info.purpose) == ("clinic-visit", "巡诊登记表", "3", "下乡巡诊逐人登记")

    made = add_filing(desk, "clinic-visit", "371521", 2020)
    session = EditingSession(desk, made.id)
    shown = PaperDesk(session)
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    shown.view.setFocus()
    qtbot.waitUntil(shown.view.hasFocus, timeout=PATIENCE_MS)
    for path, typed in (
        ("values.village", "Dong"),
        ("tables.patients[+0].name", "Jia"),
        ("tables.patients[0].cost", "12.50"),
    ):
        shown.view.go_to(session.paper.place_of(path))
        for key in typed:
            QTest.keyClicks(QApplication.focusWidget(), key)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    session.toggle(*session.paper.place_of("values.kind"), "入户")
    filing = desk.ledger.filings.get(made.id)
    assert filing.values == {"village": "Dong", "kind": "入户"}
    assert filing.tables == {"patients": [{"name": "Jia", "cost": "12.50"}]}
    assert desk.ledger.filings.title(made.id) == "Dong"

    assert Filing.from_json(public_json(desk, filing)) == filing
    export_json(desk, [made.id], tmp_path / "a.json")
    assert import_files(desk, [tmp_path / "a.json"]).skipped == [made.id]  # its content is what is there already

    print_filings(desk, [made.id], tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    for words in ("阳谷县巡诊登记表", "Dong", "Jia", "12.50", "入户", "☑", "年月日", "卫生院", "费用"):
        assert words in text
