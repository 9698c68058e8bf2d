"""Which filings belong into an archive, by year, region and notice, and how far each has come."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from medaid_desktop.core.checks.programme import Programme, programme_of
from medaid_desktop.core.digest import verification_code
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.chain import STATUS_WORDS
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.reviewing import chain_of

OTHER = "其他"
NOT_ASKED = "不需审核"
"""Of a form without review boxes that nobody has signed: mostly the allocation table that the upper level sent."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be archived: a year; a region with all below it ("" for all); the filings that a notice means ("" for all);
    `drafts` whether those that are not reviewed to the end are put in too."""

    year: int
    region: str = ""
    notice: str = ""
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A filing on its way into an archive. `notice` is what money it is about; `state` how far its review has come, in words.

    `is_final` says that every step holds; `is_put_in` whether it is archived, or only listed.
    """

    id: str
    form: str
    region: str
    title: str
    notice: str
    digest: str
    state: str
    is_final: bool
    is_put_in: bool

    @property
    def code(self) -> str:
        """The verification code of its content."""
        return verification_code(self.digest)

    @property
    def asks_review(self) -> bool:
        """Whether it must be reviewed before it is final."""
        return self.state != NOT_ASKED


@dataclass(frozen=True, slots=True)
class Notice:
    """A programme and batch that filings of a year are about, and how many are."""

    name: str
    filings: int


def chosen(desk: Desk, wish: Wish) -> list[Item]:
    """The filings of a wish, in the order of regions and forms. Raises UserError where there is none, or a form cannot be read."""
    wanted = _programme(wish.notice) if wish.notice else ""
    found: list[Item] = []
    for summary in desk.ledger.filings.list(wish.region or None, None, wish.year):
        filing = desk.ledger.filings.get(summary.id)
        notice = _notice_of(desk, filing)
        if not wanted or notice == wanted or wish.notice in summary.title:
            found.append(_item(desk, filing, summary.title, notice, wish.drafts))
    if not found:
        where = "，".join(
            part
            for part in (f"{wish.year} 年度", desk.names(wish.region).full if wish.region else "", wish.notice)
            if part
        )
        raise UserError("没有可归档的填报件", where, "请核对年度、区划和下达文件")
    return found


def notices_of(desk: Desk, year: int, region: str = "") -> list[Notice]:
    """The notices that the filings of a year are about, those with most filings first."""
    filings = (desk.ledger.filings.get(one.id) for one in desk.ledger.filings.list(region or None, None, year))
    counts = Counter(_notice_of(desk, filing) for filing in filings)
    return [Notice(name, count) for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]


def groups(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """The filings by notice, in the order in which notices come first."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.notice, []).append(item)
    return list(found.items())


def _item(desk: Desk, filing: Filing, title: str, notice: str, drafts: bool) -> Item:
    chain = chain_of(desk, filing)
    is_received = chain.status == "draft" and not desk.form_of(filing).reviews
    state = NOT_ASKED if is_received else STATUS_WORDS[chain.status]
    return Item(
        filing.id, filing.form, filing.region or "", title, notice, chain.digest, state, chain.is_complete,
        chain.is_complete or drafts or is_received,
    )  # fmt: skip


def _notice_of(desk: Desk, filing: Filing) -> str:
    try:
        name = filing.values.get(desk.form_of(filing).title_field, "")
    except UserError:
        name = ""
    return _programme(name)


def _programme(name: str) -> str:
    """What money a name is about, as the folder of its filings is called: 医疗救助, 医疗救助 第2批."""
    programme: Programme = programme_of(name)
    if not programme.subject:
        return OTHER
    batch = (
        f" 第{programme.batch}批" if programme.batch.isdecimal() else f" {programme.batch}" if programme.batch else ""
    )
    return programme.subject + batch
