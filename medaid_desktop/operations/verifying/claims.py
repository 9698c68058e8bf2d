"""What a document says of itself beside its pages, and whether that and the number and order of its pages are as printed."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from medaid_desktop import __version__
from medaid_desktop.formats.pdf.information import SHEETS_KEY, VERSION_KEY, SheetRecord, read_records
from medaid_desktop.formats.pdf.reading.beside import Beside
from medaid_desktop.formats.pdf.reading.document import PdfReading
from medaid_desktop.formats.pdf.signature_check import Signature
from medaid_desktop.operations.verifying.heads import SheetPages
from medaid_desktop.operations.verifying.verdict import pages_named

_CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")

_BESIDE: dict[Beside, str] = {
    "layers": "文件里加了可以开关的图层：换一个软件看、或打印出来，画面可能不同",
    "actions": "文件里加了会自动运行的脚本或动作，打开后显示的内容可能被它改变",
    "form": "文件里加了动态表单，别的软件会显示表单的内容，而不是这里核对的页面",
    "files": "文件里夹带了别的文件，打印时没有",
    "scale": "页面的长度单位被改动过，别的软件会按另一个大小显示和打印",
    "images": "图片被设为打印时换成另一幅",
    "unreadable": "文件的结构有损坏或被改动过，不能断定没有夹带别的内容；请重新取得原来的文件再核对",
}
"""What no print has, and why it matters."""


@dataclass(frozen=True, slots=True)
class Claims:
    """The information of a document: the sheets it says it holds (`is_readable` False where that is no sense), the codes among
    its keywords, its title, and the version of the program that wrote it ("" where it says none)."""

    records: Sequence[SheetRecord] = ()
    is_readable: bool = True
    keywords: frozenset[str] = frozenset()
    title: str = ""
    version: str = ""


def read_claims(reading: PdfReading) -> Claims:
    """What a document says of itself."""
    text, version = reading.information(SHEETS_KEY), reading.information(VERSION_KEY)
    keywords = frozenset(_CODE.findall(reading.information("Keywords")))
    try:
        records = read_records(text) if text else []
    except ValueError:
        records = []
    return Claims(records, bool(records) or not text, keywords, reading.information("Title"), version)


def document_reasons(claims: Claims, codes: Collection[str]) -> list[str]:
    """What is wrong with the information of a document whose pages show sheets of these codes."""
    if not claims.is_readable:
        return ["文件属性里的打印信息被改动过，读不出来"]
    said, shown = frozenset(one.code for one in claims.records), frozenset(codes)
    reasons: list[str] = []
    if claims.records and not (said <= shown or shown <= said):
        reasons.append("文件属性里的校验码与页上的不一样")
    if claims.records and claims.keywords and claims.keywords != said:
        reasons.append("文件属性的关键词里的校验码与打印时不一样")
    return reasons


def document_notes(claims: Claims, codes: Sequence[str], title: str, is_original: bool) -> list[str]:
    """What is worth knowing of a document that holds sheets of these codes; printed in one, it had that title. `is_original`
    unless its bytes are others than those that were written, and nothing worse is said of its sheets."""
    if not codes:
        return []
    notes: list[str] = []
    if not claims.records and claims.is_readable:
        notes.append("文件属性里没有打印信息，可能由别的程序另存过；页面已逐页核对。")
    elif claims.records and len(claims.records) != len(codes):
        notes.append(f"打印时文件里有 {len(claims.records)} 张表，现在认得的是 {len(codes)} 张。")
    elif claims.title != title:
        notes.append(f"文件标题被改为“{claims.title}”，打印时是“{title}”。")
    elif not is_original and claims.version == __version__:
        notes.append("文件不是打印时的原样（另存过，或有不影响页面的改动）；页面已逐页核对。")
    if claims.version and claims.version != __version__:
        notes.append(f"由程序 {claims.version} 版打印，现在是 {__version__} 版。")
    return notes


def beside_reasons(found: Sequence[Beside]) -> list[str]:
    """What is wrong with a document by what it holds beside its pages."""
    return [_BESIDE[one] for one in found]


UNSIGNED = "打印时加了电子签名，这个文件里没有：不是原来的文件，请向出文单位取得原文件。"
"""The signature of a print is gone."""


def signature_reasons(signatures: Sequence[Signature]) -> list[str]:
    """What is wrong with a document by its electronic signatures."""
    return [] if all(one.is_good for one in signatures) else ["文件的电子签名已经无效，或签名之后又加了内容"]


def unknown_reasons(trouble: str, wordless: Sequence[int]) -> list[str]:
    """Why pages cannot be compared: `trouble` with their sheet, and those of them (from 1) that say nothing, as scans do."""
    reasons = [f"台账里有这个校验码，但这张表现在排不出来，无法逐页核对：{trouble}"] if trouble else []
    if wordless:
        said = "没有文字，可能是扫描件，无法逐字核对；请输入页脚的校验码，或贴入二维码扫出的文字"
        reasons.append(f"{pages_named(wordless)}{said}")
    return reasons


def page_reasons(sheet: SheetPages, pages: int) -> list[str]:
    """What is wrong with the number and order of the pages of a sheet that was printed on so many."""
    reasons: list[str] = []
    missing = sorted(set(range(1, pages + 1)) - set(sheet.numbers))
    if missing:
        reasons.append(f"缺了这张表的{pages_named(missing)}（共 {pages} 页）")
    if sheet.doubled:
        reasons.append(f"文件的{pages_named([page + 1 for page in sheet.doubled])}重复了这张表的页")
    first = sheet.pages[0] - sheet.numbers[0]
    if not missing and any(page - number != first for page, number in zip(sheet.pages, sheet.numbers, strict=True)):
        pairs = zip(sheet.pages, sheet.numbers, strict=True)
        order = "、".join(f"文件第 {page + 1} 页是表的第 {number} 页" for page, number in pairs)
        reasons.append(f"页的次序被打乱，或中间夹了别的页：{order}")
    return reasons


def record_reasons(said: SheetRecord | None, printed: SheetRecord | None) -> list[str]:
    """What a document says of a sheet and is not so; which entry of the log it names is not looked at here."""
    if said is None or printed is None or replace(said, entry=printed.entry) == printed:
        return []
    return ["文件属性里写的表种、区划、年度、页数或打印次数，与这张表不一样"]
