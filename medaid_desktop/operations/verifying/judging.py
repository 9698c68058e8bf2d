"""Out of the faults of a sheet, of what the document says of it and of what became of its review: the verdict."""

from collections.abc import Sequence
from dataclasses import replace

from medaid_desktop.core.digest import digest
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.again import place_printed
from medaid_desktop.operations.reviewing.reviewing import chain_of
from medaid_desktop.operations.verifying.codes import verdict_on
from medaid_desktop.operations.verifying.contents import Contents
from medaid_desktop.operations.verifying.heads import SheetPages
from medaid_desktop.operations.verifying.lapse import fallen_named, fallen_since
from medaid_desktop.operations.verifying.prints import Print
from medaid_desktop.operations.verifying.verdict import Fault, Verdict

_SEALED = "印章只核对了位置和打印记录；图像是加密保存的，没有口令不解开比对"
_UNLOGGED = "台账的操作日志里没有这次打印（台账可能从备份恢复过），按内容核对"


def judged(
    desk: Desk,
    contents: Contents,
    sheet: SheetPages,
    printed: Print,
    faults: Sequence[Fault],
    reasons: Sequence[str],
    notes: Sequence[str],
) -> Verdict:
    """The verdict on a sheet of known content: `faults` are those of its pages, `reasons` what else is wrong with it, `notes` what
    else is worth knowing."""
    verdict = verdict_on(desk, contents, printed.revision)
    told = [*notes, _SEALED] if printed.sealed - printed.images.keys() else [*notes]
    told += _renamed(desk, printed)
    if sheet.record and sheet.record.entry and (printed.noted is None or printed.noted.number != sheet.record.entry):
        told.append(_UNLOGGED)
    verdict = replace(
        verdict, kind=printed.kind, reprint=printed.reprint, pages=[page + 1 for page in sheet.pages], notes=told,
        faults=faults, reasons=reasons,
    )  # fmt: skip
    if reasons or faults:
        return replace(verdict, state="altered")
    return _lapsing(desk, printed, verdict) if verdict.state == "current" else verdict


def _renamed(desk: Desk, printed: Print) -> list[str]:
    """That the place is called otherwise since, be it a local unit or a region of another year's table."""
    then = place_printed(printed.noted) if printed.noted else None
    now = desk.names(printed.filing.region, printed.filing.year)
    return [f"打印时区划的名称是“{then.full}”，现在是“{now.full}”。"] if then and then != now else []


def _lapsing(desk: Desk, printed: Print, verdict: Verdict) -> Verdict:
    """A sheet whose content stands, seen from what became of its review since it was printed."""
    if printed.noted is None:
        return verdict
    fallen = fallen_since(desk, printed.filing, printed.noted)
    if fallen:
        return replace(verdict, state="superseded", lapsed=True, reasons=[fallen_named(fallen)])
    chain = chain_of(desk, printed.filing)
    if printed.kind == "draft" and chain.is_complete and chain.digest == digest(printed.filing):
        return replace(verdict, notes=[*verdict.notes, "这是审核完成前打印的草稿；现在已审核完成，请以正式表为准"])
    return verdict
