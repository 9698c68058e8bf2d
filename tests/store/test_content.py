"""Content as JSON text, encoded at once and row by row."""

from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.filing import Filing
from medaid_desktop.store import content

NAMES = st.sampled_from(["name", "amount", "备注"])
TEXTS = st.sampled_from(["", "1", "“引号”\\", "甲\n乙", "䶮"])
ROW = st.dictionaries(NAMES, TEXTS)
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("cell"), st.integers(0, 9), NAMES, TEXTS),
        st.tuples(st.sampled_from(["insert", "delete", "duplicate"]), st.integers(0, 9)),
    )
)


@given(st.lists(ROW, max_size=6), EDITS)
def test_remembered_rows_make_the_text_that_all_rows_would(rows, edits):
    filing = Filing("allocation", values={"title": "表"}, tables={"rows": rows, "空": []})
    encoder = content.Encoder()
    for edit in edits:
        table = filing.rows("rows")
        at = edit[1] % len(table) if table else 0
        if edit[0] == "insert":
            filing.set(f"tables.rows[+{at}]", '{"name": "新"}')
        elif table and edit[0] == "delete":
            filing.set(f"tables.rows[{at}]", "")
        elif table and edit[0] == "duplicate":
            filing.set(f"tables.rows[+{at}]", filing.get(f"tables.rows[{at}]"))
        elif table:
            filing.set(f"tables.rows[{at}].{edit[2]}", edit[3])
        copy = filing.copy()
        assert encoder.encode(filing) == encoder.encode(copy) == content.encode(filing)
    assert content.decode(encoder.encode(filing)) == content.decode(content.encode(filing))
