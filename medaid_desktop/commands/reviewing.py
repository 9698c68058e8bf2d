"""Commands about the sign-off of filings."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from medaid_desktop.commands.desks import open_desk
from medaid_desktop.commands.output import DONE
from medaid_desktop.commands.secrets import secret
from medaid_desktop.core.review.chain import STATUS_WORDS
from medaid_desktop.errors import UserError

if TYPE_CHECKING:
    from medaid_desktop.core.review.chain import Chain, Standing
    from medaid_desktop.core.review.events import Remark

PASSPHRASE = "MEDAID_SEAL_PASSPHRASE"

_STATES = {"done": "已审核", "next": "待审核", "waiting": "未到", "void": "已失效"}


def review(options: argparse.Namespace) -> int:
    """Completes a review step, returns a filing or takes it back; without a step, tells where it stands."""
    from medaid_desktop.operations.reviewing import Words, chain_of, send_back, sign, withdraw

    _refuse_mixtures(options)
    looks = not (options.step or options.withdraw)
    with open_desk(options.ledger, read_only=looks, operator=options.operator) as desk:
        words = Words(options.by or "", options.opinion or "", options.on or "", options.office or "")
        if looks:
            chain = chain_of(desk, desk.ledger.filings.get(options.id))
        elif options.withdraw:
            chain = withdraw(desk, options.id, words.by, words.opinion)
        elif options.send_back:
            chain = send_back(desk, options.id, options.step, words, [_remark(text) for text in options.remark])
        else:
            desk.ledger.filings.get(options.id)  # an unknown one is told of before a passphrase is asked for
            passphrase = secret(PASSPHRASE, f"印章“{options.seal}”的口令：") if options.seal else ""
            chain = sign(desk, options.id, options.step, words, options.seal or "", passphrase)
        if options.json:
            print(json.dumps(chain_json(options.id, chain), ensure_ascii=False))
        elif looks:
            print("\n".join(_lines(chain)))
    return DONE


def _refuse_mixtures(options: argparse.Namespace) -> None:
    if options.withdraw and options.step:
        raise UserError("--withdraw 不写审核环节", options.step, "撤回是填报单位自己的事，请去掉环节")
    if options.remark and not options.send_back:
        raise UserError("--remark 只与 --return 一起用", "", "请加上 --return，或把意见写在 --opinion 里")
    if options.office and (options.send_back or options.withdraw):
        raise UserError("退回、撤回不写单位名称", options.office, "请去掉 --office")
    if options.seal and (options.send_back or options.withdraw):
        raise UserError("退回、撤回不盖章", options.seal, "请去掉 --seal")


def _remark(text: str) -> "Remark":
    from medaid_desktop.core.review.events import Remark

    path, equals, words = text.partition("=")
    if not equals:
        raise UserError("--remark 写得不对", text, "请写成 PATH=意见，例如 values.funding_total=与下达文件不符")
    return Remark(path.strip(), words)


def chain_json(filing_id: str, chain: "Chain") -> dict[str, Any]:
    """Where a filing stands, as data: `{"id", "status", "digest", "trouble", "steps": [...], "returned": null or {...}}`."""
    last = chain.last_return
    return {
        "id": filing_id,
        "status": chain.status,
        "digest": chain.digest,
        "trouble": chain.trouble,
        "steps": [_step_json(one) for one in chain.standings],
        "returned": last
        and {
            "step": last.step, "by": last.by, "at": last.at, "opinion": last.opinion,
            "remarks": [{"where": one.path, "text": one.text} for one in last.remarks],
        },
    }  # fmt: skip


def _step_json(standing: "Standing") -> dict[str, Any]:
    signing = standing.signing
    said = (
        {"by": signing.by, "on": signing.on, "opinion": signing.opinion, "office": signing.office, "seal": signing.seal}
        if signing
        else {}
    )
    return {"step": standing.step.id, "title": standing.step.title, "state": standing.state, **said}


def _lines(chain: "Chain") -> list[str]:
    lines = [STATUS_WORDS[chain.status]]
    for one in chain.standings:
        signing = one.signing
        said = "　".join(filter(None, (signing.office, signing.by, signing.on, signing.opinion))) if signing else ""
        lines.append(f"  {_STATES[one.state]}\t{one.step.id}\t{one.step.title}\t{said}".rstrip())
    if chain.trouble:
        lines.insert(1, f"  {chain.trouble}")
    if chain.last_return:
        lines.append(f"  退回：{chain.last_return.by}　{chain.last_return.opinion}".rstrip())
        lines += [f"    {one.path}\t{one.text}" for one in chain.last_return.remarks]
    return lines
