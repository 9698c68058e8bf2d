"""Letters of symbol fonts."""

import pytest

from medaid_desktop.formats.symbols import shown


@pytest.mark.parametrize(
    ("text", "font", "looks"),
    [
        ("R", "Wingdings 2", "☑"), ("\u00a3", "wingdings 2 ", "☐"), ("S", "Wingdings 2", "☒"), ("P", "Wingdings 2", "√"),
        ("\u00fe\u00a8\u00fc\u00fb", "Wingdings", "☑☐√×"), ("o", "Wingdings", "☐"), ("\uf06c", "Wingdings", "●"),
        ("\u00b3\u00a3", "Symbol", "≥≤"), ("\uf028\uf031\uf029\uf02d", "Symbol", "(1)−"), ("a", "Webdings", "√"), ("R 是", "宋体", "R 是"), ("R", None, "R"),
        ("\uf052\uf0a3\uf0fe", "宋体", "☑☐☑"), ("文字", "Wingdings 2", "文字"),
    ],
)  # fmt: skip
def test_signs_look_as_in_their_font(text: str, font: str | None, looks: str):
    assert shown(text, font) == looks
