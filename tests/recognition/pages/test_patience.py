"""Understanding ends: what takes too long is given up with a message."""

import threading
import time

import pytest

from medaid_desktop.core.grid import Document, Grid, GridCell
from medaid_desktop.errors import UserError
from medaid_desktop.recognition.pages.patience import check, limited
from tests.recognition.reading_back import read


def spin(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        check()


def test_work_without_a_limit_goes_on():
    spin(0.01)


def test_a_limit_ends_the_work_and_names_the_document():
    with pytest.raises(UserError, match="认了很久") as raised, limited("表.xlsx", 0.01):
        spin(5)
    assert raised.value.where == "表.xlsx" and raised.value.mend
    spin(0.01)  # it is over with the block


def test_an_inner_limit_does_not_prolong_the_outer_one():
    with pytest.raises(UserError), limited("外", 0.01), limited("内", 60):
        spin(5)
    with limited("外", 60):
        with pytest.raises(UserError), limited("内", 0.01):
            spin(5)
        spin(0.02)


def test_other_threads_are_not_concerned():
    ended: list[bool] = []

    def work() -> None:
        spin(0.05)
        ended.append(True)

    with limited("表", 0.0):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert ended == [True]


WIDE = [(("地区", "金额"), 3, 3000), (("一级指标", "指标值", "其中："), 3, 3000)]
LONG = [(("杭州市小计", "5"), 5000, 2)]


@pytest.mark.parametrize(("texts", "rows", "cols"), WIDE + LONG)
def test_absurd_sheets_are_given_up_or_understood(texts: tuple[str, ...], rows: int, cols: int):
    head = (GridCell(0, 0, "地区"), GridCell(0, 1, "金额（万元）")) if cols == 2 else ()
    cells = [GridCell(row + 1, col, texts[(row + col) % len(texts)]) for row in range(rows) for col in range(cols)]
    document = Document("表.xlsx", "xlsx", (Grid("表", (*head, *cells), rows + 1, cols),))
    begun = time.thread_time()
    try:
        with limited("表.xlsx", 0.3):
            read(document)
    except UserError as error:
        assert error.where == "表.xlsx"
    assert time.thread_time() - begun < 2.5
