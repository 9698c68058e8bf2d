"""What the name of an indicator tells of its value: a rate, a count and in which unit, whether less is better."""

import re
from dataclasses import dataclass
from functools import lru_cache

from medaid_desktop.core.texts.numbers import fold

_BLANKS = re.compile(r"\s+")
_BRACKETS = re.compile(r"\([^()]*\)")
_ENDING = re.compile(r"(?:不低于|不少于|应?达到|达|保持|稳定|控制|目标值|指标值|目标|指标|要求|情况)$")
_QUOTES = str.maketrans("", "", "\"'“”‘’「」『』《》<>·•.,，、;；:：")

_RATE = re.compile(r"(?:率|比例|比重|占比|百分比|满意度|满意程度|覆盖面)$")
_NO_RATE = re.compile(
    r"(?:效|频|速|功|倍|汇|概|斜|心|曲|分辨|压缩|利|费|税|死亡|发病|患病|出生)率$|性别比例$|(?:配备|配置|床护|医护)比例?$"
)
_UNBOUNDED = re.compile(
    r"增长|增幅|增加|增速|增值|保值|升值|提高|提升|上升|下降|降低|降幅|减少|变化|变动|波动|偏差|偏离|差异|同比|环比|上年|去年|上期"
    r"|回报|收益|报酬|周转|产出|投资|带动|放大|拉动|杠杆|负荷|负债|赔付|超额|配套|弹性|倍|结余|备付|溢价|毛利"
)
_BEYOND = re.compile(r"(?:完成|执行|达成|实现|利用|使用|控制|满编)(?:比)?[率例]$")
_LESS = re.compile(
    r"差错|错误|误差|误报|误判|投诉|信访|死亡|流失|违规|违法|违纪|拒付|返贫|致贫|发生|自付|负担|退回|退件|退票|逾期|延迟|超期|空置|闲置"
    r"|感染|发病|患病|欠费|失败|故障|重复|失业|不合格|不满意|不良|下降|降低|减少|成本|消耗|空床"
)
_COUNTED = (
    (re.compile(r"人次(?:总?数量?|规模)?$"), "人次"),
    (re.compile(r"(?:人|人口|人员|对象|群众|学员)(?:总?数|数量)$|人口规模$"), "人"),
    (re.compile(r"户数$"), "户"),
    (re.compile(r"场(?:次数?|数)$"), "场"),
    (re.compile(r"次数$"), "次"),
    (re.compile(r"家数$|机构数量?$"), "家"),
    (re.compile(r"个数$"), "个"),
    (re.compile(r"件数$"), "件"),
    (re.compile(r"份数$"), "份"),
    (re.compile(r"例数$"), "例"),
    (re.compile(r"起数$"), "起"),
    (re.compile(r"天数$"), "天"),
    (re.compile(r"篇数$"), "篇"),
    (re.compile(r"期数$"), "期"),
    (re.compile(r"条数$"), "条"),
)
_UNITLESS = re.compile(
    r"指数|系数|得分|评分|分数|分值|等级|级别|名次|排名|位次|年份|年度$|编号|代码|热线|倍数|比值|比$|版本|[值度]$"
)
_STATES_UNIT = re.compile(
    r"\((?:单位:?)?(?:%|‰|[万亿]?元(?:/[^()]{1,4})?|[万]?(?:人次|人|户|次|个|家|例|件|份|场|起|天|日|月|年|分|小时|分钟"
    r"|个?工作日|项|名|篇|期|条|台|套|张|所|村))\)|%"
)


@dataclass(frozen=True, slots=True)
class NameSense:
    """What a name tells. `rate` is told in %, `bounded` one that cannot exceed 100 %, `beyond` one that may but seldom does
    (执行率); `less` where less is better. `unit` is that of a count ("" where the name tells none), `unitless` and
    `states_unit` say that no unit is to be asked for (指数; 救助人次（人次）)."""

    rate: bool = False
    bounded: bool = False
    beyond: bool = False
    less: bool = False
    unit: str = ""
    unitless: bool = False
    states_unit: bool = False


@lru_cache(maxsize=8192)
def name_sense(name: str) -> NameSense:
    """What a name tells; of a name with remarks in brackets, the name without them."""
    folded = _BLANKS.sub("", fold(name))
    bare = _BRACKETS.sub("", folded) or folded
    while len(shorter := _ENDING.sub("", bare)) < len(bare) and shorter:
        bare = shorter
    rate = bool(_RATE.search(bare)) and not _NO_RATE.search(bare)
    beyond = rate and bool(_BEYOND.search(bare))
    unbounded = beyond or bool(_UNBOUNDED.search(bare))
    unit = "" if rate else next((unit for pattern, unit in _COUNTED if pattern.search(bare)), "")
    return NameSense(
        rate=rate, bounded=rate and not unbounded, beyond=beyond, less=bool(_LESS.search(bare)), unit=unit,
        unitless=not rate and bool(_UNITLESS.search(bare)), states_unit=bool(_STATES_UNIT.search(folded)),
    )  # fmt: skip


@lru_cache(maxsize=8192)
def row_sense(level3: str, level4: str) -> NameSense:
    """What an indicator with a fourth level tells: the fourth where it tells something (参保率), else the third (a fourth level
    mostly names a group of people)."""
    if level4:
        sense = name_sense(level4)
        if sense.rate or sense.unit:
            return sense
    return name_sense(level3)


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """What names are equal by: without blanks, marks and full-width forms. 人次数 and 人数 stay apart."""
    return _BLANKS.sub("", fold(name)).translate(_QUOTES)
