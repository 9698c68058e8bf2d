"""What a document holds beside its pages is found, whatever its readers would make of it."""

import io
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from medaid_desktop.formats.pdf.reading.beside import beside_pages

name = generic.pdf_name


def entries(**what: Any) -> Any:
    return generic.DictionaryObject({name(f"/{key}"): value for key, value in what.items()})


@pytest.fixture(scope="module")
def plain() -> bytes:
    document, file = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(300, 300)
    document.save(file)
    document.close()
    return file.getvalue()


def changed(data: bytes, change: Callable[[Any, Any], None]) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0]
    change(writer.root, page)
    writer.update_container(page)
    writer.update_root()
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


SCRIPT = entries(S=name("/JavaScript"), JS=generic.TextStringObject("app.alert(1)"))
PLACE = entries(S=name("/GoTo"), D=generic.ArrayObject())


@pytest.mark.parametrize(
    ("of_root", "of_page", "found"),
    [
        ({}, {}, []),
        ({"OpenAction": PLACE}, {}, []),
        ({"OpenAction": generic.ArrayObject()}, {}, []),
        ({"OCProperties": entries()}, {}, ["layers"]),
        ({"OpenAction": SCRIPT}, {}, ["actions"]),
        ({"OpenAction": entries(S=name("/GoTo"), Next=SCRIPT)}, {}, ["actions"]),
        ({"AA": entries(WP=SCRIPT)}, {}, ["actions"]),
        ({"Names": entries(JavaScript=entries())}, {}, ["actions"]),
        ({}, {"AA": entries(O=SCRIPT)}, ["actions"]),
        ({"AcroForm": entries(XFA=generic.ArrayObject())}, {}, ["form"]),
        ({"AcroForm": entries(Fields=generic.ArrayObject())}, {}, []),
        ({"Names": entries(EmbeddedFiles=entries())}, {}, ["files"]),
        ({"Collection": entries()}, {}, ["files"]),
        ({}, {"UserUnit": generic.NumberObject(2)}, ["scale"]),
        ({}, {"UserUnit": generic.NumberObject(1)}, []),
        (
            {},
            {"Resources": entries(XObject=entries(Seal1=entries(Alternates=generic.ArrayObject())))},
            ["images"],
        ),
        ({"OCProperties": entries()}, {"AA": entries(O=SCRIPT)}, ["layers", "actions"]),
    ],
)
def test_each_is_found(plain: bytes, of_root: dict[str, Any], of_page: dict[str, Any], found: list[str]) -> None:
    def change(root: Any, page: Any) -> None:
        root.update(entries(**of_root))
        page.update(entries(**of_page))

    assert beside_pages(changed(plain, change)) == found


def test_what_cannot_be_looked_through_is_said_to_be_so(plain: bytes) -> None:
    def endless(root: Any, page: Any) -> None:
        page[name("/Kids")] = generic.ArrayObject([root.raw_get("/Pages")])

    assert beside_pages(changed(plain, endless)) == ["unreadable"]
    assert beside_pages(b"%PDF-1.7\n") == ["unreadable"]
