"""Blank forms with what hangs on their cells: shapes, notes, headers, charts, macros, annexes."""

from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.worksheet.table import Table

from tests.formats.excel.patching.blank_drawing import GROUPS, MAIN, SHEET, TOP, BlankForm, draw, finished
from tests.formats.excel.patching.blank_parts import (
    NS,
    REL,
    TYPE,
    anchor,
    behind,
    default,
    drawn,
    paged,
    picture,
    put,
    related,
    shape,
    typed,
)


def shapes() -> BlankForm:
    """A picture, text boxes, a shape that shows a cell, a group of shapes, one that neither moves nor grows."""
    d = draw()
    d.sheet.add_image(Image(picture()), f"B{TOP + 12}")
    group = (
        '<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="20" name="组合 1"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr><xdr:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="900000" cy="300000"/><a:chOff x="0" y="0"/><a:chExt cx="900000" cy="300000"/></a:xfrm></xdr:grpSpPr>'
        + shape(21, "左", "左边") + shape(22, "右", "右边", box="") + "</xdr:grpSp>"
    )  # fmt: skip
    anchors = (
        anchor(0, shape(9, "文本框 1", "黄色必填")) + anchor(TOP + 12, shape(10, "文本框 2", "合计", f"$F${TOP + 10}"), ' editAs="oneCell"')
        + anchor(TOP, group, "", TOP + 14) + anchor(TOP + 13, shape(11, "印章", "章", box=""), ' editAs="absolute"')
    )  # fmt: skip
    return finished(d, lambda parts: drawn(parts, anchors))


def notes() -> BlankForm:
    """Notes on cells above and below the list, and a threaded one."""
    d = draw()
    below = TOP + 12
    d.sheet["C4"].comment = Comment("填项目全称", "财政局")
    d.sheet[f"A{below}"].comment = Comment("盖章有效", "财政局")
    d.sheet[f"E{TOP + 3}"].comment = Comment("[线程批注]", "tc={5C2B8E1D-7F1A-4B60-9E0A-1D2C3B4A5F60}")

    def change(parts: dict[str, bytes]) -> None:
        thread = (
            '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment '
            f'ref="E{TOP + 3}" dT="2020-01-02T08:30:00.00" personId="{{11111111-2222-4333-8444-555555555555}}" '
            'id="{5C2B8E1D-7F1A-4B60-9E0A-1D2C3B4A5F60}"><text>写百分数</text></threadedComment></ThreadedComments>'
        )
        put(parts, "xl/threadedComments/threadedComment1.xml", thread)
        typed(parts, "xl/threadedComments/threadedComment1.xml", "application/vnd.ms-excel.threadedcomments+xml")
        related(
            parts,
            MAIN,
            "rId77",
            "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
            "../threadedComments/threadedComment1.xml",
        )
        person = (
            '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="财政局" '
            'id="{11111111-2222-4333-8444-555555555555}" userId="x" providerId="None"/></personList>'
        )
        put(parts, "xl/persons/person.xml", person)
        typed(parts, "xl/persons/person.xml", "application/vnd.ms-excel.person+xml")
        related(
            parts,
            "xl/workbook.xml",
            "rId78",
            "http://schemas.microsoft.com/office/2017/10/relationships/person",
            "persons/person.xml",
        )

    return finished(d, change)


def headed() -> BlankForm:
    """A picture in the header, other headers on the first and on even pages."""
    d = draw()
    paged(d)
    d.sheet.oddHeader.left.text = "&G"
    d.sheet.HeaderFooter.differentFirst = d.sheet.HeaderFooter.differentOddEven = True
    d.sheet.firstHeader.center.text, d.sheet.evenFooter.right.text = "首页", "&D"
    shape = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><o:shapelayout v:ext="edit">'
        '<o:idmap v:ext="edit" data="3"/></o:shapelayout><v:shape id="LH" o:spid="_x0000_s3073" type="#_x0000_t75" '
        'style="position:absolute;width:24pt;height:24pt"><v:imagedata o:relid="rId1" o:title="标志"/></v:shape></xml>'
    )

    def change(parts: dict[str, bytes]) -> None:
        put(parts, "xl/drawings/vmlDrawingHF1.vml", shape)
        put(parts, "xl/media/logo.png", picture().getvalue())
        default(parts, "vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        default(parts, "png", "image/png")
        related(parts, "xl/drawings/vmlDrawingHF1.vml", "rId1", f"{REL}/image", "../media/logo.png")
        related(parts, MAIN, "rId55", f"{REL}/vmlDrawing", "../drawings/vmlDrawingHF1.vml")
        behind(parts, "headerFooter", f'<legacyDrawingHF {NS} r:id="rId55"/>')

    return finished(d, change)


def charted() -> BlankForm:
    """A table object, a chart over the list, sparklines."""
    d = draw()
    last = TOP + sum(count for _, _, count in GROUPS)
    chart = BarChart()
    chart.add_data(Reference(d.sheet, min_col=6, min_row=TOP + 1, max_row=last))
    d.sheet.add_chart(chart, f"I{TOP + 2}")
    alone = BarChart()
    alone.add_data(Reference(d.sheet, min_col=6, min_row=TOP + 1, max_row=last))
    d.book.create_chartsheet("图表").add_chart(alone)
    d.sheet.add_table(Table(displayName="资金表", ref="K40:L43"))
    for number, head in enumerate(("甲", "乙")):
        d.sheet.cell(40, 11 + number, head)
    extension = (
        '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:colorSeries rgb="FF376092"/>'
        f"<x14:sparklines><x14:sparkline><xm:f>'{SHEET}'!F{TOP + 1}:F{last}</xm:f><xm:sqref>H{TOP + 2}</xm:sqref></x14:sparkline>"
        f"<x14:sparkline><xm:f>'{SHEET}'!E6:E7</xm:f><xm:sqref>H{last + 1}</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>"
        "</x14:sparklineGroups></ext></extLst>"
    )
    return finished(d, lambda parts: behind(parts, "tableParts", extension))


def macros() -> BlankForm:
    """An xlsm: a project of macros, a check box linked to a cell below the list, code names."""
    d = draw()
    d.sheet.sheet_view.tabSelected = True
    below = TOP + 11
    control = (
        f'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice xmlns:x14="x" Requires="x14"><controls>'
        f'<control {NS} shapeId="1025" r:id="rId91" name="复选框 1"><controlPr defaultSize="0"><anchor moveWithCells="1">'
        '<from xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff>'
        f'<xdr:row>{below}</xdr:row><xdr:rowOff>0</xdr:rowOff></from><to xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">'
        f"<xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{below + 1}</xdr:row><xdr:rowOff>0</xdr:rowOff></to></anchor></controlPr></control>"
        "</controls></mc:Choice></mc:AlternateContent>"
    )
    box = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        '<v:shape id="_x0000_s1025" type="#_x0000_t201" style="position:absolute"><x:ClientData ObjectType="Checkbox">'
        f"<x:Anchor>3, 0, {below}, 0, 4, 0, {below + 1}, 0</x:Anchor><x:FmlaLink>$D${below + 1}</x:FmlaLink></x:ClientData></v:shape></xml>"
    )

    def change(parts: dict[str, bytes]) -> None:
        put(parts, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8)
        default(parts, "bin", "application/vnd.ms-office.vbaProject")
        default(parts, "vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        related(
            parts,
            "xl/workbook.xml",
            "rId90",
            "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
            "vbaProject.bin",
        )
        main = f"{TYPE}.sheet.main+xml".encode()
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            main, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        )
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
            b"<workbookPr", b'<workbookPr codeName="ThisWorkbook"', 1
        )
        parts[MAIN] = parts[MAIN].replace(b"<sheetPr", b'<sheetPr codeName="Sheet1"', 1)
        put(
            parts,
            "xl/ctrlProps/ctrlProp1.xml",
            f'<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="CheckBox" fmlaLink="$D${below + 1}" lockText="1"/>',
        )
        typed(parts, "xl/ctrlProps/ctrlProp1.xml", "application/vnd.ms-excel.controlproperties+xml")
        related(parts, MAIN, "rId91", f"{REL}/ctrlProp", "../ctrlProps/ctrlProp1.xml")
        put(parts, "xl/drawings/vmlDrawing9.vml", box)
        related(parts, MAIN, "rId92", f"{REL}/vmlDrawing", "../drawings/vmlDrawing9.vml")
        behind(parts, "pageMargins", f'<legacyDrawing {NS} r:id="rId92"/>' + control)

    return finished(d, change, ending=".xlsm")


def annexed() -> BlankForm:
    """Custom properties, custom XML, titles of the sheets in the properties, an external workbook, a data connection."""
    d = draw()
    d.book.create_sheet("附表")["A1"] = f"='{SHEET}'!E5"
    d.sheet["I1"] = "=[1]上年!$B$2+1"

    def change(parts: dict[str, bytes]) -> None:
        custom = (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
            '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer"><vt:lpwstr>2052-12.1.0</vt:lpwstr></property></Properties>'
        )
        put(parts, "docProps/custom.xml", custom)
        typed(parts, "docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml")
        rels = "_rels/.rels"
        line = f'<Relationship Id="rId44" Type="{REL}/custom-properties" Target="docProps/custom.xml"/></Relationships>'
        parts[rels] = parts[rels].replace(b"</Relationships>", line.encode())
        put(parts, "customXml/item1.xml", '<编号 xmlns="urn:example:form">2020-7</编号>')
        related(parts, "xl/workbook.xml", "rId45", f"{REL}/customXml", "../customXml/item1.xml")
        put(
            parts,
            "xl/externalLinks/externalLink1.xml",
            f'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" {NS}><externalBook r:id="rId1"><sheetNames><sheetName val="上年"/></sheetNames></externalBook></externalLink>',
        )
        typed(parts, "xl/externalLinks/externalLink1.xml", f"{TYPE}.externalLink+xml")
        related(
            parts,
            "xl/externalLinks/externalLink1.xml",
            "rId1",
            f"{REL}/externalLinkPath",
            "上年.xlsx",
            ' TargetMode="External"',
        )
        related(parts, "xl/workbook.xml", "rId46", f"{REL}/externalLink", "externalLinks/externalLink1.xml")
        behind(
            parts,
            "sheets",
            f'<externalReferences><externalReference {NS} r:id="rId46"/></externalReferences>',
            "xl/workbook.xml",
        )
        put(
            parts,
            "xl/connections.xml",
            '<connections xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><connection id="1" name="台账" type="5" refreshedVersion="6"><dbPr connection="" command=""/></connection></connections>',
        )
        typed(parts, "xl/connections.xml", f"{TYPE}.connections+xml")
        related(parts, "xl/workbook.xml", "rId47", f"{REL}/connections", "connections.xml")
        titles = (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
            '<Application>WPS 表格</Application><HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>工作表</vt:lpstr></vt:variant>'
            '<vt:variant><vt:i4>2</vt:i4></vt:variant></vt:vector></HeadingPairs><TitlesOfParts><vt:vector size="2" baseType="lpstr">'
            f"<vt:lpstr>{SHEET}</vt:lpstr><vt:lpstr>附表</vt:lpstr></vt:vector></TitlesOfParts></Properties>"
        )
        put(parts, "docProps/app.xml", titles)

    return finished(d, change)
