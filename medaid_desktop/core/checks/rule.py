"""A rule: what it is called, how grave what it finds is, and the sentences of its page in the manual."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Beside, Finding, Mend, Severity
from medaid_desktop.core.checks.subject import Subject

Need = Literal["sisters", "allocation", "upper", "last", "regions", "document"]
"""What a check looks at besides the filing itself; see `Around`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of contract §4. `what`, `why`, `example` and `source` are Chinese, and make its page in the manual.

    `severities` are those its findings may have, the gravest first. `settings` are its numbers that a form may set
    otherwise, with their usual value: (name, value, what it is in Chinese).
    """

    id: str
    title: str
    severities: tuple[Severity, ...]
    what: str
    why: str
    example: str
    source: str
    settings: tuple[tuple[str, float, str], ...] = ()

    def found(
        self,
        subject: Subject,
        where: str,
        message: str,
        *,
        severity: Severity | None = None,
        expected: str = "",
        actual: str = "",
        detail: str = "",
        beside: Sequence[Beside] = (),
        mends: Sequence[Mend] = (),
    ) -> Finding:
        """A finding of this rule in a filing; of its gravest severity unless another one is given."""
        return Finding(
            self.id, severity or self.severities[0], where, message, expected, actual, subject.filing.id,
            subject.filing.region, detail, tuple(beside), tuple(mends),
        )  # fmt: skip

    def setting(self, subject: Subject, name: str) -> float:
        """A number of this rule as the form sets it, else its usual value. Raises KeyError for an unknown name."""
        usual = {key: value for key, value, _ in self.settings}[name]
        return subject.form.checks.settings.get(f"{self.id}.{name}", usual)


@dataclass(frozen=True, slots=True)
class Check:
    """A function over a filing and what lies around it, and the rules whose findings it gives."""

    rules: tuple[Rule, ...]
    run: Callable[[Subject, Around], Iterable[Finding]]
    needs: frozenset[Need] = frozenset()
