"""Copies of a form known again through all that happens to copies; other forms left alone."""

import textwrap
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.filing import Filing
from medaid_desktop.core.grid import Grid, GridCell
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.recognise import recognise
from medaid_desktop.recognition.templates.copies.matching import find_copies
from medaid_desktop.recognition.templates.copies.shapes import TemplateShelf
from tests.recognition.contents import filing as any_filing
from tests.recognition.drawing import document, drawn
from tests.recognition.layouts import lay_form
from tests.recognition.odd import every
from tests.recognition.odd.drawings import Odd
from tests.recognition.reading_back import known
from tests.recognition.templates.blank_forms import SAMPLES, content, knowing, read
from tests.recognition.templates.copies.test_reading import some_filing
from tests.recognition.templates.filled_grid import (
    below_one_another,
    changed,
    shifted,
    spaced,
    unmerged,
    without_rows,
)

ALL = knowing()
FORMS = ("project-target", "target-breakdown", "regional-target", "declaration", "monitoring", "self-evaluation")
OF_SHEETS = [name for name in SAMPLES if name != "变动表"]


def forms_in(*grids: Grid) -> list[str | None]:
    return [found.form for found in read(*grids, knowledge=ALL)]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_blank_copy_is_known_again(name: str) -> None:
    assert forms_in(SAMPLES[name].grid) == [f"custom:{name}"]


@pytest.mark.parametrize("name", OF_SHEETS)
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_moved_broken_and_unmerged_copies_read_the_same(name: str, seed: int) -> None:
    random = Random(seed)
    sample = SAMPLES[name]
    filing = some_filing(sample, random)
    grid = sample.filled(filing)
    if random.random() < 0.5:
        grid = spaced(grid, [printed.text for printed in sample.stored.map.printed])
    if random.random() < 0.7:
        grid = shifted(grid, random.randint(0, 3), random.randint(0, 2))
    (found,) = read(grid, knowledge=ALL)
    assert (found.form, content(found.filing)) == (filing.form, content(filing))
    for path, place in found.sources.items():
        if text := found.filing.get(path):
            cell = grid.at(*place)
            assert cell is not None
            assert "".join(text.split("、")[0].split())[:1] in "".join(cell.text.split())


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_copies_below_one_another_and_on_several_sheets(seed: int) -> None:
    random = Random(seed)
    names = random.choices(OF_SHEETS, k=random.randint(2, 4))
    filings = [some_filing(SAMPLES[name], random) for name in names]
    grids = [SAMPLES[name].filled(filing) for name, filing in zip(names, filings, strict=True)]
    together = read(below_one_another(*grids), knowledge=ALL)
    apart = read(*grids, knowledge=ALL)
    for found in (together, apart):
        assert [(one.form, content(one.filing)) for one in found] == [(one.form, content(one)) for one in filings]
    assert [one.grid for one in apart] == list(range(len(grids)))


def test_forms_side_by_side() -> None:
    sample = SAMPLES["绩效目标表"]
    filings = [some_filing(sample, Random(seed)) for seed in (1, 2)]
    left, right = (sample.filled(filing) for filing in filings)
    moved = shifted(right, 0, left.cols + 1)
    both = Grid("表", (*left.cells, *moved.cells), max(left.rows, right.rows), left.cols + 1 + moved.cols)
    found = read(both, knowledge=ALL)
    assert [(one.form, content(one.filing)) for one in found] == [(one.form, content(one)) for one in filings]


def test_a_letters_table_in_a_workbook_and_a_sheet_in_a_letter() -> None:
    letter = SAMPLES["变动表"]
    filing = some_filing(letter, Random(3))
    grid = letter.filled(filing)
    lines = tuple(GridCell(row, 0, text, 1, 4) for row, text in enumerate(grid.above))
    sheet = Grid("Sheet1", (*lines, *shifted(grid, 4, 0).cells), grid.rows + 4, 4)
    (found,) = read(sheet, knowledge=ALL)
    assert (found.form, found.filing.year, content(found.filing)) == (filing.form, filing.year, content(filing))

    sample = SAMPLES["区域绩效目标表"]
    filing = some_filing(sample, Random(4))
    whole = sample.filled(filing)
    table = without_rows(whole, {0, 1})
    titles = tuple(cell.text for cell in whole.cells if cell.row < 2)
    copy = Grid("", table.cells, table.rows, table.cols, above=("各县（市）医疗保障局：", "附件2", *titles))
    (found,) = read(copy, knowledge=ALL, kind="docx")
    assert (found.form, found.filing.year, content(found.filing)) == (filing.form, filing.year, content(filing))


def test_rows_left_out_and_put_in_by_hand() -> None:
    sample = SAMPLES["绩效目标表"]
    rows = [{"level1": "产出指标", "level2": "数量指标", "level3": f"指标{n}", "target": f"{n}人"} for n in range(2)]
    grid = sample.filled(Filing(sample.form.id, 2021, values={"project_name": "救助"}, tables={"indicators": rows}))
    blank = [row for row in range(13, 18) if row != 15]
    fewer = without_rows(grid, set(blank))
    (found,) = read(fewer, knowledge=ALL)
    assert content(found.filing)[1] == {"indicators": rows}

    def down(cell: GridCell) -> GridCell:
        return cell._replace(row=cell.row + 1) if cell.row >= 13 else cell

    more = changed(grid, down)
    more = Grid(more.name, (*more.cells, GridCell(13, 3, "指标2"), GridCell(13, 5, "2人")), more.rows + 1, more.cols)
    (found,) = read(more, knowledge=ALL)
    added = {"level1": "产出指标", "level2": "数量指标", "level3": "指标2", "target": "2人"}
    assert content(found.filing)[1] == {"indicators": [*rows, added]}
    assert [notice.rule for notice in found.notices if notice.rule == "read.group"] == ["read.group"]


def test_unmerged_cells() -> None:
    sample = SAMPLES["绩效目标表"]
    filing = some_filing(sample, Random(5))
    (found,) = read(unmerged(sample.filled(filing)), knowledge=ALL)
    assert (found.form, content(found.filing)) == (filing.form, content(filing))


def test_a_remark_beside_the_form_is_told() -> None:
    sample = SAMPLES["绩效目标表"]
    grid = sample.filled(some_filing(sample, Random(6)))
    noted = Grid(grid.name, (*grid.cells, GridCell(2, 8, "王科长已看")), grid.rows, 9)
    (found,) = read(noted, knowledge=ALL)
    assert found.form == "custom:绩效目标表"
    (notice,) = [notice for notice in found.notices if notice.rule == "read.left"]
    assert "王科长已看" in notice.message
    assert notice.place == (2, 8)


@pytest.mark.parametrize("name", OF_SHEETS)
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_a_form_with_other_labels_is_another_form(name: str, seed: int) -> None:
    random = Random(seed)
    sample = SAMPLES[name]
    grid = sample.filled(some_filing(sample, random))
    labels = [printed.text for printed in sample.stored.map.printed if not printed.text.strip().isdigit()]
    strange = dict(zip(random.sample(labels, 4), ("牵头科室", "资金渠道", "考核等次", "验收结论"), strict=True))
    other = changed(grid, lambda cell: cell._replace(text=strange.get(cell.text, cell.text)))
    page = Page(other, ALL.vocabulary)
    assert find_copies(page, _only(name)) == []


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_built_in_forms_are_never_taken_for_others(seed: int) -> None:
    random = Random(seed)
    form = random.choice(FORMS)
    drawing = lay_form(any_filing(random, form), known().forms[form], random).canvas.document(random)
    found, plain = recognise(drawing, ALL), recognise(drawing, known())
    assert [(one.form, one.filing) for one in found] == [(one.form, one.filing) for one in plain]


@pytest.mark.parametrize("odd", every.ALL.values(), ids=every.ALL)
def test_odd_tables_are_read_as_if_there_were_no_templates(odd: Odd) -> None:
    grid = drawn(textwrap.dedent(odd.text).strip("\n"), odd.sheet, odd.above, odd.below)
    found, plain = recognise(document(grid, name=odd.file), ALL), recognise(document(grid, name=odd.file), known())
    assert found == plain


def test_a_larger_form_with_the_same_beginning_is_another() -> None:
    small = drawn("项目名称 | 医疗救助\n主管部门 | 财政局\n实施单位 | 医保局\n")
    assert find_copies(Page(small, ALL.vocabulary), _only("绩效目标表")) == []


def _only(name: str) -> TemplateShelf:
    return TemplateShelf([SAMPLES[name].stored])
