"""People and shares that a sentence adds up: 男1200人，女1300人，共2600人; 中央60%、省级30%、县级20%."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.prose.prose_words import ARITHMETIC_RULE, mend_of, quoted, written
from medaid_desktop.core.checks.prose.terms import Term
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import added, figure
from medaid_desktop.core.texts.numbers import DIGITS, decimal_of

_PEOPLE = re.compile(r"[0-9]\s*[人户名][^0-9]*(?:共|计|其中)|其中[^0-9]*[0-9]+[人户名]")
_SENTENCE = re.compile(r"[^;。!?\n]+")
_APART = re.compile(r"(?<![0-9]),|,(?![0-9]{3})|[、:(]")
_UNIT = r"人次|人|户|名"
_PART = re.compile(rf"(?P<label>[一-鿿]{{1,10}}?)(?:共|为|有)?(?P<digits>{DIGITS})\s*(?P<unit>{_UNIT})")
_TOTAL = re.compile(rf"(?:合计|共计|总计|总共|共)(?:有)?(?P<digits>{DIGITS})\s*(?P<unit>{_UNIT})\)?")
_WHOLE = re.compile(rf"[^0-9,、:(]{{0,20}}?(?P<digits>{DIGITS})\s*(?P<unit>{_UNIT})")
_PAIRS = (
    frozenset(("男", "女")), frozenset(("男性", "女性")), frozenset(("职工", "居民")), frozenset(("城镇", "农村")), frozenset(("城市", "农村")),
    frozenset(("城市低保", "农村低保")), frozenset(("职工医保", "居民医保")),
    frozenset(("职工参保", "居民参保")), frozenset(("参保职工", "参保居民")),
)  # fmt: skip
"""Groups that make a whole and share nobody."""
_OTHERWISE = re.compile(
    r"等|约|近|余|多|左右|不含|除|均|每|重复|剔除|去重|其他|另|上年|去年|新增|增加|减少|累计|已|占|比|以[内上下]|各|分别|[0-9]年|[0-9]月|%"
)
_MOST_OFF = Decimal("0.3")
_LEVELS = {
    "中央": 1, "国家": 1, "省": 2, "省级": 2, "自治区": 2, "区级": 2, "市": 3, "市级": 3, "州": 3, "州级": 3, "地级": 3,
    "县": 4, "县级": 4, "区县": 4, "县区": 4, "县市": 4, "县(市)": 4, "市县": 5, "地方": 6, "个人": 7,
}  # fmt: skip
_SHARE = re.compile(
    rf"(?P<label>{'|'.join(map(re.escape, sorted(_LEVELS, key=len, reverse=True)))})(?:财政)?(?:承担|负担|分担|补助|配套|安排|占)?(?P<digits>{DIGITS})%"
)
_SHARED = re.compile(r"承担|负担|分担|补助|配套|财政|比例")
_OF_A_PART = re.compile(r"其余|剩余|余下|部分|再|提高|增长|完成|率|达|约|左右|以[内上下]|不低|不超|至|到|以上|年|人")
_FEWEST_SHARES = 3
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Part:
    label: str
    value: Decimal


def counted_lists(subject: Subject, path: str, text: str, folded: str) -> Iterator[Finding]:
    """Lists of people whose total is not what they make, and shares of the levels of government that exceed the whole."""
    shared = folded.count("%") >= _FEWEST_SHARES
    if not shared and not _PEOPLE.search(folded):
        return
    for sentence in _SENTENCE.finditer(folded):
        if _TOTAL.search(sentence[0]):
            yield from _before_total(subject, path, text, folded, sentence)
        if "其中" in sentence[0]:
            yield from _of_which(subject, path, text, folded, sentence)
        if shared and sentence[0].count("%") >= _FEWEST_SHARES:
            yield from _shares(subject, path, text, sentence)


def _before_total(subject: Subject, path: str, text: str, folded: str, sentence: re.Match[str]) -> Iterator[Finding]:
    """A list that ends in its total, with nothing else in its sentence."""
    clauses = _clauses(folded, sentence.start(), sentence.end())
    if len(clauses) < 3 or _OTHERWISE.search(sentence[0]):
        return
    total = _TOTAL.fullmatch(folded, *clauses[-1])
    parts = _parts(folded, clauses[:-1], total["unit"] if total else "")
    if total is None or parts is None:
        return
    made, stated = sum((one.value for one in parts), Decimal(0)), decimal_of(total["digits"])
    off = stated - made
    if (
        not off
        or abs(off) > made * _MOST_OFF
        or (off < 0 and not _is_whole(parts))
        or stated in [one.value for one in parts]
    ):
        return
    yield _found(subject, path, text, sentence, total, parts, made)


def _of_which(subject: Subject, path: str, text: str, folded: str, sentence: re.Match[str]) -> Iterator[Finding]:
    """Two groups that share nobody and are more than the number they are parts of."""
    at = sentence[0].find("其中")
    clauses = _clauses(folded, sentence.start(), sentence.start() + at)
    behind = _clauses(folded, sentence.start() + at + 2, sentence.end())
    if _OTHERWISE.search(sentence[0]) or not clauses or len(behind) != 2:
        return
    total = _WHOLE.fullmatch(folded, *clauses[-1])
    parts = _parts(folded, behind, total["unit"] if total else "")
    if total is None or parts is None or not _is_whole(parts):
        return
    made, stated = sum((one.value for one in parts), Decimal(0)), decimal_of(total["digits"])
    if stated < made <= stated * (1 + _MOST_OFF):
        yield _found(subject, path, text, sentence, total, parts, made)


def _clauses(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between commas and colons, without blanks and the brackets around them."""
    bounds = [start, *(match.end() for match in _APART.finditer(folded, start, end)), end]
    found: list[tuple[int, int]] = []
    for first, last in pairwise(bounds):
        stretch = folded[first:last].rstrip(" ,、:()")
        begun = first + len(stretch) - len(stretch.lstrip(" "))
        if stretch.strip():
            found.append((begun, first + len(stretch)))
    return found


def _parts(folded: str, clauses: Sequence[tuple[int, int]], unit: str) -> list[_Part] | None:
    """The numbers of a list, each with its name; None where a clause is something else."""
    parts: list[_Part] = []
    for clause in clauses:
        match = _PART.fullmatch(folded, *clause)
        if match is None or match["unit"] != unit:
            return None
        parts.append(_Part(match["label"], decimal_of(match["digits"])))
    return parts if len({part.label for part in parts}) == len(parts) > 1 else None


def _is_whole(parts: Sequence[_Part]) -> bool:
    return frozenset(part.label for part in parts) in _PAIRS


def _found(
    subject: Subject, path: str, text: str, sentence: re.Match[str], total: re.Match[str], parts: Sequence[_Part],
    made: Decimal,
) -> Finding:  # fmt: skip
    term = Term(
        decimal_of(total["digits"]), total["unit"], total.start("digits"), total.end("digits"), total.end("unit")
    )
    off, due = term.value - made, figure(made)
    return ARITHMETIC_RULE.found(
        subject, path,
        f"{subject.place(path)}里“{quoted(text, sentence.start(), sentence.end())}”，各项相加（{added([one.value for one in parts])}）为 {due} {term.unit}，"
        f"写的是 {written(text, term)} {term.unit}，{'多' if off > 0 else '少'} {figure(abs(off))} {term.unit}。请核对",
        expected=due, actual=written(text, term), detail=quoted(text, sentence.start(), sentence.end()),
        mends=[mend_of(path, text, term, due)],
    )  # fmt: skip


def _shares(subject: Subject, path: str, text: str, sentence: re.Match[str]) -> Iterator[Finding]:
    """Shares of several levels of government, each once and in their order, of which all together exceed the whole."""
    if not _SHARED.search(sentence[0]) or _OF_A_PART.search(sentence[0]):
        return
    found = list(_SHARE.finditer(sentence[0]))
    levels = [_LEVELS[match["label"]] for match in found]
    if len(found) < _FEWEST_SHARES or len(found) != sentence[0].count("%") or levels != sorted(set(levels)):
        return
    shares = [decimal_of(match["digits"]) for match in found]
    made = sum(shares, Decimal(0))
    if levels[0] == 1 and made > _HUNDRED:
        yield ARITHMETIC_RULE.found(
            subject, path,
            f"{subject.place(path)}里“{quoted(text, sentence.start(), sentence.end())}”，各级比例相加（{added(shares)}）为 {figure(made)}%，"
            f"超过 100%。请核对",
            expected="100%", actual=f"{figure(made)}%", detail="比例",
        )  # fmt: skip
