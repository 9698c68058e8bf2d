"""Checking filings: one, many, or the one that is being edited, after each edit."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Finding, Mend
from medaid_desktop.core.checks.runner import run_checks
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.forms import CUSTOM
from medaid_desktop.errors import UserError
from medaid_desktop.operations.checking.explaining import Checked, counts_of, with_explanations
from medaid_desktop.operations.checking.rules import RULES_VERSION, checks
from medaid_desktop.operations.checking.surroundings import Surroundings, programme_in
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.filings.computed import not_taken
from medaid_desktop.operations.filings.editing import commit
from medaid_desktop.store.ground.progress import Cancelled, CancelledError, Progress
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.records.check_results import Result
from medaid_desktop.store.records.explanations import Kept
from medaid_desktop.store.records.listing import FilingSummary
from medaid_desktop.store.records.steps import Applied

_NOTED_AT_ONCE = 200


def check(desk: Desk, filing_id: str) -> list[Checked]:
    """What is found in a filing, in the order of the paper. Raises UserError where it or its form cannot be read."""
    return LiveChecks(desk, filing_id).fresh(desk.ledger.filings.get(filing_id))


class LiveChecks:
    """The checks of a filing that is being edited: what lies around it is read once, and of its rows only those that have
    changed since the last check are looked at, so that each check takes little."""

    def __init__(self, desk: Desk, filing_id: str) -> None:
        self._desk = desk
        self._id = filing_id
        self._surroundings = Surroundings(desk)
        self._known: tuple[object, Around] | None = None
        self._kept: list[Kept] | None = None
        self._last: Subject | None = None

    def fresh(self, filing: Filing) -> list[Checked]:
        """What is found in the filing as it is now, in the order of the paper."""
        subject = self._surroundings.subject(filing)
        subject.remember(self._last)
        key = filing.form, filing.form_version, filing.year, filing.region, programme_in(subject)
        if self._known is None or self._known[0] != key:
            self._known = key, self._surroundings.around(subject)
        if self._kept is None:
            self._kept = self._desk.ledger.explanations.of(self._id)
        found = run_checks(subject, checks(), self._known[1])
        self._last = subject
        return with_explanations(subject, [_as_can_be_mended(self._desk, filing, one) for one in found], self._kept)

    def forget(self) -> None:
        """Reads what lies around and the explanations anew: something in the ledger has changed."""
        self._surroundings.forget()
        self._known = self._kept = None


def _as_can_be_mended(desk: Desk, filing: Filing, finding: Finding) -> Finding:
    """A finding without mends that the workbook of the form would take back at once, as its own formulas say otherwise."""
    if not finding.mends or not filing.form.startswith(CUSTOM):
        return finding
    mends = tuple(one for one in finding.mends if not any(not_taken(desk, filing, one.edits)))
    return finding if mends == finding.mends else replace(finding, mends=mends)


def finding_to_explain(desk: Desk, filing_id: str, path: str, rule: str = "") -> Finding:
    """The one warning or hint at a cell, of a rule where it is named. Raises UserError where there is none, or several."""
    found = [one.finding for one in check(desk, filing_id) if one.finding.severity != "error"]
    here = [one for one in found if one.where == path and rule in ("", one.rule)]
    if len({one.rule for one in here}) > 1:
        warnings = [one for one in here if one.severity == "warning"]
        here = warnings if len({one.rule for one in warnings}) == 1 else here
    rules = dict.fromkeys(one.rule for one in here)
    if len(rules) > 1:
        raise UserError("这一格有几条审核发现", path, f"请用 --rule 写明是哪一条：{'、'.join(rules)}")
    if not here:
        places = "、".join(dict.fromkeys(one.where for one in found if one.severity == "warning"))
        mend = f"有警告的格：{places}" if places else "这份填报件没有警告"
        raise UserError("这一格没有可以说明的审核发现", path, mend)
    return here[0]


def mend(desk: Desk, filing_id: str, mend: Mend) -> Applied:
    """Makes a change that a finding offers, as one step that can be undone.

    Raises UserError where no finding of the filing offers it any more.
    """
    if not any(mend in one.finding.mends for one in check(desk, filing_id)):
        raise UserError("这一处已经改动过", mend.title, "请重新检查，按新的审核发现处理")
    return commit(desk, filing_id, mend.edits, mend.title)


def check_many(
    desk: Desk,
    ids: Sequence[str],
    progress: Progress | None = None,
    is_cancelled: Cancelled | None = None,
    noting: Ledger | None = None,
    on_error: Callable[[str, UserError], object] | None = None,
) -> Iterator[tuple[str, list[Checked]]]:
    """What is found in many filings, by place and year: each is read once or twice, and few are held at a time.

    The counts are kept in the ledger `noting`, which may be another connection than that of the desk. A filing that cannot
    be read raises its UserError, or is told to `on_error` and passed over. Raises CancelledError.
    """
    surroundings = Surroundings(desk)
    notes = _Notes(noting)
    explained = desk.ledger.explanations.filings()
    done = 0
    for summaries, subjects in _groups(desk, surroundings, ids):
        for summary in summaries:
            if is_cancelled and is_cancelled():
                notes.write()
                raise CancelledError
            done += 1
            try:
                subject = subjects.get(summary.id) or surroundings.subject(desk.ledger.filings.get(summary.id))
                around = surroundings.around(subject)
            except UserError as error:
                if on_error is None:
                    raise
                on_error(summary.id, error)
            else:
                found = run_checks(subject, checks(), around)
                kept = desk.ledger.explanations.of(summary.id) if summary.id in explained else ()
                checked = with_explanations(subject, found, kept)
                notes.add(summary, checked)
                yield summary.id, checked
            if progress:
                progress(done, len(ids))
    notes.write()


def note(desk: Desk, filing_id: str, checked: Iterable[Checked]) -> None:
    """Keeps how many findings a filing has, as lists show it; for one that has just been checked as the ledger has it.

    A ledger that can only be read is left as it is.
    """
    moment = desk.ledger.overview.changed_at([filing_id]).get(filing_id)
    if moment and not desk.ledger.read_only:
        desk.ledger.check_results.note([Result(filing_id, moment, counts_of(checked))], RULES_VERSION)


class _Notes:
    """Writes the counts of what was checked, some hundred at a time: each commit waits for the disk."""

    def __init__(self, ledger: Ledger | None) -> None:
        self._ledger = ledger if ledger and not ledger.read_only else None
        self._waiting: list[Result] = []

    def add(self, summary: FilingSummary, checked: Iterable[Checked]) -> None:
        if self._ledger:
            self._waiting.append(Result(summary.id, summary.changed_at, counts_of(checked)))
            if len(self._waiting) >= _NOTED_AT_ONCE:
                self.write()

    def write(self) -> None:
        if self._ledger and self._waiting:
            self._ledger.check_results.note(self._waiting, RULES_VERSION)
            self._waiting.clear()


def _groups(
    desk: Desk, surroundings: Surroundings, ids: Sequence[str]
) -> Iterator[tuple[Sequence[FilingSummary], dict[str, Subject]]]:
    """The filings by parent region and year, those of each group read together; those of no known place one by one."""
    summaries = desk.ledger.overview.summaries(ids)
    missing = set(ids) - {summary.id for summary in summaries}
    for filing_id in sorted(missing):
        desk.ledger.filings.get(filing_id)  # says why not
    keyed = [(_key(desk, summary), summary) for summary in summaries]
    keyed.sort(key=lambda pair: (*pair[0], pair[1].region or "", pair[1].form, pair[1].id))
    for (_, parent, year), pairs in groupby(keyed, key=lambda pair: pair[0]):
        group = [summary for _, summary in pairs]
        subjects: dict[str, Subject] = {}
        if parent != _NOWHERE:
            forms = dict.fromkeys(summary.form for summary in group)
            loaded = surroundings.load_group(parent or None, year, forms)
            subjects = {subject.filing.id: subject for subject in loaded}
        yield group, subjects


_NOWHERE = "?"


def _key(desk: Desk, summary: FilingSummary) -> tuple[str, str, int]:
    """(province, parent, year); the provinces themselves stand under ""."""
    region = desk.regions.find(summary.region, summary.year) if summary.region else None
    if region is None or summary.year is None:
        return "", _NOWHERE, 0
    return (region.parent or "")[:2], region.parent or "", summary.year
