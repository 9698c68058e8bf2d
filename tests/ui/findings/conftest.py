"""Rules of the tests' own: what they find is written into the cells themselves, so that the window can be tried with any."""

from collections.abc import Callable, Iterator
from importlib import import_module

import pytest

from medaid_desktop.core.checks.amounts.sums import SUMS
from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Beside, Finding, Mend
from medaid_desktop.core.checks.rule import Check, Rule
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.definitions.completeness import RequiredPlaces
from tests.ui.findings.hands import Hands
from tests.ui.shell import Shell

BLANK = Rule(
    "structure.incomplete",
    "必填项未填",
    ("error",),
    "必填项要填。",
    "空着不能送审。",
    "项目名称空着。",
    "各表填报说明。",
)
PERCENT = Rule("target.percent", "指标值少百分号", ("warning",), "比率要带百分号。", "不带会读错。", "≥96。", "常识。")
NOTE = Rule("target.unit", "数量没有单位", ("hint",), "数量要带单位。", "好读。", "50。", "常识。")
UPPER = Rule("target.upper", "与另一份不同", ("error",), "两份要一致。", "上级会退。", "80 低于 90。", "常识。")


def _run(subject: Subject, _around: Around) -> Iterator[Finding]:
    for path in RequiredPlaces(subject.form).open_paths(subject.filing):
        yield BLANK.found(subject, path, f"{subject.place(path)}还没有填，请填写")
    for row in subject.indicators:
        text, where = row.text(), row.path()
        if text.startswith("比率"):
            number = text.removeprefix("比率")
            yield PERCENT.found(
                subject, where, f"{subject.place(where)}是“{text}”，少了百分号", expected=f"≥{number}%", actual=text,
                mends=[Mend(f"改为 ≥{number}%", ((where, f"≥{number}%"),))],
            )  # fmt: skip
        elif text.isdecimal():
            yield NOTE.found(subject, where, f"{subject.place(where)}是“{text}”，没有单位", actual=text)
    if subject.filing.values.get("annual_goal") == "缺":
        yield BLANK.found(subject, "tables.indicators[1].level1", "绩效指标里没有一类指标", severity="warning")
    if subject.filing.values.get("annual_goal") == "见":
        beside = Beside("另一份的年度目标", "另一段话", "values.annual_goal", subject.text("values.contact"))
        yield UPPER.found(subject, "values.annual_goal", "“年度目标”与另一份不同，请核对", beside=[beside])


OWN = Check((BLANK, PERCENT, NOTE, UPPER), _run)


@pytest.fixture(autouse=True)
def _own_rules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The sums and the rules above, instead of all."""
    rules_module = import_module("medaid_desktop.operations.checking.rules")
    monkeypatch.setattr(rules_module, "catalogue", lambda *_: (SUMS, OWN))
    forget: list[Callable[[], None]] = [rules_module.checks.cache_clear, rules_module.rules.cache_clear]
    for one in forget:
        one()
    yield
    for one in forget:
        one()


@pytest.fixture
def hands(shell: Shell) -> Hands:
    """A clerk at a window on the sample."""
    return Hands(shell)
