"""How long and with how much memory files are read and understood that are made to be hard: bombs, repetitions without end.

    python -m tests.benchmarks.hard_files [PART OF A NAME …]

Each in a process of its own; exit status 1 where one takes more than 10 seconds or 500 MB, or ends otherwise than with a
result or a message. Runs for some minutes. For systems with fork only.
"""

import io
import struct
import sys
import tempfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from medaid_desktop.operations.reading import knowledge
from medaid_desktop.store.forms.form_library import FormLibrary
from medaid_desktop.store.shipped.regions import load_regions
from tests.formats.excel.others.test_ods import MIME, cell, content
from tests.formats.fuzz_worker import MEGABYTES, SECONDS, in_a_child
from tests.formats.packages import SHEET, letter, relations, workbook, zipped

Make = Callable[[], bytes]
_SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = ("地区", "金额（万元）")


def _text(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def _rows(count: int, texts: Callable[[int], Sequence[str | float]]) -> str:
    return "".join(
        f'<row r="{row}">{"".join(_text(t) if isinstance(t, str) else f"<c><v>{t}</v></c>" for t in texts(row))}</row>'
        for row in range(1, count + 1)
    )


def sheet(count: int, texts: Callable[[int], Sequence[str | float]], **parts: str) -> Make:
    return lambda: zipped(workbook(_rows(count, texts), **parts))


def _allocation(count: int, name: Callable[[int], str]) -> Make:
    return sheet(count, lambda row: _HEAD if row == 1 else (name(row), row + 0.5))


def _labels(*words: str) -> Callable[[int], Sequence[str | float]]:
    return lambda row: (words[row % len(words)], row)


UNDERSTOOD: dict[str, Make] = {
    "one label, 40 000 rows.xlsx": sheet(40_000, _labels("项目名称")),
    "labels, 60 000 rows.xlsx": sheet(60_000, _labels("项目名称", "年度目标", "一级指标", "指标值", "主管部门")),
    "titles, 60 000 rows.xlsx": sheet(60_000, lambda _: ("项目支出绩效目标表",)),
    "titles and names.xlsx": sheet(60_000, _labels("项目支出绩效目标表", "项目名称", "项目名称")),
    "heads, 20 000 rows.xlsx": sheet(20_000, lambda _: ("一级指标", "二级指标", "三级指标", "指标值")),
    "heads of money.xlsx": sheet(20_000, lambda _: ("地区", "金额", "救助人数", "合计")),
    "of which.xlsx": _allocation(30_000, lambda row: "其中：杭州市" if row % 2 else "合计"),
    "subtotals and districts.xlsx": _allocation(30_000, lambda row: "甲乙小计" if row % 2 else "鼓楼区"),
    "subtotals only.xlsx": _allocation(20_000, lambda _: "杭州市小计"),
    "own levels.xlsx": _allocation(30_000, lambda _: "市本级"),
    "unknown places.xlsx": _allocation(20_000, lambda row: f"杭州第{row}市"),
    "look-alikes.xlsx": _allocation(20_000, lambda row: chr(0x4E00 + row % 20_000) + "坂城区"),
    "16 000 columns of numbers.xlsx": sheet(17, lambda _: range(16_000)),
    "16 000 columns of labels.xlsx": sheet(9, lambda _: ("地区", "金额", "项目名称", "指标值") * 4000),
    "300 000 texts.xlsx": sheet(14_900, lambda row: [f"某项{row}说明{col}文字" for col in range(20)]),
    "299 000 numbers.xlsx": sheet(299_000, lambda row: (row / 7,)),
    "long texts.xlsx": sheet(1000, lambda row: ("甲：乙；" * 2000 + str(row), "（" * 3000)),
    "one sign.xlsx": sheet(1500, lambda row: ("（(其中:：、.…·-—0一年月%≥☐£R"[row % 20] * 20_000 + "甲",)),
    "20 labels a row.docx": lambda: zipped(letter("<w:tbl>" + ("<w:tr>" + "<w:tc><w:p><w:r><w:t>项目名称</w:t></w:r></w:p></w:tc>" * 20 + "</w:tr>") * 5000 + "</w:tbl>")),
    "4 900 tables.docx": lambda: zipped(letter("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>项目名称</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>" * 4900)),
    "100 000 paragraphs.docx": lambda: zipped(letter("<w:p><w:r><w:t>关于下达2024年医疗救助补助资金的通知，杭州市医疗保障局</w:t></w:r></w:p>" * 100_000)),
}  # fmt: skip


def _sheets(count: int, rows: str) -> Make:
    def make() -> bytes:
        parts = workbook(rows)
        listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, count))
        parts["xl/workbook.xml"] = f'<workbook xmlns="{SHEET}" xmlns:r="{_LINKS}"><sheets>{listed}</sheets></workbook>'
        parts["xl/_rels/workbook.xml.rels"] = relations(
            *[("worksheet", f"worksheets/s{n}.xml") for n in range(1, count)]
        )
        return zipped(parts | {f"xl/worksheets/s{n}.xml": parts["xl/worksheets/sheet1.xml"] for n in range(1, count)})

    return make


def nested() -> bytes:
    data = zipped({"a.txt": "x" * 10_000_000})
    for depth in range(5):
        data = zipped({f"{depth}-{number}.zip": data for number in range(10 if depth < 3 else 1)})
    return data


def overlapping() -> bytes:
    """5 000 entries that all unpack the same 50 MB."""
    payload, name = b"0" * 50_000_000, b"xl/worksheets/sheet1.xml"
    packer = zlib.compressobj(9, 8, -15)
    packed = packer.compress(payload) + packer.flush()
    sizes = (zlib.crc32(payload), len(packed), len(payload))
    out = io.BytesIO()
    out.write(struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, *sizes, len(name), 0) + name + packed)
    directory = out.tell()
    for number in range(5000):
        entry = b"f%d" % number
        out.write(
            struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, *sizes, len(entry), 0, 0, 0, 0, 0, 0)
        )
        out.write(entry)
    end = out.tell()
    out.write(struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 5000, 5000, end - directory, directory, 0))
    return out.getvalue()


def entities() -> bytes:
    declared = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    return b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "' + b"x" * 1000 + b'">' + declared + b"]><a>&a11;</a>"


def _many(count: int, tag: str) -> str:
    return "".join(f'<row r="{row}"{tag}' for row in range(2, count))


_COLUMNS = 'table:number-columns-repeated="16000"'
_MERGED = "".join(f'<mergeCell ref="A{row}:Z{row + 50}"/>' for row in range(1, 90_000))
READ: dict[str, Make] = {
    "a million hidden rows.xlsx": lambda: zipped(workbook(_many(1_000_000, ' hidden="1"/>') + '<row r="1048576"><c><v>1</v></c></row>')),
    "a million empty rows.xlsx": lambda: zipped(workbook(_many(1_048_576, ' spans="1:2" ht="14"/>'))),
    "millions of blank cells.xlsx": lambda: zipped(workbook(_many(700_000, '><c s="1"/><c s="1"/><c s="1"/></row>'))),
    "90 000 spans.xlsx": sheet(3000, lambda _: ("甲", 1), behind=f"<mergeCells>{_MERGED}</mergeCells>"),
    "one span over all.xlsx": sheet(1, lambda _: ("项目名称",), behind='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "64 000 styles.xlsx": sheet(1, lambda _: ("甲",), styles="<cellXfs>" + "<xf/>" * 64_000 + "</cellXfs><dxfs>" + "<dxf><font/></dxf>" * 100_000 + "</dxfs>"),
    "fractions.xlsx": lambda: zipped(workbook("".join(f'<row r="{n}"><c s="1"><v>{n * 1.23e-9}</v></c></row>' for n in range(1, 20_000)),
        styles='<numFmts><numFmt numFmtId="200" formatCode="# ???????/???????"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>')),
    "2 000 000 shared texts.xlsx": sheet(1, lambda _: ("甲",), strings="<si><t>甲</t></si>" * 1_900_000),
    "a text of 20 000 runs.xlsx": lambda: zipped(workbook('<row><c t="s"><v>0</v></c></row>' * 200_000, strings="<si>" + "<r><t>甲</t></r>" * 20_000 + "</si>")),
    "a long text 280 000 times.xlsx": lambda: zipped(workbook('<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>' * 140_000, strings=f"<si><t>{'项目名称：' * 6000}</t></si>")),
    "9 000 sheets.xlsx": _sheets(9000, _rows(1, lambda _: ("甲",))),
    "4 000 sheets of labels.xlsx": _sheets(4000, _rows(30, lambda row: ("项目名称", row))),
    "zips in zips.zip": nested,
    "overlapping.xlsx": overlapping,
    "190 MB of blanks.xlsx": lambda: zipped({**workbook(""), "xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 190_000_000}),
    "70 000 members.xlsx": lambda: zipped({f"x{number}": "" for number in range(70_000)}),
    "60 tables deep.docx": lambda: zipped(letter("<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60)),
    "a chain of 5 000 styles.docx": lambda: zipped(letter('<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>' * 40_000,
        styles="".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(5000)))),
    "150 000 runs.docx": lambda: zipped(letter("<w:p>" + "<w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t></w:r>" * 150_000 + "</w:p>")),
    "60 000 rows merged down.docx": lambda: zipped(letter("<w:tbl>" + "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr>" * 60_000 + "</w:tbl>")),
    "repeated without end.ods": lambda: zipped({"mimetype": MIME, "content.xml": content(
        f'<table:table><table:table-row table:number-rows-repeated="1000000">{cell("项目名称", _COLUMNS)}</table:table-row></table:table>')}),
    "repeated blanks.ods": lambda: zipped({"mimetype": MIME, "content.xml": content(
        "<table:table>" + f'<table:table-row table:number-rows-repeated="1000000000">{f"<table:table-cell {_COLUMNS}/>" * 50}</table:table-row>' * 20_000 + "</table:table>")}),
    "spans of a thousand million.xls": lambda: ("<table>" + ("<tr>" + "<td colspan=1000000000 rowspan=1000000000>甲</td>" * 2000 + "</tr>") * 3 + "</table>").encode(),
    "tags never closed.xls": lambda: ("<table><tr><td>" + "<b><i><font face=甲>" * 300_000 + "甲").encode(),
    "nothing but lesser-than.xls": lambda: ("<table><tr><td>" + "<" * 9_000_000).encode(),
    "560 000 cells.xls": lambda: ("<table>" + "<tr><td>甲<td>乙" * 280_000 + "</table>").encode(),
    "25 tables deep.xls": lambda: ("<table><tr><td>" * 25 + "<tr><td>甲" * 100_000).encode(),
    "a quotation without end.csv": lambda: ('"' + "甲," * 3_000_000).encode(),
    "millions of commas.csv": lambda: (b"," * 2_000_000 + b"\n") * 4,
    "millions of lines.txt": lambda: b"a\tb\n" * 2_400_000,
    "two bytes a sign.txt": lambda: ("甲\t乙\n" * 1_000_000).encode("utf-16"),
    "entities.xls": entities,
    "spans in XML.xls": lambda: (f'<?xml version="1.0"?><Workbook xmlns="{_SPACE}" xmlns:ss="{_SPACE}"><Worksheet><Table>' + '<Row ss:Span="1000000">'
        '<Cell ss:MergeDown="999999" ss:MergeAcross="99999"><Data ss:Type="String">甲</Data></Cell></Row>' * 50_000 + "</Table></Worksheet></Workbook>").encode(),
}  # fmt: skip


def main() -> int:
    """See above."""
    known = knowledge({form.id: form for form in FormLibrary()}, load_regions())
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for name, make in (UNDERSTOOD | READ).items():
            if sys.argv[1:] and not any(part in name for part in sys.argv[1:]):
                continue
            path = Path(folder) / name
            path.write_bytes(make())
            end, seconds, megabytes = in_a_child(path, known)
            path.unlink()
            fine = end in ("result", "message") and seconds <= SECONDS and megabytes <= MEGABYTES
            good = good and fine
            print(f"{name:36} {seconds:6.2f} s {megabytes:5.0f} MB  {end}{'' if fine else '  TOO MUCH'}", flush=True)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
