"""Any file as a document of grids. What it is, its content says; its name is only for messages.

Each reader is imported when the first file of its kind comes along, so that a program that reads one workbook starts quickly.
"""

import re
import stat
from pathlib import Path

from medaid_desktop.core.grid import Document
from medaid_desktop.errors import UserError
from medaid_desktop.formats import sniffing
from medaid_desktop.formats.archive import Archive
from medaid_desktop.formats.guard import Cancelled, DamagedError, Watch
from medaid_desktop.formats.relations import main_part
from medaid_desktop.formats.safe_xml import in_pieces, root_name

LARGEST = 100_000_000
"""Bytes of a file; a letter with many photographs has a tenth of that."""

_LARGEST_TEXT = 10_000_000
_DECLARATION = re.compile(r"\ufeff?\s*<\?xml[^>]*\?>")
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_SPREADSHEETML = "urn:schemas-microsoft-com:office:spreadsheet Workbook"
_FLAT_ODS = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 document"


def read_document(path: Path, is_cancelled: Cancelled | None = None) -> Document:
    """Reads xlsx, xlsm, xls, et, ods, docx, and "xls" files that are web pages, XML or text.

    Ends within some ten seconds whatever the file is; executes and fetches nothing. Raises UserError, with the file's
    name as its `where`, for what cannot be read, and ReadCancelled where `is_cancelled` says so.
    """
    return document_of(content_of(path), path.name, is_cancelled)


def content_of(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a file. Raises UserError, with the file's name as its `where`, for what cannot be read or is no file."""
    try:
        return _content(path, largest)
    except UserError as error:
        raise _at(path.name, error) from error


def document_of(content: bytes, name: str, is_cancelled: Cancelled | None = None) -> Document:
    """Reads the content of a file as `read_document` does; `name` is what the file is called."""
    watch = Watch(is_cancelled)
    try:
        return _read(content, name, watch)
    except UserError as error:
        raise _at(name, error) from error
    except DamagedError as error:
        raise UserError(
            "文件已损坏、不完整，或不是 Excel、Word 文档", name,
            "请让发来的人重新发送；如果 Excel 或 WPS 还能打开它，请另存为 .xlsx 或 .docx 后再导入",
        ) from error  # fmt: skip
    except MemoryError as error:
        raise UserError("文件太大，内存不够", name, "请关闭其他程序后重试，或只留下要导入的表格另存后再导入") from error


def _at(name: str, error: UserError) -> UserError:
    where = f"{name}，{error.where}" if error.where and name not in error.where else name
    return UserError(error.what, where, error.mend)


def _content(path: Path, largest: int) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise UserError("这是文件夹，不是文件", "", "请选择里面的文件")
        if not stat.S_ISREG(status.st_mode):
            raise UserError("这不是普通文件，不能读", "", "请选择 Excel 或 Word 文件")
        if status.st_size > largest:
            raise UserError(f"文件超过 {largest // 1_000_000} MB", "", "请删去图片，只留下要导入的表格，另存后再导入")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError("找不到这个文件", "", "它可能已被移走或改名，请重新选择") from error
    except PermissionError as error:
        raise UserError("文件不能读", "", "可能正被 Excel 或 WPS 打开，或没有读它的权限；请关闭后重试") from error
    except (OSError, ValueError) as error:
        raise UserError(
            "文件读不出来", str(getattr(error, "strerror", "") or ""), "请检查磁盘或 U 盘，重新复制一份"
        ) from error


def _read(data: bytes, name: str, watch: Watch) -> Document:
    sniffing.refuse_unreadable(data, name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00PK")):
        return _read_zip(Archive(data, watch), name, watch)
    if sniffing.is_compound(data):
        return _read_xls(sniffing.workbook_stream(data), name, watch)
    if sniffing.is_bare_sheet(data):
        return _read_xls(data, name, watch)
    return _read_text(data, name, watch)


def _read_xls(data: bytes, name: str, watch: Watch) -> Document:
    from medaid_desktop.formats.excel.others.xls import read_xls

    return read_xls(data, name, watch)


def _read_zip(archive: Archive, name: str, watch: Watch) -> Document:
    if "mimetype" in archive or ("content.xml" in archive and "[content_types].xml" not in archive):
        return _read_open_document(archive, name, watch)
    if "[content_types].xml" not in archive and "_rels/.rels" not in archive:
        raise sniffing.other_zip(archive)
    main = main_part(archive, watch)
    if main.lower().endswith(".bin"):
        raise UserError("这是二进制工作簿（.xlsb），不能直接导入", "", sniffing.AS_XLSX)
    if sniffing.office_kind(root_name(archive.pieces(main), watch), main) == "docx":
        from medaid_desktop.formats.word.docx import read_docx

        return read_docx(archive, main, name, watch)
    from medaid_desktop.formats.excel.xlsx.xlsx import read_xlsx

    return read_xlsx(archive, main, name, watch)


def _read_open_document(archive: Archive, name: str, watch: Watch) -> Document:
    kind = archive.read("mimetype").decode("ascii", "replace").strip() if "mimetype" in archive else _ODS
    if "content.xml" not in archive or "opendocument" not in kind:
        raise sniffing.other_zip(archive)
    if "meta-inf/manifest.xml" in archive and b"encryption-data" in archive.read("meta-inf/manifest.xml"):
        raise UserError("文件加了打开密码", "", sniffing.UNLOCK)
    if not kind.startswith(_ODS):
        raise UserError("这是 OpenDocument 文字文档或演示文稿，不能直接导入", "", sniffing.AS_DOCX)
    from medaid_desktop.formats.excel.others.ods import read_ods

    return read_ods(archive, name, watch)


def _read_text(data: bytes, name: str, watch: Watch) -> Document:
    if len(data) > _LARGEST_TEXT:
        raise UserError("文件太大，或不是 Excel、Word 文档", "", sniffing.AS_XLSX)
    text = sniffing.as_text(data)
    if text is None:
        raise UserError("认不出这是什么文件", "", "请用 Excel、Word 或 WPS 打开，另存为 .xlsx 或 .docx 后再导入")
    if not sniffing.is_markup(text):
        from medaid_desktop.formats.excel.others.plain_text import read_plain_text

        return read_plain_text(text, name, watch)
    if text.lstrip("\ufeff").lstrip().startswith("<?xml") or "schemas-microsoft-com:office:spreadsheet" in text[:4096]:
        document = _read_xml(text, name, watch)
        if document is not None:
            return document
    from medaid_desktop.formats.excel.others.web import read_web_page

    return read_web_page(text, name, watch)


def _read_xml(text: str, name: str, watch: Watch) -> Document | None:
    """A workbook in one XML file; None where it is a web page after all."""
    data = _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    root = root_name(in_pieces(data), watch)
    if root == _SPREADSHEETML:
        from medaid_desktop.formats.excel.others.spreadsheetml import read_spreadsheetml

        return read_spreadsheetml(data, name, watch)
    if root == _FLAT_ODS:
        from medaid_desktop.formats.excel.others.ods import read_flat_ods

        return read_flat_ods(data, name, watch)
    if root.rpartition(" ")[2].lower() == "html":
        return None
    if root.rpartition(" ")[2] in ("wordDocument", "package"):
        raise UserError("这是 XML 格式的 Word 文档，不能直接导入", "", sniffing.AS_DOCX)
    raise UserError("这是 XML 文件，不是 Excel 或 Word 文档", "", "如果 Excel 能打开它，请另存为 .xlsx 后再导入")
