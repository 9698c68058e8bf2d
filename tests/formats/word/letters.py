"""Blank forms as Word writes them, with all that must come through untouched around what is filled in."""

import io
import zipfile
from collections.abc import Collection
from xml.etree import ElementTree

from tests.formats.packages import WORD, zipped

_OPEN = "http://schemas.openxmlformats.org"
_OFFICE = f"{_OPEN}/officeDocument/2006"
_W = f"{{{WORD}}}"
NAMES = (
    f'xmlns:w="{WORD}" xmlns:r="{_OFFICE}/relationships" xmlns:mc="{_OPEN}/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    f'xmlns:wp="{_OPEN}/drawingml/2006/wordprocessingDrawing" xmlns:a="{_OPEN}/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    f'xmlns:pic="{_OPEN}/drawingml/2006/picture" mc:Ignorable="w14 w15"'
)
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
_KINDS = {"styles": "styles.xml", "numbering": "numbering.xml", "settings": "settings.xml", "theme": "theme/theme1.xml",
          "header": "header1.xml", "footer": "footer1.xml", "comments": "comments.xml", "footnotes": "footnotes.xml",
          "image": "media/image1.png", "customXml": "../customXml/item1.xml"}  # fmt: skip
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="宋体" w:hAnsi="Times New Roman"/>'
    '<w:sz w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:jc w:val="both"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="Prompt"><w:name w:val="Placeholder Text"/><w:rPr><w:color w:val="808080"/></w:rPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="t"><w:name w:val="Normal Table"/></w:style>'
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:basedOn w:val="t"/><w:tblPr><w:tblBorders>'
    + "".join(f'<w:{side} w:val="single" w:sz="4" w:color="auto"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    + "</w:tblBorders></w:tblPr></w:style>"
)  # fmt: skip
PORTRAIT = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1134" w:bottom="1440" w:left="1134" w:header="851" w:footer="992"/></w:sectPr>'
)
LANDSCAPE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/>'
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" w:right="1440" w:bottom="1134" w:left="1440" w:header="851" w:footer="992"/>'
    '<w:docGrid w:type="lines" w:linePitch="312"/></w:sectPr>'
)


def blank_letter(
    body: str, *, section: str = PORTRAIT, numbering: str = "", settings: str = "", styles: str = ""
) -> bytes:
    """A letter with this body, and headers, notes, pictures, properties, data of its own and whatever else letters have."""
    overrides = {"document": "main+xml", "styles": "styles+xml", "numbering": "numbering+xml", "settings": "settings+xml",
                 "header1": "header+xml", "footer1": "footer+xml", "comments": "comments+xml", "footnotes": "footnotes+xml"}  # fmt: skip
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_PART}.{"document." if name == "document" else ""}{kind}"/>'
        for name, kind in overrides.items()
    )
    links = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for kind, target in _KINDS.items()
    )
    package = f"{_OPEN}/package/2006"
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="d" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="c" Type="{package}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>空白表</dc:title><cp:lastModifiedBy>上级</cp:lastModifiedBy></cp:coreProperties>',
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document {NAMES}><w:body>{body}{section}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
        "word/styles.xml": f"<w:styles {NAMES}>{_STYLES}{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {NAMES}>{numbering}</w:numbering>",
        "word/settings.xml": f"<w:settings {NAMES}>{settings}</w:settings>",
        "word/theme/theme1.xml": f'<a:theme xmlns:a="{_OPEN}/drawingml/2006/main" name="T"><a:themeElements><a:fontScheme name="T"><a:majorFont><a:latin typeface="Arial"/><a:ea typeface=""/><a:font script="Hans" typeface="黑体"/></a:majorFont>'
        '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Hans" typeface="仿宋"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>',
        "word/header1.xml": f"<w:hdr {NAMES}>{paragraph('财政厅统一印制')}</w:hdr>",
        "word/footer1.xml": f'<w:ftr {NAMES}><w:p><w:r><w:t>第 </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>',
        "word/comments.xml": f'<w:comments {NAMES}><w:comment w:id="7" w:author="上级"><w:p><w:r><w:t>按合同填</w:t></w:r></w:p></w:comment></w:comments>',
        "word/footnotes.xml": f'<w:footnotes {NAMES}><w:footnote w:id="2"><w:p><w:r><w:t>口径见通知</w:t></w:r></w:p></w:footnote></w:footnotes>',
        "word/media/image1.png": _PICTURE,
        "customXml/item1.xml": '<root xmlns="urn:own"><unit>旧单位</unit></root>',
    })  # fmt: skip


# -- pieces of a body ------------------------------------------------------------------------------------------------


def run(text: str, look: str = "") -> str:
    """A run; `look` is what stands in its w:rPr."""
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, look: str = "", mark: str = "") -> str:
    """A paragraph of runs or plain texts; `look` stands in its w:pPr, `mark` in the look of its mark."""
    inner = "".join(each if each.startswith("<") else run(each) for each in runs if each)
    properties = look + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def cell(*content: str, width: int = 2000, cols: int = 1, down: str = "", look: str = "") -> str:
    """A cell of paragraphs or plain texts; `down` is "restart" or "continue" for merged ones."""
    span = f'<w:gridSpan w:val="{cols}"/>' if cols > 1 else ""
    merged = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[down]
    blocks = "".join(each if each.startswith("<") else paragraph(each) for each in content) or "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}{look}</w:tcPr>{blocks}</w:tc>'


def row(*cells: str, look: str = "", name: str = "") -> str:
    """A row; `name` is the paragraph id that Word gives it."""
    own = f' w14:paraId="{name}" w14:textId="77777777"' if name else ""
    return f"<w:tr{own}>{f'<w:trPr>{look}</w:trPr>' if look else ''}{''.join(cells)}</w:tr>"


def table(
    *rows: str, columns: tuple[int, ...] = (2000, 2000, 2000, 2000), look: str = '<w:tblStyle w:val="Grid"/>'
) -> str:
    """A table with a grid of columns in twips."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def control(held: str, properties: str = "", number: int = 1) -> str:
    """A content control around runs, paragraphs or cells."""
    return f'<w:sdt><w:sdtPr><w:id w:val="{number}"/>{properties}</w:sdtPr><w:sdtContent>{held}</w:sdtContent></w:sdt>'


def prompt(text: str = "单击此处输入文字。", properties: str = "<w:text/>", number: int = 1) -> str:
    """A control that shows its prompt, within a paragraph."""
    return control(run(text, '<w:rStyle w:val="Prompt"/>'), f"<w:showingPlcHdr/>{properties}", number)


def tick_control(ticked: bool = False, number: int = 1) -> str:
    """A check box control as Word makes it."""
    state = f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    return control(
        run("☒" if ticked else "☐", '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hint="eastAsia"/>'),
        state,
        number,
    )


def form_field(data: str, instruction: str, result: str = "") -> str:
    """A form field of the old kind."""
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r><w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def formula(instruction: str, result: str) -> str:
    """A field that Word works out."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def symbol(code: str, font: str = "Wingdings 2") -> str:
    """A sign of a symbol font."""
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def picked(code: str, older: str) -> str:
    """A sign out of the emoji picker, with what older programs are to show."""
    names = 'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex"'
    return (
        f'<w:r><mc:AlternateContent {names}><mc:Choice Requires="w16se"><w16se:symEx w16se:font="Segoe UI Symbol" w16se:char="{code}"/></mc:Choice>'
        f"<mc:Fallback><w:t>{older}</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )


def picture() -> str:
    """A picture in a line."""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="1" name="图"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="图"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="image"/></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def text_box(inner: str) -> str:
    """A text box as Word writes it: for itself and for older programs."""
    held = f"<w:txbxContent>{inner}</w:txbxContent>"
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="5400000" cy="1800000"/><wp:docPr id="9" name="框"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="1800000"/></a:xfrm><a:prstGeom prst="rect"/></wps:spPr>'
        f"<wps:txbx>{held}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f'<mc:Fallback><w:pict><v:shape style="width:400pt;height:120pt"><v:textbox>{held}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>'
    )


# -- comparing -------------------------------------------------------------------------------------------------------


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a letter."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def main_part(content: bytes) -> str:
    """The main part as it is written."""
    return parts(content)["word/document.xml"].decode()


def untouched(
    content: bytes, cells: Collection[tuple[int, int]], rows: Collection[int] = (), lines: Collection[int] = ()
) -> str:
    """The main part in canonical form, without the insides of some cells (row and number of the cell in it) of the first table,
    without some of its rows, and without the runs of some of the body's own paragraphs."""
    root = ElementTree.fromstring(parts(content)["word/document.xml"])
    body = root.find(f"{_W}body")
    assert body is not None
    for number, line in enumerate(body.findall(f"{_W}p")):
        if number in lines:
            for child in list(line):
                line.remove(child)
    holder = next(each for each in root.iter() if each.find(f"{_W}tr") is not None)
    for number, element in enumerate(list(holder.findall(f"{_W}tr"))):
        if number in rows:
            holder.remove(element)
            continue
        for place, inner in enumerate(element.findall(f"{_W}tc")):
            if (number, place) in cells:
                for child in list(inner):
                    if child.tag != f"{_W}tcPr":
                        inner.remove(child)
    return ElementTree.canonicalize(ElementTree.tostring(root, encoding="unicode"))
