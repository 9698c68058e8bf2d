"""Opening, making, restoring and closing ledgers."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from medaid_desktop import paths
from medaid_desktop.errors import UserError
from medaid_desktop.ui.context import Context
from medaid_desktop.ui.settings import RecentLedgers

if TYPE_CHECKING:
    from medaid_desktop.operations.ledgers.restoring import Kinship
    from medaid_desktop.store.ledger import Ledger
    from medaid_desktop.ui.tasks import Task

SAMPLE_NAME = "示例.medaid"


class LedgerCommands(QObject):
    """Opens off the GUI thread: a share may be slow, an upgrade makes a backup first."""

    opening_failed = Signal(object, object)
    """(Path, UserError); see `way_out`."""
    opened = Signal(object)
    """The Ledger that has been opened, after what there is to say about it was said."""
    settled = Signal()
    """An attempt to open has come to its end, well or not."""

    def __init__(self, context: Context, recent: RecentLedgers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._recent = recent
        self._opening = False
        actions = context.actions
        actions.open.triggered.connect(self._on_open)
        actions.new_ledger.triggered.connect(self._on_new)
        actions.sample.triggered.connect(lambda: self.open_sample())
        actions.close_ledger.triggered.connect(self._on_close)
        actions.restore.triggered.connect(self._on_restore)

    def open_path(self, path: Path) -> None:
        """Opens a ledger in the background."""
        from medaid_desktop.store.ledger import Ledger

        if self._is_open(path):
            self._context.notices.hint(self.tr("这个台账已经打开了。"))
            self.settled.emit()
            return
        self._run(self.tr("正在打开 %1").replace("%1", path.name), path, lambda _: Ledger.open(path))

    def open_now(self, path: Path) -> None:
        """Opens a ledger before returning, for who builds a window on one."""
        from medaid_desktop.store.ledger import Ledger

        try:
            ledger = Ledger.open(path)
        except UserError as error:
            self._on_failed(path, error)
        else:
            self._on_opened(ledger)

    def open_sample(self, fresh: bool = False) -> None:
        """Opens the sample as it was left; writes it where there is none, or anew where `fresh`."""
        from medaid_desktop.operations.ledgers.sample import write_sample
        from medaid_desktop.store.ledger import Ledger

        try:
            path = paths.user_data_folder() / SAMPLE_NAME
        except OSError as error:
            self._on_failed(
                Path(SAMPLE_NAME), UserError("用户文件夹不能写入", str(error.filename or ""), "请检查磁盘和权限")
            )
            return
        if self._is_open(path) and not fresh:
            self._context.notices.hint(self.tr("示例已经打开了。"))
            self.settled.emit()
            return
        if self._is_open(path) and not self._on_close():
            return
        existed = path.exists() and not fresh

        def work(_: "Task") -> "Ledger":
            if not existed:
                path.unlink(missing_ok=True)
                write_sample(path)
            return Ledger.open(path)

        self._run(self.tr("正在准备示例"), path, work, self._offer_fresh_sample if existed else None)

    def restore(self, path: Path) -> None:
        """Lets the clerk choose a backup of a ledger, or have a damaged one salvaged, and opens what came of it."""
        from medaid_desktop.operations.ledgers.restoring import kinship
        from medaid_desktop.ui.dialogs.restore import RestoreDialog

        if self._is_open(path) and (reason := self._context.workspace.why_not("restore")):
            self._context.notices.hint(reason)
            return
        dialog = RestoreDialog(path, not self._is_open(path), self._context.settings, self._context.window)
        if not dialog.exec():
            return
        backup, target = dialog.backup(), dialog.salvage_target()
        if target is not None:
            self._salvage(path, target)
        elif backup is not None:
            self._context.tasks.run(
                self.tr("正在核对备份"), lambda _: kinship(path, backup),
                lambda known: self._restore(path, backup, known), lambda error: self._on_unfit(path, error),
                cancellable=False,
            )  # fmt: skip

    def _restore(self, path: Path, backup: Path, known: "Kinship") -> None:
        from medaid_desktop.operations.ledgers.operators import restorer_of
        from medaid_desktop.operations.ledgers.restoring import restore_backup
        from medaid_desktop.store.ledger import Ledger
        from medaid_desktop.ui.dialogs.question import ask

        if known.keeps_operators and not self._is_open(path):
            self._context.notices.warn(self.tr("台账设有操作员，请先打开台账并登录，再恢复。"))
            return
        try:
            restorer = restorer_of(self._context.workspace.desk.ledger) if self._is_open(path) else None
        except UserError as error:  # locked while the clerk was choosing
            self._context.notices.fail(error)
            return
        if known.why_strange and known.keeps_operators and not (restorer and restorer.is_keeper):
            words = self.tr("%1。台账设有操作员，请由管理操作员的人登录后恢复。")
            self._context.notices.warn(words.replace("%1", known.why_strange))
            return
        title, yes = self.tr("用备份恢复"), self.tr("仍然恢复")
        if known.why_strange and not ask(self._context.window, title, f"{known.why_strange}。", yes, known.means):
            return
        if known.lapsing and not known.why_strange:
            words = self.tr("备份以后的审核会作废：%1 份填报件。").replace("%1", str(known.lapsing))
            means = self.tr("内容和审核回到备份时的样子，这些填报件须重新审核；已打印的纸质表须收回。")
            if not ask(self._context.window, title, words, yes, means):
                return
        outcome: list[str] = []

        def work(_: "Task") -> "Ledger":
            aside = restore_backup(path, backup, restorer, bool(known.why_strange))
            if aside is not None:
                kept = aside.relative_to(path.parent) if aside.is_relative_to(path.parent) else aside
                outcome.append(self.tr("已恢复。原来的文件没有删除，改名为 %1。").replace("%1", str(kept)))
            return Ledger.open(path)

        self._replace(path, work, outcome)

    def _salvage(self, path: Path, target: Path) -> None:
        from medaid_desktop.operations.ledgers.doctor import salvage_to
        from medaid_desktop.store.ledger import Ledger

        outcome: list[str] = []

        def work(_: "Task") -> "Ledger":
            outcome.extend(salvage_to(path, target))
            return Ledger.open(target)

        self._replace(path, work, outcome)

    def _replace(self, path: Path, work: "Callable[[Task], Ledger]", outcome: list[str]) -> None:
        if self._is_open(path) and not self._on_close():
            return
        self._run(self.tr("正在恢复"), path, work, lambda: self._context.notices.done(" ".join(outcome)))

    def _on_unfit(self, path: Path, error: UserError) -> None:
        if self._context.workspace.is_open:
            self._context.notices.fail(error)
        else:
            self._on_failed(path, error)

    def _run(
        self, label: str, path: Path, work: "Callable[[Task], Ledger]", then: Callable[[], None] | None = None
    ) -> None:
        if self._opening or self._is_held():
            return
        self._opening = True

        def opened(ledger: "Ledger") -> None:
            self._on_opened(ledger)
            if then and not self._context.workspace.desk.ledger.read_only:
                then()

        def prepared(task: "Task") -> "Ledger":
            ledger = work(task)
            import medaid_desktop.operations.desk  # noqa: F401  (here it keeps nobody waiting)

            return ledger

        self._context.tasks.run(label, prepared, opened, lambda error: self._on_failed(path, error), cancellable=False)

    def _is_held(self) -> bool:
        """Says why the ledger that is open cannot be closed now, if so."""
        if self._context.tasks.is_writing():
            self._context.notices.hint(self.tr("正在写入台账，请等它完成。"))
            return True
        if not self._context.workspace.may_close():
            self._context.notices.warn(self.tr("有填写的内容还没有存入台账，排除原因、存好之后再换台账。"))
            return True
        return False

    def _on_close(self) -> bool:
        """Closes the ledger; False where that cannot be now."""
        if self._is_held():
            return False
        self._context.workspace.close()
        return True

    def _is_open(self, path: Path) -> bool:
        workspace = self._context.workspace
        return workspace.is_open and workspace.desk.ledger.path == path.absolute()

    def _on_opened(self, ledger: "Ledger") -> None:
        self._opening = False
        self._recent.note(ledger.path)
        self._context.workspace.take(ledger)
        sentences = list(ledger.notices)
        if ledger.recovered and not ledger.check_advised:
            from medaid_desktop.ui.commands.recovery import words_after_crash

            sentences.append(words_after_crash(ledger))
        if sentences:
            self._context.notices.hint("".join(sentences))
        self.opened.emit(ledger)
        self.settled.emit()

    def way_out(self, path: Path, error: UserError) -> tuple[str, Callable[[], None] | None]:
        """What can be offered after a ledger could not be opened: the words of a button and what it does."""
        from medaid_desktop.store.ground.problems import DamagedLedgerError

        if isinstance(error, DamagedLedgerError):
            return self.tr("用备份恢复…"), lambda: self.restore(path)
        if any(entry == path for entry, _ in self._recent.entries()):
            return self.tr("从列表移除"), lambda: self._recent.drop(path)
        return "", None

    def _on_failed(self, path: Path, error: UserError) -> None:
        self._opening = False
        self.opening_failed.emit(path, error)
        self.settled.emit()

    def _offer_fresh_sample(self) -> None:
        self._context.notices.hint(
            self.tr("示例里保留着您上次的改动。"), self.tr("恢复原样"), lambda: self.open_sample(fresh=True)
        )

    def _on_open(self) -> None:
        from medaid_desktop.ui.dialogs.files import ask_open

        window, settings = self._context.window, self._context.settings
        path = ask_open(window, settings, self.tr("打开台账"), "ledger", self.tr("台账 (*.medaid);;所有文件 (*)"))
        if path:
            self.open_path(path)

    def _on_new(self) -> None:
        from medaid_desktop.store.ledger import Ledger
        from medaid_desktop.ui.dialogs.new_ledger import NewLedgerDialog

        dialog = NewLedgerDialog(self._context.settings, self._context.window)
        if dialog.exec():
            path, region = dialog.path(), dialog.region()
            self._run(self.tr("正在新建台账"), path, lambda _: Ledger.create(path, region))

    def _on_restore(self) -> None:
        self.restore(self._context.workspace.desk.ledger.path)
