"""What the PC remembers, and that a spoilt file costs nothing else."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from medaid_desktop.ui.settings import RECENT_KEPT, RecentLedgers, WindowSettings


def test_values_come_back(tmp_path: Path):
    file = tmp_path / "window.ini"
    kept = WindowSettings(file)
    kept.put("a/text", "阳谷县 %1 \\ \"'")
    kept.put("a/number", 42)
    kept.put("a/flag", False)
    kept.put("a/one", ["C:/台账/阳谷.medaid"])
    kept.put("a/state", QByteArray(b"\x00\xff\x01"))
    kept.flush()
    again = WindowSettings(file)
    assert again.text("a/text") == "阳谷县 %1 \\ \"'"
    assert again.number("a/number", 0) == 42
    assert again.flag("a/flag", True) is False
    assert again.texts("a/one") == ["C:/台账/阳谷.medaid"]
    assert again.state("a/state") == QByteArray(b"\x00\xff\x01")


@pytest.mark.parametrize(
    "content", [b"\x00\xff[[[\n=\n\xfe", b"[a]\nnumber=many\nflag=perhaps\nstate=no\n", b"", b"\xff" * 999]
)
def test_a_spoilt_file_counts_as_nothing_remembered(tmp_path: Path, content: bytes):
    file = tmp_path / "window.ini"
    file.write_bytes(content)
    kept = WindowSettings(file)
    assert kept.number("a/number", 7) == 7
    assert kept.flag("a/flag", True) is True
    assert kept.state("a/state").isEmpty()
    assert RecentLedgers(kept).entries() == []
    kept.put("a/number", 8)
    kept.flush()
    assert WindowSettings(file).number("a/number", 0) == 8


def test_recent_ledgers_are_few_newest_first_and_each_once(tmp_path: Path):
    recent = RecentLedgers(WindowSettings(tmp_path / "window.ini"))
    paths = [tmp_path / f"{number} a|b.medaid" for number in range(RECENT_KEPT + 2)]
    for path in [*paths, paths[3]]:
        recent.note(path)
    shown = [path for path, _ in recent.entries()]
    assert shown[0] == paths[3] and len(shown) == RECENT_KEPT == len(set(shown))
    recent.drop(paths[3])
    assert paths[3] not in [path for path, _ in recent.entries()]
    recent.clear()
    assert recent.entries() == []
