"""A sheet that was printed once, made again exactly as it was: to see whether a file still shows what was printed."""

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from medaid_desktop.core.compose import PlaceNames
from medaid_desktop.core.filing import Filing
from medaid_desktop.core.paper.signed import SEAL_MM
from medaid_desktop.core.review.log import Entry
from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.information import Kind
from medaid_desktop.formats.pdf.writer import write_pdf
from medaid_desktop.operations.desk import Desk
from medaid_desktop.operations.paper.sheets import Edition, SheetParts, sheet_job, sheet_parts
from medaid_desktop.operations.paper.standing import standing_at, standing_of


def render_again(desk: Desk, filing: Filing, kind: Kind, reprint: int = 0, entry: int = 0) -> bytes:
    """The PDF of one sheet as it was printed: a content (that of a kept revision, with the filing's id), the kind of print, its
    number, and the log's entry about it, all as the file says of itself.

    Steps, opinions and explanations are those of the moment of that entry; without one (prints out of a ledger that could not be
    written) those of now. Seals are left out, for their images need a passphrase. Raises UserError where it cannot be printed.
    """
    job = sheet_job(parts_again(desk, filing, kind, reprint, _entry(desk, filing.id, entry)))
    if job.record is not None:
        job = replace(job, record=replace(job.record, entry=entry))
    file = io.BytesIO()
    write_pdf([job], file)
    return file.getvalue()


def parts_again(desk: Desk, filing: Filing, kind: Kind, reprint: int, noted: Entry | None) -> SheetParts:
    """What the sheet of `render_again` is made of, `noted` being the log's entry about the print."""
    standing = standing_at(desk, filing, noted) if noted else standing_of(desk, filing)
    printed, names = None, None
    if noted is not None:
        details: Mapping[str, Mapping[str, Any]] = json.loads(noted.details)
        printed = _with_texts(filing, details.get("explained", {}))
        sizes, names = details.get("sizes", {}), place_printed(noted)
        signed = {step: replace(one, size_mm=float(sizes.get(step, SEAL_MM))) for step, one in standing.signed.items()}
        standing = replace(standing, signed=signed)
    return sheet_parts(desk, filing, Edition(public=kind == "public"), reprint, standing, printed, names)


def place_printed(noted: Entry) -> PlaceNames | None:
    """What the place of a sheet was called on it, by the log's entry about the print; None where earlier versions did not note it."""
    match json.loads(noted.details).get("place"):
        case [str(short), str(full)]:
            return PlaceNames(short, full)
        case _:
            return None


def _entry(desk: Desk, filing_id: str, number: int) -> Entry | None:
    found = desk.ledger.log.entries(filing_id, newest_first=True) if number else ()
    return next((entry for entry in found if entry.number == number), None)


def _with_texts(filing: Filing, texts: Mapping[str, Any]) -> Filing:
    """The filing with texts that stood on its paper beside its content."""
    printed = filing.copy() if texts else filing
    for path, text in texts.items():
        if not isinstance(text, str):
            raise UserError("操作日志里的这一条读不出来", filing.id, "请用“文件 → 用备份恢复”恢复以前的台账")
        printed.set(path, text)
    return printed
