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
        ("\u00b1\u00b4\u00b8\u00b9\u00ba\u00bb\u00d7", "Symbol", "±×÷≠≡≈⋅"), ("\uf0b3\uf039\uf035\uf025", " symbol", "≥95%"), ("S90-100a", "Symbol", "Σ90−100α"),
        ("≥95%、不低于", "Symbol", "≥95%、不低于"), ("\uf0b1\uf0b9\uf0c5", "仿宋", "±≠⊕"), ("\uf0ec", "Symbol", "\uf0ec"),
    ],
)  # fmt: skip
def test_signs_look_as_in_their_font(text: str, font: str | None, looks: str):
    assert shown(text, font) == looks
