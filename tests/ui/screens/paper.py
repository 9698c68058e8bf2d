"""The paper: forms, editing, lists of a cell, what is said about it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from tests.ui.screens.stage import CTRL, SHIFT, Stage, screen
from tests.ui.shell import Key


def _open_form(stage: Stage, form: str) -> None:
    """Opens the first filing of a form from the list of all places."""
    found = stage.window.workspace.desk.ledger.filings.list(form=form)
    assert found, form
    model, filings = stage.shell.filings.model(), stage.shell.filings
    stage.shell.tree.setFocus()
    stage.press(Key.Key_Home)
    row = model.row_of(found[0].id)  # type: ignore[attr-defined]
    assert row >= 0, form
    filings.scrollTo(model.index(row, 0))
    stage.shell.open_row(row)
    QTest.qWait(10)


@screen()
def form_allocation(stage: Stage) -> None:
    _open_form(stage, "allocation")
    stage.take_part(stage.shell.editor)


@screen()
def form_regional_target(stage: Stage) -> None:
    _open_form(stage, "regional-target")
    stage.take_part(stage.shell.editor)


@screen()
def form_monitoring(stage: Stage) -> None:
    _new(stage, "monitoring")


@screen()
def form_self_evaluation(stage: Stage) -> None:
    _new(stage, "self-evaluation")


@screen()
def form_fund_usage(stage: Stage) -> None:
    _new(stage, "fund-usage")


@screen()
def form_new_declaration(stage: Stage) -> None:
    """An empty form of a region with a long name: what is required bears a bar."""
    _new(stage, "declaration", "654225")


def _new(stage: Stage, form: str, region: str = "371521") -> None:
    from medaid_desktop.operations.filings.filings import add_filing

    workspace = stage.window.workspace
    filing = add_filing(workspace.desk, form, region, 2026)
    workspace.filings_changed.emit()
    stage.shell.search.setFocus()
    stage.shell.type(region)
    stage.press(Key.Key_Return)
    row = stage.shell.filings.model().row_of(filing.id)  # type: ignore[attr-defined]
    stage.shell.open_row(row)
    QTest.qWait(10)
    stage.take_part(stage.shell.editor)


@screen()
def editing(stage: Stage) -> None:
    """A cell is being typed in and has grown."""
    stage.open_declaration()
    stage.go_to("values.overview")
    stage.press(Key.Key_F2)
    stage.press(Key.Key_End, CTRL)
    stage.shell.type("；按月通报进度，年底前全部拨付到位。")
    stage.mark("paper", stage.shell.editor)
    stage.take_around()
    stage.press(Key.Key_Escape)


@screen()
def indicators(stage: Stage) -> None:
    """A block of the table of indicators is selected."""
    stage.open_declaration()
    stage.go_to("tables.indicators[0].level3")
    stage.press(Key.Key_Down, SHIFT, 3)
    stage.press(Key.Key_Right, SHIFT, 1)
    editor = stage.shell.editor
    editor.scrollTo(editor.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)
    stage.mark("paper", stage.shell.editor)
    stage.take()


@screen()
def paper_menu(stage: Stage) -> None:
    stage.open_declaration()
    stage.go_to("tables.indicators[0].level3")
    editor = stage.shell.editor

    def open_menu() -> None:
        spot = editor.visualRect(editor.currentIndex()).center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, editor.viewport().mapToGlobal(spot))
        QApplication.sendEvent(editor.viewport(), event)

    stage.in_menu(open_menu)


@screen()
def choosing(stage: Stage) -> None:
    """The options of a choice field."""
    stage.open_declaration()
    stage.go_to("values.project_category")
    stage.press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.qWait(10)
    stage.take_around()
    stage.press(Key.Key_Escape)


@screen()
def suggestions(stage: Stage) -> None:
    """What may be meant, while typing an indicator."""
    stage.open_declaration()
    stage.go_to("tables.indicators[0].target")
    stage.press(Key.Key_Delete)
    stage.press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.qWait(10)
    stage.take_around()
    stage.press(Key.Key_Escape, times=2)


@screen()
def calendar(stage: Stage) -> None:
    stage.open_declaration()
    stage.go_to("values.filled_on")
    stage.press(Key.Key_F4)
    QTest.qWait(10)
    stage.take_around()
    stage.press(Key.Key_Escape, times=2)


@screen()
def amount(stage: Stage) -> None:
    """An amount being typed, with its other unit beside it."""
    stage.open_declaration()
    stage.go_to("values.funding_fiscal")
    stage.shell.type("154.18")
    QTest.qWait(10)
    stage.take_around()
    stage.press(Key.Key_Escape, times=2)


@screen()
def pasting(stage: Stage) -> None:
    """A block that does not fit asks."""
    stage.open_declaration()
    stage.go_to("tables.indicators[0].level3")
    block = "\n".join(f"指标{row}\t≥{row}人\t备注\t放不下{row}" for row in range(1, 6))
    QApplication.clipboard().setText(block)
    stage.press(Key.Key_V, CTRL)
    QTest.qWait(10)
    stage.take()
    stage.press(Key.Key_Escape)


@screen()
def unsaved(stage: Stage) -> None:
    """The disk took a text no longer."""
    from medaid_desktop.errors import UserError
    from medaid_desktop.operations.filings import editing

    stage.open_declaration()
    stage.go_to("values.project_code")
    real = editing.commit

    def full(*_: object) -> None:
        raise UserError("磁盘已满，这一步没有保存", "E:\\医疗救助\\阳谷县医疗保障局.medaid", "请腾出空间后再试")

    editing.commit = full  # type: ignore[assignment]
    try:
        stage.shell.type("YG-2026-1")
        stage.press(Key.Key_Return)
        stage.take()
    finally:
        editing.commit = real
        stage.shell.editor.session.retry()


@screen()
def refused(stage: Stage) -> None:
    """Typing into a printed word says why not and where to go."""
    stage.open_declaration()
    editor = stage.shell.editor
    editor.go_to((0, 0))
    stage.shell.type("x")
    stage.take_part(stage.shell.part(QWidget, "statusStrip"))


@screen(is_main=True)
def found(stage: Stage) -> None:
    """Ctrl+F found a word in the form: all places are marked."""
    stage.open_declaration()
    stage.trigger("actionFind")
    stage.shell.type("医疗保障局")
    stage.press(Key.Key_Return)
    stage.take()


@screen()
def undo_named(stage: Stage) -> None:
    """The menu names what would be undone."""
    stage.open_declaration()
    stage.go_to("values.project_name")
    stage.press(Key.Key_Delete)
    stage.open_menu(1)


@screen()
def zoomed_in(stage: Stage) -> None:
    stage.open_declaration()
    for _ in range(5):
        stage.trigger("actionZoomIn")
    stage.take()


@screen()
def zoomed_out(stage: Stage) -> None:
    stage.open_declaration()
    for _ in range(5):
        stage.trigger("actionZoomOut")
    stage.take()
