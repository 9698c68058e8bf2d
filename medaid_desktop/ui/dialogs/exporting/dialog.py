"""Exporting several filings: which, as what, and where to."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from medaid_desktop.core.texts.safe_names import safe_name
from medaid_desktop.ui.dialogs.files import folder_of
from medaid_desktop.ui.settings import WindowSettings

Way = Literal["files", "book", "json"]

_WAY_KEY, _FOLDER_KIND = "export/way", "export"
_WIDTH = 560


@dataclass(frozen=True, slots=True)
class Exportable:
    """What can be exported: filings that are meant, all that are listed, and whether some go back into Word documents."""

    selected: Sequence[str]
    listed: Sequence[str]
    has_letters: bool = False


class ExportDialog(QDialog):
    """Accepted with `ids` and `target` chosen; it writes nothing itself. Enter exports as the last time."""

    def __init__(self, settings: WindowSettings, what: Exportable, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._what = what
        self._typed = False
        """Whether the clerk has chosen a place: it stays then."""
        self._scopes: dict[str, QRadioButton] = {}
        self._ways: dict[Way, QRadioButton] = {}
        self._target = QLineEdit(self)
        self._target.setObjectName("exportTarget")
        self._browse = QPushButton(self.tr("浏览(&B)…"), self)
        self._browse.setObjectName("exportBrowse")
        self._browse.setAutoDefault(False)
        self._words = QLabel(self)
        self._words.setObjectName("exportWords")
        self._words.setWordWrap(True)
        self._words.setProperty("part", "muted")
        self._buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole
        self._go = self._buttons.addButton(self.tr("导出(&E)"), role.AcceptRole)
        self._go.setObjectName("exportGo")
        self._go.setDefault(True)
        self._buttons.addButton(self.tr("取消"), role.RejectRole)
        self._lay_out()
        self._connect()
        self._choose_way()
        self._look()
        self.resize(_WIDTH, self.sizeHint().height())
        self._go.setFocus()

    # -- what was chosen -----------------------------------------------------------------------------------------

    def ids(self) -> Sequence[str]:
        """The filings to export."""
        listed = self._scopes.get("listed")
        return self._what.listed if listed is not None and listed.isChecked() else self._what.selected

    def way(self) -> Way:
        """A file for each, one workbook, or JSON."""
        return next(way for way, button in self._ways.items() if button.isChecked())

    def target(self) -> Path:
        """The folder, or the file with its ending."""
        path = Path(self._target.text().strip())
        ending = {"files": "", "book": ".xlsx", "json": ".json"}[self.way()]
        return path if not ending or path.suffix.lower() == ending else path.with_name(path.name + ending)

    # -- parts ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        row = self._add_scopes(grid)
        row = self._add_ways(grid, row)
        label = QLabel(self.tr("存到(&T)："), self)
        label.setBuddy(self._target)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self._target, 1)
        place.addWidget(self._browse)
        grid.addWidget(label, row, 0)
        grid.addLayout(place, row, 1)
        grid.addWidget(self._words, row + 1, 1)
        grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(grid)
        layout.addStretch(1)
        layout.addWidget(self._buttons)

    def _add_scopes(self, grid: QGridLayout) -> int:
        """Asked only where it makes a difference."""
        selected, listed = len(self._what.selected), len(self._what.listed)
        if listed <= selected or set(self._what.selected) >= set(self._what.listed):
            return 0
        group = QButtonGroup(self)
        words = (
            ("selected", self.tr("选中的 %1 份(&S)").replace("%1", str(selected))),
            ("listed", self.tr("列表中的全部 %1 份(&A)").replace("%1", str(listed))),
        )
        grid.addWidget(QLabel(self.tr("导出："), self), 0, 0)
        for row, (name, said) in enumerate(words):
            button = QRadioButton(said, self)
            button.setObjectName(f"export-{name}")
            group.addButton(button)
            self._scopes[name] = button
            grid.addWidget(button, row, 1)
        self._scopes["selected"].setChecked(True)
        return len(words)

    def _add_ways(self, grid: QGridLayout, row: int) -> int:
        group = QButtonGroup(self)
        ways: tuple[tuple[Way, str, str], ...] = (
            ("files", self.tr("每份一个文件(&F)"), self.tr("从模板来的写回原来的模板，其余做成工作簿，放进一个文件夹")),
            ("book", self.tr("一个工作簿，每份一张工作表(&W)"), self.tr("合成一个 .xlsx 文件，便于一起看、一起打印")),
            ("json", self.tr("JSON 数据文件(&J)"), self.tr("交给也用本程序的单位，导入后一个字也不变")),
        )
        grid.addWidget(QLabel(self.tr("形式："), self), row, 0)
        for way, said, tip in ways:
            button = QRadioButton(said, self)
            button.setObjectName(f"export-{way}")
            button.setToolTip(tip)
            group.addButton(button)
            self._ways[way] = button
            grid.addWidget(button, row, 1)
            row += 1
        if self._what.has_letters:
            self._ways["book"].setEnabled(False)
            self._ways["book"].setToolTip(self.tr("选中的有从 Word 模板来的，不能合成一个工作簿"))
        return row

    def _connect(self) -> None:
        for button in self._scopes.values():
            button.clicked.connect(self._look)
        for button in self._ways.values():
            button.clicked.connect(self._on_way)
        self._target.textEdited.connect(self._on_typed)
        self._browse.clicked.connect(self._on_browse)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)

    def _choose_way(self) -> None:
        last = self._settings.text(_WAY_KEY)
        ways = {str(way): button for way, button in self._ways.items()}
        chosen = ways.get(last, ways["files"])
        (chosen if chosen.isEnabled() else ways["files"]).setChecked(True)

    # -- looking again -------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Names the target, and says what will come of it."""
        count = len(self.ids())
        self.setWindowTitle(self.tr("导出 %1 份填报件").replace("%1", str(count)))
        if not self._typed:
            ending = {"files": "", "book": ".xlsx", "json": ".json"}[self.way()]
            name = safe_name(self.tr("医疗救助绩效目标-%1份").replace("%1", str(count))) + ending
            self._target.setText(str(folder_of(self._settings, _FOLDER_KIND) / name))
        self._go.setEnabled(bool(self._target.text().strip()))
        self._words.setText(self._consequences(count))

    def _consequences(self, count: int) -> str:
        if not self._target.text().strip():
            return self.tr("请写明存到哪里。")
        target = self.target()
        if self.way() == "files":
            there = 0
            with suppress(OSError):
                there = sum(1 for _ in target.iterdir()) if target.is_dir() else 0
            words = self.tr("文件夹里将有 %1 个文件，以区划、表种和年度命名。").replace("%1", str(count))
            more = self.tr("文件夹里已有 %1 个文件，同名的会替换。").replace("%1", str(there))
            return words + more if there else words
        replaced = False
        with suppress(OSError):
            replaced = target.exists()
        return self.tr("已经有这个文件，导出时替换它。") if replaced else self.tr("新建这个文件。")

    def _on_way(self) -> None:
        if self._typed:
            path = Path(self._target.text().strip())
            ending = {"files": "", "book": ".xlsx", "json": ".json"}[self.way()]
            if path.suffix.lower() in (".xlsx", ".json"):
                self._target.setText(str(path.with_suffix(ending)))
        self._look()

    def _on_typed(self) -> None:
        self._typed = True
        self._look()

    def _on_browse(self) -> None:
        start = self._target.text().strip() or str(folder_of(self._settings, _FOLDER_KIND))
        if self.way() == "files":
            at = Path(start)
            chosen = QFileDialog.getExistingDirectory(
                self, self.tr("存到文件夹"), str(at if at.is_dir() else at.parent)
            )
        else:
            kinds = {"book": self.tr("Excel 工作簿 (*.xlsx)"), "json": self.tr("JSON 文件 (*.json)")}
            option = QFileDialog.Option.DontConfirmOverwrite  # said beside the name
            chosen, _ = QFileDialog.getSaveFileName(self, self.tr("存为"), start, kinds[self.way()], options=option)
        if chosen:
            self._target.setText(chosen)
            self._on_typed()

    def _on_accepted(self) -> None:
        target = self.target()
        if not target.is_absolute():
            target = folder_of(self._settings, _FOLDER_KIND) / target
            self._target.setText(str(target))
        self._settings.put(_WAY_KEY, self.way())
        self._settings.put(f"folder/{_FOLDER_KIND}", str(target.parent))
        self.accept()
