"""What changed inside a text, and how much of a long one is shown."""

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from medaid_desktop.core.changes.differences import Difference
from medaid_desktop.ui.views.history.differences import DifferenceList
from medaid_desktop.ui.views.history.texts import changed_spans
from tests.ui.shell import PATIENCE_MS


def _cut(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start : start + length] for start, length in spans]


def test_the_words_that_changed_are_found() -> None:
    before, after = "按文件要求及时发放到位，覆盖率100%", "按文件要求及时足额发放到位，覆盖率95%以上"
    gone, new = changed_spans(before, after)
    assert (_cut(before, gone), _cut(after, new)) == (["100%"], ["足额", "95%以上"])


@given(st.text("甲乙丙1", max_size=30), st.text("甲乙丙1", max_size=30))
def test_what_is_not_marked_is_the_same_on_both_sides(before: str, after: str) -> None:
    gone, new = changed_spans(before, after)
    if before and after:
        assert _rest(before, gone) == _rest(after, new)
    else:
        assert (gone, new) == ([], [])


def _rest(text: str, spans: list[tuple[int, int]]) -> str:
    for start, length in reversed(spans):
        text = text[:start] + text[start + length :]
    return text


def test_only_the_current_difference_is_shown_whole(qtbot: QtBot) -> None:
    view = DifferenceList("不同")
    qtbot.addWidget(view)
    view.resize(300, 400)
    long = "很长的文字" * 60
    found = [Difference("changed", "目标", "", "短", long, "values.a", "values.a") for _ in range(150)]
    view.show_differences(found, ("原", "改为"))
    view.show()
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 150 * 40, timeout=PATIENCE_MS)
    first = view.model().index(0, 0)
    small = view.visualRect(first).height()
    view.setCurrentIndex(first)
    qtbot.waitUntil(lambda: view.visualRect(first).height() > 2 * small, timeout=PATIENCE_MS)
    view.setCurrentIndex(view.model().index(1, 0))
    qtbot.waitUntil(lambda: view.visualRect(first).height() == small, timeout=PATIENCE_MS)
    assert long in view.model().index(0, 0).data()
