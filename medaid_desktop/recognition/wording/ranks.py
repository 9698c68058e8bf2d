"""The levels of offices as labels name them: 省级, 市级, 全州; and labels made of nothing but their words."""

import re

RANKS_ONLY = re.compile(
    r"(?=.*[省市州盟县区旗师团镇])(?:[设省市州盟地县区旗师团镇乡、,/()·及和与各]|街道|兵团|开发区|新区|园区|功能区|团场|地区|自治[州县旗区]|[省直]?直[管属辖]|单位|名称)+"
)
"""A label such as 县（市、区）, 盟市 or 地（州、市）."""

_RANKS = (
    re.compile(r"全国|国家|中央"),
    re.compile(r"[全各]省|省级|^省|自治区"),
    re.compile(r"[全各][市州盟]|[市州盟]级|^[市州盟](?!场)|盟市|市州|地区|全地"),
    re.compile(r"[全各][县旗]|[县旗]级|^[县旗]|区县|县区|县市|旗县|全团|全师|全镇|全乡"),
)
"""From the highest; 全区 is an autonomous region or a district and says nothing by itself."""
UNRANKED = -1


def rank_of(label: str) -> int:
    """The level that a squeezed label names, 0 the state's and 3 a county's; `UNRANKED` where it names none.

    Of several it is the lowest.
    """
    return max((rank for rank, words in enumerate(_RANKS) if words.search(label)), default=UNRANKED)
