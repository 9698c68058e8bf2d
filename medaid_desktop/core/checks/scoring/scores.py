"""Weights and scores of a self-evaluation: their sums, and each score against what its line is worth."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Beside, Finding, Mend
from medaid_desktop.core.checks.names.marks import Marked, is_open, marked_lines, marked_tables, reached
from medaid_desktop.core.checks.rule import Check, Rule
from medaid_desktop.core.checks.scoring.rates import stated_rate
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.indicators import class_key, plain
from medaid_desktop.core.texts.money import last_place, rounding_of
from medaid_desktop.core.texts.numbers import Quantity, fold, is_nothing, read_quantity, value_of

SUM = Rule(
    "score.sum", "分值之和不是 100", ("error",),
    "预算执行和各项指标的分值相加应为 100。",
    "分值不是 100，总分就没有可比性。",
    "预算执行 10，产出 50，效益 30，满意度 9，相加为 99。",
    "《项目支出绩效评价管理办法》（财预〔2020〕10号）附件：自评满分 100 分。",
    (("full", 100, "满分"), ("execution", 10, "预算执行的分值：没有写出时，其余各项缺这么多不算错")),
)  # fmt: skip
TOTAL = Rule(
    "score.total", "总分与各项得分不符", ("error",),
    "各项得分相加应等于总分（只差四舍五入的不算）。",
    "总分定等级，差一分可能差一等。",
    "各项得分相加为 98.01，总分写 98.10。",
    "《项目支出绩效评价管理办法》（财预〔2020〕10号）。",
)  # fmt: skip
OVER = Rule(
    "score.over", "得分超过分值", ("error",),
    "每一项的得分不超过它的分值，超额完成也不加分。",
    "得分封顶，多出的分不能抵别项的失分。",
    "分值 10，实际完成 120%，得分写 12。",
    "《项目支出绩效评价管理办法》（财预〔2020〕10号）：完成指标值的得满分。",
)  # fmt: skip
SHARE = Rule(
    "score.share", "得分与完成情况不符", ("hint",),
    "定量指标达到指标值的得满分，没有达到的按完成比例得分。没有达到却得满分的、得分明显偏高的，提示核对。",
    "得分要能从完成值算出来，审核时会复算。",
    "指标值 25 人次、完成 20 人次、分值 6，应得 4.8，写 6。",
    "《项目支出绩效评价管理办法》（财预〔2020〕10号）；各地办法另有规定的从其规定。",
    (("slack", 10, "比按比例得分高不超过分值的百分之几不提示"),),
)  # fmt: skip

_TOTAL = "total_score"
_NEARLY = Decimal("0.01")
_LETTERS = str.maketrans("OoQlI|", "000111")
_LEAST = Decimal("0.05")
"""Less than so much of a mark is rounding."""


def _check_scores(subject: Subject, _around: Around) -> Iterator[Finding]:
    if not subject.facts.once(marked_tables):
        return
    lines = marked_lines(subject)
    if not lines:
        return
    yield from _sum(subject, lines)
    yield from _total(subject, lines)
    for line in lines:
        yield from _line(subject, line)


def _sum(subject: Subject, lines: Sequence[Marked]) -> Iterator[Finding]:
    weighed = [line for line in lines if line.weight is not None]
    if not weighed:
        return
    full = Decimal(str(SUM.setting(subject, "full")))
    implied = _implied(lines)
    summed = sum((line.weight or Decimal(0) for line in weighed), implied or Decimal(0))
    blank = is_open([line for line in lines if line.is_indicator] if implied else lines, "weight")
    slack = rounding_of(len(weighed), min(last_place(line.weight or Decimal(0)) for line in weighed))
    slack = slack if any(last_place(line.weight or Decimal(0)) < 0 for line in weighed) else Decimal(0)
    if (
        abs(summed - full) <= slack
        or (blank and summed < full)
        or _once_a_group(weighed) == full
        or (_alone(lines, full) and not _counts_all(subject, lines))
        or _without_execution(subject, lines, full - summed)
    ):
        return
    off = summed - full
    unread = [
        line for line in lines if line.weight is None and (text := line.row.get("weight")) and not is_nothing(text)
    ]
    where = (unread or weighed)[0].path("weight")
    yield SUM.found(
        subject, where,
        f"各项分值相加为 {figure(summed)}，应为 {figure(full)}，{'多' if off > 0 else '少'} {figure(abs(off))}{_by_class(weighed)}"
        f"{_told_unread(subject, unread)}。请核对各项分值",
        expected=figure(full), actual=figure(summed),
        beside=[Beside(subject.place(line.path("weight")), line.row["weight"], line.path("weight")) for line in weighed],
    )  # fmt: skip


def _told_unread(subject: Subject, unread: Sequence[Marked]) -> str:
    """The lines whose weights are no numbers, so that they are not added (二十)."""
    told = "、".join(f"{subject.place(line.path('weight'))}“{line.row['weight']}”" for line in unread)
    return f"。没有加进去的有{told}，不是数字" if told else ""


def _implied(lines: Sequence[Marked]) -> Decimal | None:
    """What the execution of the budget is worth where the form prints only its rate and score: 9.97 at 99.67 % are 10."""
    funding = [line for line in lines if not line.is_indicator]
    scored = [line for line in funding if line.score and (stated_rate(line.row.get("rate", "")) or 0) > 0]
    if len(scored) != 1 or any(line.weight is not None for line in funding):
        return None
    worth = (scored[0].score or Decimal(0)) * 100 / (stated_rate(scored[0].row["rate"]) or Decimal(1))
    whole = worth.to_integral_value()
    return whole if abs(worth - whole) <= whole * _NEARLY else None


def _alone(lines: Sequence[Marked], full: Decimal) -> bool:
    """Whether the indicators make the full mark by themselves, as where the execution of the budget is marked beside them."""
    return sum((line.weight or Decimal(0) for line in lines if line.is_indicator), Decimal(0)) == full


def _counts_all(subject: Subject, lines: Sequence[Marked]) -> bool:
    """Whether the total of the scores is other than that of the indicators alone: the execution of the budget is counted too."""
    stated = read_quantity(subject.filing.values.get(_TOTAL, ""))
    scores = [line.score for line in lines if line.is_indicator and line.score is not None]
    if not isinstance(stated, Quantity) or not scores or is_open(lines, "score"):
        return False
    return abs(stated.value - sum(scores, Decimal(0))) > rounding_of(len(scores), min([0, *map(last_place, scores)]))


def _without_execution(subject: Subject, lines: Sequence[Marked], lacking: Decimal) -> bool:
    """Whether just what the execution of the budget is worth lacks, and no line of the money has a weight."""
    worth = Decimal(str(SUM.setting(subject, "execution")))
    return lacking == worth and not any(line.weight is not None for line in lines if not line.is_indicator)


def _once_a_group(lines: Sequence[Marked]) -> Decimal:
    """The sum where a weight that is printed for a whole group stands on each of its rows."""
    seen: set[tuple[str, str, str, Decimal | None]] = set()
    total = Decimal(0)
    for line in lines:
        group = line.row.get("level1", ""), line.row.get("level2", "")
        key = (line.table, *group, line.weight)
        if not any(group) or key not in seen:
            seen.add(key)
            total += line.weight or Decimal(0)
    return total


def _by_class(lines: Sequence[Marked]) -> str:
    """The sums of the first-level classes, as the forms print them (预算执行 10，产出指标 50)."""
    sums: dict[str, Decimal] = {}
    for line in lines:
        name = plain(line.row.get("level1", "")) or ("预算执行" if line.row.get("item") else "其他")
        sums[name] = sums.get(name, Decimal(0)) + (line.weight or Decimal(0))
    return f"（{'，'.join(f'{name} {figure(value)}' for name, value in sums.items())}）" if len(sums) > 1 else ""


def _total(subject: Subject, lines: Sequence[Marked]) -> Iterator[Finding]:
    stated = read_quantity(subject.filing.values.get(_TOTAL, ""))
    scored = [line for line in lines if line.score is not None]
    if not isinstance(stated, Quantity) or not scored:
        return
    waiting = is_open(lines, "score") or any(line.weight and line.score is None for line in lines)
    scores = [line.score or Decimal(0) for line in scored]
    summed = sum(scores, Decimal(0))
    rounded = [score for score in scores if last_place(score) < 0]
    slack = rounding_of(len(rounded), min(map(last_place, rounded))) if rounded else Decimal(0)
    if last_place(stated.value) > min([0, *map(last_place, scores)]):
        slack += rounding_of(1, last_place(stated.value))
    off = stated.value - summed
    if abs(off) <= slack or waiting:
        return
    if _alone(lines, Decimal(str(SUM.setting(subject, "full")))):
        inside = sum((line.score or Decimal(0) for line in scored if line.is_indicator), Decimal(0))
        if abs(stated.value - inside) <= slack:
            return
    path = f"values.{_TOTAL}"
    due = figure(summed)
    yield TOTAL.found(
        subject, path, f"{subject.place(path)}是 {subject.text(path)}，各项得分相加为 {due}，{'多' if off > 0 else '少'} {figure(abs(off))}。请核对",
        expected=due, actual=subject.text(path), mends=[Mend(f"总分改为 {due}", ((path, due),))],
        beside=[Beside(subject.place(line.path("score")), line.row["score"], line.path("score")) for line in scored],
    )  # fmt: skip


def _line(subject: Subject, line: Marked) -> Iterator[Finding]:
    if line.score is None and (text := line.row.get("score")) and (meant := _meant(text)):
        where = line.path("score")
        yield TOTAL.found(
            subject, where, f"{subject.place(where)}是“{text}”，里面有字母，应是 {meant}，请改正", expected=meant, actual=text,
            detail="letters", mends=[Mend(f"改为 {meant}", ((where, meant),))],
        )  # fmt: skip
        return
    if line.weight is None or line.score is None or line.weight <= 0:
        return
    where = line.path("score")
    if line.score > line.weight:
        full = figure(line.weight)
        yield OVER.found(
            subject, where, f"{subject.place(where)}是 {line.row['score']}，超过了分值 {full}，最多得 {full} 分",
            expected=full, actual=line.row["score"], mends=[Mend(f"改为 {full}", ((where, full),))],
            beside=[Beside(subject.place(line.path("weight")), line.row["weight"], line.path("weight"))],
        )  # fmt: skip
        return
    part = _part(line)
    if part is None:
        return
    due = line.weight * min(part, Decimal(1))
    whole = line.score == line.weight and not line.row.get("reason")
    slack = _LEAST if whole else max(line.weight * Decimal(str(SHARE.setting(subject, "slack"))) / 100, _LEAST)
    if line.score - due <= slack:
        return
    shown = figure(due.quantize(Decimal("0.01"), ROUND_HALF_UP))
    missed = (
        f"指标值 {line.row['target']}、完成 {line.row['actual']}，没有达到却得了满分"
        if whole
        else f"分值 {figure(line.weight)}"
    )
    yield SHARE.found(
        subject, where, f"{subject.place(where)}是 {line.row['score']}，{missed}，按完成比例应得 {shown} 左右，请核对",
        expected=shown, actual=line.row["score"],
        beside=[Beside(subject.place(line.path(name)), line.row[name], line.path(name)) for name in ("target", "actual")],
    )  # fmt: skip


def _meant(text: str) -> str:
    """The number of a mark with letters for digits (2O), "" where it is none."""
    mended = fold(text).strip().translate(_LETTERS)
    return (
        mended if any(map(str.isdigit, text)) and mended != fold(text).strip() and value_of(mended) is not None else ""
    )


def _part(line: Marked) -> Decimal | None:
    """What part of its target a line of indicators reached; None for a line of funding."""
    if "target" not in line.row or "actual" not in line.row:
        return None
    return reached(line.row["target"], line.row["actual"], class_key(line.row.get("level2", "")))


SCORES = Check((SUM, TOTAL, OVER, SHARE), _check_scores)
