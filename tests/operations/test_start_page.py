"""What the pages of the start show: news, the files of recent ledgers, the filings changed last."""

from pathlib import Path

from medaid_desktop.core.filing import Filing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.ledgers.ledger_files import look_at_files
from medaid_desktop.operations.news import Release, newest_release, parse_news


def test_news_are_read_newest_first():
    text = "# 题\n\n说明\n- 不算\n\n## 2.0\n\n- 一\n- 二\n\n## 1.0\n\n## 0.9\n- 三\n"
    assert parse_news(text) == [Release("2.0", ("一", "二")), Release("0.9", ("三",))]


def test_the_program_has_news_of_short_points():
    release = newest_release()
    assert release is not None and release.points
    assert all(len(point) <= 48 and point.endswith("。") for point in release.points)


def test_files_are_told_apart(tmp_path: Path):
    there, empty = tmp_path / "a.medaid", tmp_path / "b.medaid"
    there.write_bytes(b"x" * 10)
    empty.touch()
    paths = [there, empty, tmp_path / "c.medaid", tmp_path / "U盘" / "d.medaid"]
    found = look_at_files(paths, lambda: False)
    assert [(file.state, file.size) for file in found] == [
        ("present", 10), ("empty", 0), ("missing", 0), ("folder-missing", 0),
    ]  # fmt: skip
    assert look_at_files(paths, lambda: True) == []


def test_the_filings_changed_last_come_first(desk: Desk):
    ids = [desk.ledger.filings.add(Filing("declaration", 2021, "371521"), f"表{n}").id for n in range(7)]
    desk.ledger.edit(ids[2], [("values.project_name", "改过")], "改一格")
    desk.ledger.filings.delete([ids[6]])
    found = [summary.id for summary in desk.ledger.overview.recent(5)]
    assert len(found) == 5 and found[0] == ids[2] and ids[6] not in found
