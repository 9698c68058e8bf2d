"""The year before, left in where a form was copied from last year's: in names and titles, the goal of the year, deadlines."""

import re
from collections.abc import Iterator, Sequence

from medaid_desktop.core.checks.finding import Finding, Mend, Severity
from medaid_desktop.core.checks.names.date_rules import YEAR
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.filing import Row, cell_path
from medaid_desktop.core.texts.dates import parse_period
from medaid_desktop.core.texts.numbers import fold

PLANS = ("declaration", "project-target", "target-breakdown", "regional-target")
"""Forms of what is to be done in a year; the others tell of it, often long after."""
_HANDED_DOWN = "allocation"
_NAMES = ("project_name", "title")
_GOAL = "annual_goal"
_YEAR = r"(?P<year>20[0-9]{2})"
_BEGINS = re.compile(rf"{_YEAR}年度?(?![初末底中以起至到前后—~-]|[0-9]{{1,2}}月)")
_OTHER_YEARS = re.compile(r"同比|相比|基础|上年|去年|今年|本年|当年|结转|比20|起")
_PLANNED = re.compile(
    r"度?(?:全年|全[县市区省州旗]|[我本][县市区省州旗]|计划|预计|确保|力争|救助|资助|城乡|困难|医疗救助|年内|,(?!.*(?:已|了|实际|累计|共)))"
)
"""Behind the year with which a goal begins: what is to be done in it, not what it is a register or a rule of."""
_REPORTED = re.compile(r"已(?!经?脱贫)|实际|累计|截至|认定|印发|出台")
"""In a first sentence: it tells of last year on purpose."""
_PAST = re.compile(r"了|曾|数据|统计|评价|考核|清算|结算|决算|政策|文件|标准|名单|底册|建档|摸底|普查")
_IN_NAME = re.compile(rf"(?<![0-9〔\[比较与同自从至-]){_YEAR}年度?(?![0-9]|[初末底]|以来|起|前|后|至|到|[-—~、和及与])")
_OF_LAST_YEAR = re.compile(
    r"清算|结算|决算|结转|结余|结存|考核|评价|奖|补发|补差|补缺|补助缺口|缺口|欠|垫|偿还|收回|退|调整|剩余|尾款|余款|续|跨年|上年|历年|提前|预拨|追加|补拨|补下达"
    r"|以奖代补|绩效结果|执行情况|决定|意见|办法|规划|方案|通知|文件"
)
"""In a name with last year in it: money or rules of last year may well be meant."""
_DEADLINE = re.compile(
    rf"(?:于|在|截至|截止到?|至|到|≤|不晚于|不迟于|:)?\s*{_YEAR}\s*年度?\s*(?:全年|(?:[0-9]{{1,2}}月份?)?(?:[0-9]{{1,2}}日|底|末|中旬|[上下]旬)?)\s*"
    r"(?:之前|以前|前|内|止)?(?:全部|及时|按时|基本)?(?:拨付|支付|支出|使用|发放|结算|实施|执行|完成|救助)*(?:到位|完毕|完成|结束)?[。.]?"
)
_BEFORE_THE_YEAR = re.compile(r"参保|缴费|代缴|征缴|提前|资助|下达|分配|上年|结转|清算|摸底|认定")
"""In the name of an indicator: what it tells may be due before the year begins (资助参保 in the autumn before)."""


def left_years(subject: Subject) -> Iterator[Finding]:
    """Warnings, for a goal that may tell of last year on purpose a hint, where a form of what is to be done names the year
    before its own and neither its own nor a later one."""
    year = subject.filing.year
    if year is None or subject.kind not in (*PLANS, _HANDED_DOWN):
        return
    last = f"{year - 1}"
    found = [*_in_names(subject, last, year)]
    if subject.kind != _HANDED_DOWN:
        found += _goal(subject, last, year)
        for table in subject.facts.indicator_tables:
            for index, text in subject.rows_with(table.id, _deadline, (last,)):
                found.append(_left(subject, cell_path(table.id, index, "target"), text, "日期", last))
    if found and not _runs_longer(subject, year):
        yield from found


def _runs_longer(subject: Subject, year: int) -> bool:
    """Whether the project began before the form's year."""
    period = parse_period(subject.filing.values.get("period", ""))
    return bool(period and period.start and period.start.year < year)


def _in_names(subject: Subject, last: str, year: int) -> Iterator[Finding]:
    for name in _NAMES:
        text = subject.filing.values.get(name, "")
        if "年" not in text:
            continue
        folded = fold(text)
        match = _IN_NAME.search(folded)
        if match is None or match["year"] != last or _names_later(folded, year) or _OF_LAST_YEAR.search(folded):
            continue
        yield _left(subject, f"values.{name}", text, "名称", last)


def _names_later(folded: str, year: int) -> bool:
    """Whether a text names the form's year or a later one."""
    return any(int(one) >= year for one in re.findall(r"20[0-9]{2}", folded))


def _left(subject: Subject, path: str, text: str, what: str, last: str) -> Finding:
    year = subject.filing.year
    mended = fold(text).count(last) == 1 and text.count(last) == 1
    mends: Sequence[Mend] = (
        [Mend(f"{last} 年改为 {year} 年", ((path, text.replace(last, str(year))),))] if mended else ()
    )
    return YEAR.found(
        subject, path, f"{subject.place(path)}里写的是 {last} 年，本表是 {year} 年度的，请核对是不是沿用了上年的{what}",
        expected=f"{year}年", actual=f"{last}年", mends=mends,
    )  # fmt: skip


def _deadline(context: tuple[str], row: Row) -> str:
    """The target of a row that is nothing but a day or stretch of the year before, "" where it is something else."""
    text = row.get("target", "")
    if "年" not in text or _BEFORE_THE_YEAR.search(row.get("level3", "") + row.get("level4", "")):
        return ""
    match = _DEADLINE.fullmatch(fold(text).strip())
    return text if match and match["year"] == context[0] else ""


def _goal(subject: Subject, last: str, year: int) -> Iterator[Finding]:
    path, text = f"values.{_GOAL}", subject.filing.values.get(_GOAL, "")
    if not text or _GOAL not in subject.form.fields_by_id:
        return
    folded = fold(text).strip()
    match = _BEGINS.match(folded)
    if match is None or match["year"] != last or str(year) in folded or _OTHER_YEARS.search(folded):
        return
    first = folded.partition("。")[0]
    if _REPORTED.search(first):
        return
    planned = _PLANNED.match(folded, match.end("year") + 1) and not _PAST.search(first)
    severity: Severity = "warning" if planned and not _names_later(folded, year) else "hint"
    yield YEAR.found(
        subject, path, f"{subject.place(path)}开头写的是 {last} 年，本表是 {year} 年度的，请核对是不是沿用了上年的话",
        severity=severity, expected=f"{year}年", actual=f"{last}年",
    )  # fmt: skip
