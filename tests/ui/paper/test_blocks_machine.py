"""Whatever is done in whatever order: the model, the session and the ledger are what a fresh composition shows."""

import gc
import random
import weakref
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester

from medaid_desktop.core.compose import compose
from medaid_desktop.core.filing import Filing
from medaid_desktop.formats.clipboard.html_writer import write_html
from medaid_desktop.formats.clipboard.tab_text import write_tab_text
from medaid_desktop.operations.desk import Desk
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.ui.models.paper_model import PaperModel
from medaid_desktop.ui.views.paper.editing_session import EditingSession
from medaid_desktop.ui.views.paper.geometry import PaperGeometry
from medaid_desktop.ui.views.paper.setter import PaperSetter
from medaid_desktop.ui.views.paper.sheet_view import SheetView

pytestmark = pytest.mark.usefixtures("qapp")
FORMS = FormLibrary()
SETTER = PaperSetter()
CONTENT = {
    "declaration": {"indicators": [
        {"level1": "产出指标", "level2": "数量指标", "level3": f"指标{number}", "target": f"≥{number}人"} for number in range(4)
    ]},
    "allocation": {"rows": [
        {"name": f"单位{number}", "role": role, "depth": "3", "amount": str(number)}
        for number, role in enumerate(["total", "unit", "own-level", "of-which", "of-which", "unit"])
    ]},
    "regional-target": {"indicators": [
        {"level1": one, "level2": two, "level3": name, **({"level4": group} if group else {}), "target": f"≥{number}%"}
        for number, (one, two, name, group) in enumerate([
            ("产出指标", "数量指标", "资助人数", "特困"), ("产出指标", "数量指标", "资助人数", "低保"),
            ("产出指标", "数量指标", "救助人数", ""), ("产出指标", "质量指标", "合规率", ""),
            ("效益指标", "社会效益指标", "保障水平", "甲"), ("效益指标", "社会效益指标", "保障水平", "乙"),
        ])
    ]},
    "self-evaluation": {"indicators": [{"level1": "产出指标", "level2": "数量指标", "level3": "甲", "target": "1"}]},
}  # fmt: skip
ACTS = ["insert", "delete", "move", "duplicate", "paste", "type", "undo", "redo", "split", "clear", "reload"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Ledger.create(tmp_path_factory.mktemp("machine") / "office.medaid") as ledger:
        yield Desk(ledger, FORMS)


def opened(desk: Desk, form: str) -> EditingSession:
    filing = desk.ledger.filings.add(Filing(form=form, year=2020, tables=CONTENT[form]), "")
    return EditingSession(desk, filing.id)


def act(session: EditingSession, name: str, chance: random.Random) -> None:
    lines = [anchor for anchor in session.grid.fields if session.grid.is_table_line(anchor[0])]
    first = chance.choice(lines)
    cells = [anchor for anchor in lines if 0 <= anchor[0] - first[0] < chance.choice([1, 1, 2, 3])]
    match name:
        case "insert":
            session.insert_lines(cells, chance.random() < 0.5)
        case "delete":
            session.delete_lines(cells)
        case "move":
            session.move_lines(cells, chance.random() < 0.5)
        case "duplicate":
            session.duplicate_lines(cells)
        case "paste":
            if not session.paste([first], chance.choice(["a\tb\nc\td", "长" * 60, "1\n2\n3\n4\n5"])):
                session.answer(chance.random() < 0.7)
        case "type":
            session.type_into(*first, chance.choice(["", "字", "资助人数", "很长的文字" * 20, "两\n行"]))
        case "split":
            session.split_line(first)
        case "clear":
            session.clear(cells)
        case _:
            getattr(session, name)()


def spans_of(view: SheetView) -> dict[tuple[int, int], tuple[int, int]]:
    """The spans as the table view has them, by their upper left places."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for row in range(view.paper.rowCount()):
        for col in range(view.paper.columnCount()):
            span = view.rowSpan(row, col), view.columnSpan(row, col)
            if (row, col) in covered or span == (1, 1):
                continue
            found[row, col] = span
            covered |= {(row + down, col + right) for down in range(span[0]) for right in range(span[1])}
    return found


def heights_of(view: SheetView) -> list[int]:
    return [below - above for above, below in pairwise(view.look.ys)]


@pytest.mark.parametrize("form", CONTENT)
@settings(max_examples=10, deadline=None)
@given(names=st.lists(st.sampled_from(ACTS), min_size=3, max_size=10), seed=st.integers(0, 10**6))
def test_any_order_of_acts_keeps_all_in_step(desk: Desk, form: str, names: list[str], seed: int) -> None:
    session, chance = opened(desk, form), random.Random(seed)
    model, geometry = PaperModel(session), PaperGeometry(SETTER)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    geometry.show(model.grid)
    model.modelReset.connect(lambda: geometry.show(model.grid))
    model.rows_shifted.connect(lambda row, by: geometry.shift(model.grid, row, by))
    model.cells_changed.connect(lambda changed: geometry.update(model.grid, changed, {}))
    shown = {(row, col): model.text((row, col)) for row, col in model.grid.cells}
    model.modelReset.connect(lambda: (shown.clear(), shown.update({a: model.text(a) for a in model.grid.cells})))

    def shift(row: int, by: int) -> None:
        kept = {(at + by if at >= row else at, col): text for (at, col), text in shown.items()
                if by > 0 or not row <= at < row - by}  # fmt: skip
        shown.clear()
        shown.update(kept)
        shown.update({a: model.text(a) for at in range(row, row + max(0, by)) for a in model.grid.row_anchors(at)})

    model.rows_shifted.connect(shift)
    model.cells_changed.connect(lambda changed: take(changed))
    view = SheetView(model)
    view.show()

    def take(changed: list[tuple[int, int]]) -> None:
        told = {row for row, _ in changed}
        for place in [place for place in shown if place[0] in told and place not in model.grid.cells]:
            del shown[place]  # another cell covers it now
        shown.update({a: model.text(a) for a in changed})

    for name in names:
        act(session, name, chance)
        stored = desk.ledger.filings.get(session.filing_id)
        assert session.filing == stored
        fresh = compose(session.form, stored, desk.names(None), session.held.opened, session.held.split)
        assert session.paper == fresh
        assert shown == {(cell.row, cell.col): cell.text for cell in fresh.sheet.cells}, name
        anew = PaperGeometry(SETTER)
        anew.show(session.grid)
        assert geometry.heights_mm == anew.heights_mm == view.look.geometry.heights_mm
        assert spans_of(view) == {(cell.row, cell.col): (cell.rows, cell.cols) for cell in model.grid.spanning}, name
        assert [view.rowHeight(row) for row in range(model.rowCount())] == heights_of(view)
    for anchor, slot in session.paper.binding.items():
        assert session.paper.place_of(slot.key) == anchor
    view.close()
    view.deleteLater()
    model.deleteLater()


@pytest.mark.parametrize("form", CONTENT)
@pytest.mark.parametrize("with_html", [False, True])
def test_any_rectangle_pasted_onto_itself_changes_nothing(desk: Desk, form: str, with_html: bool) -> None:
    session, chance = opened(desk, form), random.Random(form)
    grid, before = session.grid, session.filing.copy()
    for _ in range(60):
        top, left = chance.randrange(grid.row_count), chance.randrange(grid.column_count)
        bottom, right = chance.randint(top, grid.row_count - 1), chance.randint(left, grid.column_count - 1)
        places = [(row, col) for row in range(top, bottom + 1) for col in range(left, right + 1)]
        block = session.copy_block(places)
        if block.rows:
            session.paste(places, write_tab_text(block.rows), write_html(block) if with_html else "")
            session.withdraw()
        assert session.filing == before


def test_a_paper_does_not_follow_content_changed_afterwards() -> None:
    form = FORMS.get("allocation")
    filing = Filing(form="allocation", tables={"rows": [{"name": "甲", "amount": "1"}]})
    paper = compose(form, filing)
    place = paper.places["tables.rows[0].amount"]
    filing.set("tables.rows[0].amount", "2")
    assert next(cell.text for cell in paper.sheet.cells if (cell.row, cell.col) == place) == "1"


def test_large_tables_are_composed_by_what_is_looked_at() -> None:
    rows = [{"name": f"单位{number}", "amount": "1", "headcount": "2"} for number in range(500)]
    paper = compose(FORMS.get("allocation"), Filing(form="allocation", tables={"rows": rows}))
    assert paper.place_of("tables.rows[400].amount") is not None
    made = paper.cells._made
    assert len(made) < 10


@pytest.mark.parametrize("form", CONTENT)
def test_a_paper_goes_as_soon_as_the_next_one_is_there(desk: Desk, form: str) -> None:
    session = opened(desk, form)
    model = PaperModel(session)
    before = weakref.ref(session.grid.rows)
    gc.disable()  # nothing is to be left to the collector: a paper of thousands of cells comes with each edit
    try:
        line = next(anchor for anchor in session.grid.fields if session.grid.is_table_line(anchor[0]))
        session.type_into(*line, "又一个")
        session.duplicate_lines([line])
        assert before() is None
    finally:
        gc.enable()
    assert model.rowCount() == session.grid.row_count
