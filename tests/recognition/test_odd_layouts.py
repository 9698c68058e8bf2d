"""Tables and documents as real offices draw them, and drawings altered as typists and printers alter them."""

import textwrap
from random import Random

import pytest

from medaid_desktop.core.grid import Document
from tests.recognition import alterations, layout_allocations
from tests.recognition.contents import filing
from tests.recognition.drawing import document, drawn
from tests.recognition.layout_allocations import STYLES, lay_allocation
from tests.recognition.layouts import Laid, lay_form
from tests.recognition.odd import documents, every
from tests.recognition.odd.documents import Whole
from tests.recognition.odd.drawings import Odd
from tests.recognition.reading_back import judged, known, read
from tests.recognition.segments.test_layouts import FORMS, TIMES

ALTERED = ("spaced", "upright", "noted", "chinese_years")
FLAT = ("cities", "counties", "offices")


@pytest.mark.parametrize("odd", every.ALL.values(), ids=every.ALL)
def test_odd_tables_are_read_whole(odd: Odd):
    grid = drawn(textwrap.dedent(odd.text).strip("\n"), odd.sheet, odd.above, odd.below)
    tables = read(document(grid, name=odd.file))
    assert len(tables) == 1
    assert judged(odd.entry, tables)[2] == []
    assert not [word for word in odd.never if word in str(tables[0].filing.to_json())]


@pytest.mark.parametrize("whole", documents.ALL.values(), ids=documents.ALL)
def test_documents_are_read_table_by_table(whole: Whole):
    grids = (drawn(textwrap.dedent(p.text).strip("\n"), p.name, p.above, p.below) for p in whole.parts)
    tables = read(Document(whole.file, whole.kind, tuple(grids)))
    assert len(tables) == len(whole.entries)
    for entry, table in zip(whole.entries, tables, strict=True):
        assert judged(entry, [table])[2] == []
    said = str([table.filing.to_json() for table in tables])
    assert not [word for word in whole.never if word in said]


@pytest.mark.parametrize("way", ALTERED)
@pytest.mark.parametrize("form", FORMS)
def test_forms_are_read_however_they_are_typed(form: str, way: str):
    for seed in range(6 * TIMES):
        rng = Random(f"{form}{way}{seed}")
        laid = laid_form(rng, form)
        getattr(alterations, way)(laid.canvas, rng)
        assert judged(laid.entry(), read(laid.canvas.document(rng)))[2] == [], (form, way, seed)


@pytest.mark.parametrize("form", FORMS)
def test_forms_on_one_sheet_are_told_apart(form: str):
    for seed in range(8 * TIMES):
        rng = Random(f"{form}together{seed}")
        one = in_cells(rng, form)
        if seed % 2:
            again = Random(f"{form}together{seed}")
            other = in_cells(again, form)
            both = alterations.beside(one.canvas, other.canvas)
        else:
            other = in_cells(rng, rng.choice(FORMS))
            both = alterations.below(one.canvas, other.canvas, rng.randrange(3))
        tables = read(both.document())
        assert len(tables) == 2, (form, seed)
        for laid, table in zip((one, other), tables, strict=True):
            assert judged(laid.entry(), [table])[2] == [], (form, seed)


def test_letters_with_several_annexes_are_read_table_by_table(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(layout_allocations, "STYLES", FLAT)
    for seed in range(10 * TIMES):
        rng = Random(f"letter{seed}")
        laid = [lay_allocation(rng), *(titled(rng, rng.choice(FORMS)) for _ in range(rng.randrange(1, 4)))]
        tables = read(alterations.letter([one.canvas for one in laid], rng))
        assert len(tables) == len(laid), seed
        for one, table in zip(laid, tables, strict=True):
            assert judged(one.entry(), [table])[2] == [], (seed, one.form)


@pytest.mark.parametrize("blocks", [2, 3, 4])
def test_lists_in_columns_side_by_side_are_read_like_a_snake(blocks: int, monkeypatch: pytest.MonkeyPatch):
    for seed in range(12 * TIMES):
        rng = Random(f"snake{blocks}{seed}")
        monkeypatch.setattr(layout_allocations, "STYLES", (rng.choice([s for s in STYLES if s != "columns"]),))
        laid = lay_allocation(rng)
        alterations.snaked(laid.canvas, blocks)
        assert judged(laid.entry(), read(laid.canvas.document(rng)))[2] == [], (blocks, seed)


def test_tables_with_a_column_for_each_place_are_read_place_by_place(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(layout_allocations, "STYLES", FLAT)
    for seed in range(24 * TIMES):
        rng = Random(f"turned{seed}")
        laid = lay_allocation(rng)
        if any(name.startswith("extra:") for name in laid.tables["rows"][0]):
            continue
        alterations.turned(laid.canvas)
        assert judged(laid.entry(), read(laid.canvas.document(rng)))[2] == [], seed


@pytest.mark.parametrize("style", STYLES)
def test_tables_on_several_pages_are_read_as_one(style: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(layout_allocations, "STYLES", (style,))
    for seed in range(6 * TIMES):
        rng = Random(f"{style}paged{seed}")
        laid = lay_allocation(rng)
        tables = read(alterations.letter(alterations.paged(laid.canvas, rng), rng))
        assert len(tables) == 1, (style, seed)
        assert judged(laid.entry(), tables)[2] == [], (style, seed)


def laid_form(rng: Random, form: str) -> Laid:
    return lay_form(filing(rng, form), known().forms[form], rng)


def titled(rng: Random, form: str) -> Laid:
    """A drawn form that bears its title and year itself, not the sheet's or the file's name."""
    while (laid := laid_form(rng, form)).canvas.name != "Sheet1":
        pass
    return laid


def in_cells(rng: Random, form: str) -> Laid:
    """A drawn form with its title in its cells: one that is not parted from it when sheets are put together."""
    while (laid := titled(rng, form)).canvas.above:
        pass
    return laid
