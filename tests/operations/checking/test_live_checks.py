"""A filing checked after each edit: nothing else is found than where it is checked from nothing, and little is looked at."""

import random
from collections.abc import Iterator
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medaid_desktop.core.filing import Edit, Filing, row_text
from medaid_desktop.core.forms import Form
from medaid_desktop.operations.checking import LiveChecks
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.ledgers.sample import sample_filings
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ledger import Ledger

_FORMS = FormLibrary()
_SAMPLES: list[list[Filing]] = [
    list(filings)
    for _, filings in groupby(
        sorted((one for one in sample_filings(_FORMS) if one.tables), key=lambda one: one.form), lambda one: one.form
    )
]
"""The filings of the sample that have rows, by form."""
_LONG = [filings for filings in _SAMPLES if filings[0].form in ("allocation", "fund-usage")]
"""Those of which a table may be a province's."""
_TEXTS = [
    *["1", "12.5", "700"] * 4, "", "0", "-3", "12.5", "12.50", "9", "无", "另行下达", "100万元", "350元", "1,234.5", "125000", "7人", "天山区", "达板城区",
    "XX县", "合计", "2020年3月", "2019年2月30日", "2021年1月至2020年2月", "97%", "229613", "0991-28A6552", "≥95", "≥90%", "明显提高",
    "3×5=16元，共 20元", "不可能完成", "12O", "约12.5", "一百二十", "12 5", "其中：米东区", "乌鲁木齐市", "乌鲁木齐市本级", "小计",
]  # fmt: skip
_MARKS = {"role": ["total", "subtotal", "unit", "own-level", "of-which", ""], "depth": ["", "0", "1", "2", "3"]}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Desk(Ledger.create(tmp_path_factory.mktemp("live") / "office.medaid", "650100"), _FORMS) as desk:
        yield desk


def _edit(lot: random.Random, filing: Filing, form: Form) -> Edit:
    """A change of a filing: of a value or a cell, of a whole row, a row more or one less."""
    if lot.random() < 0.2 or not filing.tables:
        name = lot.choice([*filing.values, "unit", "filled_on", "period"])
        return f"values.{name}", lot.choice(["万元", "元", *_TEXTS])
    table = lot.choice(sorted(filing.tables))
    rows = filing.rows(table)
    at = lot.randrange(len(rows))
    kind = lot.random()
    if kind < 0.03:
        return f"tables.{table}[{at}]", ""
    if kind < 0.09:
        return f"tables.{table}[{'+' if kind < 0.06 else ''}{at}]", row_text(lot.choice(rows))
    columns = [one.id for one in form.tables_by_id[table].columns] if kind < 0.3 else [*rows[at].keys() - _MARKS.keys()]
    column = lot.choice(sorted(columns or ["name"]))
    return f"tables.{table}[{at}].{column}", lot.choice(_MARKS.get(column, _TEXTS))


def _typed(lot: random.Random, filing: Filing) -> Filing:
    """A filing as if typed by hand: no row says what it is, and there are columns of its own."""
    typed = filing.copy()
    for table, rows in filing.tables.items():
        for number, row in enumerate(rows):
            own = {name: lot.choice(_TEXTS) for name in ("extra:提前下达", "extra:本次下达", "extra:累计下达")}
            cells = {name: text for name, text in row.items() if name not in _MARKS} | own
            typed.set(f"tables.{table}[{number}]", row_text(cells))
    return typed


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_after_any_edits_the_same_is_found_as_from_nothing(office: Desk, seed: int) -> None:
    lot = random.Random(seed)
    states = [lot.choice(lot.choice(_LONG if lot.random() < 0.5 else _SAMPLES))]
    if lot.random() < 0.4:
        states[0] = _typed(lot, states[0])
    form = office.form_of(states[0])
    live = LiveChecks(office, "edited")
    for count in (15, 1, 1, 2, 1):
        after = lot.choice(states[-2:]).copy()  # some edits, behind those before or where these are undone
        for _ in range(count):
            after.set(*_edit(lot, after, form))
        after.region = lot.choice([after.region, after.region, "330000"])
        states.append(after)
        assert live.fresh(after) == LiveChecks(office, "edited").fresh(after)


@pytest.mark.parametrize(
    ("form", "rows", "path", "text"),
    [
        ("declaration", {"schedule": [{"activity": "救助", "starts": "2020年1月", "ends": "2021年9月"}]}, "values.period", "2020年1月至12月"),
        ("fund-usage", {"rows": [{"project_name": "救助", "issued_on": "2020年6月1日"}]}, "values.filled_on", "2020年5月1日"),
        ("allocation", {"rows": [{"name": "天山区", "role": "unit", "amount": "3500元"}]}, "values.unit", "万元"),
    ],
)  # fmt: skip
def test_what_rows_are_compared_with_may_change(
    office: Desk, form: str, rows: dict[str, list[dict[str, str]]], path: str, text: str
) -> None:
    filing = Filing(form, 2020, "650102", form_version="1", tables=rows)
    live = LiveChecks(office, "edited")
    before = live.fresh(filing)
    filing.set(path, text)
    after = live.fresh(filing)
    assert after == LiveChecks(office, "edited").fresh(filing)
    assert [one for one in after if "[" in one.finding.where] != [one for one in before if "[" in one.finding.where]
