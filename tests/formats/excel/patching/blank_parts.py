"""What the parts of a workbook are made of: relations, shapes, rules and pages, put into a drawn form."""

import io
import re

from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

from tests.formats.excel.patching.blank_drawing import (
    GROUPS,
    MAIN,
    TOP,
    Drawing,
)

NS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def put(parts: dict[str, bytes], name: str, text: str | bytes) -> None:
    parts[name] = text if isinstance(text, bytes) else text.encode()


def typed(parts: dict[str, bytes], part: str, kind: str) -> None:
    line = f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", line.encode())


def default(parts: dict[str, bytes], ending: str, kind: str) -> None:
    if f'Extension="{ending}"'.encode() not in parts["[Content_Types].xml"]:
        line = f'<Default Extension="{ending}" ContentType="{kind}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", line.encode())


def related(parts: dict[str, bytes], source: str, name: str, kind: str, target: str, more: str = "") -> None:
    folder, _, own = source.rpartition("/")
    listing = f"{folder}/_rels/{own}.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    line = f'<Relationship Id="{name}" Type="{kind}" Target="{target}"{more}/></Relationships>'
    parts[listing] = parts.get(listing, empty).replace(b"</Relationships>", line.encode())


def behind(parts: dict[str, bytes], tag: str, text: str, part: str = MAIN) -> None:
    """Puts something behind the last of an element, or before the end of the part."""
    data = parts[part].decode()
    ends = [found.end() for found in re.finditer(rf"<{tag}\b[^>]*/>|</{tag}>", data)]
    at = ends[-1] if ends else data.rindex("</")
    parts[part] = (data[:at] + text + data[at:]).encode()


def validated(d: Drawing) -> None:
    last = TOP + sum(count for _, _, count in GROUPS)
    for rule in (
        DataValidation(type="list", formula1='"100%,≥90%,明显提高"', sqref=f"E{TOP + 1}:E{last}"),
        DataValidation(
            type="decimal",
            operator="greaterThanOrEqual",
            formula1="0",
            sqref="E6:E7",
            showErrorMessage=True,
            error="请填数字",
        ),
        DataValidation(type="date", operator="greaterThan", formula1="43831", sqref="F3"),
        DataValidation(
            type="textLength",
            operator="lessThan",
            formula1="500",
            sqref="C8",
            showInputMessage=True,
            prompt="不超过500字",
        ),
    ):
        d.sheet.add_data_validation(rule)


def paged(d: Drawing, landscape: bool = False) -> None:
    sheet = d.sheet
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = f"A1:G{sheet.max_row}"
    sheet.print_title_rows = f"{TOP}:{TOP}"
    sheet.oddHeader.left.text, sheet.oddFooter.center.text = "附件2", "第 &P 页，共 &N 页"
    sheet.freeze_panes = f"A{TOP + 1}"
    sheet.print_options.horizontalCentered = True


def picture() -> io.BytesIO:
    picture = io.BytesIO()
    Picture.new("RGB", (12, 12), "red").save(picture, "PNG")
    picture.seek(0)
    return picture


def anchor(row: int, inside: str, edit: str = "", last: int | None = None) -> str:
    corner = "<xdr:{0}><xdr:col>{1}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{2}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{0}>"
    return (
        f"<xdr:twoCellAnchor{edit}>" + corner.format("from", 1, row) + corner.format("to", 3, row + 2 if last is None else last)
        + inside + "<xdr:clientData/></xdr:twoCellAnchor>"
    )  # fmt: skip


def shape(number: int, name: str, text: str, link: str = "", box: str = ' txBox="1"') -> str:
    return (
        f'<xdr:sp macro="" textlink="{link}"><xdr:nvSpPr><xdr:cNvPr id="{number}" name="{name}"/><xdr:cNvSpPr{box}/></xdr:nvSpPr>'
        '<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
        f'<xdr:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="zh-CN"/><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>'
    )


def drawn(parts: dict[str, bytes], anchors: str) -> None:
    name = "xl/drawings/drawing1.xml"
    text = parts[name].decode()
    spaces = {
        "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    }
    head = text[: text.index(">", text.index("wsDr")) + 1]
    wider = (
        head[:-1]
        + "".join(f' xmlns:{short}="{long}"' for short, long in spaces.items() if f"xmlns:{short}=" not in head)
        + ">"
    )
    end = text.rindex("</")
    parts[name] = (wider + text[len(head) : end] + anchors + text[end:]).encode()
