"""The manual of the rules: a page for each, and no rule without the sentences it is made of."""

import re

import pytest

from medaid_desktop.operations.checking import rules
from medaid_desktop.operations.checking.rule_pages import LIST, page_of, rule_pages

LINK = re.compile(r"\[[^\]]+\]\(([^)]+)\)")


@pytest.mark.parametrize("rule", rules().values(), ids=rules())
def test_each_rule_says_what_why_example_source_and_how_grave_it_is(rule):
    page = rule_pages()[page_of(rule.id)]
    assert page.startswith(f"# {rule.title}\n")
    for sentence in (rule.what, rule.why, rule.example, rule.source):
        assert re.search(r"[\u4e00-\u9fff]", sentence) and sentence in page
    assert [word for word in ("错误", "警告", "提示") if f" {word}" in page.splitlines()[2]]
    for name, usual, what in rule.settings:
        assert f"{rule.id}.{name}" in page and f"{usual:g}" in page and what in page


def test_the_list_leads_to_every_page_and_each_page_back():
    pages = rule_pages()
    assert set(LINK.findall(pages[LIST])) == pages.keys() - {LIST}
    assert all(LINK.findall(page)[-1] == LIST for name, page in pages.items() if name != LIST)
    assert len({page.partition("\n")[0] for page in pages.values()}) == len(pages)
    assert "## 其他" not in pages[LIST]


def test_a_rule_without_a_page_leads_to_the_list():
    assert page_of("no.such") == LIST
