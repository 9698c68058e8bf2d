"""Numbers as lists print them."""

import pytest

from medaid_desktop.formats.word.numbering import in_format


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        (3, "decimal", "3"), (3, "decimalZero", "03"), (12, "chineseCounting", "十二"), (20, "chineseCountingThousand", "二十"),
        (105, "chineseCountingThousand", "一百〇五"), (12, "ideographDigital", "一二"), (3, "chineseLegalSimplified", "叁"),
        (4, "upperRoman", "IV"), (1999, "lowerRoman", "mcmxcix"), (28, "upperLetter", "BB"), (3, "lowerLetter", "c"),
        (3, "decimalEnclosedCircleChinese", "③"), (21, "decimalEnclosedCircle", "21"), (2, "ideographTraditional", "乙"),
        (5, "decimalFullWidth", "５"), (5, "numberInDash", "- 5 -"), (5, "none", ""), (5, "unheard of", "5"),
    ],
)  # fmt: skip
def test_numbers_in_their_formats(number: int, kind: str, text: str):
    assert in_format(number, kind) == text


def test_a_hundred_thousand_numbers_are_written():
    for kind in ("chineseCounting", "upperLetter", "upperRoman", "decimalEnclosedParen", "ideographZodiac"):
        assert all(isinstance(in_format(number, kind), str) for number in (*range(30), 99_999, 100_000))
