"""Workbooks and letters written part by part, for what libraries do not write."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

_OPEN = "http://schemas.openxmlformats.org"
_RELATIONS = f"{_OPEN}/officeDocument/2006/relationships"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
SHEET = f"{_OPEN}/spreadsheetml/2006/main"
WORD = f"{_OPEN}/wordprocessingml/2006/main"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts, in this order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    """A part of relations r1, r2 … of (kind, target)."""
    inner = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_OPEN}/package/2006/relationships">{inner}</Relationships>'


def workbook(sheet: str, *, behind: str = "", before: str = "", styles: str = "", strings: str = "",
             workbook: str = "", state: str = "visible", namespace: str = SHEET) -> dict[str, str | bytes]:  # fmt: skip
    """The parts of a workbook of one sheet: rows, what stands before and behind them, styles, shared strings."""
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{_RELATIONS}">{workbook}<sheets>'
        f'<sheet name="表" sheetId="1" state="{state}" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{namespace}">{before}<sheetData>{sheet}</sheetData>{behind}</worksheet>',
        "xl/styles.xml": f'<styleSheet xmlns="{namespace}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{namespace}">{strings}</sst>',
    }


def letter(body: str, *, styles: str = "", numbering: str = "") -> dict[str, str | bytes]:
    """The parts of a letter with this body, styles and numbering."""
    names = (
        f'xmlns:w="{WORD}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
        f'xmlns:mc="{_OPEN}/markup-compatibility/2006" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'xmlns:r="{_RELATIONS}"'
    )
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(("styles", "styles.xml"), ("numbering", "numbering.xml")),
        "word/styles.xml": f"<w:styles {names}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {names}>{numbering}</w:numbering>",
    }


def saved(folder: Path, content: Mapping[str, str | bytes] | bytes, name: str = "来文.dat") -> Path:
    """A file with these parts or bytes; its name says nothing of its kind."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else zipped(content))
    return path
