"""Edits, undo, redo, the bin and reopening in any order, against a model in plain lists."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, precondition, rule

from medaid_desktop.core.filing import Filing
from medaid_desktop.errors import UserError
from medaid_desktop.store.ledger import Ledger

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
_PATHS = st.one_of(
    st.sampled_from(["values.a", "values.extra:备注"]),
    st.builds("tables.rows[{}{}].c".format, st.sampled_from(["", "+"]), st.integers(0, 3)),
)
_EDITS = st.lists(
    st.one_of(
        st.tuples(_PATHS, _TEXTS),
        st.tuples(st.builds("tables.rows[{}]".format, st.integers(0, 3)), st.just("")),
        st.tuples(st.builds("tables.rows[+{}]".format, st.integers(0, 3)), st.just('{"c":"新","d":"行"}')),
    ),
    min_size=1,
    max_size=4,
)

Content = tuple[dict[str, str], dict[str, list[dict[str, str]]]]


def content(filing: Filing) -> Content:
    copy = filing.copy()
    return copy.values, {name: rows for name, rows in copy.tables.items() if rows}


class Model:
    """What a filing should be: its states so far and which of them holds."""

    def __init__(self, start: Content) -> None:
        self.states = [start]
        self.at = 0
        self.steps = 0
        self.deleted = False


class LedgerMachine(RuleBasedStateMachine):
    filings = Bundle("filings")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "台账.medaid"
        self.models: dict[str, Model] = {}

    @initialize()
    def create(self) -> None:
        self.ledger = Ledger.create(self.path, "371521")

    def teardown(self) -> None:
        self.ledger.close()
        assert [entry.name for entry in self.folder.iterdir()] == [self.path.name]
        shutil.rmtree(self.folder)

    @rule(target=filings, text=_TEXTS)
    def add(self, text: str) -> str:
        filing = self.ledger.filings.add(Filing("declaration", 2020, "371521", values={"a": text}), "题")
        self.models[filing.id] = Model(content(filing))
        return filing.id

    @rule(filing_id=filings, edits=_EDITS)
    def edit(self, filing_id: str, edits: list[tuple[str, str]]) -> None:
        model = self.models[filing_id]
        expected = Filing("declaration", values=dict(model.states[model.at][0]))
        expected.tables = {name: [dict(row) for row in rows] for name, rows in model.states[model.at][1].items()}
        try:
            expected.apply(edits)
            refused = model.deleted
        except UserError:
            refused = True
        try:
            applied = self.ledger.edit(filing_id, edits, "改")
        except UserError:
            assert refused
            return
        assert not refused
        if content(expected) != model.states[model.at]:
            model.states[model.at + 1 :] = [content(expected)]
            model.at += 1
            model.steps += 1
            assert applied.step is not None
        assert content(applied.filing) == model.states[model.at]

    @rule(filing_id=filings)
    def undo(self, filing_id: str) -> None:
        model = self.models[filing_id]
        try:
            applied = self.ledger.undo(filing_id)
        except UserError:
            assert model.deleted or model.at == 0
            return
        model.at -= 1
        model.steps += 1
        assert content(applied.filing) == model.states[model.at]

    @rule(filing_id=filings)
    def redo(self, filing_id: str) -> None:
        model = self.models[filing_id]
        try:
            applied = self.ledger.redo(filing_id)
        except UserError:
            assert model.deleted or model.at == len(model.states) - 1
            return
        model.at += 1
        model.steps += 1
        assert content(applied.filing) == model.states[model.at]

    @rule(filing_id=filings)
    def delete(self, filing_id: str) -> None:
        assert self.ledger.filings.delete([filing_id]) == (not self.models[filing_id].deleted)
        self.models[filing_id].deleted = True

    @rule(filing_id=filings)
    def restore(self, filing_id: str) -> None:
        assert self.ledger.filings.restore([filing_id]) == self.models[filing_id].deleted
        self.models[filing_id].deleted = False

    @precondition(lambda self: any(model.deleted for model in self.models.values()))
    @rule(filing_id=consumes(filings))
    def purge(self, filing_id: str) -> None:
        self.ledger.filings.delete([filing_id])
        assert self.ledger.filings.purge([filing_id]) == 1
        del self.models[filing_id]

    @rule()
    def reopen(self) -> None:
        self.ledger.close()
        self.ledger = Ledger.open(self.path)
        assert not self.ledger.recovered

    @rule()
    def check(self) -> None:
        assert self.ledger.check() == []

    @invariant()
    def everything_is_as_the_model_says(self) -> None:
        present = {key for key, model in self.models.items() if not model.deleted}
        if not hasattr(self, "ledger"):
            return
        assert {summary.id for summary in self.ledger.filings.list()} == present
        assert self.ledger.filings.count(deleted=True) == len(self.models) - len(present)
        for key, model in self.models.items():
            assert len(self.ledger.history(key)) == model.steps
            assert bool(self.ledger.undo_label(key)) == (model.at > 0)
            assert bool(self.ledger.redo_label(key)) == (model.at < len(model.states) - 1)
            if key in present:
                assert content(self.ledger.filings.get(key)) == model.states[model.at]


LedgerMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None, derandomize=True)
TestLedgerMachine = LedgerMachine.TestCase
