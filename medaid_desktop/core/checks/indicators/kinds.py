"""Words where a number is due, and numbers where words are: only what is clear."""

from collections.abc import Iterator

from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.indicators.sisters import SisterGroup, same_row
from medaid_desktop.core.checks.indicators.target_rules import KIND
from medaid_desktop.core.checks.subject import Indicator, Subject
from medaid_desktop.core.definitions.graded_words import GradedWords
from medaid_desktop.core.indicators import plain
from medaid_desktop.core.texts.indicator_names import name_key, row_sense
from medaid_desktop.core.texts.numbers import excerpt
from medaid_desktop.core.texts.targets import Target, parse_target

_OF_WORDS = ("程度", "影响", "作用")
_VAGUE = (
    "多次",
    "数次",
    "若干",
    "若干次",
    "若干人",
    "若干人次",
    "多人",
    "多人次",
    "多场",
    "多期",
    "多场次",
    "大量",
    "一定数量",
    "较多",
    "很多",
    "不少",
)
"""Words for a number that say none."""
_FELT = ("获得感", "幸福感", "安全感", "认同感", "满足感", "体验感")
_NO_RATES = ("影响", "作用")
_CHANGES = ("增加", "增长", "上升", "减少", "下降", "降低")
"""Words that tell how a figure moves (有所增加), much as 不低于上年 does."""
_PEOPLE = ("人", "人次", "次", "户", "个", "元", "万元")
_OF_PEOPLE = ("人", "人次", "户", "元", "万元")
_GRADES = ("优", "优秀", "优良", "良", "良好", "较好", "很好", "非常好", "较高", "很高")
"""Words that say how good something is; a satisfaction may be told by them, any other rate is a figure."""
_NAME_ENDS = ("率", "比例", "人数", "人次", "人次数", "满意度")
_LEAST_SISTERS = 3


def wrong_kind(
    subject: Subject,
    row: Indicator,
    target: Target,
    why: str,
    around: Around,
    group: SisterGroup | None,
    words: GradedWords,
) -> Finding | None:
    """What is said where a target is of a kind that its indicator cannot have; nothing where the same row of a sister, of
    the level above or of last year is of that kind too. `why` is what `impossible_kind` says of it."""
    if not why and target.kind == "words":
        why = _by_name(subject, row, target, around)
    elif not why and target.kind == "number":
        why = (_by_sisters(subject, row, target, group) if group else "") or _by_others(
            subject, row, target, around, group
        )
    if not why or any(_alike(target, one, words) for one in _compared(subject, row, around, group)):
        return None
    where, shown = row.path(), " ".join(target.text.split())
    return KIND.found(subject, where, f"{subject.place(where)}是 {shown}：{why}。请核对", actual=target.text)


def _compared(subject: Subject, row: Indicator, around: Around, group: SisterGroup | None) -> Iterator[Target]:
    """The targets of the same indicator elsewhere."""
    yield parse_target(row.text("upper_target"))
    for other in (around.upper, around.last):
        if same := same_row(other, row):
            yield same.target
    for one in group.like(subject, row.name, row.second) if group else ():
        yield one.row.target


def may_be_impossible(level3: str, target: Target) -> bool:
    """Whether other rows must be looked at to tell whether a target is of a kind that its indicator can have."""
    if target.kind == "words":
        return plain(target.text).endswith(_NAME_ENDS)
    return target.percent and plain(level3).endswith("程度")


def impossible_kind(level3: str, level4: str, target: Target, words: GradedWords) -> str:
    """Why a target cannot be that of an indicator of this name, "" where it can."""
    sense = row_sense(level3, level4)
    if target.kind == "words":
        if (sense.unit or sense.bounded) and words.is_degree(target.text) and not _moves(target.text):
            return f"{'人次、人数等' if sense.unit else '比率'}应填一个数，“{plain(target.text)}”说的是程度"
        if sense.unit and plain(target.text) in _VAGUE:
            return f"人次、次数等应填一个数，“{plain(target.text)}”说不出有多少"
        if sense.bounded and "满意" not in level3 + level4 and plain(target.text) in _GRADES:
            return f"比率应填百分数，“{plain(target.text)}”说的是好坏"
        return ""
    if target.kind != "number":
        return ""
    if sense.rate and target.unit in _OF_PEOPLE:
        return f"比率应填百分数，这里的单位是“{target.unit}”"
    name = plain(level3)
    if name.endswith(_NO_RATES) and target.percent:
        return "这项指标说的是影响或作用，应填“成效明显”一类的话，这里是百分数"
    if name.endswith(_FELT) and target.unit in _OF_PEOPLE and not sense.unit:
        return f"这项指标说的是感受，应填百分数或“明显提高”一类的话，这里的单位是“{target.unit}”"
    measured = bool(target.label)  # 人均减负1200元 says itself what its figure is
    if name.endswith(_OF_WORDS) and not sense.rate and not measured and (not target.unit or target.unit in _PEOPLE):
        return "这项指标说的是程度或影响，应填“明显提高”“有效缓解”一类的话或百分数，这里是一个数"
    return ""


def _moves(text: str) -> bool:
    return any(word in text for word in _CHANGES)


def _by_name(subject: Subject, row: Indicator, target: Target, around: Around) -> str:
    if not plain(target.text).endswith(_NAME_ENDS):
        return ""
    key = name_key(target.text)
    forms = [subject, *(one for one in (around.upper, around.last, *around.sisters) if one)]
    if key == name_key(row.text("level3")) or any(key in form.rows_by_name for form in forms):
        return f"{excerpt(target.text)}是指标的名称，不是指标值"
    return ""


def _by_sisters(subject: Subject, row: Indicator, target: Target, group: SisterGroup) -> str:
    """Whether all sister forms tell an indicator in the same words, or all in plain counts, and this one otherwise."""
    if not group.differs(row, target):
        return ""
    others = [one.row.target for one in group.like(subject, row.name, row.second)]
    if len(others) < _LEAST_SISTERS:
        return ""
    if all(one.kind == "words" for one in others) and len({plain(one.text) for one in others}) == 1:
        return f"其余 {len(others)} 份表都填“{plain(others[0].text)}”，这里是一个数"
    if target.percent and all(one.kind == "number" and not one.percent and (one.value or 0) > 1 for one in others):
        return f"其余 {len(others)} 份表都填人次、数量，这里是百分数"
    return ""


def _by_others(subject: Subject, row: Indicator, target: Target, around: Around, group: SisterGroup | None) -> str:
    """Whether an indicator that tells a degree is a rate here and words wherever else it stands."""
    if not target.percent or not plain(row.text("level3")).endswith("程度"):
        return ""
    others = [one for one in _compared(subject, row, around, group) if one.kind in ("words", "number")]
    if not others or any(one.kind != "words" for one in others):
        return ""
    return f"这项指标说的是程度，上级、同级或上年都用文字（{plain(others[0].text)}），这里是百分数"


def _alike(one: Target, other: Target, words: GradedWords) -> bool:
    """Whether two targets are of one kind: both rates, both plain numbers, both words of a degree or both other words; what
    is told against a base (不低于上年) is like any words."""
    if "number" in (one.kind, other.kind):
        return one.kind == other.kind and one.percent == other.percent
    if "relative" in (one.kind, other.kind):
        return one.kind in ("words", "relative") and other.kind in ("words", "relative")
    return one.kind == other.kind == "words" and words.is_degree(one.text) == words.is_degree(other.text)
