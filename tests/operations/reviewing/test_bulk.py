"""A step of many filings, completed or sent back: what each would mean, and what becomes of each."""

from pathlib import Path

import pytest

from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.reviewing import Words, chain_of, consequences_of, send_back, sign
from medaid_desktop.operations.reviewing.bulk import (
    Prospect,
    prospects,
    send_back_many,
    sign_many,
    stance,
    steps_among,
    summed_up,
)
from medaid_desktop.store.ground.progress import CancelledError
from tests.operations.reviewing.declared import STEPS, declaration, stored

WORDS = Words("审核人甲", "同意", "2020-06-01")


@pytest.fixture
def looked(desk: Desk) -> list[Prospect]:
    """A clean draft, one with an error, one on its way, one reviewed to the end, and one of a form without boxes, in this order."""
    blank = declaration()
    blank.set("values.project_name", "")
    ids = [stored(desk), desk.ledger.filings.add(blank, "空").id, stored(desk), stored(desk)]
    sign(desk, ids[2], STEPS[0], WORDS)
    for step in STEPS:
        sign(desk, ids[3], step, WORDS)
    other = declaration()
    other.form, other.values, other.tables = "allocation", {"title": "分配表"}, {}
    ids.append(desk.ledger.filings.add(other, "分配表").id)
    return prospects(desk, ids)


def kinds(desk: Desk, looked: list[Prospect], step: str, seal: str = "") -> list[str]:
    known = next(one for one in steps_among(looked) if one.id == step)
    return [stance(desk, one, known, seal).kind for one in looked]


def test_what_completing_a_step_would_mean(desk: Desk, looked: list[Prospect]) -> None:
    assert [one.total for one in looked] == ["350 万元"] * 4 + [""]
    assert looked[1].errors and not looked[0].errors
    assert kinds(desk, looked, STEPS[0]) == ["ready", "errors", "done", "done", "none"]
    assert kinds(desk, looked, STEPS[1]) == ["turn", "turn", "ready", "done", "none"]
    first = steps_among(looked)[0]
    assert first.id == STEPS[0]  # most of them wait for it
    finance = next(one for one in steps_among(looked) if one.id == STEPS[2])
    assert stance(desk, looked[2], finance).words == "未轮到，先“业务主管部门”"
    assert kinds(desk, looked, "office") == ["none"] * 4 + ["errors"]
    told = summed_up([stance(desk, one, first) for one in looked])
    assert told == "共 5 份：可审核 1 份，有错误 1 份，已审核 2 份，没有这个环节 1 份；可退回 2 份。"
    assert summed_up([]) == "没有填报件。"


def test_looking_can_be_stopped(desk: Desk, looked: list[Prospect]) -> None:
    with pytest.raises(CancelledError):
        prospects(desk, [one.summary.id for one in looked], is_cancelled=lambda: True)


def test_one_that_cannot_be_read_is_told(desk: Desk) -> None:
    filing_id = stored(desk)
    desk.ledger.connection.execute(
        "INSERT INTO review_events (filing, kind, step, digest, by, at, data) VALUES (?, 'signed', '', '', '', '', '{')",
        (filing_id,),
    )
    (one,) = prospects(desk, [filing_id])
    assert one.chain is None and "审核记录读不出来" in one.trouble
    (sound,) = prospects(desk, [stored(desk)])
    told = stance(desk, one, steps_among([sound])[0])
    assert told.kind == "trouble" and told.words == one.trouble
    assert [outcome.trouble for outcome in sign_many(desk, [one], STEPS[0], WORDS)] == [one.trouble]


def test_a_step_of_another_role_is_not_offered(desk: Desk, looked: list[Prospect]) -> None:
    desk.ledger.operators.put("保管人", ["keeper", "filling"], "615283")
    desk.ledger.access.sign_in("保管人", "615283")
    told = stance(desk, looked[2], steps_among(looked)[1])
    assert (told.kind, told.words, told.may_return) == ("trouble", "不由您办理", False)
    (outcome,) = send_back_many(desk, [looked[2]], STEPS[1], Words("保管人", "请改"))
    assert outcome.chain is None and outcome.trouble


def test_each_is_signed_on_what_was_looked_at(desk: Desk) -> None:
    ids = [stored(desk) for _ in range(3)]
    looked = prospects(desk, ids)
    desk.ledger.edit(ids[1], [("values.contact", "另一人")], "改")
    told: list[tuple[int, int]] = []
    outcomes = sign_many(desk, looked, STEPS[0], WORDS, progress=lambda *at: told.append(at))
    assert [one.chain is not None for one in outcomes] == [True, False, True]
    assert "内容在您查看之后被改动过" in outcomes[1].trouble and told == [(1, 3), (2, 3), (3, 3)]
    assert desk.ledger.filings.get(ids[1]).status == "draft"


def test_what_is_done_when_it_is_stopped_stays_done(desk: Desk) -> None:
    looked = prospects(desk, [stored(desk) for _ in range(3)])
    answers = iter([False, True, True])
    outcomes = sign_many(desk, looked, STEPS[0], WORDS, is_cancelled=lambda: next(answers))
    assert [one.trouble for one in outcomes] == ["", "没有办理：已停止", "没有办理：已停止"]


def test_a_wrong_passphrase_is_tried_once(desk: Desk) -> None:
    from medaid_desktop.store.shipped.samples import sample_seal

    desk.ledger.seals.add("章", sample_seal(), "right-one-2020")
    looked = prospects(desk, [stored(desk) for _ in range(3)])
    outcomes = sign_many(desk, looked, STEPS[0], WORDS, "章", "wrong-one-2020")
    assert not any(one.chain for one in outcomes)
    assert [one.trouble for one in outcomes[1:]] == ["没有办理：印章口令不对"] * 2
    assert sum(one.action == "seal-refused" for one in desk.ledger.log.entries()) == 1


def test_a_step_that_a_person_signs_takes_no_seal(desk: Desk, tmp_path: Path) -> None:  # noqa: ARG001
    filing = declaration()
    filing.form, filing.values, filing.tables = "fund-usage", {"unit": "元"}, {"rows": []}
    (one,) = prospects(desk, [desk.ledger.filings.add(filing, "反馈表").id])
    assert one.chain is not None
    handler = one.chain.steps[2]
    assert stance(desk, one, handler, "章").kind in ("turn", "trouble")


def test_after_a_return_it_waits_for_its_first_step_again(desk: Desk) -> None:
    filing_id = stored(desk)
    sign(desk, filing_id, STEPS[0], WORDS)
    send_back(desk, filing_id, STEPS[1], Words("甲", "请改"))
    looked = prospects(desk, [filing_id])
    assert kinds(desk, looked, STEPS[0]) == ["ready"]


def test_what_can_be_sent_back_is_what_somebody_signed(desk: Desk, looked: list[Prospect]) -> None:
    for step in steps_among(looked):
        wanted = [False, False, True, True, False] if step.id in STEPS else [False] * 5
        assert [stance(desk, one, step).may_return for one in looked] == wanted
    desk.ledger.connection.execute("UPDATE filings SET title = '别的' WHERE id = ?", (looked[3].summary.id,))
    (doubted,) = prospects(desk, [looked[3].summary.id])
    told = stance(desk, doubted, steps_among(looked)[0])
    assert told.kind == "trouble" and told.may_return


def test_what_sending_several_back_would_undo(looked: list[Prospect]) -> None:
    chains = [one.chain for one in looked if one.chain]
    told = consequences_of(chains).sentence()
    assert told.startswith("“项目单位”、“业务主管部门”、") and told.endswith("的审核作废；已打印的纸质表须收回。")
    assert told.count("项目单位") == 1
    assert consequences_of(chains[:2]).sentence() == ""


def test_each_is_sent_back_as_a_single_one_is(desk: Desk, looked: list[Prospect]) -> None:
    told: list[tuple[int, int]] = []
    words = Words("审核人乙", "请补充完整")
    outcomes = send_back_many(desk, looked[2:4], STEPS[2], words, progress=lambda *at: told.append(at))
    assert [one.is_returned for one in outcomes] == [True, True] and told == [(1, 2), (2, 2)]
    for one in outcomes:
        filing = desk.ledger.filings.get(one.summary.id)
        back = chain_of(desk, filing).last_return
        assert filing.status == "returned" and not chain_of(desk, filing).done
        assert back is not None and (back.step, back.by, back.opinion) == (STEPS[2], "审核人乙", "请补充完整")
    entries = [one for one in desk.ledger.log.entries() if one.action == "return"]
    assert [one.filing for one in entries] == [one.summary.id for one in looked[2:4]]
    assert desk.ledger.check() == []


def test_one_that_moved_on_since_is_not_sent_back_and_the_others_are(desk: Desk) -> None:
    ids = [stored(desk) for _ in range(4)]
    for filing_id in ids[:3]:
        sign(desk, filing_id, STEPS[0], WORDS)
    looked = prospects(desk, ids)
    sign(desk, ids[0], STEPS[1], WORDS)
    send_back(desk, ids[1], STEPS[1], WORDS)
    outcomes = send_back_many(desk, looked, STEPS[1], Words("审核人乙", "请改"))
    assert [one.is_returned for one in outcomes] == [False, False, True, False]
    assert all("内容或审核在您查看之后有了变化" in one.trouble for one in outcomes[:2])
    assert "还没有送审" in outcomes[3].trouble
    assert len(chain_of(desk, desk.ledger.filings.get(ids[0])).done) == 2


def test_what_was_sent_back_when_it_is_stopped_stays_so(desk: Desk) -> None:
    ids = [stored(desk) for _ in range(3)]
    for filing_id in ids:
        sign(desk, filing_id, STEPS[0], WORDS)
    answers = iter([False, True])
    words = Words("审核人乙", "请改")
    outcomes = send_back_many(desk, prospects(desk, ids), STEPS[1], words, is_cancelled=lambda: next(answers))
    assert [one.trouble for one in outcomes] == ["", "没有办理：已停止", "没有办理：已停止"]
    assert [desk.ledger.filings.get(one).status for one in ids] == ["returned", "in-review", "in-review"]
