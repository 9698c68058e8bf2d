"""From findings to the signs in the cells of a paper."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from medaid_desktop.core.filing import parse_path
from medaid_desktop.core.forms import Form
from medaid_desktop.core.sheet import Paper
from medaid_desktop.operations.checking import Checked
from medaid_desktop.ui.delegates.cell_marks import CellMark
from medaid_desktop.ui.views.findings.words import KINDS, SIGNS, Kind, kind_of

_BLANK = "structure.incomplete"
"""The rule of required fields left blank."""


def cell_marks(form: Form, paper: Paper, findings: Iterable[Checked]) -> Mapping[str, CellMark]:
    """What was found by the path of the cell to be marked; what the paper has no cell for is left out."""
    by_path: dict[str, list[Checked]] = {}
    for checked in findings:
        path = cell_of(form, paper, checked.finding.where)
        if path:
            by_path.setdefault(path, []).append(checked)
    marks: dict[str, CellMark] = {}
    for path, found in by_path.items():
        found.sort(key=lambda one: KINDS.index(kind_of(one)))
        only_blank = all(one.finding.rule == _BLANK for one in found)
        marks[path] = CellMark(kind_of(found[0]), tuple(_sentence(kind_of(one), one) for one in found), only_blank)
        for one in found if only_blank else ():
            for place in one.finding.beside:  # a form hardly begun: one finding for all that is blank
                marks.setdefault(place.path, CellMark(kind_of(one), (_blank_words(place.label),), only_blank=True))
    return marks


def cell_of(form: Form, paper: Paper, where: str) -> str:
    """The path of the cell that stands for a place: its own, or the first of its row that the paper shows, or of the open
    line where its row would come; "" for none. A cell merged over several rows has the path of the first."""
    shown = paper.place_of(where)
    if shown:
        return paper.binding[shown].path
    place = parse_path(where)
    table = form.tables_by_id.get(place.table)
    rows = (f"tables.{place.table}[{place.row}]", f"tables.{place.table}[+{place.row}]")
    columns = [column.id for column in table.columns] if table else []
    return next((path for row in rows for column in columns if paper.place_of(path := f"{row}.{column}")), "")


def _blank_words(label: str) -> str:
    words = QCoreApplication.translate("Findings", "%1是必填项，现在空着").replace("%1", label)
    return f"{SIGNS['error']} {words}"


def _sentence(kind: Kind, checked: Checked) -> str:
    said = f"{SIGNS[kind]} {checked.finding.message}"
    return f"{said}（{checked.explanation.text}）" if checked.explanation else said
