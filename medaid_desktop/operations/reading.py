"""Reads what upper levels send: files of Excel and Word as tables understood, each with its doubts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from medaid_desktop.core.forms import Form
from medaid_desktop.core.grid import Place
from medaid_desktop.core.places.regions import RegionTable
from medaid_desktop.core.templates.stored import StoredTemplate
from medaid_desktop.errors import UserError
from medaid_desktop.formats.documents import read_document
from medaid_desktop.formats.excel.references import cell_name
from medaid_desktop.recognition.corrections import Correction
from medaid_desktop.recognition.recognise import recognise
from medaid_desktop.recognition.templates.copies.shapes import shelf_of
from medaid_desktop.recognition.understood import Knowledge, Notice, Understood
from medaid_desktop.recognition.wording.vocabulary import Vocabulary
from medaid_desktop.store.shipped.labels import labels_text


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file with the tables understood in it, or the reason why it could not be read."""

    file: Path
    tables: Sequence[Understood] = ()
    error: UserError | None = None


@cache
def vocabulary() -> Vocabulary:
    """The shipped words, parsed once."""
    return Vocabulary.parse(labels_text())


def knowledge(
    forms: Mapping[str, Form], regions: RegionTable, region: str | None = None,
    learned: Mapping[str, Sequence[Correction]] | None = None, templates: Sequence[StoredTemplate] = (),
) -> Knowledge:  # fmt: skip
    """What recognition works with; `region` is that of the office that reads, where bare names are looked for first.

    `learned` are corrections by the print of the layout they were made in; `templates` the ledger's own forms, whose filled
    copies are known again.
    """
    return Knowledge(forms, vocabulary(), regions, region, learned or {}, shelf_of(templates))


def read_file(file: Path, known: Knowledge) -> FileRead:
    """Reads one file; what cannot be read is told in `error`, never raised."""
    try:
        return FileRead(file, recognise(read_document(file), known))
    except UserError as error:
        return FileRead(file, error=error)


def to_json(read: FileRead) -> dict[str, Any]:
    """A file as `medaid read --json` prints it (contract, section 3); `error` is there only where it could not be read."""
    data: dict[str, Any] = {"file": read.file.name, "tables": [_table(table) for table in read.tables]}
    return data | ({"error": str(read.error)} if read.error else {})


def lines(read: FileRead, known: Knowledge) -> list[str]:
    """A file as a person reads it: its name, a line a table, a line a doubt with the cell it is about."""
    said = [read.file.name]
    for table in read.tables:
        rows = sum(map(len, table.filing.tables.values()))
        parts = [_form_title(table, known), _place_name(table, known), _year(table), f"{rows} 行"]
        said.append(f"  {table.sheet or '表'}：{'　'.join(parts)}　把握 {table.confidence:.0%}")
        for notice in table.notices:
            cell = table.cell(notice.place)
            said.append(f"    {f'{cell_name(*cell)}：' if cell else ''}{notice.message}")
    return said if read.tables or read.error else [*said, "  没有找到可以读懂的表。"]


def _form_title(table: Understood, known: Knowledge) -> str:
    return known.forms[table.form].title if table.form else "不认识的表"


def _place_name(table: Understood, known: Knowledge) -> str:
    code = table.filing.region
    if not code:
        return "区划不明"
    return f"{known.regions.full_name(code, table.filing.year)}（{code}）"


def _year(table: Understood) -> str:
    return f"{table.filing.year} 年度" if table.filing.year else "年度不明"


def _table(table: Understood) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "form": table.form,
        "confidence": table.confidence,
        "filing": table.filing.to_json(),
        "columns": list(table.columns),
        "notices": [notice_json(notice, table.filing.region, table.cell(notice.place)) for notice in table.notices],
    }


def notice_json(notice: Notice, region: str | None, cell: Place | None) -> dict[str, Any]:
    """A doubt in the shape of a finding (contract, section 4), with the `cell` of the sheet it is about.

    `place` is [row, column] of the sheet, counted from 1. `options` are there only where a name has several readings: the
    code and full name of each region.
    """
    place = [cell[0] + 1, cell[1] + 1] if cell else None
    data: dict[str, Any] = {
        "severity": "hint", "rule": notice.rule, "filing": "", "region": region, "where": notice.where,
        "message": notice.message, "expected": "", "actual": "", "place": place,
    }  # fmt: skip
    options = [{"region": code, "name": name} for code, name in notice.options]
    return data | ({"options": options} if options else {})
