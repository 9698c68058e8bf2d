"""The sample programmes: every built-in form, filled; one of them reviewed to its end, under a seal that says 样章."""

import json
from dataclasses import replace
from pathlib import Path

from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.identity import identity
from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.chain import Chain
from medaid_desktop.core.review.events import Signing
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.filings import title_of
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.ground.identity import now
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.shipped.samples import sample_seal, sample_texts
from medaid_desktop.store.trust.seals import OpenSeal

SEAL, PASSPHRASE = "样章", "yangzhang"
"""The seal of the sample and its passphrase, which the manual tells: there is nothing to protect."""

_REVIEWED = "城镇职工长期护理保险政府补贴、长期护理保险福彩公益金政府补贴"
_DOUBT, _REASON = "tables.indicators[5].target", "指按百分制折算的满意度，与上级样表的写法一致"
_SIGNED = (
    ("implementing", "审核人甲", "2020-06-02", "内容属实，同意申报。", "阳谷县医疗保险服务中心"),
    ("competent", "审核人乙", "2020-06-03", "同意。", "阳谷县医疗保障局"),
    ("finance_first", "审核人丙", "2020-06-05", "初审通过。", "阳谷县财政局"),
    ("finance_second", "审核人丁", "2020-06-08", "复审通过。", "阳谷县财政局"),
)


def sample_filings(forms: FormLibrary | None = None) -> list[Filing]:
    """All sample filings, without ids, each as a draft in the present version of its form."""
    forms = forms or FormLibrary()
    filings = [Filing.from_json(item) for _, text in sample_texts() for item in json.loads(text)["filings"]]
    for filing in filings:
        filing.form_version = forms.get(filing.form).version
    return filings


def write_sample(path: Path) -> Path:
    """Writes a new ledger with the sample programmes and closes it; returns its path.

    Raises UserError where the file exists or cannot be written.
    """
    forms = FormLibrary()
    titled = [(filing, title_of(forms.get(filing.form), filing), "随示例带来") for filing in sample_filings(forms)]
    with Ledger.create(path) as ledger, ledger.transaction():
        ids = ledger.filings.add_many(titled)
        ledger.seals.add(SEAL, sample_seal(), PASSPHRASE)
        seal = ledger.seals.open(SEAL, PASSPHRASE, "签章")
        reviewed = [title for _, title, _ in titled].index(_REVIEWED)
        _review(Desk(ledger, forms), ids[reviewed], seal)
    return path


def _review(desk: Desk, filing_id: str, seal: OpenSeal) -> None:
    """Has a filing pass all its steps under an open seal."""
    ledger = desk.ledger
    filing = ledger.filings.get(filing_id)
    doubt = Finding(
        "target.percent", "warning", _DOUBT, "", "≥99%", filing.get(_DOUBT)
    )  # what a check would find there
    ledger.explanations.put(filing_id, identity(filing, doubt), _REASON, "填报人")
    chain = Chain(desk.form_of(filing).steps, [], digest(filing))
    titles = {step.id: step.title for step in chain.steps}
    ledger.revisions.keep(filing)
    for step, by, on, opinion, office in _SIGNED:
        signing = Signing(
            step, chain.digest, by, on, opinion, seal.name, now(), titles[step], seal.fingerprint, office=office
        )
        signing = replace(signing, mac=seal.mac(filing_id, signing))
        chain = chain.sign(signing)
        ledger.reviews.add(filing_id, signing)
    ledger.filings.note_status(filing_id, chain.status)
