"""Telephone numbers in the ways offices write them. All numbers here are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medaid_desktop.core.texts.numbers import Nothing, Unclear, fold
from medaid_desktop.core.texts.phones import Contact, Phone, parse_phone, read_contact, split_contact

CELLS = st.text() | st.text("0123456789１３（）()-—+转分机xext张三电话:：、，/ \u3000\n", max_size=40)


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("13000000000", Phone("mobile", "13000000000")),
        ("130 0000 0000", Phone("mobile", "13000000000")),
        ("130-0000-0000", Phone("mobile", "13000000000")),
        ("１３００００００００0", Phone("mobile", "13000000000")),
        ("+86 13000000000", Phone("mobile", "13000000000")),
        ("0635-1234567", Phone("landline", "1234567", "0635")),
        ("0635—1234567", Phone("landline", "1234567", "0635")),
        ("0635 - 1234567", Phone("landline", "1234567", "0635")),
        ("（0635）1234567", Phone("landline", "1234567", "0635")),
        ("06351234567", Phone("landline", "1234567", "0635")),
        ("010-12345678", Phone("landline", "12345678", "010")),
        ("02112345678", Phone("landline", "12345678", "021")),
        ("0635-1234567-801", Phone("landline", "1234567", "0635", "801")),
        ("0635-1234567转8", Phone("landline", "1234567", "0635", "8")),
        ("1234567 分机 12", Phone("local", "1234567", "", "12")),
        ("0000004", Phone("local", "0000004")),
        ("12345678", Phone("local", "12345678")),
        ("400-123-4567", Phone("service", "4001234567")),
        ("12393", Phone("service", "12393")),
    ],
)
def test_numbers(text: str, phone: Phone) -> None:
    assert parse_phone(text) == phone
    assert parse_phone(str(phone)) == phone


@pytest.mark.parametrize(
    "text",
    [
        "",
        "张三",
        "123456",
        "1300000000",
        "130000000000",
        "12000000000",
        "0135-1234567",
        "0635-123456789",
        "0635-1234567转",
    ],
)
def test_no_number(text: str) -> None:
    assert parse_phone(text) is None


@pytest.mark.parametrize(
    ("text", "name", "numbers"),
    [
        ("负责人甲  13000000000", "负责人甲", ("13000000000",)),
        ("负责人甲\n0635-1234567", "负责人甲", ("0635-1234567",)),
        ("负责人甲，13000000000", "负责人甲", ("13000000000",)),
        ("负责人甲（13000000000）", "负责人甲", ("13000000000",)),
        ("负责人甲（0635）1234567", "负责人甲", ("（0635）1234567",)),
        ("13000000000 负责人甲", "负责人甲", ("13000000000",)),
        ("负责人甲 电话：0635-1234567", "负责人甲", ("0635-1234567",)),
        ("联系电话：0635-1234567", "", ("0635-1234567",)),
        ("0635-1234567", "", ("0635-1234567",)),
        ("甲 0635-1234567、13000000000", "甲", ("0635-1234567", "13000000000")),
        ("甲 0635-1234567 13000000000", "甲", ("0635-1234567", "13000000000")),
        ("甲 130 0000 0000", "甲", ("130 0000 0000",)),
        ("负责人甲", "负责人甲", ()),
        ("甲 13000000000 乙", "甲 13000000000 乙", ()),
        ("甲 13000000000 乙 13000000001", "甲 13000000000 乙 13000000001", ()),
    ],
)
def test_persons_and_numbers_come_apart(text: str, name: str, numbers: tuple[str, ...]) -> None:
    assert split_contact(text) == (name, numbers)


def test_a_contact_has_understood_numbers() -> None:
    expected = Contact("甲", (Phone("landline", "1234567", "0635"), Phone("local", "1234568")))
    assert read_contact("甲 0635-1234567/1234568") == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("负责人甲", "没有看得懂的电话号码"),
        ("负责人甲 1300000000", "手机号应为 11 位，“1300000000”是 10 位"),
        ("130000000000", "是 12 位"),
        ("12000000000", "号段不对"),
        ("123456", "看不懂的电话号码“123456”"),
        ("0635-1234567、123", "看不懂的电话号码“123”"),
        ("甲" * 200 + "13000000000", "没有看得懂的电话号码"),
    ],
)
def test_what_is_no_contact_has_a_reason(text: str, reason: str) -> None:
    unread = read_contact(text)
    assert isinstance(unread, Unclear) and reason in unread.reason


def test_blank_and_nothing_differ() -> None:
    assert read_contact(" 　") is None
    assert read_contact("无") == Nothing("无")


@given(CELLS)
def test_reading_never_fails_and_invents_no_digit(text: str) -> None:
    name, numbers = split_contact(text)
    assert name in text and all(number in text for number in numbers)
    contact = read_contact(text)
    if isinstance(contact, Contact):
        digits = "".join(char for char in fold(text) if char in "0123456789")
        assert all(f"{phone.area}{phone.number}{phone.extension}" in digits for phone in contact.phones)
    elif isinstance(contact, Unclear):
        assert contact.reason and "\n" not in contact.reason


@given(
    st.from_regex(
        r"1[3-9][0-9]{9}|0(10|2[0-9]|[3-9][0-9]{2})-[0-9]{7,8}(转[0-9]{1,4})?|[2-8][0-9]{6,7}", fullmatch=True
    )
)
def test_what_is_printed_is_read_again(text: str) -> None:
    phone = parse_phone(text)
    assert phone is not None and str(phone) == text
    wide = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert parse_phone(wide) == phone
