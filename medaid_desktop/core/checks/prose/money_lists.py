"""Amounts that a sentence lists one by one, and the total it gives for them: A 18万元、B 12.5万元，共计30.5万元."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.prose.prose_words import ARITHMETIC_RULE, mend_of, quoted, shown, written
from medaid_desktop.core.checks.prose.terms import Term
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import added, figure
from medaid_desktop.core.texts.money import Amount, parse_amount, rounding_tolerance
from medaid_desktop.core.texts.numbers import DIGITS, decimal_of

_MONEY = rf"(?P<digits>{DIGITS})\s*(?P<unit>[千万亿]?元|[万亿])"
_ANY_MONEY = re.compile(r"[0-9]\s*(?:[千万亿]?元|[万亿])")
_COUNTS = {numeral: value for value, numeral in enumerate("一两三四五六七八九十", 1)} | {"二": 2}
_MARKER = r"(?:\(?(?P<number>[一二三四五六七八九十]{1,2}|[0-9]{1,2})\)|[①-⑳]|[一二三四五六七八九十]{1,2}[、.]|[1-9][.、](?![0-9]))?"
_PART = re.compile(rf"\s*{_MARKER}\s*(?P<label>[^0-9,;。:!?()=+×*/-]{{0,20}}?)\s*:?\s*{_MONEY}\s*")
_TOTAL = re.compile(
    rf"(?:合计|共计|总计|总共|合共|共需|共)(?:需要?|为|安排|资金|经费|人民币)*[:]?\s*{_MONEY}\s*(?![\s(]*[/×*+÷=-])"
)
_BEFORE_TOTAL = re.compile(
    r"[,;、。\n]\s*(?P<words>(?:以上|上述|前述)?(?:(?P<count>[一两二三四五六七八九十]|[0-9]{1,2})[项类笔块])?(?:所需)?(?:资金|经费|费用|金额|支出|预算)?)$"
)
_LEAD = re.compile(
    rf"(?:[一-鿿]{{0,6}}(?:共需|需要|合计|共计|总计|总投资|总投入|安排|需))(?:资金|经费|投入)*[:]?\s*{_MONEY}"
)
_OF_WHICH = re.compile(r"\s*[,;:(]?\s*其中\s*[,:]?\s*")
_OTHERWISE = re.compile(
    r"其中|结余|结转|扣除|减|抵|同比|增|另|不含|除|均|每|标准|单价|合计|小计|(?<!公)共|总|上年|去年|累计|已|约|近|不超过|不低于|占|缺口|等|原|调整|压减|含|包括|左右"
)
"""In the words before an amount: it may be no part, or not exactly meant."""
_INEXACT = re.compile(r"约|近")
_MOST_OFF, _COUNTED_OFF = Decimal("0.3"), Decimal("0.5")
"""What part of its amounts a written total may be off to be a slip: of a list, and of one that says how many they are."""
_ENDS = "。:!?\n"
_APART = re.compile(r"[,;、\n]")
_LONGEST = 400
_NEAR = 16
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _List:
    """Amounts, all of one list, and the written total of it. `is_rest_legal` where the list may leave some out,
    `is_counted` where the text says how many they are."""

    parts: Sequence[Amount]
    total: Term
    start: int
    end: int
    is_rest_legal: bool
    is_counted: bool


def listed_totals(subject: Subject, path: str, text: str, folded: str) -> Iterator[Finding]:
    """Totals of plain lists that are not what their amounts make; silent wherever an amount may be no part of the list."""
    for one in (*_before_totals(folded), *(_of_which(folded) if "其中" in folded else ())):
        yield from _compared(subject, path, text, one)


def _before_totals(folded: str) -> Iterator[_List]:
    """Lists that end in their total. They begin with their sentence, or behind its colon; where the total says how many they
    are, each may have a line of its own."""
    at = 0
    for total in _TOTAL.finditer(folded):
        start, at = at, total.end()
        words = _BEFORE_TOTAL.search(folded, max(start, total.start() - _NEAR), total.start())
        if words is None:
            continue
        begun = max(start, words.start() - _LONGEST)
        before = folded[begun : words.start()]
        stripped = before.rstrip(" ,;、。\n")
        count = _count(words["count"])
        begin = max(stripped.rfind(end) for end in _ENDS if count is None or end != "\n") + 1
        clauses = _APART.split(re.sub(r"([一二三四五六七八九十])、", r"\1.", stripped[begin:]))
        clauses = [clause for clause in clauses if clause.strip()]
        parts = [_part(clause) for clause in clauses]
        amounts = [part for part in parts if part]
        offset = begun + begin
        if len(amounts) == len(parts) >= _FEWEST and (
            count == len(parts) or (count is None and _is_all(folded, offset, words))
        ):
            yield _List(
                amounts, _term(total), offset, total.end("unit"), is_rest_legal=False, is_counted=count is not None
            )


def _is_all(folded: str, start: int, words: re.Match[str]) -> bool:
    """Whether no money stands before a list that its total might have in it too: in its sentence, or for a total that is a
    sentence by itself anywhere."""
    alone = words[0][0] in "。\n"
    begin = 0 if alone else max(folded.rfind(end, 0, start) for end in "。\n") + 1
    return _ANY_MONEY.search(folded, begin, start) is None


def _of_which(folded: str) -> Iterator[_List]:
    """Lists behind their total: 共需386.5万元，其中：…. They end with the sentence."""
    for total in _LEAD.finditer(folded):
        lead = _OF_WHICH.match(folded, total.end())
        if lead is None or _INEXACT.search(total[0]):
            continue
        ends = [at for stop in "。\n!?" if (at := folded.find(stop, lead.end())) >= 0]
        end = min(ends, default=len(folded))
        stretch = folded[lead.end() : end].rstrip(" ;,)")
        parts = [_part(clause) for clause in _APART.split(stretch) if clause.strip()]
        amounts = [part for part in parts if part]
        if len(amounts) == len(parts) >= _FEWEST:
            end = lead.end() + len(stretch)
            yield _List(amounts, _term(total), total.start(), end, is_rest_legal=True, is_counted=False)


def _part(clause: str) -> Amount | None:
    """The amount of a clause that is a name and an amount and nothing else."""
    match = _PART.fullmatch(clause)
    if match is None or _OTHERWISE.search(match["label"]):
        return None
    return parse_amount(match["digits"] + match["unit"])


def _count(written: str | None) -> int | None:
    return None if written is None else int(written) if written.isdigit() else _COUNTS[written]


def _term(match: re.Match[str]) -> Term:
    return Term(decimal_of(match["digits"]), match["unit"], match.start("digits"), match.end("digits"), match.end())


def _compared(subject: Subject, path: str, text: str, one: _List) -> Iterator[Finding]:
    unit = one.total.unit if one.total.unit.endswith("元") else f"{one.total.unit}元"
    terms = [part.to(unit).value for part in one.parts]
    made, stated = sum(terms, Decimal(0)), one.total.value
    off = stated - made
    slack = rounding_tolerance([*terms, stated])
    if abs(off) <= slack or stated in terms or (one.is_rest_legal and off > 0):
        return
    sums = list(accumulate(terms))
    backwards = list(accumulate(reversed(terms)))
    if one.is_rest_legal and stated in (*sums, *backwards):
        return  # two divisions of the same money, one behind the other
    if not one.is_counted and made - terms[0] in (stated, terms[0]):
        return  # the first amount is what the others are parts of
    if made == 0 or abs(off) > made * (_COUNTED_OFF if one.is_counted else _MOST_OFF):
        return  # so much is rather other money than a slip
    due, wrote = shown(made, stated), written(text, one.total)
    difference = f"{'多' if off > 0 else '少'} {figure(abs(off))} {unit}"
    yield ARITHMETIC_RULE.found(
        subject, path,
        f"{subject.place(path)}里“{quoted(text, one.start, one.end)}”，各项相加（{added(terms)}）为 {due} {unit}，合计写的是 {wrote} {unit}，"
        f"{difference}。请核对",
        expected=due, actual=wrote, detail=quoted(text, one.start, one.end), mends=[mend_of(path, text, one.total, due)],
    )  # fmt: skip
