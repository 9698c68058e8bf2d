"""What people, and programs, do to a printed PDF: by pyHanko's own reader and writer, which know nothing of ours."""

import io
from collections.abc import Callable, Iterable
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PdfFileWriter, copy_into_new_writer

name = generic.pdf_name


def content(data: bytes, page: int = 0) -> bytes:
    """The operators of a page."""
    return bytes(PdfFileReader(io.BytesIO(data)).root["/Pages"]["/Kids"][page]["/Contents"].data)


def with_content(data: bytes, change: Callable[[bytes], bytes], page: int = 0) -> bytes:
    """The file with other operators on a page, as an update behind it."""

    def apply(writer: IncrementalPdfFileWriter, kid: Any) -> None:
        kid["/Contents"] = writer.add_object(generic.StreamObject(stream_data=change(bytes(kid["/Contents"].data))))

    return with_page(data, apply, page)


def with_page(data: bytes, change: Callable[[IncrementalPdfFileWriter, Any], None], page: int = 0) -> bytes:
    """The file with a page dictionary changed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    kid = writer.root["/Pages"]["/Kids"][page]
    change(writer, kid)
    writer.update_container(kid)
    return _written(writer)


def with_annotation(data: bytes, subtype: str, **entries: Any) -> bytes:
    """The file with something laid over its first page, drawn as a white box."""

    def apply(writer: IncrementalPdfFileWriter, kid: Any) -> None:
        drawn = writer.add_object(generic.StreamObject(
            {
                name("/Type"): name("/XObject"), name("/Subtype"): name("/Form"),
                name("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 60, 20))),
            },
            stream_data=b"1 g 0 0 60 20 re f",
        ))  # fmt: skip
        annotation = generic.DictionaryObject({
            name("/Type"): name("/Annot"), name("/Subtype"): name(subtype), name("/F"): generic.NumberObject(4),
            name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (200, 600, 260, 620))),
            name("/AP"): generic.DictionaryObject({name("/N"): drawn}),
            **{name(f"/{key}"): value for key, value in entries.items()},
        })  # fmt: skip
        kid["/Annots"] = generic.ArrayObject([writer.add_object(annotation)])

    return with_page(data, apply)


def with_pages(data: bytes, order: Iterable[int]) -> bytes:
    """The file with its pages in another order, some of them left out or there twice."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    tree = writer.root["/Pages"]
    kids = tree["/Kids"]
    chosen = generic.ArrayObject([kids.raw_get(number) for number in order])
    tree["/Kids"], tree["/Count"] = chosen, generic.NumberObject(len(chosen))
    writer.update_container(tree)
    return _written(writer)


def with_information(data: bytes, **entries: str) -> bytes:
    """The file with other entries in its information."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    info: Any = writer.prev.trailer_view["/Info"]
    for key, text in entries.items():
        info[name(f"/{key}")] = generic.TextStringObject(text)
    writer.update_container(info)
    return _written(writer)


def with_fonts(data: bytes, change: Callable[[IncrementalPdfFileWriter, Any], None]) -> bytes:
    """The file with all its fonts (Type0 dictionaries) changed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    fonts = writer.root["/Pages"]["/Kids"][0]["/Resources"]["/Font"]
    for key in fonts:
        change(writer, fonts[key])
    return _written(writer)


def saved_again(data: bytes) -> bytes:
    """The same document written by another program: other object numbers, no information but its own."""
    return _written(copy_into_new_writer(PdfFileReader(io.BytesIO(data))))


def joined(*files: bytes) -> bytes:
    """The pages of several files one behind the other, put together by pdfium."""
    import pypdfium2

    made = pypdfium2.PdfDocument.new()
    for data in files:
        source = pypdfium2.PdfDocument(data)
        made.import_pages(source)
        source.close()
    file = io.BytesIO()
    made.save(file)
    made.close()
    return file.getvalue()


def _written(writer: PdfFileWriter | IncrementalPdfFileWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
