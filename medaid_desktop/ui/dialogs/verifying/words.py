"""Verdicts as the dialog shows them: a shape and a word for each state, and the differences as rows."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon

from medaid_desktop.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from medaid_desktop.operations.verifying import ArchiveState, ArchiveVerdict, Fault, State, Verdict

_SHAPES: "Mapping[State | ArchiveState, tuple[str, str]]" = {
    "current": ("done", "good"), "intact": ("done", "good"), "superseded": ("finding-warning", "warning"), "altered": ("finding-error", "error"),
    "unknown": ("info", "hint"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A row of the table: the place, what the sheet says there and what the ledger does, and the cell to go to ("" for none)."""

    place: str
    sheet: str
    ledger: str
    path: str


def state_icon(state: "State | ArchiveState") -> QIcon:
    """The shape of a state: ✓ ▲ ● ⓘ."""
    return icon(*_SHAPES[state])


def sheet_title(verdict: "ArchiveVerdict | Verdict") -> str:
    """What a sheet is called in a list: its pages, and what it is; in an archive its file, where it is unknown."""
    from medaid_desktop.operations.verifying import ArchiveVerdict

    if isinstance(verdict, ArchiveVerdict):
        return verdict.subject
    if verdict.file:
        return verdict.subject or verdict.file
    unknown = _tr("不认得的页") if verdict.pages else _code(verdict)
    return "　".join(part for part in (verdict.said_pages, verdict.subject or unknown) if part)


def detail_text(verdict: "ArchiveVerdict | Verdict") -> str:
    """What is said of a sheet beside its differences."""
    from medaid_desktop.operations.verifying import ArchiveVerdict

    if isinstance(verdict, ArchiveVerdict):
        return "\n".join([*verdict.reasons, *(one.told() for one in verdict.faults)])
    lines = [_code(verdict)] if verdict.code and (verdict.subject or verdict.pages) else []
    if verdict.file:
        lines.append(_tr("文件：%1").replace("%1", verdict.file))
    lines += verdict.reasons
    if verdict.state == "superseded" and not verdict.lapsed and not verdict.now:
        lines.append(_tr("这份填报件已被删除。"))
    if verdict.state == "unknown":
        if not verdict.pages:
            lines.append(_tr("请照页脚核对校验码。"))
        lines.append(_tr("如果是别的台账打印的，请打开那个台账再验证。"))
    return "\n".join([*lines, *verdict.notes])


def difference_rows(verdict: "ArchiveVerdict | Verdict") -> list[DifferenceRow]:
    """The places that differ: first those where the sheet itself was changed, then those where the ledger is another now; of an archive all
    is said in words."""
    from medaid_desktop.operations.verifying import ArchiveVerdict

    if isinstance(verdict, ArchiveVerdict):
        return []
    rows = [
        DifferenceRow(
            f"{_page(one.page)}　{one.where}".strip("　"), one.sheet or _without_place(one), one.ledger, one.path
        )
        for one in verdict.faults
    ]
    for change in verdict.changes:
        place = "　".join(part for part in (change.row, change.field) if part)
        path = change.after_path or change.before_path
        missing = {"added": (_tr("没有这一行"), change.after), "removed": (change.before, _tr("没有这一行"))}
        sheet, ledger = missing.get(change.kind, (change.before, change.after))
        rows.append(DifferenceRow(place, sheet, ledger, path if change.after_path or not change.before_path else ""))
    return rows if verdict.now else [replace(row, path="") for row in rows]


def _without_place(fault: "Fault") -> str:
    """What a fault tells, without the place that stands beside it."""
    return fault.what.removeprefix(fault.where).removeprefix("的").lstrip("：")


def _code(verdict: "Verdict") -> str:
    return f"{_tr('校验码')} {verdict.code}"


def _page(number: int) -> str:
    return _tr("第 %1 页").replace("%1", str(number))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Verifying", text)
