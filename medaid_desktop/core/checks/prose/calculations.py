"""Calculations written in words: 658090 人×32 元=21058880 元. Found in a text, parsed, worked out exactly.

Only what is plainly a calculation counts: terms joined by signs, with a sign of equality or words in its place. Numbers that merely stand
beside one another say nothing. Source of the kinds: 测算依据 of seed 004 (阳谷).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import Literal

from medaid_desktop.core.checks.prose.terms import EQUAL, Term, Token, read_tokens, worked_out
from medaid_desktop.core.checks.prose.worded_results import worded_products
from medaid_desktop.core.texts.money import last_place
from medaid_desktop.core.texts.numbers import DIGITS, fold

Verdict = Literal["right", "rounded", "truncated", "raised", "wrong"]
_ORDER: Sequence[Verdict] = ("right", "rounded", "truncated", "raised", "wrong")
"""From what is right to what is not: `raised` was rounded up where it should go down."""

_LONGEST = 20_000
_CUT_OFF = re.compile(r"[×*÷+✕✖╳]|(?<![0-9]{4})-|乘|加上|减去|除以")
"""Before a calculation in its clause: what could not be read is part of it."""
_LISTED = re.compile(r"\s*(?<![0-9])[1-9][0-9]?\.(?:[0-9]{3}|[0-9]+\s*[人户次个名家例件台])")
"""What begins like this may be the number of a list item before a count: 1.1000人, 2.50户."""
_MOST_EQUALS = 100
_MOST_STARTS = 20
_FARTHEST = 300
"""How far before its sign of equality a calculation may begin."""
_EQUALS = re.compile(r"[=≈]|约?等于")
_STOPS = re.compile(r"[;。:!?\n]|(?<![0-9]),|,(?![0-9]{3}(?![0-9]))")
_WIDE_COMMA = re.compile(r"[0-9０-９]，[0-9０-９]{3}")
"""Between figures it may part them or set off thousands."""
_BEGINNING = re.compile(rf"[(]|(?<![0-9.,])(?:{DIGITS})")
_NEARLY = Decimal("0.05")
_FAR = 2
_SHORTENED = Decimal("0.005")
"""A whole number of 万元 that ends in zeros may be meant as rounded there, if it is no farther off (2110万 for 21058880)."""


@dataclass(frozen=True, slots=True)
class Calculation:
    """One equation of a text: `result` is what the terms before the sign make, exactly, in the unit of `stated`, which is
    what is written behind it. `verdict` compares them at the last digit of what is written.

    `unsure` says that an error in it may only seem one: a range, a number in words. start and end bound the whole chain.
    """

    result: Decimal
    stated: Term
    verdict: Verdict
    unsure: bool
    terms: tuple[Term, ...]
    start: int
    end: int


@lru_cache(maxsize=1024)
def calculations(text: str) -> tuple[Calculation, ...]:
    """The calculations of a text in order; a chain (a×b=c=d) gives one for each sign of equality."""
    folded = fold(text)[:_LONGEST]
    worded = list(worded_products(folded))
    if not worded and not _EQUALS.search(folded):
        return ()
    found: list[Calculation] = []
    at = 0
    for _ in range(_MOST_EQUALS):
        equals = _EQUALS.search(folded, at)
        if equals is None:
            break
        chain = _chain_around(folded, equals.start())
        if chain:
            torn = _is_torn(text, folded, chain)
            found += (_unsure(one) for one in _equations(chain)) if torn else _equations(chain)
        at = max(chain.end if chain else 0, equals.end())
    for tokens, stated, start, end in worded:
        equations = _equations(_Chain((*tokens, EQUAL, stated), start, start, end))
        found += (one if _is_slip(one) else _unsure(one) for one in equations)
    return tuple(sorted(found, key=lambda one: one.start) if worded else found)


def _is_slip(one: Calculation) -> bool:
    """Whether a result is near the right one, or has but its point elsewhere: else it is rather something else."""
    times = _times(one.result, one.stated.value)
    return times < _FAR or times.normalize().as_tuple().digits == (1,)


def verdict(result: Decimal, stated: Decimal, power: int = 0) -> Verdict:
    """How a stated number stands to the exact one, both in single pieces; `power` is that of the stated one's last digit."""
    off = result - stated
    if off == 0:
        return "right"
    step = Decimal(1).scaleb(power)
    if abs(off) * 2 <= step:
        return "rounded"
    if abs(off) < step:
        return "truncated" if (off > 0) == (result > 0) else "raised"
    return "wrong"


@dataclass(frozen=True, slots=True)
class _Chain:
    """Tokens of a stretch that reads as one equation: terms, signs and brackets; its clause begins at `begin`."""

    tokens: tuple[Token, ...]
    begin: int
    start: int
    end: int


def _is_torn(text: str, folded: str, chain: _Chain) -> bool:
    """Whether a chain may not be read as it is meant: more of it stands before, or a figure may be two."""
    return bool(
        _CUT_OFF.search(folded, chain.begin, chain.start)
        or _LISTED.match(folded, chain.start)
        or _WIDE_COMMA.search(text, max(0, chain.start - 4), chain.end + 4)
    )


def _chain_around(text: str, equals: int) -> _Chain | None:
    """The longest stretch around a sign of equality that tokens cover without a gap, None where there is none."""
    far = max(0, equals - _FARTHEST)
    begin = max((match.end() for match in _STOPS.finditer(text, far, equals)), default=far)
    covered = begin - 1
    starts = [begin + match.start() for match in _BEGINNING.finditer(text[begin:equals])]
    for start in (begin, *starts[-_MOST_STARTS:]):
        if start < covered:
            continue  # what could not be read from farther left breaks off at the same place
        tokens, end = read_tokens(text, start)
        if end > equals and _is_equation(tokens):
            return _Chain(tuple(tokens), begin, start, end)
        if "(" not in tokens:
            covered = end
    return None


def _is_equation(tokens: Sequence[Token]) -> bool:
    """Whether there are a sign of equality, outside of all brackets, and another sign."""
    depth = 0
    for token in tokens:
        depth += (token == "(") - (token == ")")
        if token == EQUAL and depth:
            return False
    signs = [token for token in tokens if isinstance(token, str) and token not in "()"]
    return depth == 0 and EQUAL in signs and any(sign != EQUAL for sign in signs)


def _equations(chain: _Chain) -> Iterator[Calculation]:
    sides: list[list[Token]] = [[]]
    for token in chain.tokens:
        if token == EQUAL:
            sides.append([])
        else:
            sides[-1].append(token)
    if not all(sides):
        return
    compound = [side for side in sides if len(side) > 1]
    for number, side in enumerate(sides):
        if len(side) != 1 or not isinstance(side[0], Term):
            continue
        sources = [one for one in sides[:number] if len(one) > 1] or (sides[1:2] if number == 0 else [])
        worked = [found for one in sources if len(one) > 1 and (found := _worked(one, side[0], chain))]
        if worked:
            best = min(worked, key=lambda one: _ORDER.index(one.verdict))
            yield best if len(compound) == 1 else _unsure(best)


def _unsure(one: Calculation) -> Calculation:
    return Calculation(one.result, one.stated, one.verdict, one.verdict == "wrong", one.terms, one.start, one.end)


def _worked(left: Sequence[Token], stated: Term, chain: _Chain) -> Calculation | None:
    with localcontext() as context:
        context.prec = 60
        exact = worked_out(_sharing_units(left))
        if exact is None:
            return None
        terms = tuple(token for token in left if isinstance(token, Term))
        verdicts: list[tuple[Verdict, int]] = [
            (_standing(exact, stated, power), power) for power in _powers(terms, stated)
        ]
        best = min(verdicts, key=lambda pair: _ORDER.index(pair[0]))
        if best[0] == "wrong":
            best = min(verdicts, key=lambda pair: _times(exact, stated.value.scaleb(pair[1])))
        unsure = best[0] == "wrong" and (
            _is_doubtful(left, terms, stated)
            or _other_scale(exact, terms, stated)
            or _within_rounding(exact, terms, stated)
        )
        return Calculation(exact.scaleb(-best[1]).normalize(), stated, best[0], unsure, terms, chain.start, chain.end)


def _times(one: Decimal, other: Decimal) -> Decimal:
    """How many times the larger of two numbers is the smaller."""
    small, large = sorted((abs(one), abs(other)))
    return large / small if small else Decimal("Infinity")


def _powers(terms: Sequence[Term], stated: Term) -> list[int]:
    """The powers of ten that a stated number may be meant in: that of its unit; where it has none, that of the field or of
    the terms (658090人×32元=2105.888)."""
    tries = [stated.power]
    if not stated.unit:
        tries += [4, 8] if any(term.is_money for term in terms) else []
        tries += [term.power for term in terms if term.power > 0]
        tries += [-2] if any(term.unit == "%" for term in terms) else []
    elif stated.unit == "%" or (stated.power and not any(term.is_money or term.power > 0 for term in terms)):
        tries.append(0)  # 343÷350×100=98%, 12.5+3=15.5万元
    return list(dict.fromkeys(tries))


def _standing(exact: Decimal, stated: Term, power: int) -> Verdict:
    value, place = stated.value.scaleb(power), last_place(stated.value)
    found = verdict(exact, value, place + power)
    if found != "wrong" or value == 0:
        return found
    if stated.about and abs(exact - value) <= abs(exact) * _NEARLY:
        return "rounded"
    zeros = last_place(stated.value.normalize())
    near = min(abs(exact) * _SHORTENED, Decimal(5).scaleb(zeros - 1 + power))
    if power > 0 and place == 0 < zeros and abs(exact - value) <= near:
        return "truncated" if exact > value else "raised"
    return found


def _is_doubtful(left: Sequence[Token], terms: Sequence[Term], stated: Term) -> bool:
    """Whether a difference may be none: a hyphen of a range (10-20人×100元, 6.1-12.31=214天), a number in words, terms that are
    not exact."""
    signs = [token for token in left if isinstance(token, str)]
    bare = any(
        one == "-" and isinstance(before, Term) and not before.unit and not _is_rest_of_one(before, after)
        for before, one, after in zip(left, left[1:], left[2:], strict=False)
    )
    ranges = bare and (
        "*" in signs or "/" in signs or (signs == ["-"] and not any(term.is_money for term in (*terms, stated)))
    )
    return ranges or any(term.about or term.spoken for term in terms) or stated.spoken


def _is_rest_of_one(one: Term, other: Token) -> bool:
    """Whether two terms around a minus are what a share leaves (1-30%)."""
    return one.value == 1 and isinstance(other, Term) and other.unit == "%"


def _within_rounding(exact: Decimal, terms: Sequence[Term], stated: Term) -> bool:
    """Whether counts that are written in 万 and rounded there make good the difference (66万人×32元=2105.888万元)."""
    slack = sum(
        (
            Decimal(5).scaleb(last_place(term.value) - 1) / abs(term.value)
            for term in terms
            if term.power > 0 and not term.is_money and term.value
        ),
        Decimal(0),
    )
    return abs(exact - stated.exact) <= abs(exact) * min(slack, _NEARLY)


def _other_scale(exact: Decimal, terms: Sequence[Term], stated: Term) -> bool:
    """Whether only a 万 or % that nobody wrote stands between the two (5人×200=1000万, for 5万人)."""
    if stated.is_money and any(term.is_money for term in terms):
        return False
    value = stated.exact
    return value != 0 and any(exact == value.scaleb(power) for power in (-8, -4, -2, 2, 4, 8))


def _sharing_units(left: Sequence[Token]) -> Sequence[Token]:
    """Terms of a mere sum with the unit that is written behind only some of them (145.18+9万元)."""
    terms = [token for token in left if isinstance(token, Term)]
    signs = {token for token in left if isinstance(token, str)}
    units = {term.unit for term in terms if term.unit}
    if signs - {"+", "-", "(", ")"} or len(units) != 1 or all(term.unit for term in terms):
        return left
    unit = units.pop()
    return [
        Term(t.value, unit, t.start, t.digits_end, t.end, t.about, t.spoken) if isinstance(t, Term) else t for t in left
    ]
