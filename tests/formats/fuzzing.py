"""Files spoilt on purpose: bytes flipped, parts cut, sizes lied about, absurd numbers in attributes. Same seed, same files."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.formats.excel.others.test_ods import MIME, cell, content
from tests.formats.packages import letter, workbook, zipped

SAMPLES = Path(__file__).parent / "samples"
_ODD = ("-1", "0", "1000000000", "99999999999999999999", "1e308", "nan", "", "A1:XFD1048576", "XFD1048576", "\u2400", "true",
        "../../../etc/passwd", "[DBNum2]0,,.0E+0/??;;;@@", "&#1114111;", "&#x110000;", "甲" * 3000)  # fmt: skip
_NUMBERS = re.compile(rb'="[0-9]+"')
_VALUES = re.compile(rb'="[^"<>]*"')
_TAGS = re.compile(rb"<[^<>]+>")
_DECLARED = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + b"x" * 50 + b'"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'


def originals() -> list[tuple[str, bytes]]:
    """Sound files of every kind that is read, each with a name."""
    indicators = [("一级指标", "二级指标", "三级指标", "指标值"), ("产出指标", "数量指标", "救助人次", "≥5000人次"),
                  ("", "质量指标", "救助率", "100%"), ("效益指标", "社会效益指标", "负担减轻", "明显")]  # fmt: skip
    allocation = [
        ("单位", "金额（万元）", "备注"),
        ("合计", "300", ""),
        ("杭州市", "200", "含提前下达"),
        ("温州市", "100", ""),
    ]
    tables = [
        [
            ("项目支出绩效目标表",),
            ("（2024年度）",),
            ("项目名称", "医疗救助补助资金", "主管部门", "某县医疗保障局"),
            *indicators,
        ],
        [("2024年医疗救助补助资金分配表",), ("单位：万元",), *allocation],
    ]
    page = "".join(
        "<tr>" + "".join(f"<td colspan=1 rowspan=1>{text}</td>" for text in row) + "</tr>" for row in tables[0]
    )
    files = [
        ("表.html", f"<html><meta charset=utf-8><table border=1>{page}</table></html>".encode()),
        ("表.txt", "\n".join("\t".join(row) for row in tables[1]).encode("gb18030")),
        ("表.csv", "\n".join(",".join(row) for row in tables[1]).encode("utf-16")),
        ("表.xls", (SAMPLES / "allocation.xls").read_bytes()),
        ("表.xml", _one_xml(tables[1])),
    ]
    for number, table in enumerate(tables):
        files += [
            (f"甲{number}.xlsx", zipped(_workbook(table))),
            (f"甲{number}.docx", zipped(_letter(table))),
            (f"甲{number}.ods", zipped(_spreadsheet(table))),
        ]
    return files


def _workbook(rows: list[tuple[str, ...]]) -> dict[str, str | bytes]:
    cells, texts = "", dict.fromkeys(text for row in rows for text in row)
    numbers = {text: number for number, text in enumerate(texts)}
    for row, line in enumerate(rows, 1):
        inside = "".join(
            f'<c r="{chr(65 + col)}{row}" s="1"><v>{text}</v></c>' if text.isdigit()
            else f'<c r="{chr(65 + col)}{row}" s="0" t="s"><v>{numbers[text]}</v></c>'
            for col, text in enumerate(line)
        )  # fmt: skip
        cells += f'<row r="{row}" ht="20">{inside}</row>'
    runs = '<si><r><rPr><b/><rFont val="Wingdings 2"/></rPr><t>R</t></r><r><t>是</t></r></si>'
    return workbook(
        cells + '<row r="20"><c r="A20" s="2"><f>SUM(B1:B9)</f><v>0.75</v></c><c r="B20"><f>A1</f></c></row>',
        before='<dimension ref="A1"/><cols><col min="3" max="3" hidden="1"/></cols>',
        behind='<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A5:A6"/></mergeCells>',
        styles='<numFmts><numFmt numFmtId="170" formatCode="0.0%"/></numFmts><fonts><font><name val="宋体"/></font></fonts>'
        '<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="4"/><xf numFmtId="170"><alignment indent="2"/></xf></cellXfs>',
        strings="".join(f"<si><t>{text}</t></si>" for text in texts) + runs,
    )


def _letter(rows: list[tuple[str, ...]]) -> dict[str, str | bytes]:
    body = "<w:p><w:r><w:t>关于下达资金的通知</w:t></w:r></w:p><w:tbl>"
    for row in rows:
        body += '<w:tr><w:trPr><w:gridBefore w:val="0"/></w:trPr>'
        for text in row:
            body += (
                f'<w:tc><w:tcPr><w:gridSpan w:val="1"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/>'
                f'<w:numId w:val="1"/></w:numPr><w:ind w:left="210"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'
            )
        body += "</w:tr>"
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    return letter(body + "</w:tbl>", numbering=numbering)


def _spreadsheet(rows: list[tuple[str, ...]]) -> dict[str, str | bytes]:
    inside = "".join(
        '<table:table-row table:number-rows-repeated="1">' + "".join(cell(text, 'table:number-columns-repeated="1"') for text in row)
        + "</table:table-row>"
        for row in rows
    )  # fmt: skip
    return {"mimetype": MIME, "content.xml": content(f'<table:table table:name="表">{inside}</table:table>')}


def _one_xml(rows: list[tuple[str, ...]]) -> bytes:
    cells = "".join(
        '<Row ss:Index="1">' + "".join(f'<Cell ss:MergeAcross="0"><Data ss:Type="String">{t}</Data></Cell>' for t in row) + "</Row>"
        for row in rows
    )  # fmt: skip
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="表"><Table>{cells}</Table></Worksheet></Workbook>'.encode()


def spoilt(seed: int) -> tuple[str, bytes]:
    """The file of a seed, spoilt in one to three ways; its name says of what it was made."""
    rng = Random(seed)
    name, data = rng.choice(ORIGINALS)
    for _ in range(rng.choice((1, 1, 2, 3))):
        is_zip = data.startswith(b"PK")
        way = rng.choice(_ZIP_WAYS if is_zip and rng.random() < 0.8 else _BYTE_WAYS)
        data = way(data, rng)
    return f"{seed}-{name}", data


# -- any bytes -------------------------------------------------------------------------------------------------------


def _flip(data: bytes, rng: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 3, 20)) if changed else 0):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _cut(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _zeros(data: bytes, rng: Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    end = rng.choice((len(data), min(len(data), start + 512)))
    return data[:start] + b"\0" * (end - start) + data[end:]


def _double(data: bytes, rng: Random) -> bytes:
    start, size = rng.randrange(len(data) + 1), rng.randrange(2000)
    return data[:start] + data[start : start + size] * rng.choice((2, 50)) + data[start + size :]


def _big_numbers(data: bytes, rng: Random) -> bytes:
    """Four bytes somewhere become a large or negative number, as a broken record of the old format has."""
    if len(data) < 8:
        return data
    start = rng.randrange(len(data) - 4) & ~1
    number = rng.choice((0xFFFFFFFF, 0x7FFFFFFF, 0x80000000, 0x0000FFFF, 0))
    return data[:start] + struct.pack("<I", number) + data[start + 4 :]


def _markup(data: bytes, rng: Random) -> bytes:
    return rng.choice(_XML_WAYS)(data, rng)


# -- XML and HTML ----------------------------------------------------------------------------------------------------


def _odd_value(data: bytes, rng: Random) -> bytes:
    return _replaced(data, rng.choice((_NUMBERS, _VALUES)), rng, lambda _: f'="{rng.choice(_ODD)}"'.encode())


def _without_tag(data: bytes, rng: Random) -> bytes:
    return _replaced(data, _TAGS, rng, lambda _: b"")


def _tag_again(data: bytes, rng: Random) -> bytes:
    times = rng.choice((2, 300, 20_000))
    return _replaced(data, _TAGS, rng, lambda tag: tag * times)


def _entities(data: bytes, rng: Random) -> bytes:
    return _DECLARED + _replaced(data, re.compile(b">[^<>]+<"), rng, lambda _: b">&c;&c;<")


def _strange_signs(data: bytes, rng: Random) -> bytes:
    signs = rng.choice(("\x00", "\ufffe", "\u202e", "<![CDATA[ ]]>", "<!-- -->", "\ud7ff", "🀄", "<?a b?>")).encode(
        "utf-8"
    )
    start = rng.randrange(len(data) + 1)
    return data[:start] + signs + data[start:]


def _replaced(data: bytes, pattern: re.Pattern[bytes], rng: Random, change: Callable[[bytes], bytes]) -> bytes:
    places = [match.span() for match in pattern.finditer(data)]
    if not places:
        return data
    for start, end in sorted(rng.sample(places, min(len(places), rng.choice((1, 1, 4)))), reverse=True):
        data = data[:start] + change(data[start:end]) + data[end:]
    return data


# -- zip files -------------------------------------------------------------------------------------------------------


def _members(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        RuntimeError,
        EOFError,
        KeyError,
        IndexError,
        MemoryError,
    ):
        return {}


def _in_member(data: bytes, rng: Random) -> bytes:
    members = _members(data)
    if not members:
        return _flip(data, rng)
    name = rng.choice(list(members))
    way = rng.choice((*_XML_WAYS, *_XML_WAYS, _cut, _flip, _zeros))
    return zipped({**members, name: way(members[name], rng)})


def _without_member(data: bytes, rng: Random) -> bytes:
    members = _members(data)
    if members:
        del members[rng.choice(list(members))]
    return zipped(members) if members else data


def _swapped(data: bytes, rng: Random) -> bytes:
    members = _members(data)
    if len(members) < 2:
        return data
    one, other = rng.sample(list(members), 2)
    members[one], members[other] = members[other], members[one]
    return zipped(members)


def _lie_in_directory(data: bytes, rng: Random) -> bytes:
    """A size, offset, method or flag of the zip directory or of a member's own head is wrong."""
    mark, places = rng.choice(
        ((b"PK\x01\x02", (8, 10, 16, 20, 24, 28, 30, 42)), (b"PK\x03\x04", (6, 8, 14, 18, 22, 26, 28)))
    )
    found = [match.start() for match in re.finditer(re.escape(mark), data)]
    if not found:
        return _flip(data, rng)
    place = rng.choice(found) + rng.choice(places)
    number = rng.choice((0, 1, 0xFF, 0xFFFF, 0xFFFFFFFF, 0x7FFFFFFF, len(data)))
    width = rng.choice((2, 4))
    return data[:place] + struct.pack("<Q", number)[:width] + data[place + width :]


def _overlapping(data: bytes, rng: Random) -> bytes:
    """Every entry of the directory points to the same member."""
    offset = rng.randrange(max(len(data) // 4, 1)) if rng.random() < 0.3 else 0
    for match in re.finditer(b"PK\x01\x02", data):
        data = data[: match.start() + 42] + struct.pack("<I", offset) + data[match.start() + 46 :]
    return data


def _named_oddly(data: bytes, rng: Random) -> bytes:
    members = _members(data)
    if not members:
        return data
    name = rng.choice(list(members))
    other = rng.choice((name.upper(), "/" + name, name.replace("/", "\\"), "../" + name, name * 30, "甲" + name))
    return zipped({(other if one == name else one): content for one, content in members.items()})


_XML_WAYS = (_odd_value, _odd_value, _odd_value, _without_tag, _tag_again, _entities, _strange_signs, _cut)
_BYTE_WAYS = (_flip, _cut, _zeros, _double, _big_numbers, _big_numbers, _markup, _markup)
_ZIP_WAYS = (
    _in_member,
    _in_member,
    _in_member,
    _in_member,
    _without_member,
    _swapped,
    _lie_in_directory,
    _overlapping,
    _named_oddly,
)
ORIGINALS = originals()
