"""What the square code says comes back, and misreadings do not pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.digest import verification_code
from medaid_desktop.core.review.sheet_code import (
    SheetCode,
    _check,  # pyright: ignore[reportPrivateUsage] (as who forges a code would)
    is_sheet_code,
    read_sheet_code,
)
from medaid_desktop.errors import UserError

CODE = verification_code("5d" * 32)
SHEET = SheetCode("declaration", "371521", 2020, 1, 2, CODE, 1)

codes = st.builds(
    SheetCode,
    form=st.sampled_from(["declaration", "custom:绩效目标表", "allocation"]),
    region=st.sampled_from(["", "371521", "650104+GX"]),
    year=st.none() | st.integers(1990, 2100),
    page=st.integers(1, 40),
    pages=st.integers(40, 99),
    code=st.just(CODE),
    reprint=st.integers(0, 20),
)


@given(codes)
def test_it_comes_back(sheet: SheetCode) -> None:
    assert read_sheet_code(sheet.text()) == sheet


def test_how_it_was_written_down_does_not_matter() -> None:
    text = SHEET.text()
    wide = "".join(chr(ord(one) + 0xFEE0) for one in text)
    for written in (f" {text}\r\n", f"\ufeff{text}", f"二维码：{text}", wide, f"扫出：{wide}", text.replace("|", "｜")):
        assert is_sheet_code(written) and read_sheet_code(written) == SHEET
    assert not is_sheet_code(CODE)


@pytest.mark.parametrize(("page", "pages"), [(0, 0), (0, 2), (3, 2)])
def test_pages_that_no_sheet_has_do_not_pass(page: int, pages: int) -> None:
    with pytest.raises(UserError):
        read_sheet_code(SHEET.on_page(page, pages))


@given(st.integers(0, len(SHEET.text()) - 1), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ|/"))
def test_a_misread_character_does_not_pass(at: int, character: str) -> None:
    text = SHEET.text()
    if text[at] != character:
        with pytest.raises(UserError):
            read_sheet_code(text[:at] + character + text[at + 1 :])


@pytest.mark.parametrize("text", ["", "http://example.org", CODE, "MA1|a|b", "MA1|||||||", SHEET.text()[:-1]])
def test_other_codes_are_refused(text: str) -> None:
    with pytest.raises(UserError, match="二维码"):
        read_sheet_code(text)


def test_line_breaks_of_a_scanner_do_no_harm() -> None:
    text = SHEET.text()
    assert read_sheet_code(f" {text[:20]}\r\n{text[20:]}\n") == SHEET


@pytest.mark.parametrize("year", ["9" * 5000, "²", "２０２０", "٢٠٢٠"])
def test_numbers_that_no_code_has_are_refused_calmly(year: str) -> None:
    body = f"MA1|declaration|371521|{year}|1/2|0|{CODE}"
    with pytest.raises(UserError, match="不完整"):
        read_sheet_code(f"{body}|{_check(body)}")
