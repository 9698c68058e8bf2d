"""Writes resources/vocabulary/initials.tsv: by which letters a character can be typed.

    python resources/vocabulary/build/build_initials.py

Needs pypinyin (MIT), which is no dependency of the program itself. The characters are those of GB 2312; each has the
letter of its usual reading, and those in `OFTEN_READ` every letter that the words of forms read it with.
"""

from collections import defaultdict
from pathlib import Path

from pypinyin import Style, pinyin

TARGET = Path(__file__).parents[1] / "initials.tsv"

OFTEN_READ = {
    "长": "cz", "行": "xh", "率": "l", "种": "z", "乐": "ly", "传": "cz", "便": "bp", "调": "dt", "重": "zc",
    "参": "c", "校": "xj", "数": "s", "会": "hk", "给": "gj", "系": "xj", "降": "jx", "还": "hh", "差": "cc",
    "解": "jx", "省": "sx", "单": "dsc", "量": "l", "合": "hg", "落": "l", "处": "c", "没": "m", "都": "d",
    "藏": "cz", "盛": "sc", "石": "s", "朝": "cz", "期": "q", "查": "cz", "折": "zs", "曾": "zc", "尉": "wy",
    "厦": "xs", "尽": "j", "得": "d", "了": "l", "干": "g", "血": "x", "强": "qj", "少": "s", "更": "g", "结": "j",
}  # fmt: skip
"""Where a single reading would be wrong or not enough: the letters instead."""


def characters() -> list[str]:
    """The Chinese characters of GB 2312, rows 16 to 87."""
    found = []
    for row in range(16, 88):
        for place in range(1, 95):
            try:
                found.append(bytes([row + 0xA0, place + 0xA0]).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


def main() -> None:
    """Writes the table: a line for each letter with all characters typed by it."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for character in characters():
        usual = pinyin(character, style=Style.NORMAL)[0][0][0]
        for letter in sorted(set(OFTEN_READ.get(character, usual))):
            by_letter[letter].append(character)
    lines = ["letter\tcharacters", *(f"{letter}\t{''.join(by_letter[letter])}" for letter in sorted(by_letter))]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
