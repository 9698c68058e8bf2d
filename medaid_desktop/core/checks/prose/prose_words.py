"""How findings speak of calculations in a text, and how they mend it."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

from medaid_desktop.core.checks.finding import Mend
from medaid_desktop.core.checks.prose.terms import Term
from medaid_desktop.core.checks.rule import Rule
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.texts.money import POWERS, Amount, last_place, parse_amount
from medaid_desktop.core.texts.numbers import DIGITS, decimal_of, fold

ARITHMETIC_RULE = Rule(
    "amount.arithmetic", "算式不对", ("error", "hint"),
    "文字里写出的算式（人数×标准＝金额、各项相加的合计）应当算得对；尾数舍去或进位的作为提示。测算依据算得的数应与所报的金额一致。",
    "测算依据是核定资金的根据，算错一处，所报金额就站不住。",
    "“658090 人×32 元=21058800 元”应为 21058880 元；21058880 元写成 2105.88 万元是舍去了尾数（应为 2105.888）。",
    "《项目支出绩效目标申报表》“测算依据及说明”。",
)  # fmt: skip

MONEY = rf"(?P<digits>{DIGITS})\s*(?P<unit>[千万亿]?元)"
"""An amount with its unit in folded text: to embed."""
_PLACES = Decimal("0.0001")


def amount_of(match: re.Match[str]) -> Amount:
    """The amount that a pattern with `MONEY` in it has found."""
    amount = parse_amount(match["digits"] + match["unit"])
    return amount or Amount(decimal_of(match["digits"]), match["unit"], "")


def unit_name(term: Term) -> str | None:
    """The unit of money of a term, one of `POWERS`; None where it counts something else."""
    return term.unit if term.unit in POWERS else f"{term.unit}元" if f"{term.unit}元" in POWERS and term.unit else None


def unit_behind(term: Term) -> str:
    """The unit of a term as it stands behind a figure in a sentence."""
    return f" {term.unit}" if term.unit and term.unit != "%" else term.unit


def shown(value: Decimal, like: Decimal) -> str:
    """A worked-out figure with as many digits as say something, those of the written one at least."""
    places = min(Decimal(1).scaleb(last_place(like)), _PLACES)
    with localcontext() as context:
        context.prec = 200  # products of long numbers have more digits than the usual context keeps
        return figure(value.quantize(places, ROUND_HALF_UP) if value != value.to_integral_value() else value)


def rounded_like(value: Decimal, like: Decimal) -> str:
    """A worked-out figure rounded at the last digit of the written one."""
    with localcontext() as context:
        context.prec = 200
        return figure(value.quantize(Decimal(1).scaleb(min(last_place(like), 0)), ROUND_HALF_UP))


def written(text: str, term: Term) -> str:
    """The digits of a term as they stand in the text."""
    return text[term.start : term.digits_end]


def quoted(text: str, start: int, end: int) -> str:
    """A stretch of a text on one line, the end of a long one left out."""
    line = " ".join(text[start:end].split())
    return line if len(line) <= 40 else f"{line[:38]}……"


def mend_of(path: str, text: str, term: Term, due: str) -> Mend:
    """The written figure replaced, with its thousands set off and its decimals as they were."""
    before = fold(written(text, term))
    decimals = len(before.partition(".")[2])
    mended = f"{Decimal(due):,.{decimals}f}" if decimals > len(due.partition(".")[2]) else f"{Decimal(due):,f}"
    mended = mended if "," in before else mended.replace(",", "")
    return Mend(f"改为 {mended}", ((path, text[: term.start] + mended + text[term.digits_end :]),))
