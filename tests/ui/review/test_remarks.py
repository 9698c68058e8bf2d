"""What was said of cells when a filing came back, while it is being mended: beside the paper and in its cells, by keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QScrollArea

from medaid_desktop.core.review.events import Remark
from medaid_desktop.operations.reviewing import Words, send_back
from medaid_desktop.ui.palette import colours
from tests.ui.review.hands import STEPS, ReviewHands
from tests.ui.shell import Key, wait_until

CONTACT, TARGET = "values.contact", "tables.indicators[2].target"
CTRL = Qt.KeyboardModifier.ControlModifier


def returned(review: ReviewHands) -> None:
    """The declaration, sent back with two remarks."""
    filing_id = review.open(signed=1)
    send_back(review.desk, filing_id, STEPS[1], Words("财政甲"), [Remark(CONTACT, "写全名"), Remark(TARGET, "偏低")])
    review.shell.window.workspace.filings_changed.emit()
    wait_until(lambda: len(review.remarks()) == 2)


def left(review: ReviewHands) -> str:
    """What the panel says is still to be changed."""
    labels = [one for one in review.panel.findChildren(QLabel, "returnedLeft") if one.isVisible()]
    return labels[0].text() if labels else ""


def tip(review: ReviewHands, path: str) -> str:
    model = review.shell.editor.paper
    return str(model.data(model.index(*model.grid.paper.places[path]), Qt.ItemDataRole.ToolTipRole))


def flag(review: ReviewHands, path: str) -> bool:
    """Whether the flag of something to do is painted in a cell."""
    view = review.shell.editor
    picture = view.viewport().grab(view.cell_rect(view.paper.grid.paper.places[path])).toImage()
    warning = QColor(colours(view.palette()).warning)
    return any(picture.pixelColor(x, y) == warning for x in range(picture.width()) for y in range(picture.height()))


def fill(review: ReviewHands, path: str, text: str) -> None:
    """Types a text into a cell and leaves the cursor elsewhere."""
    view = review.shell.editor
    view.go_to_path(path)
    view.setFocus()
    review.shell.type(text)
    review.shell.press(Key.Key_Return)


def test_what_was_changed_is_told_as_such_and_what_was_not_is_counted(review: ReviewHands) -> None:
    returned(review)
    assert left(review) == "还有 2 处没有改"
    review.shell.editor.go_to_path("values.project_name")
    assert flag(review, CONTACT) and "已改过" not in tip(review, CONTACT)
    fill(review, CONTACT, "B")
    wait_until(lambda: left(review) == "还有 1 处没有改")
    first, second = review.remarks()
    assert first.text() == "项目联系人（已改过）：写全名" and "已改过" not in second.text()
    assert tip(review, CONTACT).startswith("退回意见（财政甲，已改过）：写全名")
    assert not flag(review, CONTACT), "just its outline is left"
    review.shell.press(Key.Key_Z, CTRL)
    wait_until(lambda: left(review) == "还有 2 处没有改")
    review.shell.editor.go_to_path("values.project_name")
    assert flag(review, CONTACT) and "已改过" not in tip(review, CONTACT)


def test_once_all_was_changed_it_is_said(review: ReviewHands) -> None:
    returned(review)
    fill(review, CONTACT, "B")
    fill(review, TARGET, "99%")
    wait_until(lambda: left(review) == "各处都已改过")
    assert all("已改过" in one.text() for one in review.remarks())
    review.settle()
    review.sign("审核人甲")
    assert left(review) == "" and not review.shell.editor.paper.remarks


def test_there_is_nothing_to_scroll_where_all_remarks_are_seen(review: ReviewHands) -> None:
    returned(review)
    scroll = review.panel.findChild(QScrollArea)
    assert scroll is not None
    inner = scroll.widget()
    lines = inner.layout()
    assert lines is not None
    wait_until(lambda: review.remarks()[-1].geometry().bottom() < scroll.viewport().height())
    wait_until(lambda: lines.minimumSize().height() <= lines.heightForWidth(inner.width()))
    assert scroll.verticalScrollBar().maximum() == 0
