"""How pages come onto paper: order, sides, place and scale; hypothesis looks for lost pages and cut edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.extent import Extent
from medaid_desktop.operations.paper.print_plan import Margins, leaves, parse_pages, place_page

A4, ACROSS = (210.0, 297.0), (297.0, 210.0)
INK = Extent(20, 18, 190, 291)
COUNTS = st.lists(st.integers(1, 5), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("2", [1]),
        ("1-3，5", [0, 1, 2, 4]),
        ("5、1", [4, 0]),
        ("3-", [2, 3, 4]),
        ("-2", [0, 1]),
        ("2至4", [1, 2, 3]),
        ("4-9 4", [3, 4]),
    ],
)
def test_pages_are_understood_as_clerks_write_them(text: str, pages: list[int]):
    assert parse_pages(text, 5) == pages


@pytest.mark.parametrize("text", ["x", "0", "3-1", "1.5", "-", "6", "1--3", "7-9"])
def test_what_is_no_page_is_refused_with_an_example_or_the_count(text: str):
    with pytest.raises(UserError, match=r"1-3，5|只有 5 页"):
        parse_pages(text, 5)


def test_filings_begin_on_a_sheet_of_their_own():
    assert leaves([3, 1, 2], range(6), both_sides=True) == [(0, 1), (2, None), (3, None), (4, 5)]


def test_the_three_orders_of_copies():
    counts, pages = [2, 1], range(3)
    assert leaves(counts, pages, False, 2, "sets") == [(0, None), (1, None), (2, None)] * 2
    assert [front for front, _ in leaves(counts, pages, False, 2, "filings")] == [0, 1, 0, 1, 2, 2]
    assert [front for front, _ in leaves(counts, pages, False, 2, "pages")] == [0, 0, 1, 1, 2, 2]
    assert leaves(counts, pages, True, 2, "pages") == [(0, 1), (0, 1), (2, None), (2, None)]
    assert leaves(counts, pages, True, backwards=True) == [(2, None), (0, 1)]


@given(
    COUNTS, st.booleans(), st.integers(1, 3), st.sampled_from(["sets", "filings", "pages"]), st.booleans(), st.data()
)
def test_every_page_is_printed_as_often_as_asked(counts, both, copies, collation, backwards, data):  # type: ignore[no-untyped-def]
    wanted = data.draw(st.sets(st.integers(0, sum(counts) - 1)))
    plan = leaves(counts, sorted(wanted), both, copies, collation, backwards)
    printed = sorted(page for leaf in plan for page in leaf if page is not None)
    assert printed == sorted(list(wanted) * copies)


def test_true_size_stays_true_and_centred():
    place = place_page(A4, A4, INK, Margins(4, 4, 4, 4))
    assert (place.scale, place.x, place.y, place.turned) == (1.0, 0.0, 0.0, False)
    assert place.cut(INK, Margins(4, 4, 4, 4)) == {}


def test_what_a_printer_cannot_reach_is_named_in_millimetres():
    cut = place_page(A4, A4, INK, Margins(4, 4, 4, 12)).cut(INK, Margins(4, 4, 4, 12))
    assert cut == {"下": pytest.approx(6.0)}


def test_fitting_shrinks_no_more_than_needed_and_nothing_is_cut():
    margins = Margins(4, 4, 4, 30)
    place = place_page(A4, A4, INK, margins, "fit")
    assert place.percent == 96 and place.cut(INK, margins) == {}
    assert place_page(A4, A4, INK, Margins(4, 4, 4, 4), "fit").percent == 100


def test_a_page_across_lies_with_its_head_to_the_left():
    ink = Extent(18, 20, 280, 200)
    place = place_page(ACROSS, A4, ink, Margins())
    assert place.turned and place.scale == 1.0 and (place.x, place.y) == (0.0, 0.0)
    head = place.seen(Margins(left=30))
    assert head.top == pytest.approx(30) and head.left == pytest.approx(0)
    assert place.cut(ink, Margins(left=30)) == {"上": pytest.approx(10.0)}
    assert place.cut(ink, Margins(bottom=30)) == {"左": pytest.approx(12.0)}


def test_offsets_count_on_the_page_however_it_lies():
    upright = place_page(A4, A4, INK, Margins(), offset=(2.0, 3.0))
    assert (upright.x, upright.y) == (2.0, 3.0)
    turned = place_page(ACROSS, A4, Extent(18, 20, 280, 200), Margins(), offset=(2.0, 3.0))
    assert (turned.x, turned.y) == (3.0, -2.0)


def test_a_page_larger_than_the_paper_is_shrunk_all_the_same():
    place = place_page(A4, (148.0, 210.0), INK, Margins())
    assert place.scale == pytest.approx(0.705, abs=0.002)


@given(
    st.sampled_from([A4, ACROSS]),
    st.sampled_from([A4, (148.0, 210.0), (184.0, 260.0), (297.0, 420.0)]),
    st.tuples(*[st.floats(0, 25)] * 4),
    st.tuples(*[st.floats(-10, 10)] * 2),
)
def test_a_fitting_print_loses_nothing(page, paper, border, offset):  # type: ignore[no-untyped-def]
    ink = Extent(20, 18, page[0] - 20, page[1] - 6)
    margins = Margins(*border)
    place = place_page(page, paper, ink, margins, "fit", offset=offset)
    assert place.cut(ink, margins) == {} and 0 < place.scale <= 1
