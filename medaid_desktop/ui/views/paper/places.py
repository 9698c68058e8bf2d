"""What the cells of a paper that hold content are called, for who speaks of them elsewhere."""

from collections import Counter
from collections.abc import Iterable

from medaid_desktop.core.checks.subject import FormFacts, Subject
from medaid_desktop.core.filing import parse_path
from medaid_desktop.ui.views.paper.grid import Anchor
from medaid_desktop.ui.views.paper.session import PaperSession


def content_places(session: PaperSession) -> dict[str, str]:
    """The paths of the cells with content by what they are called, in the order of the paper; open lines are left out."""
    subject = Subject(FormFacts(session.form), session.filing)
    slots = sorted(session.paper.binding.items())
    places = {slot.path: subject.place(slot.path) for _, slot in slots if slot.new_row is None and slot.path}
    often = Counter(places.values())
    return {path: _column_too(subject, path, place) if often[place] > 1 else place for path, place in places.items()}


def _column_too(subject: Subject, path: str, place: str) -> str:
    """Names of one row (its class, what it measures) are told apart by their columns: …“住院救助人次”的二级指标."""
    cell = parse_path(path)
    return (
        f"{place}的{subject.facts.definition(cell.table, cell.column).label}" if cell.table and cell.column else place
    )


def paths_of(session: PaperSession, anchors: Iterable[Anchor]) -> list[str]:
    """The paths of those cells among some that hold content."""
    slots = [session.paper.binding.get(anchor) for anchor in anchors]
    return [slot.path for slot in slots if slot is not None and slot.new_row is None and slot.path]
