"""The forms of the ledger's own: which there are, what uses them, and what can be done with each."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from medaid_desktop.ui.context import Context
from medaid_desktop.ui.look import title_font
from medaid_desktop.ui.views.buttons import page_button
from medaid_desktop.ui.views.editor_tabs import Guest
from medaid_desktop.ui.views.labels import ElidedLabel
from medaid_desktop.ui.views.rows import SECOND_LINE_ROLE
from medaid_desktop.ui.views.templates.form_rows import NAME_ROLE, FormRows

if TYPE_CHECKING:
    from medaid_desktop.operations.desk import Desk
    from medaid_desktop.operations.templates import TemplateInfo
    from medaid_desktop.ui.tasks import Task

_EDGE, _GAP = 16, 8


class FormsPage(QWidget):
    """A line for each form; the buttons are for the one that is chosen."""

    new_requested = Signal(str)
    import_requested = Signal()
    original_requested = Signal(str, str)
    """The form, and what its document is called."""
    remove_requested = Signal(str, str)
    """The form, and its title."""
    move_requested = Signal(str)
    version_requested = Signal(str, str, str)
    """The form, its name, and the version that is to be removed."""
    rename_requested = Signal(str, str)
    """The form, and what it is to be called."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formsPage")
        self._context = context
        self._infos: Sequence[TemplateInfo] = ()
        self._is_left = False
        self.list = QListWidget(self)
        self.list.setObjectName("ownForms")
        self.list.setAccessibleName(self.tr("自制表种"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        rows = FormRows(self.list)
        rows.renamed.connect(self._on_renamed)
        self.list.setItemDelegate(rows)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(lambda _: self._show_state())
        self.list.itemActivated.connect(lambda _: self._new.click())
        self._about = ElidedLabel(self)
        self._about.setObjectName("ownFormAbout")
        self._new = self._button("ownFormNew", self.tr("新建填报件(&N)"), self.tr("用这个表种新建填报件"))
        self._move = self._button("ownFormMove", self.tr("移动旧版填报件(&M)"), self.tr("把用旧版填的移到最新一版"))
        self._rename = self._button("ownFormRename", self.tr("改名(&G)"), self.tr("只改名称，填报件不变（F2）"))
        self._original = self._button("ownFormOriginal", self.tr("模板原件另存为(&S)…"), self.tr("取出存下的模板文件"))
        self._version = self._button(
            "ownFormVersion", self.tr("删除一版(&X)"), self.tr("没有填报件要用的那一版可以删除")
        )
        self._version.setMenu(QMenu(self._version))
        self._remove = self._button("ownFormRemove", self.tr("删除表种(&D)…"), self.tr("没有填报件的表种可以删除"))
        self._import = self._button("ownFormImport", self.tr("导入模板(&I)…"), self.tr("把上级发的空白表做成表种"))
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.list)
        self.read()

    def _button(self, name: str, words: str, tip: str) -> QPushButton:
        button = page_button(name, words, self)
        button.setToolTip(tip)
        return button

    def _lay_out(self) -> None:
        heading = QLabel(self.tr("自制表种"), self)
        heading.setFont(title_font(self))
        words = QLabel(self.tr("用上级发的空白表做成的表种。填好以后可以导出到原来的表里。"), self)
        words.setWordWrap(True)
        empty = QWidget(self)
        column = QVBoxLayout(empty)
        said = QLabel(self.tr("还没有自制表种。把上级发的空白 Excel 或 Word 表导入，就能照原样填、照原样交。"), empty)
        said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        said.setWordWrap(True)
        first = page_button("ownFormFirst", self.tr("导入模板…"), empty)
        first.clicked.connect(self.import_requested)
        first.setEnabled(self._context.workspace.can_edit)
        self._first = first
        column.addStretch(1)
        column.addWidget(said)
        column.addWidget(first, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(empty)
        beside = QVBoxLayout()
        beside.setSpacing(_GAP)
        for button in (self._new, self._move, self._rename, self._original, self._version, self._remove):
            beside.addWidget(button)
        beside.addStretch(1)
        beside.addWidget(self._import)
        work = QHBoxLayout()
        work.setSpacing(_GAP)
        work.addWidget(self._stack, 1)
        work.addLayout(beside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        layout.setSpacing(_GAP)
        layout.addWidget(heading)
        layout.addWidget(words)
        layout.addLayout(work, 1)
        layout.addWidget(self._about)

    def _connect(self) -> None:
        self._new.clicked.connect(lambda: self._with_info(lambda info: self.new_requested.emit(info.form)))
        self._move.clicked.connect(lambda: self._with_info(lambda info: self.move_requested.emit(info.form)))
        self._original.clicked.connect(
            lambda: self._with_info(lambda info: self.original_requested.emit(info.form, info.file))
        )
        self._remove.clicked.connect(
            lambda: self._with_info(lambda info: self.remove_requested.emit(info.form, info.name))
        )
        self._rename.clicked.connect(self._on_rename)
        self._import.clicked.connect(self.import_requested)
        for changed in (self._context.workspace.filings_changed, self._context.workspace.ledger_opened):
            changed.connect(self.read)

    # -- what is shown -------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Reads the forms again."""
        if self._context.workspace.is_open and not self._is_left:
            self._context.tasks.run("", self._context.workspace.at_own_desk(_infos), self._show)

    def leave(self) -> None:
        """What is being read is not wanted any more."""
        self._is_left = True

    def _show(self, infos: "Sequence[TemplateInfo]") -> None:
        if self._is_left:
            return
        current = self.current()
        self._infos = infos
        self.list.clear()
        for info in infos:
            item = QListWidgetItem(
                self.tr("%1（第 %2 版）").replace("%1", info.name).replace("%2", info.version), self.list
            )
            item.setData(SECOND_LINE_ROLE, self._words_of(info))
            item.setData(NAME_ROLE, info.name)
            item.setToolTip(info.fault or item.text())
            if self._context.workspace.can_edit:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        kept = [row for row, info in enumerate(infos) if current is not None and info.form == current.form]
        if infos:
            self.list.setCurrentRow(kept[0] if kept else 0)
        self._stack.setCurrentIndex(0 if infos else 1)
        for button in (self._new, self._move, self._rename, self._original, self._version, self._remove, self._import):
            button.setVisible(bool(infos))
        self.setFocusProxy(self.list if infos else self._first)
        self._show_state()

    def _words_of(self, info: "TemplateInfo") -> str:
        if info.fault:
            return self.tr("不能用：%1").replace("%1", info.fault)
        count = self.tr("%1 份填报件").replace("%1", str(info.filings))
        if info.older:
            count += self.tr("（%1 份用旧版）").replace("%1", str(info.older))
        made = datetime.fromisoformat(info.created_at).astimezone()
        return "　".join((count, self.tr("模板：%1").replace("%1", info.file), f"{made:%Y-%m-%d}"))

    def current(self) -> "TemplateInfo | None":
        """The form that is chosen."""
        row = self.list.currentRow()
        return self._infos[row] if 0 <= row < len(self._infos) else None

    def _show_state(self) -> None:
        info, may_write = self.current(), self._context.workspace.can_edit
        self._new.setEnabled(may_write and info is not None and not info.fault)
        self._move.setEnabled(may_write and info is not None and info.older > 0)
        self._rename.setEnabled(may_write and info is not None)
        self._original.setEnabled(info is not None)
        self._version.setEnabled(may_write and info is not None and bool(info.shelf))
        self._fill_versions(info)
        self._remove.setEnabled(may_write and info is not None and not (info.filings or info.deleted))
        self._import.setEnabled(may_write)
        self._about.set_whole(self._hint(info))

    def _fill_versions(self, info: "TemplateInfo | None") -> None:
        """A line for each version; those that something needs say so and cannot be chosen."""
        menu = self._version.menu()
        menu.clear()
        for one in info.shelf if info is not None else ():
            words = self.tr("第 %1 版　%2").replace("%1", one.version).replace("%2", one.file)
            if one.reason:
                words = self.tr("%1（%2，不能删除）").replace("%1", words).replace("%2", one.reason)
            action = menu.addAction(words.replace("&", "&&"))
            action.setObjectName(f"ownFormVersion-{one.version}")
            action.setEnabled(not one.reason)
            action.triggered.connect(lambda _=False, version=one.version: self._on_version(version))

    def _on_version(self, version: str) -> None:
        self._with_info(lambda info: self.version_requested.emit(info.form, info.name, version))

    def _on_rename(self) -> None:
        self.list.setFocus()
        self.list.editItem(self.list.currentItem())

    def _on_renamed(self, row: int, name: str) -> None:
        self.rename_requested.emit(self._infos[row].form, name)

    def _hint(self, info: "TemplateInfo | None") -> str:
        if info is None:
            return ""
        if not info.is_writable:
            return self.tr("这种旧格式的模板不能写回，导出时另做新的工作簿；另存为 .xlsx 后重新导入就能写回。")
        if info.filings or info.deleted:
            in_bin = self.tr("，回收站里 %1 份").replace("%1", str(info.deleted)) if info.deleted else ""
            return self.tr("有填报件 %1 份%2，不能删除。").replace("%1", str(info.filings)).replace("%2", in_bin)
        return self.tr("还没有填报件。")

    def _with_info(self, act: object) -> None:
        info = self.current()
        if info is not None and callable(act):
            act(info)


class FormsTab(Guest):
    """The list as a tab of the window."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = FormsPage(context, self)
        self.label = self.tr("自制表种")
        self.tip = self.tr("用上级的空白表做成的表种")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        self.setFocusProxy(self.page)

    def left(self) -> None:
        self.page.leave()


def _infos(desk: "Desk", _: "Task") -> "list[TemplateInfo]":
    from medaid_desktop.operations.templates import templates

    return templates(desk)
