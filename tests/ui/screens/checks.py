"""What the checks find: marks on the paper, the list beside it, many filings at once."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from medaid_desktop.operations.checking import Checked, check
from medaid_desktop.ui.views.editor_tabs import EditorTabs
from medaid_desktop.ui.views.findings.batch_tab import BatchTab
from medaid_desktop.ui.views.findings.list import FindingList
from tests.ui.screens.stage import COUNTY, CTRL, Stage, screen
from tests.ui.shell import Key, wait_until

_SUMS = (
    ("values.funding_total", "656"), ("values.funding_fiscal", "600"), ("values.funding_other", "50"),
)  # fmt: skip


def _open(stage: Stage, region: str, form: str, *edits: tuple[str, str]) -> str:
    """Opens a filing of the sample, changed before, and waits until it is checked."""
    ledger = stage.window.workspace.desk.ledger
    filing_id = ledger.filings.list(region, form)[0].id
    if edits:
        ledger.edit(filing_id, list(edits), "准备")
    tabs = stage.shell.part(EditorTabs)
    tabs.open(filing_id)
    stage.await_checks()
    return filing_id


def _check(stage: Stage) -> FindingList:
    stage.trigger("actionCheck")
    stage.await_checks()
    QTest.qWait(30)
    return stage.shell.part(FindingList, "findingsView")


def _clean(stage: Stage) -> str:
    """A filing of the sample in which nothing is found."""
    desk = stage.window.workspace.desk
    return next(one.id for one in desk.ledger.filings.list() if not check(desk, one.id))


def _mistakes(stage: Stage) -> FindingList:
    """A breakdown with a total that does not balance, a blank field, and more."""
    _open(
        stage, "650102", "target-breakdown", *_SUMS, ("values.budget_unit", ""), ("tables.indicators[0].target", "XX")
    )
    return _check(stage)


@screen(is_main=True)
def findings(stage: Stage) -> None:
    """F9: the list beside the paper, the gravest chosen, its cell lit up."""
    _mistakes(stage)
    stage.mark("findings", stage.shell.part(QWidget, "rightColumn"))
    stage.mark("foot", stage.shell.part(QWidget, "statusStrip"))
    stage.take()


@screen()
def findings_sum(stage: Stage) -> None:
    """Both sides of a sum, and what one click would change."""
    view = _mistakes(stage)
    view.choose_path("values.funding_total")
    column = stage.shell.part(QWidget, "rightColumn")
    stage.mark("sum", column)
    stage.take_part(column)


@screen()
def findings_mended(stage: Stage) -> None:
    """A mend was made: the notice takes it back."""
    view = _mistakes(stage)
    view.choose_path("values.funding_total")
    stage.press(Key.Key_Return, CTRL)
    stage.await_checks()
    stage.take()


@screen()
def findings_explained(stage: Stage) -> None:
    """A warning with its explanation, unfolded."""
    _open(stage, "330000", "regional-target")
    view = _check(stage)
    view.choose_path("values.funding_total")
    stage.press(Key.Key_F2)
    stage.shell.type("省级资金另行下达，待核定后补填")
    stage.press(Key.Key_Return)
    stage.await_checks()
    view.choose_path("values.funding_total")
    stage.take_part(stage.shell.part(QWidget, "rightColumn"))


@screen()
def findings_lapsed(stage: Stage) -> None:
    """The text was changed: the explanation holds no more."""
    _open(stage, "330000", "regional-target")
    view = _check(stage)
    view.choose_path("values.funding_total")
    stage.press(Key.Key_F2)
    stage.shell.type("省级资金另行下达，待核定后补填")
    stage.press(Key.Key_Return)
    stage.await_checks()
    stage.shell.editor.session.change_rows([("values.funding_central", "20811")], "改", None)
    stage.await_checks()
    view.choose_path("values.funding_total")
    stage.take_part(stage.shell.part(QWidget, "rightColumn"))


@screen()
def findings_many(stage: Stage) -> None:
    """Three hundred findings with long sentences."""
    _open(stage, "650102", "target-breakdown", *_SUMS)
    view = _check(stage)
    front = stage.shell.part(EditorTabs).front()
    assert front is not None and front.checks is not None and front.checks.findings
    first = next(one for one in front.checks.findings if one.finding.mends)
    many = [_like(first, number) for number in range(300)]
    front.checks.findings = many
    front.checks.changed.emit()
    view.choose_first()
    stage.take_part(stage.shell.part(QWidget, "rightColumn"))


def _like(checked: Checked, number: int) -> Checked:
    from dataclasses import replace

    words = f"{checked.finding.message}。" + "新疆维吾尔自治区乌鲁木齐市天山区下属单位另有几项相加。" * (number % 4)
    severity = ("error", "warning", "hint")[number // 100]
    return replace(checked, finding=replace(checked.finding, message=words, detail=str(number), severity=severity))


@screen()
def findings_filtered_away(stage: Stage) -> None:
    """Nothing is left of the list."""
    _mistakes(stage)
    for kind in ("error", "warning", "hint"):
        chip = stage.shell.part(QWidget, f"{kind}Chip")
        if chip.isEnabled():
            QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=chip.rect().center())
    stage.take_part(stage.shell.part(QWidget, "rightColumn"))


@screen()
def findings_none(stage: Stage) -> None:
    """A filing without findings."""
    stage.shell.part(EditorTabs).open(_clean(stage))
    stage.await_checks()
    _check(stage)
    stage.take_part(stage.shell.part(QWidget, "rightColumn"))


@screen()
def findings_no_filing(stage: Stage) -> None:
    stage.trigger("actionFindings")
    QTest.qWait(30)
    stage.take_part(stage.shell.part(QWidget, "rightColumn"))


@screen()
def findings_menu(stage: Stage) -> None:
    """The right-click menu of a finding."""
    view = _mistakes(stage)
    view.choose_path("values.funding_total")
    checked = view.current()
    assert checked is not None
    spot = view.visualRect(view.currentIndex()).center()
    stage.in_menu(lambda: view.menu_of(checked).exec(view.viewport().mapToGlobal(QPoint(20, spot.y()))))


@screen()
def marks(stage: Stage) -> None:
    """Signs in the cells of an allocation with sums that do not balance."""
    rows = [("tables.rows[1].amount", "380"), ("tables.rows[3].amount", "16"), ("tables.rows[6].amount", "7")]
    _open(stage, "330000", "allocation", *rows)
    stage.take()


@screen()
def marks_zoomed(stage: Stage) -> None:
    """The same at 150 %."""
    rows = [("tables.rows[1].amount", "380"), ("tables.rows[3].amount", "16")]
    _open(stage, "330000", "allocation", *rows)
    for _ in range(5):
        stage.trigger("actionZoomIn")
    stage.take()


def _batch(stage: Stage) -> BatchTab:
    ledger = stage.window.workspace.desk.ledger
    filing_id = ledger.filings.list(COUNTY, "declaration")[0].id
    ledger.edit(filing_id, [("values.project_name", ""), ("values.overview", "")], "准备")
    stage.trigger("actionCheckListed")
    tab = stage.shell.part(EditorTabs).guest()
    assert isinstance(tab, BatchTab)
    return tab


@screen(is_main=True)
def batch_check(stage: Stage) -> None:
    """All filings checked."""
    tab = _batch(stage)
    wait_until(lambda: tab.batch is not None)
    stage.mark("page", tab)
    stage.take()


@screen()
def batch_check_busy(stage: Stage) -> None:
    """The check of many is under way."""
    tab = _batch(stage)
    wait_until(lambda: tab.batch is not None)
    tab.page.show_busy(1280)
    tab.page.show_progress(412, 1280)
    stage.take_part(tab)


@screen()
def batch_check_none(stage: Stage) -> None:
    """Nothing was found."""
    ledger = stage.window.workspace.desk.ledger
    kept = next(one.id for one in ledger.filings.list() if ledger.reviews.holding(one.id))  # which cannot be deleted
    ledger.filings.delete([one.id for one in ledger.filings.list() if one.id != kept])
    stage.window.workspace.filings_changed.emit()
    stage.trigger("actionCheckListed")
    tab = stage.shell.part(EditorTabs).guest()
    assert isinstance(tab, BatchTab)
    wait_until(lambda: tab.batch is not None)
    stage.take_part(tab)
