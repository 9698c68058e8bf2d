"""The one line a clerk reads."""

import pytest

from medaid_desktop.errors import UserError


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        (("文件读不出来", "甲.xlsx", "请重试"), "文件读不出来：甲.xlsx。请重试。"),
        (("文件读不出来。", "", "请重试。"), "文件读不出来。请重试。"),
        (("文件\n读不出来", "第 3 行：列", ""), "文件 读不出来：第 3 行：列。"),
    ],
)
def test_message_is_one_clean_line(parts: tuple[str, str, str], line: str):
    assert str(UserError(*parts)) == line
