"""What verifying a sheet comes to, and how it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from medaid_desktop.core.changes.differences import Difference
from medaid_desktop.core.review.chain import Status
from medaid_desktop.formats.pdf.information import Kind
from medaid_desktop.formats.pdf.signature_check import Signature
from medaid_desktop.operations.verifying.archive_verdict import ArchiveVerdict

State = Literal["current", "superseded", "altered", "unknown"]
"""The sheet shows what the ledger holds now; what it held, or who stood by it, once; something that it never held; nothing
that it knows."""

STATES: dict[State, str] = {
    "current": "有效：与台账现在的内容一致",
    "superseded": "已被替换：台账的内容在这张表之后改过",
    "altered": "不符：这张表被改动过",
    "unknown": "查不到：本台账里没有对应的表",
}
LAPSED = "不再有效：内容相同，但审核已退回或未完成，盖章的表不再有效"
"""The headline of a sheet whose content still stands while those who signed it no longer do."""

STATUSES: dict[Status, str] = {
    "draft": "草稿，尚未审核", "in-review": "审核中", "returned": "已退回修改", "reviewed": "各环节审核完成",
}  # fmt: skip
KINDS: dict[Kind, str] = {"draft": "草稿", "final": "正式表", "public": "公开版"}


@dataclass(frozen=True, slots=True)
class Fault:
    """A place on a page where the sheet is not what was printed. `page` counts the pages of the document from 1.

    `where` is what the form calls the place, "" for a place on the page as a whole, `path` that of the cell shown there, ""
    where there is none; `sheet` and `ledger` are what stands there and what should; `what` tells it in one sentence.
    """

    page: int
    what: str
    where: str = ""
    path: str = ""
    sheet: str = ""
    ledger: str = ""

    def told(self) -> str:
        """The fault as a sentence."""
        return f"第 {self.page} 页：{self.what}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one sheet comes to.

    `filing` is the id of the filing it is of, "" where that is unknown; `title`, `form`, `place` and `year` tell it to people.
    `code` is the verification code on the sheet, `now` that of the present content, "" where the filing is gone; `status` where
    the present content stands in its review. `kept` is when the content of the sheet was first signed or printed (ISO 8601).
    `changes` are the cells in which the present content differs from the sheet's; `reasons` Chinese sentences on what is
    wrong with the sheet as a whole, `faults` the places that are; `notes` what else is worth knowing; `pages` the pages of the
    document that it fills, counted from 1. `kind` and `reprint` say what kind of print it is, None where only its code is known.
    A `lapsed` sheet (state superseded) has the content of today, but who signed it was sent back since. `file` is where it lies
    in an archive.
    """

    state: State
    code: str = ""
    filing: str = ""
    title: str = ""
    form: str = ""
    place: str = ""
    year: int | None = None
    now: str = ""
    status: Status = "draft"
    kept: str = ""
    changes: Sequence[Difference] = ()
    reasons: Sequence[str] = ()
    pages: Sequence[int] = ()
    faults: Sequence[Fault] = ()
    notes: Sequence[str] = ()
    kind: Kind | None = None
    reprint: int = 0
    lapsed: bool = False
    file: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the sheet may be relied on."""
        return self.state == "current"

    @property
    def headline(self) -> str:
        """The verdict in one sentence."""
        if self.lapsed:
            return LAPSED
        if self.state != "current":
            return STATES[self.state]
        kind = f"{KINDS[self.kind]}；" if self.kind and (self.kind, self.status) != ("draft", "draft") else ""
        return f"{STATES['current']}（{kind}{STATUSES[self.status]}）"

    @property
    def subject(self) -> str:
        """The sheet as people call it: place, form, year and title; "" where it is unknown."""
        year = f"（{self.year}年度）" if self.year else ""
        return " ".join(part for part in (self.place, self.form + year, self.title) if part) if self.filing else ""

    @property
    def said_pages(self) -> str:
        """The pages of the document, as people name them: 第 3—4 页; "" for a code."""
        return pages_named(self.pages)

    def lines(self) -> list[str]:
        """The verdict as people read it, a sentence a line."""
        lines = [self.headline]
        if self.file:
            lines.append(f"文件：{self.file}")
        if self.pages:
            lines.append(f"页：{self.said_pages}")
        if self.code:
            lines.append(f"校验码：{self.code}")
        if self.filing:
            lines.append(f"表：{self.subject}（{self.filing}）")
        lines += self.reasons
        lines += [one.told() for one in self.faults]
        if self.state == "superseded" and not self.lapsed:
            lines.append(f"现在的校验码：{self.now}（{STATUSES[self.status]}）" if self.now else "这份填报件已被删除。")
        lines += [told(one) for one in self.changes]
        return lines + list(self.notes)

    def to_json(self) -> dict[str, Any]:
        """The verdict as data."""
        return {
            "state": self.state, "lapsed": self.lapsed, "headline": self.headline, "code": self.code,
            "filing": self.filing or None, "title": self.title, "form": self.form, "region": self.place, "year": self.year,
            "kind": self.kind, "reprint": self.reprint, "now": self.now or None, "status": self.status,
            "reasons": [*self.reasons, *(one.told() for one in self.faults)], "notes": list(self.notes),
            "pages": list(self.pages),
            "faults": [
                {
                    "page": one.page, "where": one.path or None, "label": one.where, "what": one.what, "sheet": one.sheet,
                    "ledger": one.ledger,
                }
                for one in self.faults
            ],
            "changes": [
                {"where": one.after_path or one.before_path, "what": told(one), "sheet": one.before, "ledger": one.after}
                for one in self.changes
            ],
            **({"file": self.file} if self.file else {}),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying a code, a document or an archive comes to: a verdict a sheet, in the order of the document; its signatures;
    what is to be said of the document as a whole; and what an archive comes to, None for anything else."""

    sheets: Sequence[Verdict]
    signatures: Sequence[Signature] = ()
    notes: Sequence[str] = ()
    archive: ArchiveVerdict | None = None

    @property
    def is_good(self) -> bool:
        """Whether every sheet may be relied on, and the archive that they lie in."""
        return all(one.is_good for one in self.sheets) and (self.archive is None or self.archive.is_good)

    def heads(self) -> list[str]:
        """What is said of all of it, before its sheets."""
        said = self.archive.lines() if self.archive else []
        return [*said, *self.notes, *(one.sentence for one in self.signatures)]

    def lines(self) -> list[str]:
        """All of it as people read it, a blank line before each sheet but the first; of good ones in an archive a line each."""
        lines = self.heads()
        for one in self.sheets:
            if one.is_good and one.file:
                lines.append(f"{one.file}：{one.headline}")
            else:
                lines += ["", *one.lines()] if lines else one.lines()
        return lines

    def to_json(self) -> dict[str, Any]:
        """The public JSON: `{"sheets": [...], "signatures": [...], "notes": [...]}`, for archives `"archive": {...}` too."""
        return {
            "sheets": [one.to_json() for one in self.sheets],
            "signatures": [one.to_json() for one in self.signatures],
            "notes": list(self.notes),
            **({"archive": self.archive.to_json()} if self.archive else {}),
        }


def pages_named(pages: Sequence[int]) -> str:
    """Pages as people name them: 第 3 页, 第 3—4 页, 第 1、3—5 页; "" for none."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    said = "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs)
    return f"第 {said} 页" if said else ""


def told(one: Difference) -> str:
    """A difference between sheet and ledger as a sentence; `before` is the sheet."""
    sheet, ledger = (f"“{text}”" if text else "空白" for text in (one.before, one.after))
    match one.kind:
        case "added":
            return f"台账多了{one.row}"
        case "removed":
            return f"台账少了{one.row}"
        case "moved":
            return f"{one.row}在台账里移了位置"
        case _:
            return f"{one.row}{one.field}：表上是 {sheet}，台账是 {ledger}"
