"""The foot of a page read, and pages put together to sheets."""

from medaid_desktop.core.digest import verification_code
from medaid_desktop.formats.pdf.information import SheetRecord
from medaid_desktop.operations.verifying.heads import Head, grouped, read_head

A, B, C = (verification_code(digit * 64) for digit in "abc")


def page(code: str, number: int, count: int = 2) -> Head:
    return Head(code, number, count, "draft", True)


def put(heads: list[Head], records: list[SheetRecord] | None = None, known: str = A + B) -> list[tuple[str, list[int]]]:
    sheets = grouped(heads, records or [], lambda code: bool(code) and code in known)
    return [(one.code, [number + 1 for number in one.pages]) for one in sheets]


def test_the_foot_says_code_number_and_kind() -> None:
    foot = f"内容 第 9 页 共 9 页\n申报表 · 阳谷县 · 2020年度\n第 1 页 共 2 页　公开版　草稿 校验码 {A}"
    assert read_head(foot) == Head(A, 1, 2, "public", True)
    assert read_head(f"第 2 页 共 2 页　第 3 次打印 校验码 {A}") == Head(A, 2, 2, "final", False, 2)
    assert read_head(f"第 1 页\r\n共 3 页\r\n校验码 {A[:10]}\r\n{A[10:]}") == Head(A, 1, 3)
    assert read_head("") == Head()
    wrong = A[:-1] + ("0" if A[-1] != "0" else "1")
    assert read_head(f"第 1 页 共 1 页 校验码 {wrong}").code == ""
    assert read_head("校验码 " + "A" * 5000).code == ""


def test_pages_belong_to_the_sheet_that_they_name() -> None:
    assert put([page(A, 1), page(A, 2), page(B, 1), page(B, 2)]) == [(A, [1, 2]), (B, [3, 4])]
    assert put([page(A, 1), page(B, 2), page(B, 1), page(A, 2)]) == [(A, [1, 4]), (B, [2, 3])]
    assert put([page(A, 1), page(A, 2), page(A, 1), page(A, 2)]) == [(A, [1, 2]), (A, [3, 4])]


def test_doubles_belong_to_the_whole_sheet() -> None:
    [sheet] = grouped([page(A, 1), page(A, 2), page(A, 2)], [], lambda _: True)
    assert (sheet.pages, sheet.doubled) == ([0, 1], [2])


def test_unknown_pages_stand_together_by_their_codes() -> None:
    assert put([Head(), Head(), page(C, 1), page(A, 1, 1)]) == [("", [1, 2]), (C, [3]), (A, [4])]


def test_a_page_whose_foot_is_wiped_out_is_where_the_file_says_it_is() -> None:
    records = [SheetRecord(A, "declaration", "371521", 2020, "draft", draft=True, pages=2)]
    assert put([page(A, 1), Head()], records) == [(A, [1, 2])]
    assert put([page(A, 1), page(C, 2)], records) == [(A, [1, 2])]
    assert put([page(A, 1), Head(), Head()], records) == [(A, [1]), ("", [2, 3])]
