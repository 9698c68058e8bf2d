"""Parts and their totals: allocation tables, the funding of a form, and the one cell that mends them all."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from medaid_desktop.core.checks.amounts.allocation_sums import Hierarchy, Parts, hierarchy
from medaid_desktop.core.checks.amounts.balance import Balance, Equation, Weigh, repairs, tolerance, weigh
from medaid_desktop.core.checks.amounts.formulas import form_sums
from medaid_desktop.core.checks.amounts.funding_sums import funding_equations
from medaid_desktop.core.checks.amounts.guessed_sums import certain
from medaid_desktop.core.checks.amounts.sum_columns import MONEY, name_column, name_columns
from medaid_desktop.core.checks.amounts.sum_rules import MISSING, NEGATIVE, OF_WHICH, REPAIR, REST, ROUNDING, SUM
from medaid_desktop.core.checks.amounts.sum_words import cell, other_unit, parts_added, printed, sum_shown
from medaid_desktop.core.checks.amounts.unreadable import UNREADABLE, unchecked_told
from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Beside, Finding, Mend
from medaid_desktop.core.checks.rule import Check
from medaid_desktop.core.checks.subject import RowFigures, Subject
from medaid_desktop.core.checks.wording import figure
from medaid_desktop.core.texts.money import last_place, rounding_of
from medaid_desktop.core.texts.numbers import is_nothing

_Tell = Callable[[Equation], Sequence[Finding]]
_TellOfParts = Callable[[Parts], Sequence[Finding]]


def _check_sums(subject: Subject, around: Around) -> Iterator[Finding]:
    names = subject.facts.once(name_columns)
    for table in subject.form.tables:
        rows = subject.filing.rows(table.id)
        if rows and table.id in names:
            own = (
                around.names.name(subject.filing.region, subject.filing.year)
                if around.names and subject.filing.region
                else ""
            )
            yield from _check_allocation(subject, hierarchy(subject, table.id, name_column(rows, names[table.id]), own))
        elif rows and table.column("item"):
            yield from _check_few(subject, *funding_equations(subject, table))
    yield from _check_few(subject, *form_sums(subject))


def _check_few(subject: Subject, equations: Sequence[Equation], values: Mapping[str, Decimal]) -> Iterator[Finding]:
    """The equations of a form that is no allocation, without those of which a cell has words that are no figure (另行下达)."""

    paths = dict.fromkeys(path for one in equations for path in (one.total, *one.parts))
    unclear = [path for path in paths if path not in values and (text := subject.text(path)) and not is_nothing(text)]
    clear, dropped = _parted(equations, frozenset(unclear))
    yield from unchecked_told(subject, unclear, dropped, values)
    weighed = {one: weigh(one, values) for one in clear}
    yield from _off_balance(
        subject, list(weighed.values()), values, lambda one: list(_told(subject, weighed[one], values))
    )


def _check_allocation(subject: Subject, tree: Hierarchy) -> Iterator[Finding]:
    """What an allocation table promises. Weighed and told anew are only the sums of rows that are others than before."""
    units = subject.units(tree.table, tree.columns)
    read = subject.row_figures(tree.table, tree.columns)
    values = tree.figures(read)
    weighing: Weigh = subject.by_group(tree.table, ("weighed", units), lambda one: weigh(one, values))

    def told(equation: Equation) -> Sequence[Finding]:
        return list(_told(subject, weighing(equation), values))

    totals = tree.totals(weighing)
    down = tree.column_equations(totals, values)
    sure = certain(tree, down, values, weighing)
    if len(sure) < len(down):
        totals = [one for one in totals if any(equation.rows[0] == one.whole for equation in sure)]
    is_plain = not (tree.is_guessed and tree.is_doubtful)
    partitions = _partitions(tree, values, weighing) if is_plain else []
    equations = [*tree.across.equations(weighing), *sure, *(equation for _, equation in partitions)]
    unclear = [tree.path(number, name) for number, row in enumerate(read) if row.unclear for name in row.unclear]
    clear, dropped = _parted(equations, frozenset(unclear)) if unclear else (equations, ())
    balances = [weighing(one) for one in clear]
    yield from unchecked_told(subject, unclear, dropped, values)
    telling: _Tell = subject.by_group(tree.table, ("told", units, subject.whole), told)
    yield from _off_balance(subject, balances, values, telling)

    def whole_told(one: Parts) -> Sequence[Finding]:
        return list(_whole_rounding(subject, tree, one, values, weighing))

    whole_telling: _TellOfParts = subject.by_group(tree.table, ("whole", units, subject.whole), whole_told)
    for one in totals:
        yield from whole_telling(one)
    if is_plain:
        yield from _lists(subject, tree, totals, values, [equation for _, equation in partitions])
    yield from _negative(subject, tree, read)


def _parted(equations: Sequence[Equation], unclear: frozenset[str]) -> tuple[Sequence[Equation], Sequence[Equation]]:
    """The equations without words that are no figure in any cell, and the others: nobody knows what those would make."""
    clear: list[Equation] = []
    dropped: list[Equation] = []
    for one in equations:
        is_clear = one.total not in unclear and unclear.isdisjoint(one.parts)
        (clear if is_clear else dropped).append(one)
    return clear, dropped


def _negative(subject: Subject, tree: Hierarchy, read: Sequence[RowFigures]) -> Iterator[Finding]:
    """Each row with money below nothing, told once, at its first such cell."""
    for number, row in enumerate(read):
        below = [name for name in row.negative if not tree.is_count(name)]
        if below:
            where = tree.path(number, below[0])
            shown = "、".join(figure(row.values[name]) for name in below)
            yield NEGATIVE.found(
                subject, where, f"{subject.place(where)}是负数 {shown}，表示扣减或收回，请确认", actual=subject.text(where)
            )  # fmt: skip


def _off_balance(
    subject: Subject, balances: Sequence[Balance], values: Mapping[str, Decimal], tell: _Tell
) -> Iterator[Finding]:
    """What does not balance, and the cells that mend it; `tell` says what is found of an equation."""
    missing: set[str] = set()
    for balance in balances:
        if balance.standing == "even":
            continue
        for finding in tell(balance.equation):
            if finding.rule != MISSING.id or finding.where not in missing:
                yield finding
            if finding.rule == MISSING.id:
                missing.add(finding.where)
    yield from _repairs(subject, balances, values)


def _partitions(tree: Hierarchy, values: Mapping[str, Decimal], weighing: Weigh) -> list[tuple[Parts, Equation]]:
    """X市 = 市本级 + 各区, for each list that names the own level beside the districts.

    Where that does not balance but the own level alone is the whole, the districts lie inside it: no sum is promised then
    (of two readings the one that balances, 浙江 2021).
    """
    found: list[tuple[Parts, Equation]] = []
    for one, equation in tree.partition_equations:
        whole = values.get(equation.total)
        inside = len(equation.parts) > 1 and whole is not None and values.get(equation.parts[0]) == whole
        if whole is not None and not (inside and weighing(equation).standing == "off"):
            found.append((one, equation))
    return found


def _told(subject: Subject, balance: Balance, values: Mapping[str, Decimal]) -> Iterator[Finding]:
    where = balance.equation.total
    terms = [values[path] for path in balance.equation.parts if path in values]
    summed = sum(terms, Decimal(0))
    if balance.stated in (None, 0) and terms and summed != 0 and balance.standing != "rounding":
        total = figure(summed)
        yield MISSING.found(
            subject, where,
            f"{cell(subject, where)}{'为 0' if balance.stated == 0 else '是空白'}，而{parts_added(subject, balance.equation, values)}。"
            f"请填入 {total}，或核对各部分",
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
            f"{cell(subject, where)}是 {subject.text(where)}，{parts_added(subject, balance.equation, values)}，"
            f"只差 {figure(abs(off))}，在四舍五入的范围内",
            expected=figure(summed), actual=stated, beside=_parts(subject, balance.equation), detail=balance.equation.name,
        )  # fmt: skip
        return
    due = printed(subject, where, summed)
    unit, mend = other_unit(subject, balance, values)
    to_total = Mend(f"合计改为 {due}", ((where, due),))
    yield SUM.found(
        subject, where,
        f"{cell(subject, where)}是 {subject.text(where)}，{parts_added(subject, balance.equation, values)}，"
        f"{'多' if off > 0 else '少'} {figure(abs(off))}{unit or '。请核对各部分和合计'}",
        expected=figure(summed), actual=stated, beside=_parts(subject, balance.equation), detail=balance.equation.name,
        mends=[mend, to_total] if mend and mend.edits != to_total.edits else [to_total],
    )  # fmt: skip


def _parts(subject: Subject, equation: Equation) -> list[Beside]:
    return [Beside(subject.place(path), subject.text(path), path) for path in equation.parts if subject.text(path)]


def _repairs(subject: Subject, balances: Sequence[Balance], values: Mapping[str, Decimal]) -> Iterator[Finding]:
    for repair in repairs(balances, values):
        value = printed(subject, repair.path, repair.value)
        yield REPAIR.found(
            subject, repair.path,
            f"有 {repair.mended} 处合计不平；只把{cell(subject, repair.path)}由 {subject.text(repair.path)} 改为 {value}，就都平了",
            expected=value, actual=subject.text(repair.path), mends=[Mend(f"改为 {value}", ((repair.path, value),))],
        )  # fmt: skip


def _whole_rounding(
    subject: Subject, tree: Hierarchy, one: Parts, values: Mapping[str, Decimal], weighing: Weigh
) -> Iterator[Finding]:
    """The money of a grand total against that of all rows, where a table has several kinds of money and no column that
    adds them up: 3 347 of 乌鲁木齐 2020 against 3 347.02."""
    kinds = [name for name in MONEY if name in tree.columns]
    if len(kinds) < 2 or tree.across or "total" in tree.columns:
        return
    sums = [tree.column_sum(one, name) for name in kinds]
    stated = [values[equation.total] for equation in sums if equation.total in values]
    terms = [values[path] for equation in sums for path in equation.parts if path in values]
    whole, summed = sum(stated, Decimal(0)), sum(terms, Decimal(0))
    slack = rounding_of(len(terms), min(map(last_place, terms), default=0)) + sum(
        (rounding_of(1, last_place(one)) for one in stated), Decimal(0)
    )
    if len(stated) == len(kinds) and 0 < abs(whole - summed) <= slack and not tree.is_off(one, kinds, weighing):
        where = f"tables.{tree.table}[{one.whole}]"
        yield ROUNDING.found(
            subject, f"{where}.name",
            f"{subject.place(where)}各项资金共 {figure(whole)}，所列各行共 {figure(summed)}，"
            f"只差 {figure(abs(whole - summed))}，在四舍五入的范围内",
            expected=figure(summed), actual=figure(whole),
        )  # fmt: skip


def _lists(
    subject: Subject,
    tree: Hierarchy,
    totals: Sequence[Parts],
    values: Mapping[str, Decimal],
    complete: Sequence[Equation],
) -> Iterator[Finding]:
    """The 其中 lists that are no part of a sum."""
    summed = {part for one in totals for part in one.parts}
    done = {equation.total for equation in complete}

    def told(inside: Parts) -> Sequence[Finding]:
        return _of_which(subject, tree, inside, values, done)

    units = subject.units(tree.table, tree.columns)
    telling: _TellOfParts = subject.by_group(tree.table, ("of which", units, subject.whole), told)
    for inside in tree.of_which_lists:
        if not summed.issuperset(inside.parts):
            yield from telling(inside)


def _of_which(
    subject: Subject, tree: Hierarchy, inside: Parts, values: Mapping[str, Decimal], done: Collection[str]
) -> list[Finding]:
    """What is told of a 其中 list: of one column, the total before what it is made of. `done` are totals of complete lists."""
    listed = tree.without_own_level(inside)
    for column in tree.columns[::-1]:
        equation = tree.column_sum(listed, column, "of which")
        if equation.total in done:
            continue
        terms = [values[path] for path in equation.parts if path in values]
        whole = values.get(equation.total)
        if whole is not None and terms and (found := list(_of_which_told(subject, equation, whole, terms))):
            return found
    return []


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
            f"{cell(subject, where)}是 {figure(whole)}，其中各项相加为 {figure(summed)}{sum_shown(terms)}，超过 {figure(abs(rest))}。"
            "请核对哪一项多写了，或这个数少写了",
            expected=figure(summed), actual=figure(whole), beside=beside,
        )  # fmt: skip
        return
    yield REST.found(
        subject, where,
        f"{cell(subject, where)}是 {figure(whole)}，其中各项相加为 {figure(summed)}{sum_shown(terms)}，余 {figure(rest)}。"
        "请确认余数归谁（如市本级、未列出的单位）",
        expected=figure(rest), actual=figure(whole), beside=beside,
    )  # fmt: skip


SUMS = Check((SUM, ROUNDING, MISSING, OF_WHICH, REST, REPAIR, NEGATIVE, UNREADABLE), _check_sums)
