"""Products whose result a sentence gives in words: 3000人×40元，共12万元; 3000人×40元为12万元."""

import re
from collections.abc import Iterator

from medaid_desktop.core.checks.prose.terms import Term, Token, read_term, read_tokens
from medaid_desktop.core.texts.numbers import DIGITS

_SENTENCE = re.compile(r"[^;。!?\n]+")
_EQUALS = re.compile(r"[=≈]|等于")
_TIMES = re.compile(r"[×*✕✖╳]|乘以|[0-9人次户元名]\s*[xX]\s*[0-9]")
_JOINT = re.compile(
    r"\s*[,、]?\s*(?:(?P<whole>共计|合计|总计|共需|共|计)|小计|需要|需|为|即)(?:补助)?(?:资金|经费|费用|人民币)?:?\s*(?=[0-9])"
)
_NO_QUANTITY = re.compile(r"(?:19|20)[0-9]{2}年度?|^\s*\(?[0-9]{1,2}(?:\)|[、.](?![0-9]))|第[0-9]+")
_FIRST = re.compile(rf"[(]|(?<![0-9.,])(?:{DIGITS})")
_BESIDES = re.compile(
    r"承担|负担|分担|分摊|配套|其余|剩余|结余|结转|扣|减|抵|已|另|缺口|分别|比例|新增|增量|差额|其中|以上|上述|前述|[两三四五各]项|上限|最高|不超|以内|加|含|折|占"
    r"|上年|去年|[0-9]%"
)
"""In the sentence: its result may be more, or less, than what its product makes."""
_BEFORE = re.compile(rf"[0-9]\s*(?:[千万亿]?元|[万亿])|{_TIMES.pattern}")
"""Money or a product that a total (共…) behind a later product may have in it too."""
_GOES_ON = re.compile(r"\s*[×*/+÷=≈-]|\s*的|以")


def worded_products(folded: str) -> Iterator[tuple[tuple[Token, ...], Term, int, int]]:
    """The products of folded text that stand first in a sentence without a sign of equality, with the money that words say
    they make: (terms and signs, the result, where it begins, where it ends)."""
    if not _TIMES.search(folded):
        return
    for sentence in _SENTENCE.finditer(folded):
        text = sentence[0]
        if not _TIMES.search(text) or _EQUALS.search(text) or _BESIDES.search(text):
            continue
        found = _product(folded, sentence.start(), sentence.end())
        if found:
            yield found


def _product(folded: str, begin: int, end: int) -> tuple[tuple[Token, ...], Term, int, int] | None:
    start = _first_quantity(folded, begin, end)
    if start is None:
        return None
    tokens, behind = read_tokens(folded, start)
    joint = _JOINT.match(folded, behind)
    if "*" not in tokens or joint is None or (joint["whole"] and _BEFORE.search(folded, 0, begin)):
        return None
    stated = read_term(folded, joint.end())
    priced = any(isinstance(token, Term) and token.is_money for token in tokens)
    if stated is None or not priced or not stated.is_money or "/" in stated.unit or _GOES_ON.match(folded, stated.end):
        return None
    return tuple(tokens), stated, start, stated.end


def _first_quantity(folded: str, begin: int, end: int) -> int | None:
    """Where the first number or bracket of a stretch stands that is no year and no number of a list."""
    skipped = [begin + match.end() for match in _NO_QUANTITY.finditer(folded[begin:end])]
    others = [begin + match.start() for match in _NO_QUANTITY.finditer(folded[begin:end])]
    for match in _FIRST.finditer(folded, begin, end):
        if not any(start <= match.start() < stop for start, stop in zip(others, skipped, strict=True)):
            return match.start()
    return None
