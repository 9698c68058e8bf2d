"""Every action of the window: its words, keys and icon. What it does is connected by whoever does it."""

from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from medaid_desktop.ui.icons import icon


class Words(NamedTuple):
    """`short` stands in the toolbar, `tip` says what the action is for."""

    text: str
    short: str = ""
    tip: str = ""


class Actions(QObject):
    """The actions by name. Object names are those of the contract (section 6) and others after their pattern."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._make_file_actions()
        self._make_edit_actions()
        self._make_filing_actions()
        self._make_review_actions()
        self._make_people_actions()
        self._make_view_actions()
        self._make_help_actions()
        always = (
            self.open, self.new_ledger, self.sample, self.quit, self.help, self.keys, self.tour, self.logs, self.about,
        )  # fmt: skip
        for action in self.all():
            action.setEnabled(action in always)  # until a ledger is open, see action_states.py

    def _make_file_actions(self) -> None:
        tr, add = self.tr, self._add
        self.new = add("actionNew", Words(tr("新建填报件(&N)…"), tr("新建"), tr("新建一份填报件")), "new", "Ctrl+N")
        self.open = add("actionOpen", Words(tr("打开台账(&O)…"), tr("打开"), tr("打开另一个台账")), "open", "Ctrl+O")
        self.new_ledger = add(
            "actionNewLedger",
            Words(tr("新建台账(&L)…"), "", tr("为本单位新建一个台账文件")),
            "new-ledger",
            "Ctrl+Shift+N",
        )
        self.sample = add("actionSample", Words(tr("打开示例(&S)"), "", tr("用填好的示例试一试")), "sample")
        self.close_ledger = add("actionCloseLedger", Words(tr("关闭台账(&W)")), "close-ledger")
        self.restore = add(
            "actionRestore", Words(tr("用备份恢复(&B)…"), "", tr("让台账回到某次备份时的样子")), "restore"
        )
        self.take = add(
            "actionImport",
            Words(tr("导入(&I)…"), tr("导入"), tr("从 Excel、WPS、Word 文件导入，先看再定")),
            "import",
            "Ctrl+I",
        )
        self.take_folder = add(
            "actionImportFolder",
            Words(tr("导入文件夹(&D)…"), "", tr("把一个文件夹里的表一起导入")),
            "folder",
            "Ctrl+Shift+I",
        )
        self.take_template = add(
            "actionImportTemplate",
            Words(tr("导入模板(&M)…"), "", tr("把上级发的空白表做成表种，填好后写回原表")),
            "template",
            "Ctrl+Shift+M",
        )
        self.own_forms = add(
            "actionOwnForms", Words(tr("自制表种(&F)"), "", tr("看用模板做成的表种，取出模板原件，移动旧版填报件"))
        )
        self.export = add(
            "actionExport",
            Words(tr("导出(&E)…"), tr("导出"), tr("导出选中的填报件：写回原来的模板，或存成工作簿、JSON 文件")),
            "export",
            "Ctrl+E",
        )
        self.export_listed = add(
            "actionExportListed", Words(tr("导出列表中的全部(&A)…"), "", tr("导出列表中的填报件")), "export"
        )
        self.quit = add("actionQuit", Words(tr("退出(&X)")), "quit", "Ctrl+Q")

    def _make_edit_actions(self) -> None:
        tr, add = self.tr, self._add
        self.undo = add("actionUndo", Words(tr("撤销(&U)"), tr("撤销")), "undo", "Ctrl+Z")
        self.redo = add("actionRedo", Words(tr("重做(&R)"), tr("重做")), "redo", "Ctrl+Y")
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.find = add("actionFind", Words(tr("查找(&F)"), tr("查找"), tr("在打开的表里查找文字")), "find", "Ctrl+F")
        self.find_next = add("actionFindNext", Words(tr("查找下一处(&N)")), "find-next", "F3")
        self.find_previous = add("actionFindPrevious", Words(tr("查找上一处(&V)")), "find-previous", "Shift+F3")
        self.find_all = add(
            "actionFindAll",
            Words(tr("在台账中查找(&L)…"), tr("查找结果"), tr("在台账的全部填报件里查找文字")),
            "find-all",
            "Ctrl+Shift+F",
        )
        self.region_search = add(
            "actionRegionSearch",
            Words(tr("查找区划(&G)"), "", tr("按名称、代码、拼音或首字母查找区划")),
            "region",
            "Ctrl+G",
        )

    def _make_filing_actions(self) -> None:
        tr, add = self.tr, self._add
        self.open_filing = add("actionOpenFiling", Words(tr("打开填报件(&O)")), "open-filing")
        self.duplicate = add(
            "actionDuplicate", Words(tr("复制为新填报件(&C)…"), "", tr("以选中的填报件为底稿新建一份")), "duplicate"
        )
        self.delete = add("actionDelete", Words(tr("删除填报件(&D)"), "", tr("移到回收站，可以还原")), "delete")
        self.revise = add(
            "actionRevise", Words(tr("更改区划和年度(&R)…"), "", tr("更改填报件的区划、年度和版式，内容不变")), "revise"
        )
        self.history = add(
            "actionHistory",
            Words(tr("修改记录(&H)"), tr("修改记录"), tr("看这份填报件何时改了什么，比较或恢复以前的内容")),
            "history",
            "Ctrl+H",
        )
        self.source = add(
            "actionSource", Words(tr("打开来源文件(&S)"), "", tr("看这份填报件是从哪个文件、哪几格读来的")), "open"
        )
        self.local_units = add(
            "actionLocalUnits",
            Words(tr("本地单位(&U)…"), "", tr("登记开发区、高新区等不在区划表里的单位")),
            "region",
        )
        self.compare = add(
            "actionCompare",
            Words(tr("比较所选的两份(&M)"), "", tr("逐格比较列表里选中的两份填报件，例如今年的和去年的")),
            "compare",
        )
        self.bin = add("actionBin", Words(tr("回收站(&T)…"), "", tr("还原或彻底删除填报件")), "bin")
        self.check = add(
            "actionCheck",
            Words(tr("检查(&K)"), tr("检查"), tr("检查打开的表，在右边列出错误、警告和提示")),
            "check",
            "F9",
        )
        self.findings = add(
            "actionFindings", Words(tr("审核发现(&I)"), tr("审核发现"), tr("在表的旁边列出错误、警告和提示"))
        )
        self.check_listed = add(
            "actionCheckListed",
            Words(tr("检查列表中的全部(&A)…"), "", tr("检查列表中的填报件，汇总成一张清单")),
            "check",
        )
        self.carried_figures = add(
            "actionCarriedFigures",
            Words(tr("核对去年的数(&Y)"), "", tr("结转后，逐处看文字里留着的去年的数")),
            "carry-over",
            "Shift+F9",
        )

    def _make_review_actions(self) -> None:
        tr, add = self.tr, self._add
        self.review = add(
            "actionReview",
            Words(tr("审核环节(&V)"), tr("审核环节"), tr("在表的旁边看各环节签到哪里，审核、退回或撤回")),
            "review",
            "Ctrl+F9",
        )
        self.sign = add("actionSign", Words(tr("审核通过(&P)…"), "", tr("当前环节审核通过，内容随即锁定")), "sign")
        self.send_back = add(
            "actionReturn", Words(tr("退回修改(&B)…"), "", tr("退回给填报人修改，可对单格提意见")), "send-back"
        )
        self.withdraw = add(
            "actionWithdraw", Words(tr("撤回送审(&W)…"), "", tr("本单位把送审的表撤回来修改")), "withdraw"
        )
        self.review_many = add(
            "actionReviewMany",
            Words(tr("批量审核(&L)…"), "", tr("列表里选中的或全部填报件，先看各份能否审核，再一起签")),
            "review",
        )

    def _make_people_actions(self) -> None:
        tr, add = self.tr, self._add
        self.verify = add(
            "actionVerify",
            Words(tr("验证打印件(&F)…"), "", tr("核对 PDF 或纸质表：是否与台账一致、有没有被改动")),
            "verify",
            "Ctrl+Shift+V",
        )
        self.log = add(
            "actionLog", Words(tr("操作日志(&J)…"), "", tr("看台账里谁在何时做了什么，日志是否完整")), "history"
        )
        self.archive = add(
            "actionArchive",
            Words(tr("归档(&H)…"), "", tr("把一个年度的表、数据、来源文件和日志存成一个文件夹或 zip 文件")),
            "folder",
        )
        self.seals = add("actionSeals", Words(tr("印章图像(&S)…"), "", tr("添加、删除本单位的印章扫描件")), "seal")
        self.operators = add(
            "actionOperators", Words(tr("操作员(&O)…"), "", tr("几个人合用时，各用自己的姓名、职责和密码")), "person"
        )
        self.sign_in = add("actionSignIn", Words(tr("登录或换人(&G)…"), "", tr("以自己的姓名和密码登录")), "person")
        self.lock = add(
            "actionLock", Words(tr("锁定(&X)"), "", tr("暂时离开时遮住表的内容，回来用密码解锁")), "lock", "Ctrl+L"
        )

    def _make_view_actions(self) -> None:
        tr, add = self.tr, self._add
        self.next_tab = add("actionNextTab", Words(tr("下一张打开的表(&N)")), "", "Ctrl+Tab")
        self.previous_tab = add("actionPreviousTab", Words(tr("上一张打开的表(&P)")), "", "Ctrl+Shift+Tab")
        self.close_tab = add("actionCloseTab", Words(tr("关闭当前表(&W)")), "", "Ctrl+W")
        self.print = add(
            "actionPrint",
            Words(tr("打印(&P)…"), tr("打印"), tr("把打开或选中的填报件打印出来")),
            "print",
            "Ctrl+P",
        )
        self.print_pdf = add(
            "actionPrintPdf",
            Words(tr("另存为 PDF(&S)…"), "", tr("把打开或选中的填报件存成 PDF 文件")),
            "pdf",
            "Ctrl+Shift+P",
        )
        self.preview = add(
            "actionPreview",
            Words(tr("打印预览(&V)"), tr("预览"), tr("在表的旁边看打印出来的样子，随填随变")),
            "preview",
            "Ctrl+F2",
        )
        self.print_listed = add(
            "actionPrintListed", Words(tr("打印列表中的全部(&A)…"), "", tr("打印列表中的填报件")), "print-all"
        )
        self.zoom_in = add("actionZoomIn", Words(tr("放大(&I)")), "zoom-in", "Ctrl++")
        self.zoom_in.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self.zoom_out = add("actionZoomOut", Words(tr("缩小(&O)")), "zoom-out", "Ctrl+-")
        self.zoom_actual = add("actionZoomActual", Words(tr("实际大小(&A)")), "actual-size", "Ctrl+0")
        self.zoom_width = add("actionZoomWidth", Words(tr("适合宽度(&W)")), "fit-width", "Ctrl+9")
        self.side = add("actionSide", Words(tr("区划与填报件栏(&S)")), "side", "Ctrl+F1")
        self.side.setCheckable(True)
        self.side.setChecked(True)
        self.next_column = add("actionNextColumn", Words(tr("下一栏(&X)")), "", "F6")
        self.previous_column = add("actionPreviousColumn", Words(tr("上一栏(&Z)")), "", "Shift+F6")
        self.to_place = add("actionToPlace", Words(tr("到区划和填报件栏(&1)")), "", "Ctrl+1")
        self.to_paper = add("actionToPaper", Words(tr("到打开的表(&2)")), "", "Ctrl+2")
        self.to_right = add("actionToRight", Words(tr("到右栏(&3)")), "", "Ctrl+3")
        self.refresh = add("actionRefresh", Words(tr("重新读取(&R)"), "", tr("重新读取台账中的内容")), "refresh", "F5")

    def _make_help_actions(self) -> None:
        tr, add = self.tr, self._add
        self.help = add("actionHelp", Words(tr("使用说明(&H)"), tr("帮助"), tr("打开使用说明")), "help", "F1")
        self.keys = add("actionKeys", Words(tr("键盘一览(&K)"), "", tr("全部按键，可以打印")), "keyboard", "Ctrl+/")
        self.tour = add("actionTour", Words(tr("认识窗口(&T)"), "", tr("用一分钟认识窗口的各个部分")), "tour")
        self.logs = add("actionLogs", Words(tr("打开日志文件夹(&L)"), "", tr("出错记录所在的文件夹")), "folder")
        self.about = add("actionAbout", Words(tr("关于本程序(&A)")), "info")

    def all(self) -> list[QAction]:
        """Every action, in no particular order."""
        return self.findChildren(QAction)

    def _add(self, name: str, words: Words, picture: str = "", keys: str = "") -> QAction:
        action = QAction(words.text, self)
        action.setObjectName(name)
        if picture:
            action.setIcon(icon(picture))
        if words.short:
            action.setIconText(words.short)
        if keys:
            action.setProperty("shortcut", keys)  # setShortcut would have PySide make the whole Qt namespace
        if words.tip or keys:
            tip = words.tip or words.text.split("(&")[0]
            action.setToolTip(f"{tip}（{keys}）" if keys else tip)
        return action
