"""Files that are damaged, huge or made to do harm: refused in words or told of, never a crash, never without end."""

import io
import time

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.errors import UserError
from tests.operations.verifying.altering import with_content, with_information
from tests.operations.verifying.conftest import Printed


def outcome(printed: Printed, data: bytes) -> str:
    """ "refused", or the states of the sheets."""
    try:
        return " ".join(one.state for one in printed.verified(data).sheets)
    except UserError as error:
        assert error.what and error.mend
        return "refused"


@settings(max_examples=15, deadline=None)
@given(share=st.floats(0.01, 0.99))
def test_a_file_cut_off_or_full_of_zeros_is_refused_or_told_of(printed: Printed, share: float) -> None:
    data, at = printed.draft, int(share * len(printed.draft))
    assert outcome(printed, data[:at]) in ("refused", "altered", "unknown", "current")
    zeros = outcome(printed, data[:at] + bytes(len(data) - at))
    assert zeros in ("refused", "altered", "unknown", "current", "unknown altered", "altered unknown")
    assert outcome(printed, b"%PDF-1.5\n" + bytes(at)) == "refused"


def test_an_encrypted_file_says_that_it_wants_a_password(printed: Printed) -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(printed.draft)))
    writer.encrypt("主人", "用户")
    file = io.BytesIO()
    writer.write(file)
    with pytest.raises(UserError, match="有打开密码"):
        printed.verified(file.getvalue())


def test_ten_thousand_pages_of_anybody_end_soon(printed: Printed) -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(10_000):
        document.new_page(100, 100)
    file = io.BytesIO()
    document.save(file)
    document.close()
    begun = time.thread_time()
    assert outcome(printed, file.getvalue()) == "unknown"
    assert time.thread_time() - begun < 30


def test_huge_pages_are_never_drawn(printed: Printed) -> None:
    import re

    huge = re.sub(rb"/MediaBox \[0 0 \S+ \S+\]", b"/MediaBox [0 0 14400 14400]", printed.draft)
    assert outcome(printed, huge) in ("altered", "refused")
    absurd = re.sub(rb"/MediaBox \[0 0 \S+ \S+\]", b"/MediaBox [0 0 9e9 9e9]", printed.draft)
    assert outcome(printed, absurd) in ("altered", "unknown", "refused")


@pytest.mark.parametrize(
    "operators",
    [
        b"q " * 100_000,
        b"Q " * 1000,
        b"/F1 Do " * 100,
        b"BT " + b"(" * 5000,
        b"\xff" * 5000,
        b"1e99 0 0 1e99 0 0 cm /Draft Do",
    ],
)
def test_operators_that_make_no_sense_are_told_of(printed: Printed, operators: bytes) -> None:
    assert outcome(printed, with_content(printed.draft, lambda _: operators)) in ("altered", "unknown altered")
    assert outcome(printed, with_content(printed.draft, lambda text: text + operators)) in ("altered", "current")


@pytest.mark.parametrize(
    "said",
    [
        "[" * 100_000,
        '[{"code":["a"],"form":"a","region":"","year":1,"kind":"final"}]',
        '[{"code":"a","form":"a","region":"","year":1,"kind":"final","entry":99999999999999999999999}]',
        '[{"code":"a","form":"a","region":"","year":1,"kind":"final","pages":-2}]',
        '[{"code":"a","form":"a","region":"","year":1,"kind":"final","entry":"x"}]',
        '[{"code":"a","form":"a","region":"","year":1,"kind":"other"}]',
        '{"code":1}',
    ],
)
def test_information_that_makes_no_sense_is_told_of(printed: Printed, said: str) -> None:
    verdict = printed.verdict(with_information(printed.draft, MedAidSheets=said))
    assert verdict.state == "altered" and "文件属性里的打印信息被改动过，读不出来" in verdict.reasons


def test_bytes_behind_the_end_are_told_of(printed: Printed) -> None:
    found = printed.verified(printed.draft + b"% more\n")
    assert found.is_good and "不是打印时的原样" in found.notes[0]
    assert not printed.verified(printed.draft).notes


def test_a_scan_says_what_can_be_done(printed: Printed) -> None:
    document, file = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(2):
        document.new_page(595, 842)
    document.save(file)
    document.close()
    [reason] = printed.verdict(file.getvalue()).reasons
    assert reason.startswith("第 1—2 页没有文字，可能是扫描件") and "校验码" in reason
