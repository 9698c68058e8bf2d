"""What the rows and the group names of a table of indicators are: print or content, and of which class."""

import re
from collections.abc import Sequence
from functools import lru_cache

from medaid_desktop.core.checks.subject import Indicator, Subject
from medaid_desktop.core.indicators import FIRST_OF, class_key, plain
from medaid_desktop.core.texts.numbers import fold
from medaid_desktop.core.texts.placeholders import only_dots
from medaid_desktop.core.texts.targets import parse_target

_FIRST = re.compile(
    r"(?:[一二三四五0-9]{1,2}[、.)])?(?:项目|部门|预期|绩效)?"
    r"(?:(?P<output>产出|完成)|(?P<benefit>效益|效果|效应|影响力)|(?P<pleased>(?:服务对象|社会公众)?满意度?)|(?P<cost>成本))(?:类)?(?:指标)?"
    r"(?:\([^()]*\))?"
)
_SECOND = re.compile(
    r"(?:[一二三四五六七八九0-9]{1,2}[、.)]|\([一二三四五六七八九0-9]{1,2}\))?(?:产出|效益)?"
    r"(?P<key>数量|质量|时效|(?:经济|社会|生态环境)?成本|经济效益|社会效益|生态效益|环境效益|生态环境效益|可持续影响|可持续发展(?:影响)?"
    r"|[^0-9、和与及]{0,12}满意度)(?:类)?(?:指标)?(?:\([^()]*\))?"
)
_BARE_NUMBER = re.compile(r"\(?[0-9]+(?:\.[0-9]+)*\)?[、.。]?|[①-⑳㈠-㈩⑴-⒇]")
_LABEL = re.compile(r"指标[0-9一二三四五六七八九十]{1,2}[:、.]?")
_PRINT = ("level1", "level2", "level3", "upper_target")
_FIRST_NAMES = {"output": "产出", "benefit": "效益", "pleased": "满意度", "cost": "成本"}


def content_rows(subject: Subject) -> Sequence[Indicator]:
    """The rows of indicators that are content, for `Subject.once`: without those that only a blank form prints."""
    return [row for row in subject.indicators if not is_paper(row)]


def is_paper(row: Indicator) -> bool:
    """Whether a row holds nothing but dots, group names and the serial label of a blank form (指标1：): it is print."""
    if not _may_be_print(row.row.get("level3", "")):
        return False
    return all(only_dots(text) for column, text in row.row.items() if column not in _PRINT)


@lru_cache(maxsize=4096)
def _may_be_print(name: str) -> bool:
    return only_dots(name) or _LABEL.fullmatch(plain(fold(name))) is not None


@lru_cache(maxsize=4096)
def is_bare_number(name: str) -> bool:
    """Whether a name is no name but a number, a serial number or a plain target (≥95%)."""
    folded = plain(fold(name))
    if not folded:
        return False
    target = parse_target(folded)
    return bool(_BARE_NUMBER.fullmatch(folded)) or (
        target.kind == "number" and not target.label and target.unit in (None, "%", "‰", "人", "人次")
    )


@lru_cache(maxsize=1024)
def first_class(name: str) -> str:
    """The first-level class that a group name surely means (项目完成指标 is 产出), "" where it is blank or means none."""
    match = _FIRST.fullmatch(plain(fold(name)))
    return _FIRST_NAMES[match.lastgroup] if match and match.lastgroup else ""


@lru_cache(maxsize=1024)
def second_class(name: str) -> str:
    """The second-level class that a group name surely means, "" where it is blank or means none."""
    match = _SECOND.fullmatch(plain(fold(name)))
    key = class_key(match["key"]) if match else ""
    return key if key in FIRST_OF else ""
