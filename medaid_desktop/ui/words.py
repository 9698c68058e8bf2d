"""Words for what the ledger keeps as names."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk


def status_word(status: str) -> str:
    """What a clerk calls the state of a filing; a state of a later version is shown as it stands."""
    words = {
        "draft": QCoreApplication.translate("status", "草稿"),
        "in-review": QCoreApplication.translate("status", "审核中"),
        "returned": QCoreApplication.translate("status", "已退回"),
        "reviewed": QCoreApplication.translate("status", "已审核"),
    }
    return words.get(status, status)


def status_mark(status: str) -> str:
    """The state with a shape of its own, so that a column of them can be told at a glance."""
    marks = {"draft": "○", "in-review": "◇", "returned": "▲", "reviewed": "√"}
    return f"{marks.get(status, '')} {status_word(status)}".strip()


def open_word(open_errors: int | None) -> str:
    """How many errors a filing has, "" where none is known."""
    if not open_errors:
        return ""
    return QCoreApplication.translate("status", "● %1 处错误").replace("%1", str(open_errors))


def year_word(year: int) -> str:
    """A year as it stands on forms: 2020 年度."""
    return QCoreApplication.translate("year", "%1 年度").replace("%1", str(year))


def where_word(desk: "Desk", region: str | None, year: int | None) -> str:
    """What is chosen by place and year, None standing for all: 阳谷县·2020 年度; a region "" is that of filings without one."""
    place = desk.names(region, year).short if region else ""
    if not place:
        unknown, all_of_them = (
            QCoreApplication.translate("place", "未定区划"),
            QCoreApplication.translate("place", "全部区划"),
        )
        place = unknown if region == "" else all_of_them
    return f"{place}·{year_word(year)}" if year else place


def backup_word(kind: str) -> str:
    """Why a backup was made."""
    words = {
        "daily": QCoreApplication.translate("backup", "每日备份"),
        "migration": QCoreApplication.translate("backup", "升级前"),
        "import": QCoreApplication.translate("backup", "导入前"),
        "restore": QCoreApplication.translate("backup", "恢复前"),
    }
    return words.get(kind, kind)
