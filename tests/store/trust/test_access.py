"""Who may do what in a ledger with operators: asked of the ledger itself, whatever calls it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from medaid_desktop.core.checks.identity import Identity
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.events import Returned, Signing, Withdrawn
from medaid_desktop.core.review.roles import FILLING, KEEPER, REVIEWING
from medaid_desktop.errors import UserError
from medaid_desktop.store.forms.templates import TemplateTexts
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.units import Unit
from medaid_desktop.store.trust.access import NotAllowedError

PINS = {"保管人": "pin-615283", "填报人": "pin-729403", "审核人": "pin-408172"}
"""Six figures alone may by chance stand in a digest or a moment, where a secret is looked for."""
OF = Identity("target.percent", "", "tables.indicators[0].target", "95")


@pytest.fixture
def shared(ledger: Ledger, filing_id: str) -> Iterator[tuple[Ledger, str]]:
    """A ledger with a filing in which something can be undone and done again, and three operators; nobody is signed in."""
    for text in "甲乙":
        ledger.edit(filing_id, [("values.contact", text)], "录入")
    ledger.undo(filing_id)
    ledger.operators.put("保管人", [KEEPER], PINS["保管人"])
    ledger.access.sign_in("保管人", PINS["保管人"])
    ledger.operators.put("填报人", [FILLING], PINS["填报人"])
    ledger.operators.put("审核人", [REVIEWING], PINS["审核人"])
    ledger.access.sign_out()
    yield ledger, filing_id


def changes(ledger: Ledger, filing_id: str) -> dict[str, Callable[[], object]]:
    """Everything that changes what an office has filled in, each as a direct call of the store."""
    filing = Filing("declaration", 2020, "371521", form_version="1")
    texts = TemplateTexts("{}", "{}")
    return {
        "redo": lambda: ledger.redo(filing_id),
        "undo": lambda: ledger.undo(filing_id),
        "edit": lambda: ledger.edit(filing_id, [("values.contact", "丙")], "录入"),
        "revise": lambda: ledger.filings.revise(filing_id, year=2021),
        "add": lambda: ledger.filings.add(filing, "一份"),
        "add_many": lambda: ledger.filings.add_many([(filing, "一份")]),
        "delete": lambda: ledger.filings.delete([filing_id]),
        "restore": lambda: ledger.filings.restore([filing_id]),
        "purge": lambda: ledger.filings.purge([filing_id]),
        "unit": lambda: ledger.units.put(Unit("371521+GX", "高新区", "371521", "zone")),
        "no unit": lambda: ledger.units.remove("371521+GX"),
        "source": lambda: ledger.sources.keep(b"x"),
        "source of a filing": lambda: ledger.sources.link(filing_id, ledger.sources.keep(b"x"), "甲.xlsx", "表"),
        "explain": lambda: ledger.explanations.put(filing_id, OF, "照样表", "丙"),
        "retract": lambda: ledger.explanations.remove(filing_id, OF),
        "copy explanations": lambda: ledger.explanations.copy(filing_id, filing_id),
        "template": lambda: ledger.templates.keep("custom:甲", "1", texts, "甲.xlsx", "xlsx", b"x"),
        "rename": lambda: ledger.templates.rename("custom:甲", "乙"),
        "no template": lambda: ledger.templates.remove("custom:甲"),
    }  # fmt: skip


def test_nobody_signed_in_changes_anything(shared: tuple[Ledger, str]) -> None:
    ledger, filing_id = shared
    before = ledger.filings.get(filing_id)
    for name, change in changes(ledger, filing_id).items():
        with pytest.raises(NotAllowedError, match="还没有登录"):
            pytest.fail(f"{name} was done: {change()}")
    assert ledger.filings.get(filing_id) == before and ledger.filings.count() == 1 and ledger.units.list() == []


def test_nobody_signed_in_writes_beside_the_filings_either(shared: tuple[Ledger, str]) -> None:
    """What belongs to no role: settings, corrections learned, the status that lists show."""
    ledger, filing_id = shared
    acts: list[Callable[[], object]] = [
        lambda: ledger.settings.set("a", 1),
        lambda: ledger.settings.remove("a"),
        lambda: ledger.layouts.keep("a", "{}"),
        lambda: ledger.layouts.forget("a"),
        lambda: ledger.filings.note_status(filing_id, "reviewed"),
    ]
    for act in acts:
        with pytest.raises(NotAllowedError, match="还没有登录"):
            act()
    assert ledger.settings.all() == {} and ledger.filings.get(filing_id).status == "draft"
    ledger.access.sign_in("审核人", PINS["审核人"])
    for act in acts:
        act()
    assert ledger.filings.get(filing_id).status == "reviewed"


def test_events_of_reviews_are_for_who_has_a_role_for_them(shared: tuple[Ledger, str]) -> None:
    ledger, filing_id = shared
    signing, withdrawn = Signing("competent", "0" * 64, "甲", "2020-06-01"), Withdrawn("甲")
    returned = Returned("competent", "甲")
    allowed = {None: (), "保管人": (), "填报人": (withdrawn,), "审核人": (signing, returned, withdrawn)}
    for name, events in allowed.items():
        if name:
            ledger.access.sign_in(name, PINS[name])
        before = len(ledger.reviews.events(filing_id))
        for event in (signing, returned, withdrawn):
            if event in events:
                ledger.reviews.add(filing_id, event)
            else:
                with pytest.raises(NotAllowedError):
                    ledger.reviews.add(filing_id, event)
        assert len(ledger.reviews.events(filing_id)) - before == len(events)


def test_a_step_is_for_who_has_its_role_below_the_window_too(shared: tuple[Ledger, str]) -> None:
    """By the form's word, else by the step's name; also where it is put in straight away."""
    ledger, filing_id = shared
    ledger.access.sign_in("审核人", PINS["审核人"])
    for step in ("finance_first", "finance_second", "a_finance_step_of_no_form"):
        for event in (Signing(step, "0" * 64, "甲", "2020-06-01"), Returned(step, "甲")):
            with pytest.raises(NotAllowedError, match="审核人（单位审核）不能办理“财政"):
                ledger.reviews.add(filing_id, event)
    assert ledger.reviews.events(filing_id) == []


def test_nobody_is_replaced_but_by_who_manages_operators(shared: tuple[Ledger, str]) -> None:
    ledger, _ = shared
    rows = ledger.operators.rows()
    ledger.access.sign_in("填报人", PINS["填报人"])
    with pytest.raises(NotAllowedError, match="不能管理操作员"):
        ledger.operators.replace([])
    assert ledger.operators.rows() == rows
    ledger.access.sign_in("保管人", PINS["保管人"])
    ledger.operators.replace([row for row in rows if row[0] != "填报人"])
    assert [one.name for one in ledger.operators.list()] == [row[0] for row in rows if row[0] != "填报人"]
    assert ledger.check() == []


def test_only_a_copy_is_opened_without_signing_in(shared: tuple[Ledger, str], path: Path) -> None:
    ledger, filing_id = shared
    ledger.close()
    with pytest.raises(ValueError, match="no copy"):
        Ledger.open_copy(path)
    copy = path.with_name(f"{path.name}.0123abcd.tmp")
    copy.write_bytes(path.read_bytes())
    with Ledger.open_copy(copy) as opened:
        assert opened.access.is_kept
        opened.edit(filing_id, [("values.a", "副本")], "录入")
    with Ledger.open(copy, read_only=True) as opened:
        assert opened.check() == []


def test_who_only_reviews_changes_nothing_and_who_fills_may(shared: tuple[Ledger, str]) -> None:
    ledger, filing_id = shared
    ledger.access.sign_in("审核人", PINS["审核人"])
    for name, change in changes(ledger, filing_id).items():
        with pytest.raises(NotAllowedError, match="审核人（单位审核）不能"):
            pytest.fail(f"{name} was done: {change()}")
    ledger.access.sign_in("填报人", PINS["填报人"])
    for change in changes(ledger, filing_id).values():
        change()
    assert ledger.filings.count() == 3


def test_seals_and_operators_are_for_their_keeper(shared: tuple[Ledger, str]) -> None:
    ledger, _ = shared
    for name in (None, "填报人", "审核人"):
        if name:
            ledger.access.sign_in(name, PINS[name])
        for act in (
            lambda: ledger.seals.add("公章", b"\x89PNG", "long enough"),
            lambda: ledger.seals.open("公章", "long enough", "看看"),
            lambda: ledger.seals.remove("公章"),
            lambda: ledger.operators.put("丁", [KEEPER], "918273"),
            lambda: ledger.operators.set_roles("审核人", [KEEPER]),
            lambda: ledger.operators.set_pin("保管人", "918273"),
            lambda: ledger.operators.retire("保管人"),
        ):  # fmt: skip
            with pytest.raises(NotAllowedError):
                act()
    ledger.access.sign_in("保管人", PINS["保管人"])
    ledger.operators.set_pin("审核人", "918273")
    ledger.access.sign_in("审核人", "918273")


def test_without_operators_everybody_may_do_everything(ledger: Ledger, filing_id: str) -> None:
    for change in changes(ledger, filing_id).values():
        try:
            change()
        except UserError as error:
            assert not isinstance(error, NotAllowedError)
    assert not ledger.access.is_kept and ledger.access.allows_step("finance-second")


def test_a_reader_works_for_the_person_of_its_ledger(shared: tuple[Ledger, str]) -> None:
    ledger, _ = shared
    ledger.access.sign_in("填报人", PINS["填报人"])
    with ledger.reader() as reader:
        assert reader.access.name == "填报人" and reader.access.allows("edit")
    assert ledger.access.name == "填报人"


def test_roles_taken_away_hold_at_once(shared: tuple[Ledger, str]) -> None:
    ledger, filing_id = shared
    ledger.access.sign_in("保管人", PINS["保管人"])
    ledger.operators.set_roles("保管人", [KEEPER, FILLING])
    ledger.edit(filing_id, [("values.contact", "丙")], "录入")
    ledger.operators.set_roles("保管人", [KEEPER])
    with pytest.raises(NotAllowedError):
        ledger.edit(filing_id, [("values.contact", "丁")], "录入")


def test_who_came_and_went_is_in_the_log_without_a_secret(shared: tuple[Ledger, str], path: Path) -> None:
    ledger, _ = shared
    with pytest.raises(UserError, match="姓名与密码不符"):
        ledger.access.sign_in("填报人", "pin-271828")
    ledger.access.sign_in("填报人", PINS["填报人"])
    ledger.access.sign_in("审核人", PINS["审核人"])
    ledger.close()
    with Ledger.open(path) as again:
        told = [(one.action, one.operator) for one in again.log.entries() if one.action.startswith("sign-")]
        assert again.check() == []
        assert again.access.person is None  # nobody stays signed in beyond the program
    assert told[2:] == [
        ("sign-in-refused", told[2][1]), ("sign-in", "填报人"), ("sign-out", "填报人"), ("sign-in", "审核人"),
        ("sign-out", "审核人"),
    ]  # fmt: skip
    content = path.read_bytes()
    assert not any(pin.encode() in content for pin in (*PINS.values(), "pin-271828"))


@pytest.mark.usefixtures("shared")
def test_a_ledger_that_can_only_be_read_takes_no_tries(path: Path) -> None:
    with Ledger.open(path, read_only=True) as reading, pytest.raises(UserError, match="台账不能修改"):
        reading.access.sign_in("填报人", PINS["填报人"])
