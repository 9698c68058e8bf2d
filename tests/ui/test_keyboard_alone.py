"""A declaration from the welcome page to the last field without a mouse, by the very script that counts the keys."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.benchmarks.keyboard_fill import GOAL, open_welcome, run


def test_a_declaration_is_filled_by_keyboard_with_one_extra_key_a_field(tmp_path: Path, qtbot: QtBot) -> None:
    shell = open_welcome(tmp_path)
    qtbot.addWidget(shell.window)
    tally, wrong = run(shell, tmp_path)
    assert wrong == []
    assert tally.whole_extra <= GOAL * tally.filled
    assert all(place.extra <= 1 for place in tally.places), "no field needs more than one key to leave it"
    assert len([place for place in tally.places if place.content]) == tally.typed
    assert tally.places[-1].name == "填报人联系电话"
    left_blank = [place.name for place in tally.places if not place.content]
    assert left_blank == ["指标内容"], "F8 leads over the codes; only the class without indicators is walked through"
    assert tally.paper_extra == tally.typed + len(left_blank)
