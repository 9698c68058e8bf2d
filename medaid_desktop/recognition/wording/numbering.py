"""How rows of a list are numbered: rows with marks of one style (一、 二、) stand on one level."""

import re

from medaid_desktop.recognition.wording.folding import squeezed

_STYLES = (
    ("一、", re.compile(r"[一二三四五六七八九十]{1,3}[、.．]?")),
    ("(一)", re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]")),
    ("1.", re.compile(r"\d{1,3}[、.．]?")),
    ("(1)", re.compile(r"[(（]\d{1,3}[)）]")),
    ("①", re.compile(r"[①-⑳]")),
)
_BEFORE = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[、.．](?!\d)|[①-⑳]"
)


def style_of(serial: str, name: str) -> str:
    """The style of the mark in a row's serial cell, else before its name; "" where none stands."""
    text = serial.strip() or (found[0] if (found := _BEFORE.match(name.strip())) else "")
    key = text if text[:1] in "①②③④⑤⑥⑦⑧⑨⑩" else squeezed(text)
    return next((style for style, pattern in _STYLES if pattern.fullmatch(key)), "")
