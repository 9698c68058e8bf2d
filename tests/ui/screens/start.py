"""How one begins: the welcome page, the first ledger, the tour, the start after a crash."""

from PySide6.QtWidgets import QCommandLinkButton, QLabel, QWidget

from tests.ui.screens.stage import Stage, screen
from tests.ui.shell import Key

RECENT = (
    "阳谷县医疗保障局", "2021年区域绩效目标", "聊城市医疗救助", "临清市医疗救助", "冠县医疗保障局",
    "莘县医疗保障局", "东阿县医疗保障局", "高唐县医疗保障局2020年度",
)  # fmt: skip


@screen(has_ledger=False)
def welcome_first(stage: Stage) -> None:
    """What a clerk sees first of all."""
    stage.take()


@screen(has_ledger=False, is_main=True)
def welcome(stage: Stage) -> None:
    _note_recent(stage, 3)
    page = stage.shell.part(QWidget, "welcomePage")
    stage.mark("start", *(part for kind in (QCommandLinkButton, QLabel) for part in page.findChildren(kind)))
    stage.spots["start"].adjust(0, 0, 16, 0)
    stage.take()
    stage.window.recent.clear()


@screen(has_ledger=False, is_main=True)
def welcome_full(stage: Stage) -> None:
    """As many recent ledgers as are kept."""
    _note_recent(stage, len(RECENT))
    stage.take()
    stage.window.recent.clear()


def _note_recent(stage: Stage, count: int) -> None:
    stage.folder.mkdir(exist_ok=True, parents=True)
    for name in reversed(RECENT[:count]):
        file = stage.folder / f"{name}.medaid"
        file.write_bytes(b"SQLite")
        stage.window.recent.note(file)


@screen(has_ledger=False)
def welcome_trouble(stage: Stage) -> None:
    damaged = stage.folder / "坏了的台账.medaid"
    damaged.parent.mkdir(exist_ok=True, parents=True)
    damaged.write_bytes(b"\0" * 4096)
    stage.window.ledgers.open_now(damaged)
    stage.take()


@screen()
def ledger_open(stage: Stage) -> None:
    stage.take()


@screen()
def first_run(stage: Stage) -> None:
    """The first ledger on this PC: the notice bar offers the tour."""
    window, path = stage.window, stage.window.workspace.desk.ledger.path
    window.workspace.close()
    window.welcome_newcomers()
    window.ledgers.open_now(path)
    stage.take_part(stage.shell.part(QWidget, "statusStrip"))


@screen()
def tour(stage: Stage) -> None:
    """The first stop of the walk through the window."""
    stage.open_declaration()
    stage.trigger("actionTour")
    stage.take()
    stage.press(Key.Key_Escape)


@screen()
def tour_last(stage: Stage) -> None:
    stage.open_declaration()
    stage.trigger("actionTour")
    stage.press(Key.Key_Return, times=5)
    stage.take()
    stage.press(Key.Key_Escape)


@screen()
def after_crash(stage: Stage) -> None:
    """The ledger was not closed cleanly: its lock file is still there."""
    window, path = stage.window, stage.window.workspace.desk.ledger.path
    window.workspace.close()
    path.with_name(path.name + ".lock").write_text("{}", encoding="utf-8")
    window.ledgers.open_now(path)
    stage.take_part(stage.shell.part(QWidget, "statusStrip"))
