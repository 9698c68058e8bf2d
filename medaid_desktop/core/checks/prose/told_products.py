"""Products told without signs: 3000人，每人40元，共需12万元; shares (30万元的40%，即12万元) and growth (300万元增长10%)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from medaid_desktop.core.checks.finding import Finding, Severity
from medaid_desktop.core.checks.prose.calculations import verdict
from medaid_desktop.core.checks.prose.prose_words import ARITHMETIC_RULE, MONEY, mend_of, quoted, shown, written
from medaid_desktop.core.checks.prose.terms import Term
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.texts.money import Amount, last_place, parse_amount
from medaid_desktop.core.texts.numbers import DIGITS, decimal_of

_HEAD = r"人次|人|户|名|例|床"
_GAP = r"[^0-9;。!?\n=×*%]{0,12}?"
_NUMBER = rf"(?:{DIGITS})"
_COUNT = rf"(?<![0-9.,])(?P<count>{_NUMBER})\s*(?P<many>[千万])?(?P<head>{_HEAD})(?![0-9元])"
_PRICE = (
    rf"(?:(?P<each>每(?P<each_head>{_HEAD}|次)|(?P<mean>[人户次]均)|标准)[^0-9,;。\n]{{0,8}}?)?(?P<price>{_NUMBER})\s*元"
    rf"(?:/(?P<per>{_HEAD}|次))?(?:[/·]?年)?(?![0-9/·])"
)
_TOTAL = (
    r"(?:共计|合计|总计|总共|共需|需要|需|共|计)(?:补助|救助|财政)?(?:资金|经费|费用)?(?:人民币)?:?\s*"
    rf"(?P<total>{_NUMBER})\s*(?P<unit>[千万亿]?元)(?!\s*[/×*+÷=-])"
)
_TOLD = (
    re.compile(rf"{_COUNT}{_GAP}{_PRICE}{_GAP}{_TOTAL}"),
    re.compile(rf"{_PRICE}{_GAP}{_COUNT}{_GAP}{_TOTAL}"),
)
_PRICED = re.compile(rf"(?:每(?:{_HEAD}|次)|[人户次]均|标准)[^0-9,;。\n]{{0,8}}[0-9][0-9.,]*\s*元|元/(?:{_HEAD}|次)")
_SENTENCE = re.compile(r"[^;。!?\n]+")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}年度?|^\s*\(?[0-9]{1,2}(?:\)|[、.](?![0-9]))")
_TOTAL_OF = re.compile(
    rf"[,;。]\s*(?:以上|上述)?(?P<items>[两二三四五六七八九]|[2-9])项(?:合计|共计|总计|共需|共)(?:资金|经费|需)?:?\s*(?P<total>{_NUMBER})"
    r"\s*(?P<unit>[千万亿]?元)(?!\s*[/×*+÷=-])"
)
_COUNTS = {numeral: value for value, numeral in enumerate("二三四五六七八九", 2)} | {"两": 2}
_BESIDES = re.compile(
    r"承担|负担|分担|分摊|配套|其余|剩余|结余|结转|扣|减|抵|已|另|缺口|分别|比例|上限|最高|不超|不低|以[内上下]|左右|约|近|余|多|部分|按月|每月|每季|每天|每日"
    r"|[0-9一二两三四五六七八九十]个?[月天季批期]|半年|折|提标|新增|增加|差额|加|含|等|其中|[0-9一二两三]次(?!数)|[=×*%]|上年|去年|报销|到|至|[~-]"
)
"""In the sentence: what it comes to may be more, or less, than so many times its price."""
_SHARE = re.compile(
    rf"(?<![0-9.,])(?P<base>{_NUMBER})\s*(?P<base_unit>[千万亿]?元)的(?P<rate>{_NUMBER})%(?P<joint>\s*,?\s*(?:即|为|计算?|共|安排|补助|测算)+)[^0-9,;。]{{0,6}}?"
    rf"{MONEY}(?!\s*[/×*+÷=-])"
)
_RATED = re.compile(r"[元长增浮高加降少的][0-9.]+%")
_GROWN = re.compile(
    rf"按[^0-9;。\n]{{0,12}}?(?P<base>{_NUMBER})\s*(?P<base_unit>[千万亿]?元)(?:的基础上)?(?P<way>增长|递增|上浮|提高|增加|下降|减少|下浮)(?P<rate>{_NUMBER})%"
    rf"(?:测算|计算)?,(?P<joint>即|为|达到?|需要?|共需)(?:资金|经费)?{MONEY}(?!\s*[/×*+÷=-])"
)
_OF = re.compile(
    rf"(?<![0-9.,]){MONEY},?占[^0-9,;。\n]{{0,10}}?(?P<base>{_NUMBER})\s*(?P<base_unit>[千万亿]?元)的(?P<rate>{_NUMBER})%"
)
_INEXACT = re.compile(r"左右|约|近|余|多|以[内上下]|不超|不低|最高|上限|扣|减去|另|加上|[=×*]")
_FALLS = ("下降", "减少", "下浮")
_HALF, _DOUBLE = Decimal("0.5"), Decimal(2)


@dataclass(frozen=True, slots=True)
class _Item:
    """So many at a price make so much: `made` is in the unit of `stated`."""

    made: Decimal
    stated: Term
    start: int
    end: int
    standing: str


def told_products(subject: Subject, path: str, text: str, folded: str) -> Iterator[Finding]:
    """Products, sums of them, shares and growth that a sentence tells wrongly; silent wherever it says more than that."""
    items = _items(folded)
    for one in items:
        if one.standing == "wrong":
            yield _wrong(subject, path, text, one)
    if len(items) > 1 and all(one.standing != "wrong" for one in items):
        yield from _sum(subject, path, text, folded, items)
    if _RATED.search(folded):
        yield from _shares(subject, path, text, folded)


@lru_cache(maxsize=1024)
def _items(folded: str) -> tuple[_Item, ...]:
    return tuple(_read_items(folded)) if _PRICED.search(folded) else ()


def _read_items(folded: str) -> Iterator[_Item]:
    for sentence in _SENTENCE.finditer(folded):
        behind = _TOTAL_OF.search(folded, sentence.start(), sentence.end())
        end = behind.start() if behind else sentence.end()
        if _BESIDES.search(_YEARS.sub("", folded[sentence.start() : end])):
            continue
        for pattern in _TOLD:
            match = pattern.search(folded, sentence.start(), end)
            if match and not _has_more(folded, sentence.start(), end, match):
                found = _item(match)
                if found:
                    yield found
                    break


def _has_more(folded: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Whether a sentence has other numbers than those that a pattern found, years and the number of a list left out."""
    beside = folded[start : match.start()], folded[match.end() : end]
    return any(char.isdigit() for one in beside for char in _YEARS.sub("", one))


def _item(match: re.Match[str]) -> _Item | None:
    per = match["per"] or match["each_head"]
    if not (per or match["each"]) or (per and per != match["head"] and {per, match["head"]} != {"次", "人次"}):
        return None
    count = decimal_of(match["count"]).scaleb({"千": 3, "万": 4}.get(match["many"] or "", 0))
    price = decimal_of(match["price"])
    stated = Term(
        decimal_of(match["total"]), match["unit"], match.start("total"), match.end("total"), match.end("unit")
    )
    made = Amount(count * price, "元", "").to(match["unit"]).value
    slack = count * Decimal(5).scaleb(last_place(price) - 1) if match["mean"] else Decimal(0)
    if stated.value == 0 or made == 0:
        return None
    near = abs(made - stated.value) <= Amount(slack, "元", "").to(match["unit"]).value
    standing = "right" if near else verdict(made, stated.value, last_place(stated.value))
    ratio = made / stated.value
    if standing == "wrong" and not _HALF < ratio < _DOUBLE:
        return None  # so much is rather a factor that is not told
    return _Item(made, stated, match.start(), match.end(), standing)


def _wrong(subject: Subject, path: str, text: str, one: _Item, severity: Severity = "error") -> Finding:
    due, unit = shown(one.made, one.stated.value), one.stated.unit
    off = one.stated.value - one.made
    return ARITHMETIC_RULE.found(
        subject, path,
        f"{subject.place(path)}里“{quoted(text, one.start, one.end)}”算得 {due} {unit}，写的是 {written(text, one.stated)} {unit}，"
        f"{'多' if off > 0 else '少'} {shown(abs(off), one.stated.value)} {unit}。请核对",
        severity=severity, expected=due, actual=written(text, one.stated), detail=quoted(text, one.start, one.end),
        mends=[mend_of(path, text, one.stated, due)],
    )  # fmt: skip


def _sum(subject: Subject, path: str, text: str, folded: str, items: Sequence[_Item]) -> Iterator[Finding]:
    """The total of some products, where the text says how many they are."""
    match = _TOTAL_OF.search(folded, items[-1].end)
    if match is None or len(items) != (_COUNTS.get(match["items"]) or int(match["items"])):
        return
    unit = match["unit"]
    made = sum((Amount(one.stated.value, one.stated.unit, "").to(unit).value for one in items), Decimal(0))
    stated = Term(decimal_of(match["total"]), unit, match.start("total"), match.end("total"), match.end())
    if (
        verdict(made, stated.value, last_place(stated.value)) != "wrong"
        or not _HALF < made / (stated.value or 1) < _DOUBLE
    ):
        return
    due, off = shown(made, stated.value), stated.value - made
    yield ARITHMETIC_RULE.found(
        subject, path,
        f"{subject.place(path)}里各项相加为 {due} {unit}，合计写的是 {written(text, stated)} {unit}，"
        f"{'多' if off > 0 else '少'} {figure(abs(off))} {unit}。请核对",
        expected=due, actual=written(text, stated), detail="合计", mends=[mend_of(path, text, stated, due)],
    )  # fmt: skip


def _shares(subject: Subject, path: str, text: str, folded: str) -> Iterator[Finding]:
    for match in _SHARE.finditer(folded):
        yield from _told_share(subject, path, text, folded, match, decimal_of(match["rate"]), "error")
    for match in _GROWN.finditer(folded):
        rate = 100 + decimal_of(match["rate"]) * (-1 if match["way"] in _FALLS else 1)
        severity: Severity = "error" if match["joint"] in ("即", "为") else "hint"
        yield from _told_share(subject, path, text, folded, match, rate, severity)
    for match in _OF.finditer(folded):
        yield from _told_rate(subject, path, text, folded, match)


def _told_share(
    subject: Subject, path: str, text: str, folded: str, match: re.Match[str], rate: Decimal, severity: Severity
) -> Iterator[Finding]:
    base = parse_amount(match["base"] + match["base_unit"])
    if base is None or _INEXACT.search(_clause(folded, match)):
        return
    stated = Term(decimal_of(match["digits"]), match["unit"], match.start("digits"), match.end("digits"), match.end())
    made = base.to(match["unit"]).value * rate / 100
    if not stated.value or verdict(made, stated.value, last_place(stated.value)) != "wrong":
        return
    if _HALF < made / stated.value < _DOUBLE:
        yield _wrong(subject, path, text, _Item(made, stated, match.start(), match.end(), "wrong"), severity)


def _told_rate(subject: Subject, path: str, text: str, folded: str, match: re.Match[str]) -> Iterator[Finding]:
    part, base = parse_amount(match["digits"] + match["unit"]), parse_amount(match["base"] + match["base_unit"])
    if part is None or base is None or not base.value or _INEXACT.search(_clause(folded, match)):
        return
    stated = Term(decimal_of(match["rate"]), "%", match.start("rate"), match.end("rate"), match.end())
    made = part.to("元").value / base.to("元").value * 100
    if verdict(made, stated.value, last_place(stated.value)) == "wrong":
        due = shown(made, stated.value)
        yield ARITHMETIC_RULE.found(
            subject, path,
            f"{subject.place(path)}里“{quoted(text, match.start(), match.end())}”算得 {due}%，写的是 {written(text, stated)}%。请核对",
            expected=due, actual=written(text, stated), detail=quoted(text, match.start(), match.end()),
            mends=[mend_of(path, text, stated, due)],
        )  # fmt: skip


def _clause(folded: str, match: re.Match[str]) -> str:
    """The sentence around a match."""
    start = max(folded.rfind(stop, 0, match.start()) for stop in ";。\n") + 1
    ends = [at for stop in ";。\n" if (at := folded.find(stop, match.end())) >= 0]
    return folded[start : min(ends, default=len(folded))]
