"""Cells of one paper taken over by the next are those it would have made itself."""

from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.compose import compose
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.paper.lines import OpenLine
from medaid_desktop.store.forms.form_library import FormLibrary

FORMS = FormLibrary()
ROLES = st.sampled_from(["", "unit", "own-level", "of-which", "total"])
ROW = st.fixed_dictionaries({"name": st.sampled_from("甲乙丙"), "role": ROLES, "amount": st.sampled_from(["", "1"])})
CHANGES = st.lists(
    st.one_of(
        st.tuples(
            st.just("set"), st.integers(0, 7), st.sampled_from(["name", "role", "amount"]), st.sampled_from("甲1")
        ),
        st.tuples(st.sampled_from(["insert", "delete", "open"]), st.integers(0, 7)),
    ),
    max_size=6,
)


@given(st.lists(ROW, min_size=1, max_size=5), CHANGES)
def test_a_paper_that_took_cells_over_is_the_one_made_anew(rows, changes):
    form, opened = FORMS.get("allocation"), list[OpenLine]()
    filing = Filing("allocation", 2020, tables={"rows": rows})
    paper = compose(form, filing, opened=opened)
    for change in changes:
        count = len(filing.rows("rows"))
        at = change[1] % max(1, count)
        if change[0] == "insert":
            filing.set(f"tables.rows[+{at}]", '{"name": "新", "role": "of-which"}')
        elif change[0] == "open":
            opened.append(OpenLine("rows", at, {}))
        elif count and change[0] == "delete":
            filing.set(f"tables.rows[{at}]", "")
            opened = [line for line in opened if line.index < count]
        elif count:
            filing.set(f"tables.rows[{at}].{change[2]}", change[3])
        list(paper.sheet.cells)  # makes all cells
        after, fresh = compose(form, filing, opened=opened), compose(form, filing, opened=opened)
        after.cells.take_over(paper.cells)
        assert list(after.sheet.cells) == list(fresh.sheet.cells)
        assert dict(after.binding) == dict(fresh.binding)
        paper = after
