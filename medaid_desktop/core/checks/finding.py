"""What a check finds: where, how grave, what stands against what, and the changes that would mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from medaid_desktop.core.filing import Edit

Severity = Literal["error", "warning", "hint"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")
"""From the gravest: an error blocks the review, a warning wants an explanation, a hint informs."""


@dataclass(frozen=True, slots=True)
class Mend:
    """A change that mends what was found. Offered as one click, never made by itself; `title` is a verb (改为 ≥96%)."""

    title: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A cell that the found one was compared with: `label` says whose it is, `text` what stands there.

    `filing` is the id of the filing it is in, "" for the checked one; `path` is "" where there is no cell to go to.
    """

    label: str
    text: str
    path: str = ""
    filing: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check (contract, section 4).

    `where` is a path of the filing, `expected` and `actual` are texts as a clerk would write them. `detail` tells several
    findings of one rule at one place apart; it is part of what a finding is known by and never shown.
    """

    rule: str
    severity: Severity
    where: str
    message: str
    expected: str = ""
    actual: str = ""
    filing: str = ""
    region: str | None = None
    detail: str = ""
    beside: Sequence[Beside] = ()
    mends: Sequence[Mend] = ()

    def to_json(self) -> dict[str, Any]:
        """The public JSON, a dict ready for json.dumps; what a finding was compared with and its mends are extensions."""
        data: dict[str, Any] = {
            "severity": self.severity, "rule": self.rule, "filing": self.filing, "region": self.region, "where": self.where,
            "message": self.message, "expected": self.expected, "actual": self.actual,
        }  # fmt: skip
        if self.beside:
            data["beside"] = [
                {"label": one.label, "text": one.text, "filing": one.filing or self.filing, "where": one.path}
                for one in self.beside
            ]
        if self.mends:
            data["mends"] = [{"title": mend.title, "edits": [list(edit) for edit in mend.edits]} for mend in self.mends]
        return data
