"""Which page of the manual fits the place where the focus is."""

from PySide6.QtWidgets import QDialog, QWidget

TOPIC_PROPERTY = "helpTopic"
"""A widget that sets this property to a page (NAME or NAME#heading) says itself what fits it and all within it."""

_BY_NAME = {
    "formEditor": "filling",
    "regionSearch": "window#找到区划",
    "regionTree": "window#找到区划",
    "filingList": "window#填报件列表",
    "yearChooser": "window#填报件列表",
    "findField": "finding",
    "welcomePage": "start",
    "ledgerPage": "start",
    "readOnlyBar": "ledger#只能查看，不能修改",
    "unsavedBar": "questions#还没有存入台账",
    "noticeBar": "window#窗口的下沿",
    "binList": "new#删除和还原",
    "incomingDocument": "importing#中间：来文",
    "incomingDoubts": "importing#右边：读成了什么",
    "incomingPage": "importing",
    "sourcePage": "importing#看原件",
    "templatePage": "templates",
    "templateSheet": "templates#认错了，点一下更正",
    "templatePanel": "templates#认错了，点一下更正",
    "formsPage": "templates#自制表种",
    "findingsPage": "checks",
    "batchPage": "checks#检查一个地区",
    "lockBar": "review#退回修改",
    "bulkReviewPage": "review#批量审核",
    "logPage": "keeping#操作日志",
    "lockPage": "operators#锁定",
    "personButton": "operators#登录和换人",
}
_BY_RIGHT_PAGE = {
    "findings": "checks",
    "review": "review",
    "preview": "printing",
    "history": "undo#修改记录",
    "find": "finding#在整个台账里查找",
}
_BY_CLASS = {
    "NewFilingDialog": "new",
    "NewLedgerDialog": "ledger",
    "RestoreDialog": "ledger#用备份恢复",
    "BinDialog": "new#删除和还原",
    "SignDialog": "review#审核通过",
    "ReturnDialog": "review#退回修改",
    "ReturnManyDialog": "review#批量审核",
    "WithdrawDialog": "review#撤回送审",
    "VerifyDialog": "verifying",
    "SealsDialog": "seals",
    "AddSealDialog": "seals#添加印章图像",
    "OperatorsDialog": "operators",
    "OperatorForm": "operators#设操作员",
    "SignInDialog": "operators#登录和换人",
    "ArchiveDialog": "keeping#归档",
    "ExportDialog": "exchange",
    "ExportReportDialog": "exchange#有没有照写的",
    "QFileDialog": "exchange",
}
_BY_WORD_IN_CLASS = {
    "Print": "printing",
    "Preview": "printing",
    "History": "undo",
    "Search": "finding",
    "Revise": "new",
}
FIRST = "start"


def topic_of(widget: QWidget | None) -> str:
    """The place in the manual for a widget, asked of it and then of what holds it."""
    while widget is not None:
        topic = _own_topic(widget)
        if topic:
            return topic
        widget = widget.parentWidget() if not isinstance(widget, QDialog) else None
    return FIRST


def _own_topic(widget: QWidget) -> str:
    said = widget.property(TOPIC_PROPERTY)
    if isinstance(said, str) and said:
        return said
    if widget.objectName() == "rightColumn":
        return _BY_RIGHT_PAGE.get(str(getattr(widget, "shown", "")), "")
    kind = type(widget).__name__
    named = _BY_NAME.get(widget.objectName()) or _BY_CLASS.get(kind)
    if named:
        return named
    return next((topic for word, topic in _BY_WORD_IN_CLASS.items() if word in kind), "")
