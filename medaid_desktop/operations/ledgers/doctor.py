"""Is a ledger sound, which backups stand beside it, and what can be salvaged."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medaid_desktop.errors import UserError
from medaid_desktop.formats.files import write_file
from medaid_desktop.operations.logbook.book import ChainState, chain_state
from medaid_desktop.operations.logbook.report import log_json
from medaid_desktop.store.ground.problems import DamagedLedgerError
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.safety.backup import Backup, list_backups
from medaid_desktop.store.salvage.gathering import salvage
from medaid_desktop.store.salvage.log import old_entries


@dataclass
class Diagnosis:
    """What the doctor found. `recoverable` counts the filings a damaged ledger would still yield; None if sound."""

    ledger: Path
    problems: list[str] = field(default_factory=list[str])
    filings: int = 0
    deleted: int = 0
    backups: list[Backup] = field(default_factory=list[Backup])
    recoverable: int | None = None
    log: int | None = None
    """How many entries its log has, None where it has none or they cannot be counted."""
    log_problems: list[str] = field(default_factory=list[str])
    """Those of the problems that are about the log, or about what it bears witness to."""

    def to_json(self) -> dict[str, Any]:
        """The diagnosis as data; times as ISO 8601."""
        return {
            "ledger": str(self.ledger),
            "ok": not self.problems,
            "problems": self.problems,
            "filings": self.filings,
            "deleted": self.deleted,
            "log": {"entries": self.log, "ok": not self.log_problems, "problems": self.log_problems},
            "recoverable": self.recoverable,
            "backups": [
                {"file": str(b.path), "made_at": b.made_at.isoformat(), "kind": b.kind, "size": b.size}
                for b in self.backups
            ],
        }

    @property
    def _is_told(self) -> bool:
        """Whether all that is wrong with the log stands among the problems already."""
        return bool(self.log_problems) and set(self.log_problems) <= set(self.problems)

    def lines(self) -> list[str]:
        """The diagnosis as a clerk reads it, a sentence a line."""
        lines = [f"台账：{self.ledger}"]
        if self.problems:
            lines += [f"问题：{problem}" for problem in self.problems]
        else:
            lines.append(f"完好：填报件 {self.filings} 份，回收站 {self.deleted} 份。")
        if self.log is not None and not self._is_told:
            lines.append(f"{ChainState(self.log, self.log_problems).sentence}。")
        if self.recoverable:
            lines.append(f"从损坏的文件里还能读出 {self.recoverable} 份填报件，可用 --salvage 另存为新台账。")
        for backup in self.backups:
            lines.append(f"备份：{backup.made_at:%Y-%m-%d %H:%M} {backup.path}")
        if not self.backups:
            lines.append("没有找到备份。")
        elif self.problems:
            lines.append("可用 --restore 加备份文件恢复；现有文件会先改名放在一旁。")
        return lines


def examine(path: Path) -> Diagnosis:
    """Checks a ledger thoroughly without changing it. Raises UserError where there is no such file."""
    if not path.is_file():
        raise UserError("找不到台账", str(path), "请检查路径，或插好 U 盘后重试")
    diagnosis = Diagnosis(path, backups=list_backups(path))
    try:
        with Ledger.open(path, read_only=True) as ledger:
            diagnosis.problems = ledger.check()
            diagnosis.filings = ledger.filings.count()
            diagnosis.deleted = ledger.filings.count(deleted=True)
            if ledger.log.is_kept:
                state = chain_state(ledger)
                diagnosis.log, diagnosis.log_problems = state.count, list(state.faults)
    except DamagedLedgerError as error:
        diagnosis.problems = [str(error)]
    except UserError as error:  # another program's file or a later version: sound, but not for this program
        diagnosis.problems = [str(error)]
        return diagnosis
    if diagnosis.problems:
        diagnosis.recoverable = _recoverable(path)
    return diagnosis


def _recoverable(path: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        try:
            return salvage(path, Path(folder) / "probe.medaid").filings
        except UserError:
            return 0


def salvage_to(path: Path, target: Path) -> list[str]:
    """Reads what can be read of a damaged ledger into a new one; returns sentences that say how much, and what not.

    What can be read of its log is kept as a file beside the new ledger, whose own log begins with telling so.
    """
    saved = salvage(path, target)
    entries, is_whole = old_entries(path)
    file = target.with_name(f"{target.stem} 原操作日志.json") if entries else None
    if file:
        write_file(file, log_json(entries, is_whole))
    with Ledger.open(target) as ledger:
        head = [entries[-1].number, entries[-1].hash] if entries else None
        ledger.log.add(
            "salvage",
            source=path.name,
            filings=saved.filings,
            entries=len(entries),
            head=head,
            file=file.name if file else "",
        )
    said = [f"已从损坏的台账里读出 {saved.filings} 份填报件，另存为 {target}。"]
    said.append("审核、印章、操作员和修改历史没有救出，填报件都回到草稿，须重新审核。")
    if file:
        said.append(
            f"原来的操作日志读出 {len(entries)} 条{'' if is_whole else '（不完整）'}，存为 {file.name}；新台账的日志从头记起。"
        )
    else:
        said.append("原来的操作日志读不出来；新台账的日志从头记起。")
    if saved.imperfect:
        said.append(f"其中个别文字已损坏、显示为 \N{REPLACEMENT CHARACTER}，请逐份核对：{'、'.join(saved.imperfect)}。")
    if saved.unreadable:
        said.append(f"内容读不出来的：{'、'.join(saved.unreadable)}。")
    if saved.without_source:
        said.append(f"内容还在、导入时的原件读不出来的：{'、'.join(saved.without_source)}。")
    if saved.lost_forms:
        said.append(
            f"没有救出的自制表种（填报件的内容还在，重新导入模板并取同样的名称即可打开）：{'、'.join(saved.lost_forms)}。"
        )
    if saved.without_original:
        said.append(f"表种还在、空白原表读不出来的（导出时填不回原表）：{'、'.join(saved.without_original)}。")
    return said
