"""Completing review steps, sending back and taking back: what is allowed when, and what is kept of it."""

from dataclasses import replace

import pytest

from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.events import Remark
from medaid_desktop.errors import UserError
from medaid_desktop.operations.checking import check, explain
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.ledgers.sample import sample_filings
from medaid_desktop.operations.reviewing import Words, chain_of, consequences, is_final, send_back, sign, withdraw
from medaid_desktop.store.shipped.samples import sample_seal
from medaid_desktop.store.trust.access import NotAllowedError
from tests.operations.reviewing.declared import STEPS, sign_all, stored

WORDS = Words("审核人甲", "同意", "2020-06-01")


def states(desk: Desk, filing_id: str) -> list[str]:
    return [one.state for one in chain_of(desk, desk.ledger.filings.get(filing_id)).standings]


def actions(desk: Desk) -> list[str]:
    return [one.action for one in desk.ledger.log.entries() if one.action in ("sign", "return", "withdraw")]


def test_the_steps_are_completed_in_their_order(desk: Desk) -> None:
    filing_id = stored(desk)
    assert states(desk, filing_id) == ["next", "waiting", "waiting", "waiting"]
    with pytest.raises(UserError, match=r"还没有轮到“财政部门初审”.*当前环节是“项目单位”"):
        sign(desk, filing_id, "finance_first", WORDS)
    for number, step in enumerate(STEPS, 1):
        filing = desk.ledger.filings.get(filing_id)
        assert not is_final(desk, filing)
        sign(desk, filing_id, step, WORDS)
        assert states(desk, filing_id)[:number] == ["done"] * number
        assert desk.ledger.filings.get(filing_id).status == ("reviewed" if step == STEPS[-1] else "in-review")
    assert is_final(desk, desk.ledger.filings.get(filing_id))
    assert actions(desk) == ["sign"] * 4
    with pytest.raises(UserError, match="各环节都已完成"):
        sign(desk, filing_id, STEPS[-1], WORDS)


def test_what_was_signed_is_kept_with_its_digest(desk: Desk) -> None:
    filing_id = stored(desk)
    sign_all(desk, filing_id, "implementing")
    filing = desk.ledger.filings.get(filing_id)
    kept = desk.ledger.revisions.get(digest(filing))
    assert kept is not None and kept.filing.values == filing.values and kept.filing.id == filing_id
    _, entry = desk.ledger.log.entries(filing_id)
    assert entry.digest == digest(filing) and '"by":"审核人甲"' in entry.details


def test_signed_content_is_locked_until_it_is_sent_back(desk: Desk) -> None:
    filing_id = stored(desk)
    desk.ledger.edit(filing_id, [("values.contact", "联系人乙")], "录入")
    sign_all(desk, filing_id, "competent")
    locked = "“项目单位”、“业务主管部门”已经审核，内容已锁定"
    before = desk.ledger.filings.get(filing_id)
    for change in (
        lambda: desk.ledger.edit(filing_id, [("values.contact", "丙")], "录入"),
        lambda: commit(desk, filing_id, [("values.contact", "丙")], "录入"),
        lambda: desk.ledger.undo(filing_id),
        lambda: desk.ledger.filings.revise(filing_id, year=2021),
        lambda: desk.ledger.filings.revise(filing_id, region="371502"),
        lambda: desk.ledger.filings.revise(filing_id, variant="云南"),
        lambda: desk.ledger.filings.delete([filing_id]),
    ):
        with pytest.raises(UserError, match=locked):
            change()
    assert desk.ledger.filings.get(filing_id) == before
    assert consequences(desk, filing_id).sentence().startswith("“项目单位”、“业务主管部门”的审核作废")
    send_back(
        desk, filing_id, "finance_first", Words("审核人丁", "金额不符"), [Remark("values.funding_fiscal", "请核对")]
    )
    assert states(desk, filing_id) == ["next", "waiting", "waiting", "waiting"]
    assert desk.ledger.filings.get(filing_id).status == "returned"
    assert desk.ledger.undo(filing_id).step is not None
    assert desk.ledger.check() == []


def test_deleting_many_says_which_of_them_is_locked(desk: Desk) -> None:
    free, locked = stored(desk), stored(desk)
    sign(desk, locked, "implementing", WORDS)
    title = desk.ledger.filings.title(locked)
    with pytest.raises(UserError, match=f"“项目单位”已经审核，内容已锁定，不能修改：{title}"):
        desk.ledger.filings.delete([free, locked])
    assert {one.id for one in desk.ledger.filings.list()} == {free, locked}


def test_a_return_says_what_is_to_be_changed_where(desk: Desk) -> None:
    filing_id = stored(desk)
    with pytest.raises(UserError, match="还没有送审"):
        send_back(desk, filing_id, "competent", WORDS)
    sign_all(desk, filing_id, "implementing")
    with pytest.raises(UserError):
        send_back(desk, filing_id, "competent", WORDS, [Remark("nonsense", "请改")])
    with pytest.raises(UserError, match="退回的意见是空的"):
        send_back(desk, filing_id, "competent", WORDS, [Remark("values.contact", "  ")])
    assert states(desk, filing_id)[0] == "done", "what is refused voids nothing"
    send_back(desk, filing_id, "competent", WORDS, [Remark("values.contact", " 请写全名\n ")])
    last = chain_of(desk, desk.ledger.filings.get(filing_id)).last_return
    assert last is not None and last.remarks == (Remark("values.contact", "请写全名"),)


def test_only_the_own_office_takes_back_and_only_before_others_have_signed(desk: Desk) -> None:
    filing_id = stored(desk)
    sign_all(desk, filing_id, "implementing")
    withdraw(desk, filing_id, "填报人甲", "漏填一项")
    assert desk.ledger.filings.get(filing_id).status == "draft" and actions(desk)[-1] == "withdraw"
    sign_all(desk, filing_id, "competent")
    with pytest.raises(UserError, match="“业务主管部门”已经审核"):
        withdraw(desk, filing_id, "填报人甲")


def test_errors_and_unexplained_warnings_stand_against_it(desk: Desk) -> None:
    filing_id = stored(desk)
    desk.ledger.edit(filing_id, [("tables.indicators[0].target", "")], "清空")
    with pytest.raises(UserError, match=r"还有 1 处错误.*请先按审核发现逐处改正"):
        sign(desk, filing_id, "implementing", WORDS)
    desk.ledger.undo(filing_id)
    rate = next(
        n for n, row in enumerate(desk.ledger.filings.get(filing_id).rows("indicators")) if "率" in row["level3"]
    )
    desk.ledger.edit(filing_id, [(f"tables.indicators[{rate}].target", "96")], "录入")
    with pytest.raises(UserError, match=r"还有 1 处警告没有说明"):
        sign(desk, filing_id, "implementing", WORDS)
    assert states(desk, filing_id)[0] == "next"


def test_the_content_signed_is_the_content_seen(desk: Desk) -> None:
    filing_id = stored(desk)
    seen = digest(desk.ledger.filings.get(filing_id))
    desk.ledger.edit(filing_id, [("values.contact", "联系人乙")], "录入")
    with pytest.raises(UserError, match="内容在您查看之后被改动过"):
        sign(desk, filing_id, "implementing", WORDS, seen=seen)
    assert states(desk, filing_id)[0] == "next"


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (Words(""), "没有写姓名"),
        (Words("甲" * 41), "姓名太长"),
        (Words("甲", "意" * 301), "意见太长"),
        (Words("甲", on="2020-13-01"), "日期写得不对"),
        (Words("甲", on="2020年6月"), "日期写得不对"),
        (Words("甲", on="2999-12-31"), "审核日期在今天之后"),
    ],
)
def test_what_is_written_is_checked(desk: Desk, words: Words, what: str) -> None:
    filing_id = stored(desk)
    with pytest.raises(UserError, match=what):
        sign(desk, filing_id, "implementing", words)
    assert actions(desk) == []


def test_the_office_is_that_of_the_seal_and_no_other(desk: Desk) -> None:
    filing_id = stored(desk)
    desk.ledger.seals.add("公章", sample_seal(), "0357-anyang", "某县医疗保障局")
    with pytest.raises(UserError, match=r"单位名称与印章不符.*“公章”是某县医疗保障局的"):
        sign(desk, filing_id, "implementing", replace(WORDS, office="某县财政局"), "公章", "0357-anyang")
    sign(desk, filing_id, "implementing", WORDS, "公章", "0357-anyang")
    sign(desk, filing_id, "competent", replace(WORDS, office=" 某县\n财政局 "))
    sign(desk, filing_id, "finance_first", WORDS)
    signings = [one.signing for one in chain_of(desk, desk.ledger.filings.get(filing_id)).done]
    assert [one.office for one in signings if one] == ["某县医疗保障局", "某县 财政局", ""]


def test_a_form_without_boxes_is_final_when_its_office_has_signed(desk: Desk) -> None:
    table = next(one for one in sample_filings() if (one.form, one.region) == ("allocation", "330000"))
    filing_id = desk.ledger.filings.add(table, "分配表").id
    assert states(desk, filing_id) == ["next"] and desk.forms.get("allocation").reviews == ()
    sign(desk, filing_id, "office", WORDS)
    assert is_final(desk, desk.ledger.filings.get(filing_id))
    with pytest.raises(UserError, match="“本单位审核”已经审核，内容已锁定"):
        commit(desk, filing_id, [("values.title", "改")], "录入")
    with pytest.raises(UserError, match="由个人签字，不盖公章"):
        send_back(desk, filing_id, "office", WORDS)
        sign(desk, filing_id, "office", WORDS, "样章", "x")


def test_where_a_person_signs_no_office_is_written(desk: Desk) -> None:
    (filing_id,) = desk.ledger.filings.add_many([(Filing("fund-usage", 2020, "371521"), "反馈表", "")])
    sign(desk, filing_id, "unit", WORDS)
    sign(desk, filing_id, "finance", WORDS)
    with pytest.raises(UserError, match="由个人签字，不写单位"):
        sign(desk, filing_id, "handler", replace(WORDS, office="某县医疗保障局"))


def test_dates_are_read_as_clerks_write_them(desk: Desk) -> None:
    filing_id = stored(desk)
    chain = sign(desk, filing_id, "implementing", Words("甲", on="2020年6月1日"))
    signing = chain.done[0].signing
    assert signing is not None and signing.on == "2020-06-01"


def test_a_step_is_for_the_role_it_names(desk: Desk) -> None:
    filing_id = stored(desk)
    desk.ledger.operators.put("保管人丙", ["keeper"], "615283")
    desk.ledger.access.sign_in("保管人丙", "615283")
    desk.ledger.operators.put("填报人甲", ["filling"], "729403")
    desk.ledger.operators.put("审核人乙", ["reviewing"], "408172")
    desk.ledger.access.sign_out()
    with pytest.raises(NotAllowedError, match="还没有登录"):
        sign(desk, filing_id, "implementing", WORDS)
    with pytest.raises(NotAllowedError, match="还没有登录"):  # before a name is asked for
        send_back(desk, filing_id, "implementing", Words(""))
    desk.ledger.access.sign_in("填报人甲", "729403")
    with pytest.raises(NotAllowedError, match=r"填报人甲（填报）不能办理“单位审核”的审核环节"):
        sign(desk, filing_id, "implementing", WORDS)
    desk.ledger.access.sign_in("审核人乙", "408172")
    with pytest.raises(UserError, match=r"不能以别人的姓名审核：审核人甲.*现在登录的是审核人乙"):
        sign(desk, filing_id, "implementing", WORDS)
    sign(desk, filing_id, "implementing", Words("", "同意"))
    with pytest.raises(UserError, match="不能以别人的姓名审核"):
        withdraw(desk, filing_id, "填报人甲")
    signing = chain_of(desk, desk.ledger.filings.get(filing_id)).done[0].signing
    assert signing is not None and signing.by == "审核人乙"
    with pytest.raises(NotAllowedError):
        desk.ledger.edit(filing_id, [("values.contact", "丙")], "录入")
    [entry] = [one for one in desk.ledger.log.entries() if one.action == "sign"]
    assert entry.operator == "审核人乙"


def test_an_unknown_step_is_named_with_those_there_are(desk: Desk) -> None:
    with pytest.raises(UserError, match=r"没有这个审核环节：mayor。可用：implementing、competent、finance_first"):
        sign(desk, stored(desk), "mayor", WORDS)


def test_explanations_can_be_printed_and_are_locked_too(desk: Desk) -> None:
    filing_id = stored(desk)
    rows = desk.ledger.filings.get(filing_id).rows("indicators")
    rate = next(n for n, row in enumerate(rows) if "率" in row["level3"])
    desk.ledger.edit(filing_id, [(f"tables.indicators[{rate}].target", "96")], "录入")
    [warning] = [one.finding for one in check(desk, filing_id) if one.finding.severity == "warning"]
    explain(desk, filing_id, warning, "上级样表就印作 96")
    sign(desk, filing_id, "implementing", WORDS)
    for text in ("另一个说法", ""):
        with pytest.raises(UserError, match="内容已锁定"):
            explain(desk, filing_id, warning, text)
    assert [one.explanation.text for one in check(desk, filing_id) if one.explanation] == ["上级样表就印作 96"]


@pytest.mark.parametrize("name", ["\u200b", "\x07", "——", " \u202e "])
def test_nobody_signs_under_a_name_that_is_not_seen(desk: Desk, name: str) -> None:
    filing_id = stored(desk)
    with pytest.raises(UserError, match="没有写姓名"):
        sign(desk, filing_id, STEPS[0], Words(name))


def test_names_and_opinions_are_cleaned_as_cells_are(desk: Desk) -> None:
    filing_id = stored(desk)
    with pytest.raises(UserError, match="无法保存的字符"):
        sign(desk, filing_id, STEPS[0], Words("甲\ud800"))
    sign(desk, filing_id, STEPS[0], Words("审核\u202e人甲", " 同\x07意\r\n请\u200b办 "))
    (done,) = chain_of(desk, desk.ledger.filings.get(filing_id)).done
    assert done.signing and (done.signing.by, done.signing.opinion) == ("审核人甲", "同意\n请办")
