"""Whether two filings are about the same money: the programme a name means, and the batch of it.

The goal of a whole year and one batch are never compared (浙江 2021: 20 810 for the year, 2 208 in the second batch).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from medaid_desktop.core.texts.numbers import fold

_BATCH = re.compile(r"第([一二三四五六七八九十0-9]{1,3})批|(提前下达|提前批)|(追加|补充下达)|(结算|清算)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:年度?|年?-(?:19|20)[0-9]{2}年?)?|[一二][〇○零一二三四五六七八九0]{3}年度?")
_SUBJECTS = (
    ("服务能力", re.compile(r"服务能力|服务与保障能力|能力提升|能力建设")),
    ("疾病应急救助", re.compile(r"疾病应急救助")),
    ("长期护理保险", re.compile(r"长期护理|长护险")),
    ("居民医保", re.compile(r"居民(?:基本)?医(?:疗保险|保)|新农合|新型农村合作医疗")),
    ("职工医保", re.compile(r"职工(?:基本)?医(?:疗保险|保)")),
    ("离休", re.compile(r"离休|优抚|公务员医疗")),
    ("医疗救助", re.compile(r"医疗救助")),
)
"""What subsidies of a county's medical security bureau are for, the special before the general."""
_WORDS = re.compile(
    r"关于|下达|拨付|安排|预拨|分配表?|明细表?|情况表?|绩效目标表?|[中央省市县州区级自治财政上级本级]+(?=财政|资金|补助|预算|[医城困])|财政"
    r"|城乡|专项|补助|资金|经费|项目|预算|支出|科目|通知|[的及和表()\[\]〔〕,，、。:：\"“”‘’《》\s]"
)
_NUMERALS = {numeral: str(value) for value, numeral in enumerate("〇一二三四五六七八九")} | {"十": "10"}


@dataclass(frozen=True, slots=True)
class Programme:
    """What money is for, and in which batch ("" where the name names none, as for the goal of a whole year)."""

    subject: str
    batch: str


@lru_cache(maxsize=4096)
def programme_of(name: str) -> Programme:
    """The programme that the name of a project, notice or table means. Years, places of money and filling words do not count."""
    folded = "".join(fold(name).split())
    match = _BATCH.search(folded)
    batch = ""
    if match:
        batch = _NUMERALS.get(match[1], match[1]) if match[1] else next(text for text in match.groups()[1:] if text)[:2]
    for subject, pattern in _SUBJECTS:
        if pattern.search(folded):
            return Programme(subject, batch)
    return Programme(_WORDS.sub("", _YEAR.sub("", _BATCH.sub("", folded))), batch)
