"""Places that are printed inside words and counted by them: ____年, 共__人, 第__季度, 截至____年__月__日."""

import re
from typing import NamedTuple

from medaid_desktop.recognition.wording.folding import label_key, without_note

UNIT_WORDS = r"(?:亿元|万元|千元|百元|元(?:/人)?|人次|万人次|万人|人|户|个月|个|件|次|起|家|所|张|台|套|项|条|份|例|天|日|月|年|岁|周岁|％|%|平方米|㎡|公里|亩)"
_ROOM = r"[\s　_＿]"
_LEAD = r"(?:共计?|总计|合计|计|约)?"
_WITH_UNIT = re.compile(
    rf"(?P<lead>{_LEAD})(?P<blank>{_ROOM}+)(?P<unit>[(（]?{UNIT_WORDS}[)）]?)(?P<behind>[\s　。；;]*)"
)
_OF_YEAR = re.compile(
    rf"(?P<lead>(?:截[至止])?)(?P<blank>20{_ROOM}+|{_ROOM}+)(?P<unit>年)"
    r"(?P<behind>(?:度|[上下]半年|末|底|\d{1,2}月(?:\d{1,2}日|底|末)?)?[\s　]*)"
)
_NUMBERED = re.compile(
    rf"(?P<lead>[^\s　_＿:：]{{0,12}}第)(?P<blank>{_ROOM}+)(?P<unit>)(?P<behind>(?:批次?|季度|期|次|号|轮|届|版)[\s　)）]*)"
)
"""What is numbered by hand: 2024年第　　批."""
_DAY = r"(?:(?:20)?[_＿]+[\s　]*年(?:度?第?[\s　]*[_＿]+[\s　]*季度|[\s　]*[_＿]+[\s　]*月(?:份|[\s　]*[_＿]+[\s　]*日)?)|[_＿]+月[_＿]+日)"
_DATE = re.compile(rf"(?<![_＿]){_DAY}(?:[\s　]*[至到—\-－~～]+[\s　]*{_DAY})?")
_PERIOD = re.compile(rf"[(（]?(?:20)?{_ROOM}+年(?:度|度?第?{_ROOM}+季度|{_ROOM}+月(?:份|{_ROOM}+日)?)?[\s　)）]*")
_YEAR_LABEL = re.compile(
    r"(?:年度|年份)|(?:调查|统计|数据|资料|报告|报表|填报|申报|上报|预算|决算|考核|评价|自评|评估|监测|监控|所属|会计|财政|业务|绩效|核算)年[度份]?|截[至止]"
)
OTHER_YEARS = ("年份", "年度")
"""How labels end that ask for a year: 立项年份 is not that of the form."""
_LEADS = ("共", "共计", "总计", "合计", "累计", "计", "约", "第", "自", "从", "于", "截至", "截止")
_DURATION = ("年", "个月", "月", "天", "日")


class Gap(NamedTuple):
    """A place with the words around it: `lead + blank + behind` are printed, `unit` is what the value counts ("" where nothing)."""

    lead: str
    blank: str
    behind: str
    unit: str


def gap_in(text: str) -> Gap | None:
    """The place that a text consists of with the words around it, None where it has none or several."""
    for shape in (_WITH_UNIT, _OF_YEAR, _NUMBERED):
        found = shape.fullmatch(text)
        if found:
            return Gap(found["lead"], found["blank"], text[found.end("blank") :], found["unit"].strip("()（）"))
    return None


def with_dates_as_lines(text: str) -> str:
    """A text with its open dates (____年__月__日) as lines to write on, as long as they were: each is one place."""
    return _DATE.sub(lambda found: "_" * len(found[0]), text)


def is_open_period(text: str) -> bool:
    """Whether a text says nothing but when, and leaves that open: ____年__月, （　　年度）, ____年第__季度."""
    return bool(_PERIOD.fullmatch(text))


def asks_for_year(label: str, blank: str = "", suffix: str = "") -> bool:
    """Whether a place asks for the year that a form is of, and for nothing else: by its label (统计年度), or by what is printed
    behind it (____年12月31日)."""
    behind, key = suffix.strip(" 　"), without_note(label_key(label))
    if any(word in blank for word in "月日季"):
        return False
    if _YEAR_LABEL.fullmatch(key):
        return True
    return behind.startswith("年") and behind != "年" and not key.endswith(OTHER_YEARS)


def leads(label: str) -> bool:
    """Whether the words before a place name nothing of their own: 共____人."""
    return label.strip() in _LEADS


def is_duration(unit: str) -> bool:
    """Whether a unit counts how long something takes."""
    return unit in _DURATION
