"""The foot that a workbook prints on its pages, as the text that stands there."""

import re

_CODES = re.compile(r'&(?:&|"[^"]*"|\d+|K[0-9A-Fa-f]{6}|.)', re.DOTALL)


def foot_text(code: str) -> str:
    """The text of a foot without its codes, a line for each of its parts: `&L&9表&C第 &P 页` → 表, 第  页."""
    parts: list[str] = []

    def plain(match: re.Match[str]) -> str:
        found = match[0]
        return "&" if found == "&&" else "\n" if found in ("&L", "&C", "&R") else ""

    for line in _CODES.sub(plain, code).split("\n"):
        if line.strip():
            parts.append(line.strip())
    return "\n".join(parts)
