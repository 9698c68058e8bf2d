"""What is new in the program: short entries by version, out of resources/news.md."""

from typing import NamedTuple

from medaid_desktop.store.shipped.news import news_text


class Release(NamedTuple):
    """What a version brought, a sentence a point."""

    version: str
    points: tuple[str, ...]


def parse_news(text: str) -> list[Release]:
    """The releases of a text of `## version` and `- point` lines, as they stand in it: newest first."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("## "):
            found.append((line.removeprefix("## ").strip(), []))
        elif line.startswith("- ") and found:
            found[-1][1].append(line.removeprefix("- ").strip())
    return [Release(version, tuple(points)) for version, points in found if points]


def newest_release() -> Release | None:
    """The newest release of the program's own news, None where there are none."""
    return next(iter(parse_news(news_text())), None)
