"""What the paper says about cells: why they cannot be filled, what they hold."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from medaid_desktop.ui.views.paper.desk import PaperDesk
from tests.ui.paper.hands import Key, go, press, stored, type_text


def test_typing_on_print_says_why_not_and_where_to_go(open_paper: Callable[..., PaperDesk], qtbot: QtBot) -> None:
    view = open_paper().view
    row, col = view.session.paper.place_of("values.project_name")
    view.go_to((row, col - 1))
    with qtbot.waitSignal(view.session.refused) as said:
        type_text("x")
    assert said.args == ["“项目名称”是表样上印好的文字，不能修改，请填写右边的“项目名称”。"]
    assert view.editor is None
    with qtbot.waitSignal(view.session.refused):
        press(Key.Key_F2)


def test_seal_places_say_what_they_are_for(open_paper: Callable[..., PaperDesk], qtbot: QtBot) -> None:
    view = open_paper().view
    seal = next(cell for cell in view.session.paper.sheet.cells if cell.role == "seal")
    view.go_to((seal.row, seal.col))
    with qtbot.waitSignal(view.session.refused) as said:
        type_text("x")
    assert "盖章" in said.args[0]


def test_read_only_paper_opens_no_editor(open_paper: Callable[..., PaperDesk], qtbot: QtBot) -> None:
    view = open_paper(values={"project_name": "Aid"}).view
    view.session.set_read_only("台账正被另一个窗口使用")
    go(view, "values.project_name")
    for act in (lambda: type_text("x"), lambda: press(Key.Key_F2), lambda: press(Key.Key_Delete)):
        with qtbot.waitSignal(view.session.refused) as said:
            act()
        assert said.args == ["不能修改：台账正被另一个窗口使用"]
    assert view.editor is None
    assert stored(view).values["project_name"] == "Aid"
