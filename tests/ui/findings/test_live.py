"""The checks run as one types: in another thread where they take long, and never against a ledger that closes."""

import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.operations.checking import Checked, LiveChecks
from medaid_desktop.ui.commands.live_checks import LiveFindings
from medaid_desktop.ui.tasks import Tasks
from medaid_desktop.ui.views.findings.live import PaperChecks
from medaid_desktop.ui.views.paper.desk import PaperDesk
from tests.ui.findings.hands import Hands
from tests.ui.shell import PATIENCE_MS, Shell, wait_until

FRESH_MS = 50
"""Of work, the quickest time: how long the machine lets others work in between is no matter of the checks."""


class Watch:
    """In which threads the checks have run, and how long each was made to take."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.threads: list[int] = []
        self.seconds = 0.0
        self.go_on = threading.Event()
        self.go_on.set()
        self.error: UserError | None = None
        fresh = LiveChecks.fresh

        def watched(live: LiveChecks, filing: Filing) -> list[Checked]:
            self.threads.append(threading.get_ident())
            time.sleep(self.seconds)
            self.go_on.wait(PATIENCE_MS / 1000)
            if self.error:
                raise self.error
            return fresh(live, filing)

        monkeypatch.setattr(LiveChecks, "fresh", watched)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(monkeypatch)


def followed(paper: PaperDesk) -> PaperChecks:
    return PaperChecks(paper.view, Tasks(paper))


def type_into(paper: PaperDesk, text: str) -> None:
    paper.session.type_into(*paper.session.paper.places["values.project_name"], text)


def test_what_lies_around_is_read_elsewhere_and_small_forms_are_checked_here(
    open_paper: Callable[..., PaperDesk], watch: Watch
):
    paper = open_paper()
    checks = followed(paper)
    checks.begin()
    wait_until(lambda: checks.is_fresh)
    type_into(paper, "12")
    wait_until(lambda: checks.is_fresh)
    here = threading.get_ident()
    assert watch.threads[0] != here and watch.threads[1:] == [here]


def test_after_an_edit_the_findings_are_fresh_at_once(open_paper: Callable[..., PaperDesk]):
    paper = open_paper()
    checks = followed(paper)
    checks.begin()
    wait_until(lambda: checks.is_fresh)
    taken: list[float] = []
    for text in ("12", "", "34", "", "56"):
        type_into(paper, text)
        begun = time.process_time()
        while not checks.is_fresh:
            QApplication.processEvents()
        taken.append((time.process_time() - begun) * 1000)
    assert min(taken) < FRESH_MS, taken


def test_slow_checks_run_elsewhere_and_the_last_content_counts(open_paper: Callable[..., PaperDesk], watch: Watch):
    paper = open_paper()
    checks = followed(paper)
    checks.begin()
    wait_until(lambda: checks.is_fresh)
    watch.seconds = 0.05
    type_into(paper, "1")
    wait_until(lambda: checks.is_fresh)  # this one was still done here, and has told how long it takes
    for text in ("12", "123", ""):
        type_into(paper, text)
        QApplication.processEvents()
    wait_until(lambda: checks.is_fresh)
    assert threading.get_ident() not in watch.threads[2:]
    assert "values.project_name" in paper.view.paper.marks
    watch.go_on.clear()
    before = len(watch.threads)
    type_into(paper, "1234")
    wait_until(lambda: len(watch.threads) > before)
    assert checks.is_busy and not checks.is_fresh, "nobody has waited for them"
    watch.go_on.set()
    wait_until(lambda: checks.is_fresh)
    assert threading.get_ident() not in watch.threads[before:]


def test_a_form_that_cannot_be_checked_says_why(open_paper: Callable[..., PaperDesk], watch: Watch):
    paper = open_paper()
    checks = followed(paper)
    watch.error = UserError("读不出上级的表", "区域目标", "请重新导入")
    checks.begin()
    wait_until(lambda: bool(checks.trouble))
    assert "读不出上级的表" in checks.trouble and checks.findings == ()
    watch.error = None
    checks.age()
    checks.begin()
    wait_until(lambda: not checks.trouble)
    assert checks.findings


def test_closing_waits_for_the_check_under_way(open_paper: Callable[..., PaperDesk], watch: Watch):
    paper = open_paper()
    checks = followed(paper)
    watch.seconds = 0.1
    checks.begin()
    wait_until(lambda: bool(watch.threads))
    checks.stop()
    assert not checks._at_work.locked()  # pyright: ignore[reportPrivateUsage]
    type_into(paper, "12")
    QApplication.processEvents()
    assert len(watch.threads) == 1, "nothing is begun any more"


def test_a_change_elsewhere_is_seen(hands: Hands) -> None:
    county, upper = hands.filing_id("regional-target", "330122"), hands.filing_id("regional-target", "330000")
    hands.open(upper)
    hands.open(county)
    before = hands.checks.checked
    hands.shell.window.workspace.filing_changed.emit(upper)
    assert not hands.checks.is_fresh
    hands.settle()
    assert hands.checks.checked is before


def test_the_list_of_filings_learns_the_count(hands: Hands) -> None:
    filing_id = hands.open_declaration(("values.project_name", ""), ("values.overview", ""))
    desk = hands.shell.window.workspace.desk
    wait_until(lambda: desk.ledger.overview.summaries([filing_id])[0].open_errors == 2)


def test_closing_the_window_in_the_midst_of_it_is_quiet(shell: Shell, watch: Watch) -> None:
    hands = Hands(shell)
    hands.open(hands.filing_id("declaration", "371521"))
    watch.seconds = 0.1
    hands.checks.age()
    hands.checks.begin()
    wait_until(lambda: hands.checks.is_busy)
    shell.window.close()


def test_a_tab_closed_at_once_is_checked_by_somebody_else(hands: Hands) -> None:
    filing_id = hands.open_declaration()
    desk = hands.shell.window.workspace.desk
    wait_until(lambda: not desk.ledger.overview.has_uncounted())
    hands.shell.editor.session.change_rows([("values.project_name", "")], "清空", None)
    hands.tabs.close_front()
    assert desk.ledger.overview.summaries([filing_id])[0].open_errors is None
    wait_until(lambda: desk.ledger.overview.summaries([filing_id])[0].open_errors == 1)


def test_looking_writes_nothing(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = hands.shell.window.workspace.desk
    wait_until(lambda: not desk.ledger.overview.has_uncounted())
    written: list[object] = []
    monkeypatch.setattr("medaid_desktop.operations.checking.note", lambda *given: written.append(given))
    hands.open_declaration()
    hands.open(hands.filing_id("project-target", "533102"))
    live = hands.shell.part(LiveFindings)
    live.note()
    assert written == []


def test_a_check_that_takes_its_time_says_so(hands: Hands, watch: Watch) -> None:
    hands.shell.action("actionFindings").trigger()
    watch.go_on.clear()
    hands.tabs.open(hands.filing_id("declaration", "371521"))
    words = lambda: {one.text() for one in hands.page.findChildren(QLabel) if one.isVisible()}  # noqa: E731
    wait_until(lambda: "正在检查…" in words())
    watch.go_on.set()
    wait_until(lambda: any("没有发现问题" in text for text in words()))
