"""F8 on the paper: to the next cell with something to do, round again, out of an open editor."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from medaid_desktop.core.definitions.completeness import RequiredPlaces
from medaid_desktop.ui.tasks import Tasks
from medaid_desktop.ui.views.findings.live import PaperChecks
from medaid_desktop.ui.views.paper.desk import PaperDesk
from medaid_desktop.ui.views.paper.view import PaperView
from tests.ui.shell import Key, type_text

SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(key: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, held)


def checked_view(paper: PaperDesk) -> PaperView:
    """A view whose checks nobody has waited for."""
    PaperChecks(paper.view, Tasks(paper))
    return paper.view


def test_it_leads_to_the_next_and_round_again(open_paper: Callable[..., PaperDesk]) -> None:
    view = checked_view(open_paper(values={"project_name": "医疗救助"}))
    place = view.session.paper.places
    view.go_to(place["values.project_category"])
    press(Key.Key_F8)
    assert view.anchor == place["values.competent_department"]  # over 项目编号, which may stay blank
    press(Key.Key_F8)
    assert view.anchor == place["values.implementing_unit"]
    press(Key.Key_F8, SHIFT)
    assert view.anchor == place["values.competent_department"]
    view.go_to(place["values.filling_unit"])
    press(Key.Key_F8, SHIFT)
    last = view.anchor
    press(Key.Key_F8)
    assert view.anchor == place["values.filling_unit"]
    assert last > view.anchor


def test_out_of_an_editor_it_stores_and_goes_on(open_paper: Callable[..., PaperDesk]) -> None:
    view = checked_view(open_paper())
    place = view.session.paper.places
    view.go_to(place["values.competent_department"])
    type_text("12")
    press(Key.Key_F8)
    assert view.session.filing.values == {"competent_department": "12"}
    assert view.anchor == place["values.implementing_unit"]
    view.go_to(place["values.project_category"])
    press(Key.Key_F4)
    assert view.editor is not None
    press(Key.Key_F8)
    assert view.editor is None
    assert view.anchor == place["values.implementing_unit"]


def test_every_blank_required_field_is_walked_through(open_paper: Callable[..., PaperDesk]) -> None:
    view = checked_view(open_paper())
    places = view.session.paper.places
    wanted = {
        places[path] for path in RequiredPlaces(view.session.form).open_paths(view.session.filing) if path in places
    }
    seen: list[tuple[int, int]] = []
    while len(seen) < 2 or seen[-1] != seen[0]:
        press(Key.Key_F8)
        seen.append(view.anchor)
    assert {*seen} == wanted and seen[:-1] == sorted(seen[:-1], key=lambda place: (place < seen[0], place))


def test_it_says_so_where_nothing_is_to_be_done(open_paper: Callable[..., PaperDesk]) -> None:
    view = checked_view(open_paper())
    said: list[str] = []
    view.session.refused.connect(said.append)
    form, session = view.session.form, view.session
    edits = [(f"values.{one.id}", (one.options or ("2020",))[0]) for one in form.fields if one.required]
    session.change_rows(edits, "填满", None)
    here = view.anchor
    press(Key.Key_F8)
    assert said == ["没有要处理的问题了。"]
    assert view.anchor == here


def test_the_only_one_is_told_again(open_paper: Callable[..., PaperDesk]) -> None:
    view = checked_view(open_paper())
    reached: list[str] = []
    view.finding_reached.connect(reached.append)
    form, session = view.session.form, view.session
    blank = "project_name"
    edits = [
        (f"values.{one.id}", (one.options or ("2020",))[0]) for one in form.fields if one.required and one.id != blank
    ]
    session.change_rows(edits, "填满", None)
    for _ in range(2):
        press(Key.Key_F8)
    assert reached == [f"values.{blank}", f"values.{blank}"]
