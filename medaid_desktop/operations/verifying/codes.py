"""Verifying by what stands in the foot of a sheet: the verification code, or the text of the square code."""

from dataclasses import replace

from medaid_desktop.core.changes.differences import Difference, compare
from medaid_desktop.core.digest import code_is_sound, digest, verification_code, written_code
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.review.sheet_code import SheetCode, is_sheet_code, read_sheet_code
from medaid_desktop.errors import UserError
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.reviewing import chain_of
from medaid_desktop.operations.verifying.contents import Contents
from medaid_desktop.operations.verifying.lapse import lapsed_prints, was_complete
from medaid_desktop.operations.verifying.prints import was_printed
from medaid_desktop.operations.verifying.verdict import Verdict
from medaid_desktop.store.records.revisions import Revision

_ONLY_CONTENT = "只按校验码核对：纸面上的文字是否被改过，请对照台账，或核对 PDF 原件"

_LABEL = "校验码"
"""What stands before the code in the foot, and may be typed or copied with it."""


def verify_code(desk: Desk, text: str) -> Verdict:
    """What a code typed in, or scanned, stands for: by what was signed or printed, else by what the ledger holds.

    Raises UserError where it is no code, or was misread: a check in it says so.
    """
    contents = Contents(desk)
    if is_sheet_code(text):
        scanned = read_sheet_code(text)
        return _against_head(desk, contents, scanned, _verdict(desk, contents, scanned.code))
    code = text.replace(_LABEL, "")
    if not code_is_sound(code):
        raise UserError(
            "校验码不对", text.strip()[:40], "请照页脚重新输入 16 位字母和数字；字母 O、I、L 与数字 0、1 不必区分"
        )
    return _verdict(desk, contents, written_code(code))


def _verdict(desk: Desk, contents: Contents, code: str) -> Verdict:
    found = contents.of_code(code)
    if not found:
        return Verdict("unknown", code)
    verdict = verdict_on(desk, contents, found[0])
    if verdict.state != "current":
        return verdict
    filing = found[0].filing
    if trouble := _form_trouble(desk, filing):
        return replace(verdict, notes=[f"这份表的表种现在打不开，审核情况无法核对：{trouble}", _ONLY_CONTENT])
    lapsed = lapsed_prints(desk, filing)
    if verdict.status == "reviewed":
        told = [f"{_minute(lapsed[0].at)} 及以前打印的表，审核后来退回过，已作废；请以其后打印的为准"] if lapsed else []
        return replace(verdict, notes=[*told, _ONLY_CONTENT])
    if lapsed or was_complete(desk, filing):
        return replace(verdict, state="superseded", lapsed=True, notes=[_ONLY_CONTENT])
    return replace(verdict, notes=[_ONLY_CONTENT])


def verdict_on(desk: Desk, contents: Contents, sheet: Revision) -> Verdict:
    """How a content that was printed once compares with what the ledger holds now."""
    filing = sheet.filing
    names = desk.names(filing.region, filing.year)
    present = contents.present(filing.id)
    title = desk.ledger.filings.title(filing.id) if present else ""
    form = _title(desk, filing)
    code = verification_code(sheet.digest)
    if present is None:
        return Verdict("superseded", code, filing.id, title, form, names.full, filing.year, kept=sheet.at)
    now = digest(present)
    status = chain_of(desk, present).status if _has_form(desk, present) else "draft"
    state = "current" if now == sheet.digest else "superseded"
    return Verdict(
        state, code, filing.id, title, form, names.full, filing.year, verification_code(now), status, sheet.at,
        [] if state == "current" else _changes(desk, filing, present),
    )  # fmt: skip


def _changes(desk: Desk, sheet: Filing, present: Filing) -> list[Difference]:
    found: list[Difference] = []
    for field, before, after in (
        ("年度", str(sheet.year or ""), str(present.year or "")),
        ("区划", sheet.region or "", present.region or ""),
        ("表种版本", sheet.form_version, present.form_version),
    ):
        if before != after:
            found.append(Difference("changed", field, "", before, after, "", ""))
    return found + (compare(desk.form_of(present), sheet, present) if _has_form(desk, present) else [])


def _against_head(desk: Desk, contents: Contents, scanned: SheetCode, verdict: Verdict) -> Verdict:
    """A square code tells form, region and year too: what it says must be what the code stands for."""
    if not verdict.filing:
        return verdict
    if any(_head(one.filing) == (scanned.form, scanned.region, scanned.year) for one in contents.of_code(scanned.code)):
        unlogged = scanned.reprint and not was_printed(desk, contents.of_code(scanned.code), scanned.reprint)
        notes = [f"操作日志里没有第 {scanned.reprint + 1} 次打印（台账可能从备份恢复过）"] if unlogged else []
        return replace(verdict, reprint=scanned.reprint, notes=[*notes, *verdict.notes])
    reason = "二维码里写的表种、区划或年度，与校验码对应的表不一样"
    return replace(verdict, state="altered", lapsed=False, changes=[], reasons=[reason], notes=[])


def _head(filing: Filing) -> tuple[str, str, int | None]:
    """Form, region and year as a square code says them."""
    return "".join(filing.form.split()).replace("|", "/"), filing.region or "", filing.year


def _minute(at: str) -> str:
    return at[:16].replace("T", " ")


def _has_form(desk: Desk, filing: Filing) -> bool:
    return not _form_trouble(desk, filing)


def _form_trouble(desk: Desk, filing: Filing) -> str:
    """Why the form of a filing cannot be read, be it lost or changed by another program; "" where it can."""
    try:
        desk.form_of(filing)
    except UserError as error:
        return str(error)
    return ""


def _title(desk: Desk, filing: Filing) -> str:
    return desk.form_of(filing).title if _has_form(desk, filing) else desk.forms.title(filing.form)
