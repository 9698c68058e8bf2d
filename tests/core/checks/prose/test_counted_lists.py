"""People and shares that a sentence adds up."""

import pytest

from medaid_desktop.core.checks.prose.arithmetic import ARITHMETIC
from medaid_desktop.core.checks.runner import run_checks
from tests.core.checks.subjects import subject


def _found(text: str) -> list[tuple[str, str, str]]:
    found = run_checks(subject("declaration", {"overview": text}), [ARITHMETIC])
    return [(one.severity, one.expected, one.actual) for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("男1200人，女1300人，共2600人。", ("error", "2500", "2600")),
        ("男1200人，女1300人，共2400人。", ("error", "2500", "2400")),
        ("低保1200人、特困300人，合计1600人", ("error", "1500", "1600")),
        ("参保658090人，其中职工55596人、居民612494人。", ("error", "668090", "658090")),
        ("参保658,090人（其中：男性330,000人，女性328,091人）", ("error", "658091", "658,090")),
        ("中央财政补助60%，省级30%，县级20%。", ("error", "100%", "110%")),
    ],
)
def test_what_does_not_add_up(text: str, found: tuple[str, str, str]) -> None:
    assert _found(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "男1200人，女1300人，共2500人。", "低保1200人，残疾800人，共1500人。", "低保1200人、特困300人等，共1600人。", "救助3500人，其中低保3000人，特困500人，残疾800人。",
        "参保658090人，其中职工55596人、居民602494人。", "参保658090人，其中职工55596人。", "救助1000人，其中住院700人，门诊500人。", "男1200人，女1300户，共2600人。",
        "低保1200人，特困300人，共救助2600人次", "城市低保1200人，农村低保1300人，去年共2600人", "中央财政补助60%，省级30%，县级10%。",
        "中央承担60%，其余部分省级承担60%，市县承担40%。", "报销比例：中央60%，省级70%，县级80%以上", "城乡居民报销70%，低保对象报销80%，特困人员报销90%",
        "中央60%，省级20%，省级30%补助", "中央补助80%，地方补助20%", "共1200人，男700人，女600人",
    ],
)  # fmt: skip
def test_what_adds_up_or_may_overlap_is_left_alone(text: str) -> None:
    assert _found(text) == []
