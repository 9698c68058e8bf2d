"""Budget codes: of a wrong length, or two for one purpose. The codes of forms themselves (项目编号) have no length."""

from collections.abc import Iterator, Sequence

from medaid_desktop.core.checks.around import Around
from medaid_desktop.core.checks.finding import Finding, Mend
from medaid_desktop.core.checks.names.code_conflicts import CONFLICT, conflicts, in_other_tables
from medaid_desktop.core.checks.names.code_places import Entry, entries
from medaid_desktop.core.checks.rule import Check, Rule
from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.definitions.budget_codes import BudgetCodes
from medaid_desktop.core.texts.codes import CODE_LENGTHS, length_complaint
from medaid_desktop.core.texts.numbers import fold

LENGTH = Rule(
    "code.length", "科目编码位数不对", ("error",),
    "支出功能分类科目为 7 位（类 3、款 5、项 7），政府预算和部门预算支出经济分类科目为 5 位（类 3、款 5）。",
    "科目差一位，国库系统录不进去，也看不出资金用在哪里。",
    "“229613 用于城乡医疗救助的彩票公益金支出”少一位，应为 2296013。",
    "财政部各年《政府收支分类科目》。",
)  # fmt: skip


_PLEASE = "，请核对"


def codes_check(codes: BudgetCodes) -> Check:
    """The check of budget codes, with the codes that are known."""

    def run(subject: Subject, around: Around) -> Iterator[Finding]:
        found = entries(subject)
        if not found:
            return
        for one in found:
            if _is_of_wrong_length(one, found, codes, subject.filing.year):
                yield _wrong_length(subject, one, codes)
        yield from conflicts(subject, found, codes)
        if around.document:
            yield from in_other_tables(subject, found, around.document, codes)

    return Check((LENGTH, CONFLICT), run, frozenset({"document"}))


def _is_of_wrong_length(one: Entry, found: Sequence[Entry], codes: BudgetCodes, year: int | None) -> bool:
    """Whether digits are lost or too many. A 类 or 款 is none where the form stays at that level."""
    if one.is_whole:
        return False
    if not one.code.isdigit() or len(one.code) not in CODE_LENGTHS[one.kind]:
        return True
    if codes.of_name(one.kind, one.name, year) is not None:
        return True
    return one.kind == "functional" and any(
        other.is_whole and other.kind == one.kind and other.code.startswith(one.code[:3]) and other.path != one.path
        for other in found
        if other.table == one.table
    )


def _wrong_length(subject: Subject, one: Entry, codes: BudgetCodes) -> Finding:
    year = subject.filing.year
    likely = codes.likely(one.kind, one.code, one.name, year)
    if not likely and one.name and (named := codes.of_name(one.kind, one.name, year)):
        likely = named.code
    known = codes.find(one.kind, likely, year) if likely else None
    told = f"，像是 {likely}{f'“{known.name}”' if known else ''}" if likely else ""
    text = subject.text(one.path)
    at = fold(text).find(one.written)
    mends = []
    if likely and at >= 0:
        mends = [Mend(f"改为 {likely}", ((one.path, text[:at] + likely + text[at + len(one.written) :]),))]
    complaint = (length_complaint(one.code, one.kind) or "").removesuffix(_PLEASE)
    return LENGTH.found(
        subject, one.path, f"{subject.place(one.path)}：{complaint}{told}{_PLEASE}",
        expected=likely, actual=one.written, detail=one.written, mends=mends,
    )  # fmt: skip
