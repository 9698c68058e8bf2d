"""What a finding compares, in words: this cell, what it should be, the difference, and what it was compared with."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.texts.numbers import value_of
from medaid_desktop.operations.checking import Checked


@dataclass(frozen=True, slots=True)
class Side:
    """`filing` is "" for the checked one, `path` "" where there is no cell to go to."""

    label: str
    text: str
    path: str = ""
    filing: str = ""


def sides(filing: Filing, checked: Checked) -> list[Side]:
    """The cell that was found, then those it was compared with."""
    finding = checked.finding
    whole_row = not finding.where.startswith("values.") and finding.where.endswith("]")
    text = finding.actual if whole_row else filing.get(finding.where)
    own = Side(_bare(checked.place), text, finding.where)
    return [own, *(Side(_bare(one.label), one.text, one.path, one.filing) for one in finding.beside)]


def difference(finding: Finding) -> str:
    """应为 650，多 6: only what is known; "" where nothing is expected. A hint expects nothing, and says itself how much."""
    if not finding.expected or finding.severity == "hint":
        return ""
    words = _tr("应为 %1").replace("%1", " ".join(finding.expected.split()))
    expected, actual = value_of(finding.expected), value_of(finding.actual)
    if expected is None or actual is None or expected == actual:
        return words
    off = actual - expected
    more = _tr("，多 %1") if off > 0 else _tr("，少 %1")
    return words + more.replace("%1", figure(abs(off)))


def _bare(label: str) -> str:
    """A label without the quotation marks that it has alone; 第 4 行“住院” keeps its own."""
    inner = label[1:-1]
    return inner if label[:1] == "“" and label[-1:] == "”" and not {"“", "”"} & {*inner} else label


def _tr(text: str) -> str:
    return QCoreApplication.translate("Findings", text)
