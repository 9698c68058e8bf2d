"""A filing that is open while it is moved over to a newer version of its form, and back."""

from pathlib import Path

import pytest

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.filings import add_filing
from medaid_desktop.operations.templates import keep_template, move_filings, read_template
from medaid_desktop.ui.views.paper.editing_session import EditingSession
from tests.operations.templates.blanks import target_book, written

pytestmark = pytest.mark.usefixtures("qapp")
FORM = "custom:绩效目标表"


def labels(session: EditingSession) -> set[str]:
    return {cell.text for cell in session.paper.sheet.cells}


def test_the_paper_follows_the_version_there_and_back(desk: Desk, tmp_path: Path) -> None:
    keep_template(desk, read_template(desk, written(tmp_path, target_book())))
    session = EditingSession(desk, add_filing(desk, FORM, "371521", 2020).id)
    assert session.type_into(*session.paper.places["values.project_name"], "医疗救助")
    assert "联系人" not in labels(session)
    keep_template(desk, read_template(desk, written(tmp_path, target_book(more="联系人"))))
    assert len(move_filings(desk, FORM).moved) == 1
    session.reload()
    assert session.form.version == "2" and "联系人" in labels(session)
    assert session.undo_text == "移到新版模板（第 1 版 → 第 2 版）"
    assert session.undo()
    assert session.form.version == "1" and "联系人" not in labels(session)
    assert session.filing.values == {"project_name": "医疗救助", "funding_total": "0.00"}
    assert session.redo() and "联系人" in labels(session)
