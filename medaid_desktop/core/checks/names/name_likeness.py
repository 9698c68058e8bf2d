"""How near a written name is to that of a division, and which names are none that could be mistaken."""

import re
from collections.abc import Collection, Sequence

from medaid_desktop.core.places.region_names import RANK_WORDS, fold

_RANKS = "省市县区旗州盟"
_NOT_ONE = re.compile(
    r"(?:新|开发|高新|经开|高新技术|管理|管委|示范|园|工业园|工业|产业|保税|度假|旅游|林|矿|风景|名胜|景|合作|试验|实验|功能|集聚|"
    r"市辖|主城|中心城|生态|垦|库|牧|灌|港|物流|商务|自贸|自由贸易|综合|试点|特|专属|辖|各|全|本|其他|所辖|直管|片)区$"
    r"|合计|小计|总计|本级|兵团|农场|师市|财政|资金|预算|公司|医院|中心|学校|街道|办事处|(?:本|各|全|所辖|其他|有关|直管|试点)[省市县州]$"
)
_LEAST = 3
_COVERED = 0.5
"""How many of the divisions beside the one that is missed a table must have, so that its absence says something."""


def reads_like_a_division(place: str) -> bool:
    """Whether a name ends as divisions do, and is none of the zones, groups and sums that end alike."""
    return len(place) >= _LEAST and place[-1] in _RANKS and place not in RANK_WORDS and not _NOT_ONE.search(place)


def slips(written: str, names: Sequence[str]) -> bool:
    """Whether a written name is one of these with a character or two mistaken, one left out or too many."""
    return any(_slip(written, fold(name)) for name in names)


def nearest(written: str, divisions: Sequence[tuple[str, str]], present: Collection[str]) -> str:
    """The only division of a list (names, each with the code above it) that a name misses by one character, if no row of
    the table has that one while it has most of those beside it; "" otherwise."""
    near = [
        name
        for name, above in divisions
        if _one_mistaken(written, fold(name)) and fold(name) not in present and _covers(present, divisions, name, above)
    ]
    return near[0] if len(near) == 1 else ""


def _covers(present: Collection[str], divisions: Sequence[tuple[str, str]], name: str, above: str) -> bool:
    beside = [other for other, parent in divisions if parent == above and other != name]
    return bool(beside) and sum(fold(other) in present for other in beside) >= _COVERED * len(beside)


def _slip(written: str, name: str) -> bool:
    if len(written) == len(name):
        wrong = sum(one != other for one, other in zip(written, name, strict=True))
        return wrong == 1 or (wrong == 2 and len(name) > 3)
    longer, shorter = sorted((written, name), key=len, reverse=True)
    return (
        len(longer) == len(shorter) + 1
        and len(shorter) > 3
        and any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    )


def _one_mistaken(written: str, name: str) -> bool:
    return (
        len(written) == len(name) >= _LEAST
        and written[-1] == name[-1]
        and sum(one != other for one, other in zip(written, name, strict=True)) == 1
    )
