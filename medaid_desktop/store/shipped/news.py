"""The news that ship with the program: the only place that reads resources/news.md."""

from medaid_desktop import paths


def news_text() -> str:
    """The text of the news, "" where it cannot be read: that stops nobody's work."""
    try:
        return paths.resource("news.md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
