"""Telephone numbers that nobody can call."""

import pytest

from medaid_desktop.core.checks.names.phones import PHONES
from medaid_desktop.core.checks.runner import run_checks
from tests.core.checks.subjects import subject, told


@pytest.mark.parametrize(
    "text",
    [
        "0635-12345",
        "1380000000",
        "130000000001",
        "12000000000",
        "联系人甲",
        "电话：0635-1",
        "甲 13000000000，乙 0635-00001",
    ],
)
def test_what_is_no_number_is_a_warning(text: str) -> None:
    found = run_checks(subject("declaration", {"contact_phone": text}), [PHONES])
    assert told(found) == [("phone.format", "values.contact_phone")]
    assert found[0].severity == "warning"


@pytest.mark.parametrize(
    "text",
    ["0635-0000001", "0000004", "13000000000", "0635-0000001转8", "0635-0000001/13000000000", "400-000-0000", "12393", "无", "—", "", "XXXX", "同上",
     "(0855) 000 0001", "0855—000 0001", "0086-855-0000001", "+86(0)855-0000001", "0855-12393", "（0635）0000001", "+86 130 0000 0000", "联系人甲 13000000000", "甲 13000000000，乙 0635-0000001"],
)  # fmt: skip
def test_numbers_of_all_kinds_are_left_alone(text: str) -> None:
    assert run_checks(subject("declaration", {"contact_phone": text}), [PHONES]) == []


@pytest.mark.parametrize(
    ("text", "found"), [("负责人甲  0692-0000001", 0), ("负责人甲", 0), ("负责人甲 1300000000", 1)]
)
def test_a_person_with_a_number(text: str, found: int) -> None:
    assert len(run_checks(subject("project-target", {"project_leader": text}), [PHONES])) == found


@pytest.mark.parametrize(
    ("text", "told_so"),
    [("0635-000001", "是 6 位，少 1 位"), ("0635-12345", "是 5 位，少 2 位"), ("0635-000000001", "是 9 位，多 1 位"), ("1300000000", "是 10 位，少 1 位"),
     ("130000000001", "是 12 位，多 1 位"), ("00000", "区号-7或8位号码")],
)  # fmt: skip
def test_what_is_wrong_is_said(text: str, told_so: str) -> None:
    (finding,) = run_checks(subject("declaration", {"contact_phone": text}), [PHONES])
    assert told_so in finding.message and "0635-1234567" not in finding.message


@pytest.mark.parametrize(
    ("form", "field", "text", "mended"),
    [
        ("declaration", "contact_phone", "138O0000001", "13800000001"),
        ("project-target", "project_leader", "联系人甲 138O000000l", "联系人甲 13800000001"),
        ("declaration", "contact_phone", "0635-OOO0001", "0635-0000001"),
    ],
)
def test_letters_for_digits(form: str, field: str, text: str, mended: str) -> None:
    (finding,) = run_checks(subject(form, {field: text}), [PHONES])
    assert finding.mends[0].edits == ((f"values.{field}", mended),)
    assert "字母" in finding.message and finding.severity == "warning"


@pytest.mark.parametrize("text", ["13000000000 Olga", "13000000000l", "联系人甲 OOOO"])
def test_other_letters_are_no_digits(text: str) -> None:
    found = run_checks(subject("project-target", {"project_leader": text}), [PHONES])
    assert not any("字母" in one.message for one in found)
