"""Parts and their totals: allocation tables, the funding of a form, and the one cell that mends them all."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from medaid_desktop.core.checks.amounts.allocation_sums import MONEY, Hierarchy, Parts
from medaid_desktop.core.checks.amounts.balance import Balance, Equation, repairs, tolerance, weigh
from medaid_desktop.core.checks.amounts.formulas import form_sums
from medaid_desktop.core.checks.amounts.funding_sums import funding_equations
from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Beside, Finding, Mend
from medaid_desktop.core.checks.rule import Check, Rule
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.checks.wording import added, figure
from medaid_desktop.core.filing import cell_path
from medaid_desktop.core.texts.money import last_place, rounding_of
from medaid_desktop.core.texts.numbers import is_nothing

SUM = Rule(
    "amount.sum", "合计不平", ("error",),
    "各部分相加应等于它们的合计：资金总额＝各项资金，合计行＝各行，小计＝本市各县（市、区），市＝市本级＋各区。",
    "合计和明细对不上的表，上级无法下达，也无法入账。",
    "“资金总额”填 656，财政拨款 600、其他资金 50，相加为 650：合计多 6。",
    "《中华人民共和国预算法实施条例》对预算编制完整、准确的要求；各分配表的“合计”“小计”“其中”。",
)  # fmt: skip
ROUNDING = Rule(
    "amount.rounding", "四舍五入的差", ("hint",),
    "合计与各部分之和只差四舍五入那么多：n 个数相加，最多差 n×末位的一半；合计少写几位小数的，再加它自己的末位的一半。",
    "这种差不是错，但审核的人会问，先知道好回答。",
    "乌鲁木齐 2020 年分配表：各区县彩票公益金相加 243.01，合计印作 243.0。",
    "数值修约规则 GB/T 8170—2008。",
)  # fmt: skip
MISSING = Rule(
    "amount.total-missing", "缺合计", ("warning",),
    "各部分已有数，合计却是空白或 0。",
    "合计空着，上级汇总时会当作没有资金。",
    "中央资金 20810，年度金额空着：可填入 20810。",
    "各表“资金总额＝财政拨款＋其他资金”的表内关系。",
)  # fmt: skip
OF_WHICH = Rule(
    "amount.of-which", "其中数超过总数", ("error",),
    "“其中”各项相加不能超过它们所属的数。",
    "其中项是总数的一部分，超过了必有一处写错。",
    "某市 100，其中甲区 70、乙区 60。",
    "分配表“其中”的含义（浙财社〔2021〕42号附件1 等）。",
)  # fmt: skip
REST = Rule(
    "amount.of-which-rest", "其中数之外的余数", ("hint",),
    "“其中”只列了一部分，告诉您剩下多少、属于谁。",
    "余数通常是市本级或未列出的单位，核对时要能说清。",
    "杭州市本级 115，其中萧山 14、余杭 18、富阳 26、临安 27，余 30。",
    "浙财社〔2021〕42号附件1 杭州市、嘉兴市。",
)  # fmt: skip
REPAIR = Rule(
    "amount.repair", "一处改了就都平", ("hint",),
    "几处合计同时不平，而只改一格就能使它们全部相平时，指出这一格和应有的数。",
    "几处报错往往只是一个数打错，逐处去找很费时。",
    "某区应为 42.70，错录成 47.20：该行合计、该列合计都不平，改回一格即可。",
    "表内行、列平衡关系。",
)  # fmt: skip
NEGATIVE = Rule(
    "amount.negative", "负数", ("hint",),
    "分配数为负，点名提示，不作为错误。",
    "负数表示扣减或收回，合法但要看清，录入时多打的负号也会被发现。",
    "永嘉县 -105，台州市小计 -38。",
    "浙财社〔2021〕42号附件1。",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Sums:
    """The equations of a part of a filing and the figures they are about."""

    equations: Sequence[Equation]
    values: Mapping[str, Decimal]


def _check_sums(subject: Subject, _around: Around) -> Iterator[Finding]:
    for table in subject.form.tables:
        rows = subject.filing.rows(table.id)
        if rows and table.column("role"):
            yield from _check_allocation(subject, Hierarchy(table.id, rows))
        elif rows and table.column("item"):
            yield from _check_equations(subject, _sure(subject, *funding_equations(subject, table)))
    yield from _check_equations(subject, _sure(subject, *form_sums(subject)))


def _check_allocation(subject: Subject, tree: Hierarchy) -> Iterator[Finding]:
    values = subject.figures(tree.table, tree.columns)
    totals = tree.totals(values)
    summed = {part for one in totals for part in one.parts}
    partitions = _partitions(tree, values)
    equations = [
        *tree.row_equations(),
        *tree.column_equations(totals, values),
        *(equation for _, equation in partitions),
    ]
    yield from _check_equations(subject, _sure(subject, equations, values))
    yield from _whole_rounding(subject, tree, totals, values)
    lists = [one for one in tree.of_which_lists if not summed.issuperset(one.parts)]
    yield from _of_which(subject, tree, lists, values, {(one.whole, equation.total) for one, equation in partitions})
    yield from _negative(subject, tree, values)


def _negative(subject: Subject, tree: Hierarchy, values: Mapping[str, Decimal]) -> Iterator[Finding]:
    """Each row with money below nothing, told once, at its first such cell."""
    for row in range(len(tree.rows)):
        below = [
            path
            for name in tree.columns
            if name != "headcount" and (path := cell_path(tree.table, row, name)) in values and values[path] < 0
        ]
        if below:
            shown = "、".join(figure(values[path]) for path in below)
            yield NEGATIVE.found(
                subject, below[0], f"{subject.place(below[0])}是负数 {shown}，表示扣减或收回，请确认", actual=subject.text(below[0])
            )  # fmt: skip


def _check_equations(subject: Subject, sums: _Sums) -> Iterator[Finding]:
    missing: set[str] = set()
    balances = [weigh(equation, sums.values) for equation in sums.equations]
    for balance in balances:
        if balance.standing == "even":
            continue
        for finding in _told(subject, balance, sums.values):
            if finding.rule != MISSING.id or finding.where not in missing:
                yield finding
            if finding.rule == MISSING.id:
                missing.add(finding.where)
    yield from _repairs(subject, balances, sums.values)


def _sure(subject: Subject, equations: Iterable[Equation], values: Mapping[str, Decimal]) -> _Sums:
    """Without the equations of which a cell has words that are no figure (另行下达): nobody knows what they would make."""

    def is_clear(path: str) -> bool:
        return path in values or not (text := subject.text(path)) or is_nothing(text)

    return _Sums([one for one in equations if is_clear(one.total) and all(map(is_clear, one.parts))], values)


def _partitions(tree: Hierarchy, values: Mapping[str, Decimal]) -> list[tuple[Parts, Equation]]:
    """X市 = 市本级 + 各区, for each list that names the own level beside the districts.

    Where that does not balance but the own level alone is the whole, the districts lie inside it: no sum is promised then
    (of two readings the one that balances, 浙江 2021).
    """
    found: list[tuple[Parts, Equation]] = []
    for one, equation in tree.partition_equations():
        whole = values.get(equation.total)
        inside = len(equation.parts) > 1 and whole is not None and values.get(equation.parts[0]) == whole
        if whole is not None and not (inside and weigh(equation, values).standing == "off"):
            found.append((one, equation))
    return found


def _told(subject: Subject, balance: Balance, values: Mapping[str, Decimal]) -> Iterator[Finding]:
    where = balance.equation.total
    terms = [values[path] for path in balance.equation.parts if path in values]
    summed = sum(terms, Decimal(0))
    if balance.stated in (None, 0) and terms and summed != 0 and balance.standing != "rounding":
        total = figure(summed)
        yield MISSING.found(
            subject, where, f"{subject.place(where)}{'为 0' if balance.stated == 0 else '是空白'}，而各部分相加为 {total}{_shown(terms)}",
            expected=total, actual=subject.text(where), beside=_parts(subject, balance.equation),
            mends=[Mend(f"填入合计 {total}", ((where, total),))],
        )  # fmt: skip
        return
    if balance.standing == "open" or balance.stated is None:
        return
    stated, off = figure(balance.stated), balance.off
    if balance.standing == "rounding":
        yield ROUNDING.found(
            subject, where,
            f"{subject.place(where)}是 {subject.text(where)}，各部分相加为 {figure(summed)}，只差 {figure(abs(off))}，在四舍五入的范围内",
            expected=figure(summed), actual=stated, beside=_parts(subject, balance.equation), detail=balance.equation.name,
        )  # fmt: skip
        return
    yield SUM.found(
        subject, where,
        f"{subject.place(where)}是 {subject.text(where)}，各部分相加为 {figure(summed)}{_shown(terms)}，"
        f"{'多' if off > 0 else '少'} {figure(abs(off))}。请核对各部分和合计",
        expected=figure(summed), actual=stated, beside=_parts(subject, balance.equation), detail=balance.equation.name,
        mends=[Mend(f"合计改为 {figure(summed)}", ((where, figure(summed)),))],
    )  # fmt: skip


def _shown(terms: Sequence[Decimal]) -> str:
    written = added(terms)
    return f"（{written}）" if written else ""


def _parts(subject: Subject, equation: Equation) -> list[Beside]:
    return [Beside(subject.place(path), subject.text(path), path) for path in equation.parts if subject.text(path)]


def _repairs(subject: Subject, balances: Sequence[Balance], values: Mapping[str, Decimal]) -> Iterator[Finding]:
    for repair in repairs(balances, values):
        value = figure(repair.value)
        yield REPAIR.found(
            subject, repair.path,
            f"有 {repair.mended} 处合计不平；只把{subject.place(repair.path)}由 {subject.text(repair.path)} 改为 {value}，就都平了",
            expected=value, actual=subject.text(repair.path), mends=[Mend(f"改为 {value}", ((repair.path, value),))],
        )  # fmt: skip


def _whole_rounding(
    subject: Subject, tree: Hierarchy, totals: Sequence[Parts], values: Mapping[str, Decimal]
) -> Iterator[Finding]:
    """The money of the grand total against that of all rows, where a table has several kinds of money and no column that
    adds them up: 3 347 of 乌鲁木齐 2020 against 3 347.02."""
    kinds = [name for name in MONEY if name in tree.columns]
    if len(kinds) < 2 or "total" in tree.columns:
        return
    for one in totals:
        stated = [values[path] for name in kinds for path in tree.paths([one.whole], name) if path in values]
        terms = [values[path] for name in kinds for path in tree.paths(one.parts, name) if path in values]
        whole, summed = sum(stated, Decimal(0)), sum(terms, Decimal(0))
        slack = rounding_of(len(terms), min(map(last_place, terms), default=0)) + sum(
            (rounding_of(1, last_place(one)) for one in stated), Decimal(0)
        )
        if len(stated) == len(kinds) and 0 < abs(whole - summed) <= slack and not tree.is_off(one, kinds, values):
            yield ROUNDING.found(
                subject, cell_path(tree.table, one.whole, "name"),
                f"{subject.place(f'tables.{tree.table}[{one.whole}]')}各项资金共 {figure(whole)}，所列各行共 {figure(summed)}，"
                f"只差 {figure(abs(whole - summed))}，在四舍五入的范围内",
                expected=figure(summed), actual=figure(whole),
            )  # fmt: skip


def _of_which(
    subject: Subject,
    tree: Hierarchy,
    lists: Sequence[Parts],
    values: Mapping[str, Decimal],
    summed: Collection[tuple[int, str]],
) -> Iterator[Finding]:
    own = {one.parts[0] for one in tree.partitions}
    for inside in lists:
        listed = inside.parts[1:] if inside.parts[0] in own and len(inside.parts) > 1 else inside.parts
        told = False
        for column in tree.columns[::-1]:  # the total before what it is made of
            where = cell_path(tree.table, inside.whole, column)
            if told or (inside.whole, where) in summed:
                continue
            equation = Equation(where, tree.paths(listed, column))
            terms = [values[path] for path in equation.parts if path in values]
            whole = values.get(where)
            if whole is not None and terms:
                for finding in _of_which_told(subject, equation, whole, terms):
                    told = True
                    yield finding


def _of_which_told(subject: Subject, equation: Equation, whole: Decimal, terms: Sequence[Decimal]) -> Iterator[Finding]:
    summed = sum(terms, Decimal(0))
    rest = whole - summed
    if abs(rest) <= tolerance(equation, whole, terms):
        return
    where = equation.total
    beside = _parts(subject, equation)
    if (rest < 0) if whole >= 0 else (rest > 0 and max(terms) <= 0):
        yield OF_WHICH.found(
            subject, where,
            f"{subject.place(where)}是 {figure(whole)}，其中各项相加为 {figure(summed)}{_shown(terms)}，超过 {figure(abs(rest))}",
            expected=figure(summed), actual=figure(whole), beside=beside,
        )  # fmt: skip
        return
    yield REST.found(
        subject, where,
        f"{subject.place(where)}是 {figure(whole)}，其中各项相加为 {figure(summed)}{_shown(terms)}，余 {figure(rest)}",
        expected=figure(rest), actual=figure(whole), beside=beside,
    )  # fmt: skip


SUMS = Check((SUM, ROUNDING, MISSING, OF_WHICH, REST, REPAIR, NEGATIVE), _check_sums)
