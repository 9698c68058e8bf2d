"""A PDF that somebody hands in, opened by pdfium. Nothing that stands in it is believed, and none of it is carried out."""

# pypdfium2 has no types; this module, page.py beside it and render.py meet it.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import ctypes
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pypdfium2
from pypdfium2 import raw

from medaid_desktop.errors import UserError
from medaid_desktop.formats.pdf.pdfium import LOCK
from medaid_desktop.formats.pdf.reading.page import ReadPage

LARGEST_BYTES = 1 << 30
_HEAD_BYTES = 1024
"""Readers look for %PDF within so many bytes."""


def read_pdf(path: Path) -> bytes:
    """The bytes of a file that may be a PDF. Raises UserError where it cannot be read, or is none at first sight."""
    try:
        if not path.is_file():
            raise UserError("找不到这个文件", str(path), "请核对路径；输入校验码时不要带文件名")
        if path.stat().st_size > LARGEST_BYTES:
            raise UserError("文件太大", str(path), "一个 PDF 请不超过 1 GB，可分批核对")
        data = path.read_bytes()
    except OSError as error:
        raise UserError(
            "文件读不出来", f"{path}（{error.strerror or error}）", "请检查 U 盘和文件权限后重试"
        ) from error
    if b"%PDF-" not in data[:_HEAD_BYTES]:
        raise UserError("这不是 PDF 文件", str(path), "请选择打印或导出的 PDF；纸质表可输入页脚的校验码")
    return data


class PdfReading:
    """A PDF held in memory, to be closed (or used as a context manager). `count` is the number of its pages."""

    def __init__(self, data: bytes, name: str = "") -> None:
        """Opens the document, `name` being what people call it. Raises UserError where it cannot be opened."""
        with LOCK:
            try:
                self._document = pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError as error:
                raise _refused(error.err_code, name) from error
            self.count: int = len(self._document)
            self._is_open = True
        if not self.count:
            self.close()
            raise UserError("PDF 里没有页，可能没有传完整", name, "请重新取得这个文件")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives the document back; idempotent. All its pages must be closed before."""
        with LOCK:
            if self._is_open:
                self._is_open = False
                self._document.close()

    def information(self, key: str) -> str:
        """An entry of the document's information, "" where there is none."""
        with LOCK:
            named = key.encode("ascii")
            length: int = raw.FPDF_GetMetaText(self._document, named, None, 0)
            buffer = ctypes.create_string_buffer(length)
            raw.FPDF_GetMetaText(self._document, named, buffer, length)
        return buffer.raw[:length].decode("utf-16-le", "replace").rstrip("\0")

    def has_signatures(self) -> bool:
        """Whether there are electronic signatures, whatever they are worth."""
        with LOCK:
            return bool(raw.FPDF_GetSignatureCount(self._document) > 0)

    def page(self, number: int) -> ReadPage:
        """A page, counted from 0, to be closed (or used as a context manager). A page that cannot be read is blank."""
        with LOCK:
            try:
                page: Any = self._document[number]
            except pypdfium2.PdfiumError:
                page = None
        return ReadPage(page)


def _refused(code: int | None, name: str) -> UserError:
    if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return UserError("这个 PDF 有打开密码，无法核对", name, "请先去掉密码，或改为输入页脚的校验码")
    return UserError("这个 PDF 已损坏，打不开", name, "请重新取得这个文件；纸质表可输入页脚的校验码")
