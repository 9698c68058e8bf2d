"""The pages of the manual about the rules, made out of the rules themselves: one each, and a list of them all."""

from collections.abc import Mapping
from functools import cache

from medaid_desktop.core.checks.finding import Severity
from medaid_desktop.core.checks.rule import Rule
from medaid_desktop.operations.checking.batch import SIGNS, WORDS
from medaid_desktop.operations.checking.rules import rules

LIST = "rules"
"""The page that lists the rules."""
_PAGE = "rule-"
_FAMILIES = {
    "amount": "金额", "target": "指标值", "structure": "指标和必填项", "region": "区划名称", "code": "科目代码", "date": "日期",
    "phone": "电话", "score": "分值和得分", "rate": "执行率", "seal": "印章",
}  # fmt: skip
_TO_DO: Mapping[Severity, str] = {
    "error": "错误要改正，改正以前不能通过审核",
    "warning": "警告要么改正，要么写一行说明",
    "hint": "提示只是告诉您，可以不改",
}


def page_of(rule: str) -> str:
    """The page of a rule, by its id; the list for a rule that has none."""
    return f"{_PAGE}{rule}" if rule in rules() else LIST


@cache
def rule_pages() -> Mapping[str, str]:
    """The pages as Markdown by their names, the list first, the others in the order of the rules."""
    return {LIST: _list(rules())} | {page_of(rule.id): _page(rule) for rule in rules().values()}


def _list(known: Mapping[str, Rule]) -> str:
    parts = ["# 审核规则", "检查时逐条核对的规则。点规则的名称，看它查什么、为什么、依据是什么。"]
    families = dict.fromkeys(rule.partition(".")[0] for rule in known)
    for family in families:
        lines = [f"## {_FAMILIES.get(family, '其他')}", "", "| 规则 | 级别 | 查什么 |", "|---|---|---|"]
        lines += [
            f"| [{rule.title}]({page_of(rule.id)}) | {_severities(rule)} | {_cell(rule.what)} |"
            for rule in known.values()
            if rule.id.partition(".")[0] == family
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _page(rule: Rule) -> str:
    to_do = "；".join(_TO_DO[severity] for severity in rule.severities)
    parts = [
        f"# {rule.title}", f"**级别**　{_severities(rule)}。{to_do}。", f"**查什么**　{rule.what}", f"**为什么**　{rule.why}",
        f"**例子**　{rule.example}", f"**依据**　{rule.source}",
    ]  # fmt: skip
    if rule.settings:
        parts.append("**表种可以改的数**")
        rows = [f"| {_cell(what)} | {usual:g} | `{rule.id}.{name}` |" for name, usual, what in rule.settings]
        parts.append("\n".join(("| 数 | 通常 | 在表种里的名称 |", "|---|---|---|", *rows)))
    parts.append(f"规则代号 `{rule.id}`。[全部规则]({LIST})")
    return "\n\n".join(parts) + "\n"


def _severities(rule: Rule) -> str:
    return "、".join(f"{SIGNS[severity]} {WORDS[severity]}" for severity in rule.severities)


def _cell(text: str) -> str:
    return text.replace("|", "｜").replace("\n", " ")
