"""Words for what the ledger keeps as names."""

from PySide6.QtCore import QCoreApplication


def status_word(status: str) -> str:
    """What a clerk calls the state of a filing; a state of a later version is shown as it stands."""
    words = {
        "draft": QCoreApplication.translate("status", "草稿"),
        "in-review": QCoreApplication.translate("status", "审核中"),
        "returned": QCoreApplication.translate("status", "已退回"),
        "reviewed": QCoreApplication.translate("status", "已审核"),
    }
    return words.get(status, status)


def year_word(year: int) -> str:
    """A year as it stands on forms: 2020 年度."""
    return QCoreApplication.translate("year", "%1 年度").replace("%1", str(year))


def form_purpose(form_id: str) -> str:
    """One line on what a built-in form is for; "" for forms of the ledger's own."""
    purposes = {
        "allocation": QCoreApplication.translate("form", "把下达的资金分到各市、县和单位"),
        "project-target": QCoreApplication.translate("form", "一个项目全年的资金、目标和绩效指标"),
        "target-breakdown": QCoreApplication.translate("form", "把专项资金的绩效目标分解到预算单位"),
        "regional-target": QCoreApplication.translate("form", "一个地区全年的目标，与全省指标值对照"),
        "declaration": QCoreApplication.translate("form", "编制预算时申报项目：依据、进度、长期和年度目标"),
        "fund-usage": QCoreApplication.translate("form", "资金到位后的使用情况，按收到的文件逐笔填写"),
        "monitoring": QCoreApplication.translate("form", "年度中间看执行到哪一步，目标能不能完成"),
        "self-evaluation": QCoreApplication.translate("form", "年度终了对照目标打分，说明偏差原因"),
    }
    return purposes.get(form_id, "")


def backup_word(kind: str) -> str:
    """Why a backup was made."""
    words = {
        "daily": QCoreApplication.translate("backup", "每日备份"),
        "migration": QCoreApplication.translate("backup", "升级前"),
        "import": QCoreApplication.translate("backup", "导入前"),
        "restore": QCoreApplication.translate("backup", "恢复前"),
    }
    return words.get(kind, kind)
