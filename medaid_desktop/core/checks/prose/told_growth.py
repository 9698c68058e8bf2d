"""Growth from one year to the next, told with both amounts: 2022年支出300万元，2021年支出250万元，同比增长20%."""

import re
from collections.abc import Iterator
from decimal import Decimal

from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.prose.calculations import verdict
from medaid_desktop.core.checks.prose.prose_words import ARITHMETIC_RULE, mend_of, quoted, shown, written
from medaid_desktop.core.checks.prose.terms import Term
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.texts.money import last_place, parse_amount
from medaid_desktop.core.texts.numbers import DIGITS, decimal_of

_WORDS = r"[^0-9,;。:!?\n%约近余超]{0,10}?"
_GROWTH = re.compile(
    rf"(?P<year>20[0-9]{{2}})年度?(?P<what>{_WORDS})(?P<amount>{DIGITS})\s*(?P<unit>[千万亿]?元),"
    rf"(?P<other_year>20[0-9]{{2}})年度?(?P<other_what>{_WORDS})(?P<other>{DIGITS})\s*(?P<other_unit>[千万亿]?元),"
    rf"(?:(?:同比|环比|[比较]上年|[比较]去年)(?:支出)?)?(?P<way>增长|增加|提高|下降|减少|降低)(?:了)?(?P<rate>{DIGITS})%(?!以|左右)"
)
_FALLS = ("下降", "减少", "降低")


def told_growth(subject: Subject, path: str, text: str, folded: str) -> Iterator[Finding]:
    """A rate of growth that two amounts of neighbouring years, named alike, do not make."""
    for match in _GROWTH.finditer(folded) if "%" in folded else ():
        years = int(match["year"]), int(match["other_year"])
        amounts = parse_amount(match["amount"] + match["unit"]), parse_amount(match["other"] + match["other_unit"])
        if abs(years[0] - years[1]) != 1 or match["other_what"] not in (match["what"], "") or None in amounts:
            continue
        values = [amount.to("元").value for amount in amounts if amount]
        after, before = values if years[0] > years[1] else reversed(values)
        if not before:
            continue
        made = (after - before) / before * 100 * (-1 if match["way"] in _FALLS else 1)
        rate = decimal_of(match["rate"])
        if made > 0 and verdict(made, rate, last_place(rate)) == "wrong":
            yield _wrong(subject, path, text, match, made)


def _wrong(subject: Subject, path: str, text: str, match: re.Match[str], made: Decimal) -> Finding:
    rate = decimal_of(match["rate"])
    stated = Term(rate, "%", match.start("rate"), match.end("rate"), match.end())
    due = shown(made.quantize(Decimal(1).scaleb(min(last_place(rate), -2))), rate)
    whole = quoted(text, match.start(), match.end())
    return ARITHMETIC_RULE.found(
        subject, path, f"{subject.place(path)}里“{whole}”，{match['way']}算得 {due}%，写的是 {written(text, stated)}%。请核对",
        expected=due, actual=written(text, stated), detail=whole, mends=[mend_of(path, text, stated, due)],
    )  # fmt: skip
