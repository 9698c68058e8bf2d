"""Signings over content that was changed since: found, with what was changed; silence where they hold."""

import pytest

from medaid_desktop.core.checks.around import Around, Signed
from medaid_desktop.core.checks.finding import Finding
from medaid_desktop.core.checks.sealing import run
from medaid_desktop.core.checks.subject import FormFacts, Subject
from medaid_desktop.core.digest import digest
from medaid_desktop.core.filing import Filing
from medaid_desktop.store.forms.form_library import FormLibrary

FORM = FormLibrary().get("project-target")


def filing(**values: str) -> Filing:
    content = {"project_name": "医疗救助", "funding_total": "300", "annual_goal": "应救尽救"} | values
    return Filing("project-target", form_version=FORM.version, year=2020, region="371521", values=content)


def found(now: Filing, signed: Filing, seal: str = "", is_kept: bool = True) -> list[Finding]:
    one = Signed("finance", "财政部门", "审核人甲", "2020-06-01", seal, digest(signed), signed if is_kept else None)
    return list(run(Subject(FormFacts(FORM), now), Around(signed=[one])))


def test_what_holds_is_left_alone() -> None:
    assert found(filing(), filing()) == []
    assert list(run(Subject(FormFacts(FORM), filing()), Around())) == []


def test_the_changed_cell_is_named_with_both_texts() -> None:
    [one] = found(filing(funding_total="350"), filing())
    assert (one.rule, one.severity, one.where) == ("seal.void", "error", "values.funding_total")
    assert (one.expected, one.actual) == ("300", "350")
    assert "“财政部门”（审核人甲，2020-06-01）审核后内容被改动" in one.message
    assert "由 “300” 改为 “350”。审核已失效" in one.message


def test_a_seal_is_void_too() -> None:
    [one] = found(filing(project_name=""), filing(), seal="财政局公章")
    assert "审核和印章已失效" in one.message and "由 “医疗救助” 改为 空白" in one.message


@pytest.mark.parametrize("is_kept", [True, False])
def test_without_the_content_of_then_it_is_said_all_the_same(is_kept: bool) -> None:
    now = filing()
    now.year = 2021
    [one] = found(now, filing(), is_kept=is_kept)
    assert one.where == "values.project_name" and "审核后内容被改动。审核已失效" in one.message
