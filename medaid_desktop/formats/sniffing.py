"""What a file is by its content, and what to do about those that cannot be read."""

import re

from medaid_desktop.errors import UserError
from medaid_desktop.formats.archive import Archive
from medaid_desktop.formats.compound import MAGIC, Compound
from medaid_desktop.formats.guard import DamagedError

AS_XLSX = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入"
AS_DOCX = "请用 Word 或 WPS 打开，另存为 .docx 后再导入"
UNLOCK = (
    "请用 Excel、Word 或 WPS 输入密码打开，点“文件”→“信息”→“保护”（WPS 是“文件”→“文档加密”），把密码清空，保存后再导入"
)
_TYPE_IN = "请向发文单位要 Excel 或 Word 文件，或在 WPS 里转换成 .docx、.xlsx 后导入；也可以手工填写"
_UNPACK = "请先解压，再导入里面的文件"

_LARGEST_LEFTOVER = 1000
"""Bytes; the owner files of Office have 162 or 165."""

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "这是 PDF 文件，不能直接导入", _TYPE_IN),
    (b"{\\rtf", "这是 RTF 文件，不能直接导入", AS_DOCX),
    (b"MIME-Version:", "这是单个文件网页（.mht），不能直接导入", AS_XLSX),
    (b"From: <Saved by", "这是单个文件网页（.mht），不能直接导入", AS_XLSX),
    (b"\x89PNG", "这是图片，不能读出表格", _TYPE_IN),
    (b"\xff\xd8\xff", "这是图片，不能读出表格", _TYPE_IN),
    (b"GIF8", "这是图片，不能读出表格", _TYPE_IN),
    (b"BM", "这是图片，不能读出表格", _TYPE_IN),
    (b"II*\0", "这是图片，不能读出表格", _TYPE_IN),
    (b"MM\0*", "这是图片，不能读出表格", _TYPE_IN),
    (b"\xd7\xcd\xc6\x9a", "这是图片，不能读出表格", _TYPE_IN),
    (b"\x01\0\0\0\x6c\0\0\0", "这是图片，不能读出表格", _TYPE_IN),
    (b"Rar!", "这是压缩包，不能直接导入", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "这是压缩包，不能直接导入", _UNPACK),
    (b"\x1f\x8b", "这是压缩包，不能直接导入", _UNPACK),
    (b"SQLite format 3\0", "这是数据库或台账文件，不是表格文档", "台账请用“打开”，不要用“导入”"),
    (b"MZ", "这是程序，不是文档", "不要运行来历不明的程序；请向发来的人要 Excel 或 Word 文件"),
)
_BARE_SHEETS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
"""Beginnings of worksheets older than the container, BIFF2 to BIFF8."""

_OLD_KINDS: tuple[tuple[str, str, str], ...] = (
    ("WordDocument", "这是旧格式的文字文档（.doc 或 .wps），不能直接导入", AS_DOCX),
    ("PowerPoint Document", "这是演示文稿，里面的表格不能读出", "请把表格复制到 Excel 或 Word 里，保存后再导入"),
    ("__properties_version1.0", "这是一封邮件，不能直接导入", "请先把邮件里的附件保存出来，再导入附件"),
    ("CONTENTS", "这是旧格式的文字文档（.wps），不能直接导入", AS_DOCX),
)
_MARKUP = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|style|div|\?xml|[A-Za-z][\w.-]*:?\w*[\s>])", re.IGNORECASE | re.DOTALL)  # fmt: skip
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)


def refuse_unreadable(data: bytes, name: str) -> None:
    """Raises UserError for what is known to be no table document by its first bytes, or as a leftover by its name."""
    if name.startswith("~$") and len(data) < _LARGEST_LEFTOVER:
        raise UserError(
            "这是 Office 打开文件时留下的临时文件，里面没有表格",
            "",
            "请选择同名但不带“~$”的文件；如果它正开着，请先保存并关闭",
        )
    if not data:
        raise UserError("文件是空的，没有任何内容", "", "请让发来的人重新发送")
    if not data.strip(b"\0"):
        raise UserError("文件里全是零字节，内容已经丢失", "", "多半是 U 盘拔得太早，请重新复制一份")
    for magic, what, mend in _MAGIC:
        if data.startswith(magic):
            raise UserError(what, "", mend)
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        raise UserError("这是图片或音像文件，不能读出表格", "", _TYPE_IN)
    if b"%PDF-" in data[:1024]:
        raise UserError("这是 PDF 文件，不能直接导入", "", _TYPE_IN)


def is_bare_sheet(data: bytes) -> bool:
    """Whether this is a workbook older than the container."""
    return data.startswith(_BARE_SHEETS)


def is_compound(data: bytes) -> bool:
    """Whether this is the old container of Office files."""
    return data.startswith(MAGIC)


def workbook_stream(data: bytes) -> bytes:
    """The workbook inside the old container. Raises UserError for another kind of document or a protected one, DamagedError."""
    container = Compound(data)
    names = container.names
    if "EncryptedPackage" in names:
        raise UserError("文件加了打开密码", "", UNLOCK)
    for name in ("Workbook", "Book", "WORKBOOK", "BOOK"):
        if name in names:
            return container.read(name)
    for stream, what, mend in _OLD_KINDS:
        if stream in names:
            raise UserError(what, "", mend)
    raise UserError("这不是 Excel 或 Word 文档", "", "如果它能用 WPS 打开，请另存为 .xlsx 或 .docx 后再导入")


def office_kind(root: str, main: str) -> str:
    """xlsx or docx by the main part's root element and name. Raises UserError for presentations and binary workbooks."""
    local = root.rpartition(" ")[2]
    kind = {"workbook": "xlsx", "document": "docx"}.get(local)
    if kind is not None:
        return kind
    if local == "presentation":
        raise UserError("这是演示文稿，里面的表格不能读出", "", "请把表格复制到 Excel 或 Word 里，保存后再导入")
    raise DamagedError(f"main part {main} begins with {root}")


def other_zip(archive: Archive) -> UserError:
    """What to say of a zip file that is no document known."""
    names = archive.names
    if "ofd.xml" in names:
        return UserError("这是 OFD 版式文件，不能直接导入", "", _TYPE_IN)
    if any(name.endswith(".iwa") for name in names):
        return UserError("这是苹果电脑的文稿，不能直接导入", "", "请在苹果电脑上导出为 Excel 或 Word 文件后再导入")
    documents = [name for name in names if name.endswith((".xlsx", ".xls", ".docx", ".doc", ".et", ".wps", ".ods"))]
    if documents:
        return UserError(f"这是压缩包，里面有 {len(documents)} 个文档", "", _UNPACK)
    return UserError("这是压缩包，不是 Excel 或 Word 文档", "", _UNPACK)


def as_text(data: bytes) -> str | None:
    """The text of a text file: UTF-8, UTF-16 or the Chinese GB 18030; None where it is none."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _sane(data.decode("utf-16", "replace"))
    if b"\0" in data:
        return None
    declared = _CHARSET.search(data[:4096])
    names = ["utf-8-sig", "gb18030"]
    if declared is not None and declared[1].lower() in (b"big5", b"iso-8859-1", b"windows-1252"):
        names.insert(1, {b"big5": "big5"}.get(declared[1].lower(), "cp1252"))
    for name in names:
        try:
            return _sane(data.decode(name))
        except UnicodeDecodeError:
            continue
    # A few bytes spoilt on the way do not make a text unreadable.
    text = data.decode("gb18030", "replace")
    return _sane(text) if text.count("\ufffd") * 50 < len(text) else None


def _sane(text: str) -> str | None:
    sample = text[:20_000]
    strange = sum(sign < " " and sign not in "\t\n\r\f\v" for sign in sample) + sample.count("\ufffd")
    return text if strange * 50 <= len(sample) else None


def is_markup(text: str) -> bool:
    """Whether a text is HTML or XML."""
    return _MARKUP.match(text[:4096].lstrip("\ufeff")) is not None
