"""The standard classes of indicators and how their names vary on paper.

Source: 财预〔2015〕88号 and the provinces' forms (domain facts: a class keeps its meaning when its name is broken by
blanks, lacks 指标, or carries its older wording).
"""

import re
from functools import lru_cache

LEVEL2 = ("数量", "质量", "时效", "成本", "经济效益", "社会效益", "生态效益", "可持续影响", "满意度")
FIRST_OF = {
    "数量": ("产出",), "质量": ("产出",), "时效": ("产出",), "成本": ("产出", "成本"), "经济效益": ("效益",), "社会效益": ("效益",),
    "生态效益": ("效益",), "可持续影响": ("效益",), "满意度": ("满意度", "效益"),
}  # fmt: skip
"""The first-level classes that a second-level class may stand in: 成本 has been a class of its own since 2021, and older county
forms print 满意度 inside 效益."""
_OLDER = {"环境效益": "生态效益", "可持续发展": "可持续影响"}
_BLANKS = re.compile(r"\s+")
_OF_WHICH = re.compile(r"^其中[：:]")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Text without blanks and line breaks, for comparing names."""
    return _BLANKS.sub("", text)


@lru_cache(maxsize=4096)
def class_key(name: str) -> str:
    """What a class or item name is known by: the standard second-level class it means, else the name without
    blanks, 其中： and 指标. `社会效益\\n指标` and `社会效益指标` have one key, `环境效益指标` that of 生态效益."""
    bare = plain(name)
    for older, standard in _OLDER.items():
        if older in bare:
            return standard
    for standard in LEVEL2:
        if standard in bare:
            return standard
    return _OF_WHICH.sub("", bare).removesuffix("指标")
