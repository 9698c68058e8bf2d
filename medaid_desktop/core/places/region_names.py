"""How region and office names are written: folding, words of rank, office endings, characters taken for others."""

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache

# Words that stand for "the one above" when nothing else names it: 市财政局, 州医疗保障局.
RANK_WORDS = ("自治区", "省", "市", "州", "盟", "地区", "县", "区", "旗")
RANK_SUFFIXES = "市县区旗"
OWN_LEVEL_ENDINGS = ("本级", "级", "直属", "直")

_LEADING = re.compile(r"^(?:其中[:：]?|[0-9一二三四五六七八九十]{1,3}[、.．]|[:：、·\-—]+)")
_TRAILING = re.compile(r"(?:小计|合计|汇总|[:：、,，;；。])+$")
_EXTENT = re.compile(r"\((?:不?含|不?包[括含]|原|其中|代管)[^)]*\)$")
_BRACKETED = re.compile(r"^([^()]*)\(([^()]+)\)$")
_ZONES = (
    (re.compile("(?:国家级?)?高新?技术(?:产业)?(?:开发区|园区)|高新技术产业区|高新开发区|(?<=.)国家高新区"), "高新区"),
    (re.compile("(?:国家级?)?经济(?:技术)?开发区|(?<=.)国家经开区"), "经开区"),
)
_OFFICES = re.compile(
    "医疗|医保|财政|民政|人力资源|人社|社会保险|社会保障|社保|卫生|卫健|卫计|审计|税务|扶贫|乡村振兴|发展和?改革|发改委|"
    "人民政府|退役军人|残疾人|统计局|教育局"
)


@lru_cache(maxsize=16_384)
def fold(name: str) -> str:
    """A name for comparing: no white space, half-width brackets and digits, no 其中： before it."""
    text = "".join(unicodedata.normalize("NFKC", name).split()).replace("〔", "(").replace("〕", ")")
    text = text.replace("【", "(").replace("】", ")")
    while found := _LEADING.match(text):
        text = text[found.end() :]
    return text


def fold_zone(text: str) -> str:
    """A folded name with every title of a development zone in its short form: 高新区, 经开区."""
    if text[-1:] not in ("区", ")"):
        return text
    for titles, short in _ZONES:
        text = titles.sub(short, text)
    return text


def trimmed(text: str) -> str:
    """A folded name without 小计, 合计 and punctuation after it and without a note on its extent (含临平区)."""
    return _EXTENT.sub("", _TRAILING.sub("", text))


def bracketed(text: str) -> tuple[str, str] | None:
    """The two names of 高新区(新市区); None where the text is not of that shape."""
    found = _BRACKETED.match(text)
    return (found[1], found[2]) if found else None


def place_of_office(office: str) -> str:
    """The folded name before an office's own words: 阳谷县医疗保障局 -> 阳谷县; all of it when it names no office."""
    text = fold(office).removeprefix("中共")
    found = _OFFICES.search(text)
    return text[: found.start()] if found else text


class LookAlikes:
    """Which characters are taken for one another, by sound or by shape; from look_alikes.tsv, read when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._groups: dict[str, set[int]] | None = None

    def alike(self, one: str, other: str) -> bool:
        """Whether two different characters share a group."""
        if self._groups is None:
            self._groups = defaultdict(set)
            for number, line in enumerate(self._text.splitlines()[1:]):
                for character in line.partition("\t")[2]:
                    self._groups[character].add(number)
        return not self._groups.get(one, _NONE).isdisjoint(self._groups.get(other, _NONE))

    def cost(self, written: str, name: str) -> int | None:
        """How far a folded text is from a name: 1 one or two confusable characters or another rank, 2 one slip in a
        name of four characters or more, None too far or too short to say."""
        if written == name or min(len(written), len(name)) < 3 or abs(len(written) - len(name)) > 1:
            return None
        if len(written) != len(name):
            longer, shorter = sorted((written, name), key=len, reverse=True)
            return 2 if len(longer) > 3 and _one_missing(longer, shorter) else None
        slips = [(one, other) for one, other in zip(written, name, strict=True) if one != other]
        if len(slips) == 1 and written[-1] != name[-1]:
            return 1 if written[-1] in RANK_SUFFIXES and name[-1] in RANK_SUFFIXES else None
        kept = len(name) - 1 - len(slips)
        if kept >= 1 and len(slips) <= 2 and all(self.alike(one, other) for one, other in slips):
            return 1
        return 2 if len(slips) == 1 and len(name) > 3 else None


_NONE: set[int] = set()


def _one_missing(longer: str, shorter: str) -> bool:
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
