"""Letters of symbol fonts as what they look like: in Wingdings 2 an R is a ticked box.

Of the pictorial fonts only the signs that forms use are known: boxes, ticks, crosses, bullets, circled numbers; others
stay as they are. The font Symbol is known as a whole: Greek letters, operators, digits. The codes are those of the fonts'
own tables (0x20 to 0xFF; Word and LibreOffice shift them to U+F020 … U+F0FF).
"""

import re
from collections.abc import Mapping

TICKED, EMPTY = "☑", "☐"
_TICK, _CROSS, _CROSSED = "√", "×", "☒"
_PRIVATE = 0xF000
_SHIFTED = re.compile("[\uf020-\uf0ff]")


def _circled(first: int, zero: bool) -> dict[int, str]:
    numbers = ("⓪" if zero else "") + "①②③④⑤⑥⑦⑧⑨⑩"
    return {first + place: sign for place, sign in enumerate(numbers)}


_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: EMPTY, 0x70: EMPTY, 0x71: EMPTY, 0x72: EMPTY, 0x73: "⬧", 0x74: "⧫",
    0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: EMPTY, 0xAA: "✦", 0xAB: "★",
    0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨",
    0xFB: _CROSS, 0xFC: _TICK, 0xFD: _CROSSED, 0xFE: TICKED,
} | _circled(0x80, zero=True)  # fmt: skip
_WINGDINGS_2 = {
    0x2A: EMPTY, 0x4F: _CROSS, 0x50: _TICK, 0x51: _CROSSED, 0x52: TICKED, 0x53: _CROSSED, 0x54: _CROSSED,
    0x55: "⊗", 0x56: "⊗", 0x57: "⊘", 0x97: "●", 0x98: "●", 0x99: "○", 0xA2: "■", 0xA3: EMPTY, 0xA4: EMPTY, 0xA5: EMPTY,
} | _circled(0x69, zero=True)  # fmt: skip
_WEBDINGS = {0x61: _TICK, 0x63: EMPTY, 0x67: "■", 0x72: _CROSS, 0x3D: "●", 0x6E: "●"}
_MARLETT = {0x61: _TICK, 0x62: _TICK, 0x72: _CROSS}
_SYMBOL_ROWS = (
    (0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?"),
    (0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    (0x60, "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    (0xC0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"),
    (0xE0, "◊〈®©™∑"),
    (0xF1, "〉∫"),
)
"""The font Symbol from its first to its last sign, the pieces of tall brackets left out."""

_SYMBOL = {first + place: sign for first, signs in _SYMBOL_ROWS for place, sign in enumerate(signs)}
_FONTS: Mapping[str, Mapping[int, str]] = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "webdings": _WEBDINGS,
    "marlett": _MARLETT,
    "symbol": _SYMBOL,
}
_ANY_FONT = (
    {code: sign for code, sign in _SYMBOL.items() if code >= 0xA0}
    | _WEBDINGS
    | _WINGDINGS_2
    | _WINGDINGS
    | {0x52: TICKED, 0x50: _TICK}
)
"""For a shifted code whose font is not said: the boxes first, by the font that Word takes most."""


def is_symbol_font(font: str | None) -> bool:
    """Whether a font's letters are signs."""
    return font is not None and font.strip().lower() in _FONTS


def has_signs(text: str) -> bool:
    """Whether a text holds shifted codes of symbol fonts, which look otherwise than they are stored."""
    return _SHIFTED.search(text) is not None


def shown(text: str, font: str | None) -> str:
    """A run of text in a font as it looks; plain text in an ordinary font comes back unchanged."""
    table = _FONTS.get(font.strip().lower()) if font else None
    if table is None:
        return _SHIFTED.sub(lambda sign: _ANY_FONT.get(ord(sign[0]) - _PRIVATE, sign[0]), text)
    return "".join(table.get(ord(sign) - _PRIVATE if ord(sign) >= _PRIVATE else ord(sign), sign) for sign in text)
