"""The manual as text: its pages in order, their sections, and finding words in them."""

import re
from dataclasses import dataclass
from functools import cache

from medaid_desktop import paths
from medaid_desktop.operations.checking.rule_pages import rule_pages

PAGES = (
    "start", "window", "filling", "blocks", "undo", "finding", "checks", "rules", "new", "importing", "templates", "review", "seals", "operators", "printing", "verifying", "exchange", "keeping", "ledger", "keys", "questions",
)  # fmt: skip
KEYS_PAGE = "keys"
RULES_PAGE = "rules"
"""The list of the rules; it and a page for each rule are made out of the rules themselves."""

_HEADING = re.compile(r"^(#{1,3})\s+(.+)$")
_MARKS = re.compile(r"!\[[^\]]*\]\([^)]*\)|\[([^\]]*)\]\([^)]*\)|[*`|>#]|^\s*-{3,}.*$", re.MULTILINE)
_AROUND = 14


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a page under one heading; `text` without the marks of Markdown."""

    page: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Where words were found, and the words around them."""

    page: str
    heading: str
    excerpt: str


@cache
def page_source(page: str) -> str:
    """A page as Markdown."""
    if made := rule_pages().get(page) if page.startswith("rule") else None:
        return made
    return paths.resource("help", f"{page}.md").read_text(encoding="utf-8")


def all_pages() -> tuple[str, ...]:
    """The pages of the contents and those that only the list of the rules leads to."""
    return tuple(dict.fromkeys((*PAGES, *rule_pages())))


def page_title(page: str) -> str:
    """The first heading of a page."""
    match = _HEADING.match(page_source(page).lstrip().partition("\n")[0])
    return match[2] if match else page


def sections(page: str, source: str) -> list[Section]:
    """The sections of a page, the part below the title first."""
    found: list[Section] = []
    heading, lines = "", list[str]()
    for line in source.splitlines():
        match = _HEADING.match(line)
        if not match:
            lines.append(line)
            continue
        if heading:
            found.append(_section(page, heading, lines))
        heading, lines = match[2], []
    return [*found, _section(page, heading, lines)]


def _section(page: str, heading: str, lines: list[str]) -> Section:
    text = _MARKS.sub(lambda mark: mark[1] or "", "\n".join(lines))
    return Section(page, heading, " ".join(text.split()))


def find(words: str, sources: dict[str, str]) -> list[Hit]:
    """Sections that hold every word, those with one in the heading first. `sources` is Markdown by page."""
    sought = words.casefold().split()
    if not sought:
        return []
    hits: list[tuple[int, Hit]] = []
    for page, source in sources.items():
        for section in sections(page, source):
            whole = f"{section.heading} {section.text}".casefold()
            if all(word in whole for word in sought):
                rank = 0 if any(word in section.heading.casefold() for word in sought) else 1
                hits.append((rank, Hit(page, section.heading, _excerpt(section.text, sought[0]))))
    return [hit for _, hit in sorted(hits, key=lambda ranked: ranked[0])]


def _excerpt(text: str, word: str) -> str:
    at = max(0, text.casefold().find(word))
    start, end = max(0, at - _AROUND), at + len(word) + _AROUND
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
