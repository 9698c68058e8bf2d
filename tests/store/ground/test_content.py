"""Content as JSON text: laid out so that edits of long tables change few bytes and not the length."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.filing import Filing
from medaid_desktop.store.ground import content
from medaid_desktop.store.ledger import Ledger

NAMES = st.sampled_from(["name", "amount", "备注"])
TEXTS = st.sampled_from(["", "1", "“引号”\\", "甲\n乙", "䶮", "很长的文字" * 40])
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("cell"), st.integers(0, 400), NAMES, TEXTS),
        st.tuples(st.just("value"), st.just(0), NAMES, TEXTS),
        st.tuples(st.sampled_from(["insert", "delete", "duplicate", "cut", "paste"]), st.integers(0, 400)),
    ),
    max_size=12,
)
LONG = 130


def long_filing(count=LONG):
    rows = [{"name": f"第{number}单位", "amount": f"{number}.50"} for number in range(count)]
    return Filing("allocation", id="f1", values={"title": "表"}, tables={"rows": rows, "空": []})


def edit(filing, kind, at, *rest):
    rows = filing.rows("rows")
    at = at % len(rows) if rows else 0
    match kind:
        case "cell" if rows:
            filing.set(f"tables.rows[{at}].{rest[0]}", rest[1])
        case "value":
            filing.set(f"values.{rest[0]}", rest[1])
        case "insert":
            filing.set(f"tables.rows[+{at}]", '{"name": "新"}')
        case "delete" if rows:
            filing.set(f"tables.rows[{at}]", "")
        case "duplicate" if rows:
            filing.set(f"tables.rows[+{at}]", filing.get(f"tables.rows[{at}]"))
        case "cut":
            for _ in rows[at : at + 50]:
                filing.set(f"tables.rows[{at}]", "")
        case "paste":
            for number in range(50):
                filing.set(f"tables.rows[+{at}]", f'{{"name": "贴{number}"}}')
        case _:
            pass


@settings(deadline=None)
@given(EDITS)
def test_whatever_is_edited_the_text_says_what_the_filing_holds(edits):
    filing, encoder = long_filing(), content.Encoder()
    for one in edits:
        edit(filing, *one)
        stored = filing.copy()
        text = encoder.encode(stored)
        assert content.decode(text) == content.decode(content.encode(filing))
        assert encoder.encode(stored) == text


@pytest.mark.parametrize(
    "change",
    [
        ("cell", 60, "amount", "123456.78"),
        ("cell", 0, "amount", ""),
        ("cell", LONG - 1, "name", "很长的单位名称"),
        ("insert", 60),
        ("insert", 0),
        ("delete", 60),
        ("duplicate", LONG - 1),
    ],
)
def test_an_edit_of_a_long_table_leaves_the_length_and_nearly_all_bytes(change):
    filing, encoder = long_filing(), content.Encoder()
    before = encoder.encode(filing).encode()
    edit(filing, *change)
    after = encoder.encode(filing).encode()
    assert len(after) == len(before)
    assert 0 < sum(one != other for one, other in zip(before, after, strict=True)) < len(before) / 3


def test_cells_far_apart_leave_the_bytes_between_them():
    filing, encoder = long_filing(400), content.Encoder()
    before = encoder.encode(filing).encode()
    edit(filing, "cell", 1, "amount", "7")
    edit(filing, "cell", 398, "amount", "8")
    after = encoder.encode(filing).encode()
    assert len(after) == len(before)
    assert before[len(before) // 4 : -len(before) // 4] == after[len(before) // 4 : -len(before) // 4]


def test_many_inserted_rows_make_the_text_longer_once_and_then_it_stays():
    filing, encoder = long_filing(), content.Encoder()
    lengths = [len(encoder.encode(filing).encode())]
    for _ in range(20):
        edit(filing, "insert", 60)
        lengths.append(len(encoder.encode(filing).encode()))
    assert len(set(lengths)) < 8


def test_short_tables_are_stored_compactly():
    filing = long_filing(20)
    assert content.Encoder().encode(filing) == content.encode(filing)


def test_filings_edited_in_turns_are_each_remembered():
    one, other, encoder = long_filing(), long_filing(), content.Encoder()
    other.id = "f2"
    lengths = {len(encoder.encode(filing).encode()) for filing in (one, other)}
    for number in range(4):
        for filing in (one, other):
            edit(filing, "insert", number)
            lengths.add(len(encoder.encode(filing).encode()))
    assert len(lengths) == 1


def test_a_digit_typed_into_a_long_table_changes_few_pages_of_the_file(tmp_path):
    path = tmp_path / "office.medaid"
    with Ledger.create(path) as ledger:
        filing = ledger.filings.add(long_filing(2000), "大表")
        ledger.edit(filing.id, [("tables.rows[700].amount", "1")], "填写")
        before = path.read_bytes()
        ledger.edit(filing.id, [("tables.rows[900].amount", "123456.78")], "填写")
        after = path.read_bytes()
    pages = [at for at in range(0, len(after), 4096) if before[at : at + 4096] != after[at : at + 4096]]
    assert len(before) > 25 * 4096
    assert 0 < len(pages) <= 9
