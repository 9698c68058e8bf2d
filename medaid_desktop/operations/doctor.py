"""Is a ledger sound, which backups stand beside it, and what can be recovered."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medaid_desktop.errors import UserError
from medaid_desktop.store.backup import Backup, list_backups
from medaid_desktop.store.ledger import Ledger
from medaid_desktop.store.problems import DamagedLedgerError
from medaid_desktop.store.recovery import restore
from medaid_desktop.store.salvage import salvage


@dataclass
class Diagnosis:
    """What the doctor found. `recoverable` counts the filings a damaged ledger would still yield; None if sound."""

    ledger: Path
    problems: list[str] = field(default_factory=list[str])
    filings: int = 0
    deleted: int = 0
    backups: list[Backup] = field(default_factory=list[Backup])
    recoverable: int | None = None

    def to_json(self) -> dict[str, Any]:
        """The diagnosis as data; times as ISO 8601."""
        return {
            "ledger": str(self.ledger),
            "ok": not self.problems,
            "problems": self.problems,
            "filings": self.filings,
            "deleted": self.deleted,
            "recoverable": self.recoverable,
            "backups": [
                {"file": str(b.path), "made_at": b.made_at.isoformat(), "kind": b.kind, "size": b.size}
                for b in self.backups
            ],
        }

    def lines(self) -> list[str]:
        """The diagnosis as a clerk reads it, a sentence a line."""
        lines = [f"台账：{self.ledger}"]
        if self.problems:
            lines += [f"问题：{problem}" for problem in self.problems]
        else:
            lines.append(f"完好：填报件 {self.filings} 份，回收站 {self.deleted} 份。")
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


def restore_backup(path: Path, backup: Path) -> Path | None:
    """Puts a backup in the ledger's place; returns where the present file was put aside, None where there was none."""
    return restore(backup, path)


def salvage_to(path: Path, target: Path) -> list[str]:
    """Reads what can be read of a damaged ledger into a new one; returns sentences that say how much, and what not."""
    saved = salvage(path, target)
    said = [f"已从损坏的台账里读出 {saved.filings} 份填报件，另存为 {target}。"]
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
