"""What became of an import, for people: sections of lines, some of which lead to a filing."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from medaid_desktop.operations.incoming.items import Choice, ImportReport, Taken

Place = Callable[[str | None, int | None], str]
"""Region and year in words."""


@dataclass(slots=True)
class Section:
    """`lines` are (words, id of a filing or "")."""

    heading: str
    lines: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


def headline(report: ImportReport) -> str:
    """导入完成：新增 8 份，改为新版本 1 份，跳过 2 份，1 个文件没有导入."""
    counts = [
        (_tr("新增 %1 份"), len(report.ids)), (_tr("改为新版本 %1 份"), len(report.revised)),
        (_tr("跳过 %1 份"), len(report.skipped)), (_tr("%1 个文件没有导入"), len(report.failed)),
        (_tr("%1 个文件没有动"), len(report.untouched)),
    ]  # fmt: skip
    said = [words.replace("%1", str(count)) for words, count in counts if count]
    begin = _tr("导入已停止：%1") if report.cancelled else _tr("导入完成：%1")
    return begin.replace("%1", "，".join(said) or _tr("没有要导入的"))


def sections(report: ImportReport, place: Place, waiting: list[tuple[str, str]]) -> list[Section]:
    """What a clerk reads, what needs him first; `waiting` are (file, what it waits for) that stay in the list."""
    found = [
        Section(_tr("没有导入的文件"), [(f"{file.name}：{error}", "") for file, error in report.failed]),
        Section(_tr("还在等您处理的文件"), [(f"{name}：{words}", "") for name, words in waiting]),
        Section(_tr("停止时没有动的文件"), [(file.name, "") for file in report.untouched]),
    ]
    taken = [(outcome.file.name, one) for outcome in report.outcomes for one in outcome.tables]
    for heading, choices in (
        (_tr("新增的填报件"), (Choice.NEW, Choice.KEEP_BOTH)), (_tr("改为新版本的填报件"), (Choice.REVISE,)),
        (_tr("跳过的"), (Choice.SKIP,)),
    ):  # fmt: skip
        lines = [(_taken_words(file, one, place), one.id) for file, one in taken if one.choice in choices]
        found.append(Section(heading, lines))
    said = [(words, "") for words in report.notices]
    said += [(words, "") for outcome in report.outcomes for words in outcome.notices]
    found.append(Section(_tr("说明"), said))
    return [section for section in found if section.lines]


def as_text(head: str, found: list[Section]) -> str:
    """The report as plain text."""
    parts = [head]
    for section in found:
        parts += ["", _tr("%1（%2）").replace("%1", section.heading).replace("%2", str(len(section.lines)))]
        parts += [f"  {words}" for words, _ in section.lines]
    return "\n".join(parts) + "\n"


def _taken_words(file: str, taken: Taken, place: Place) -> str:
    words = "　".join(part for part in (taken.title, place(taken.region, taken.year)) if part)
    source = f"{file}，{taken.sheet}" if taken.sheet else file
    doubts = _tr("，%1 处疑问").replace("%1", str(len(taken.doubts))) if taken.doubts else ""
    return f"{words}（{source}{doubts}）"


def _tr(text: str) -> str:
    return QCoreApplication.translate("IncomingReport", text)
