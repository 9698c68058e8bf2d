"""Filings of an older version of a template moved over to the newest one, each by an edit that can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from medaid_desktop.core.review.chain import CHANGEABLE
from medaid_desktop.core.templates.stored import StoredTemplate
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.operations.filings.history import edits_to
from medaid_desktop.operations.template_shelf import own_form, stored
from medaid_desktop.recognition.templates.versions.moving import moved
from medaid_desktop.store.forms.templates import name_of
from medaid_desktop.store.ground.progress import Cancelled, CancelledError, Progress


@dataclass(frozen=True, slots=True)
class MovedFiling:
    """A filing moved over. `lost` are the labels of what the new version has no place for; it is kept as texts beside
    the form."""

    id: str
    title: str
    before: str
    lost: tuple[str, ...] = ()


@dataclass(slots=True)
class MoveReport:
    """What became of the filings of a form: those moved to `version`, and those left with theirs, each with the reason."""

    form: str
    version: str
    moved: list[MovedFiling] = field(default_factory=list[MovedFiling])
    left: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def notices(self) -> list[str]:
        """What a clerk must look at, a sentence a filing."""
        lost = [
            f"“{one.title}”（{one.id}）：新版里没有地方放的，已作为补充内容保留：{'、'.join(one.lost)}。"
            for one in self.moved
            if one.lost
        ]
        return lost + [f"{filing_id} 没有移：{reason}" for filing_id, reason in self.left]


def movable(desk: Desk, form: str) -> list[str]:
    """The ids of the filings of a form that were made with an older version of it than the newest."""
    form = own_form(desk, form)
    return desk.ledger.templates.uses.made_with_others(form, desk.forms.get(form).version)


def move_filings(
    desk: Desk, form: str, ids: Sequence[str] | None = None, progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> MoveReport:  # fmt: skip
    """Moves filings of a form (all of older versions unless `ids` names some) over to its newest version.

    All or none, each as a step of its own that can be undone. What has been reviewed is left as it is, as is what
    was made with a version that is lost. Raises UserError for an unknown form and a read-only ledger, CancelledError.
    """
    form = own_form(desk, form)
    newest = desk.forms.get(form).version
    report = MoveReport(form, newest)
    with desk.ledger.transaction():
        by_version = {one.version: one for one in stored(desk, form)}
        chosen = movable(desk, form) if ids is None else list(ids)
        for number, filing_id in enumerate(chosen, 1):
            if cancelled and cancelled():
                raise CancelledError
            _move(desk, filing_id, by_version, report)
            if progress:
                progress(number, len(chosen))
    return report


def _move(desk: Desk, filing_id: str, by_version: dict[str, StoredTemplate], report: MoveReport) -> None:
    filing = desk.ledger.filings.get(filing_id)
    if filing.form != report.form:
        where = f"{filing_id} 是《{desk.forms.title(filing.form)}》"
        raise UserError("这份填报件不是这个表种的", where, f"请只选《{name_of(report.form)}》的填报件")
    if filing.form_version == report.version:
        return
    if filing.status not in CHANGEABLE:
        report.left.append((filing_id, "已审核，要先退回才能改。"))
        return
    old, new = by_version.get(filing.form_version), by_version.get(report.version)
    if old is None or new is None:
        report.left.append((filing_id, f"第 {filing.form_version} 版的模板已损坏或不在台账里。"))
        return
    new_form = desk.forms.get(report.form, report.version)
    after, lost = moved(filing, desk.form_of(filing), new_form, old.map, new.map)
    title = desk.ledger.filings.title(filing_id)
    label = f"移到新版模板（第 {filing.form_version} 版 → 第 {report.version} 版）"
    commit(desk, filing_id, edits_to(filing, after), label, keep_groups=True, version=report.version)
    report.moved.append(MovedFiling(filing_id, title, filing.form_version, tuple(lost)))
