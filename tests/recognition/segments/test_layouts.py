"""Filings drawn in random layouts are read back cell by cell. MEDAID_LAYOUTS=20 tries twenty times as many."""

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.formats.documents import read_document
from tests.core.papers import samples
from tests.recognition import layout_allocations
from tests.recognition.canvas import Canvas, save_letter, save_workbook, unmerged, with_gaps
from tests.recognition.contents import filing
from tests.recognition.layout_allocations import STYLES, lay_allocation
from tests.recognition.layout_usage import lay_usage
from tests.recognition.layouts import Laid, lay_form
from tests.recognition.reading_back import judged, known, read

TIMES = int(os.environ.get("MEDAID_LAYOUTS", "1"))
FORMS = ("project-target", "target-breakdown", "regional-target", "declaration", "monitoring", "self-evaluation")
WAYS = ("as drawn", "unmerged", "gaps")


def altered(laid: Laid, way: str, rng: Random) -> Laid:
    if way == "unmerged":
        unmerged(laid.canvas)
    elif way == "gaps":
        with_gaps(laid.canvas, rng)
    return laid


def faults(laid: Laid, rng: Random) -> list[tuple[str, object, object]]:
    return judged(laid.entry(), read(laid.canvas.document(rng)))[2]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", FORMS)
def test_forms_are_read_back_whole(form: str, way: str):
    for seed in range(12 * TIMES):
        rng = Random(f"{form}{way}{seed}")
        laid = altered(lay_form(filing(rng, form), known().forms[form], rng), way, rng)
        assert faults(laid, rng) == [], (form, way, seed)


@pytest.mark.parametrize("style", STYLES)
def test_allocations_of_every_hierarchy_are_read_back_whole(style: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(layout_allocations, "STYLES", (style,))
    for seed in range(6 * TIMES):
        rng = Random(f"{style}{seed}")
        laid = altered(lay_allocation(rng), WAYS[seed % 3], rng)
        assert faults(laid, rng) == [], (style, seed)


def test_reports_of_use_are_read_back_whole():
    for seed in range(30 * TIMES):
        rng = Random(f"usage{seed}")
        laid = lay_usage(rng)
        tables = read(laid.canvas.document(rng))
        assert judged(laid.entry(), tables)[2] == [], seed
        assert not any(name.startswith("extra:") for name in tables[0].filing.values), seed


@pytest.mark.parametrize("name", [n for n, s in samples().items() if s.form in FORMS])
def test_the_shipped_samples_survive_any_layout(name: str):
    sample = samples()[name]
    rng = Random(name)
    laid = lay_form(sample, known().forms[sample.form], rng)
    laid.region = None  # titles and offices of the samples name regions in ways that are tested elsewhere
    assert faults(laid, rng) == []


@settings(max_examples=30 * TIMES, deadline=None)
@given(seed=st.integers(0, 10**9), way=st.sampled_from(WAYS), form=st.sampled_from(FORMS))
def test_any_form_in_any_layout_is_read_nearly_whole(seed: int, way: str, form: str):
    rng = Random(seed)
    laid = altered(lay_form(filing(rng, form), known().forms[form], rng), way, rng)
    tables = read(laid.canvas.document(rng))
    right, total, wrong = judged(laid.entry(), tables)
    assert right >= 0.97 * total, wrong
    for table in tables:
        named = known().forms[table.form or form]
        for name in table.filing.values:
            named.check_name("", name, "values")
        for kind, rows in table.filing.tables.items():
            for name in {name for row in rows for name in row}:
                named.check_name(kind, name, kind)


@settings(max_examples=20 * TIMES, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_any_allocation_in_any_layout_is_read_nearly_whole(seed: int):
    rng = Random(seed)
    laid = lay_allocation(rng)
    right, total, wrong = judged(laid.entry(), read(laid.canvas.document(rng)))
    assert right >= 0.97 * total, wrong


@pytest.mark.parametrize("save, ending", [(save_workbook, "xlsx"), (save_letter, "docx")])
@pytest.mark.parametrize("form", ["project-target", "declaration", "self-evaluation"])
def test_real_files_read_like_drawings(form: str, save: Callable[[Canvas, Path], None], ending: str, tmp_path: Path):
    for seed in range(2):
        rng = Random(f"{form}{ending}{seed}")
        laid = lay_form(filing(rng, form), known().forms[form], rng)
        path = tmp_path / f"{Path(laid.canvas.file).stem}{seed}.{ending}"
        if ending == "docx":
            laid.canvas.above = [*laid.canvas.above, *([laid.canvas.name] if laid.canvas.name != "Sheet1" else [])]
        else:
            laid.canvas.name = laid.canvas.name if not laid.canvas.above else laid.canvas.above[-1][:20]
        save(laid.canvas, path)
        assert judged(laid.entry(), read(read_document(path)))[2] == [], (form, seed)
