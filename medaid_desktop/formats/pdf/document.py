"""A reportlab document whose objects go to the file as they are made: memory does not grow with the pages."""

# The type stubs of reportlab leave most arguments open; this module is the one place that meets them.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from collections.abc import Mapping
from typing import Protocol

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFCrossReferenceTable,
    PDFDictionary,
    PDFDocument,
    PDFFile,
    PDFIndirectObject,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFString,
    PDFTrailer,
)

_VERSION = (1, 5)
PRODUCER = "MedAid Desktop"


class Output(Protocol):
    """What takes the bytes: a binary file."""

    def write(self, data: bytes, /) -> int: ...


class RawStream(PDFObject):
    """A stream whose bytes are ready; `entries` are those of its dictionary beside Length."""

    def __init__(self, data: bytes, entries: dict[str, object] | None = None) -> None:
        self._data = data
        self._entries = entries or {}

    def format(self, document: PDFDocument) -> bytes:
        head: bytes = PDFDictionary({**self._entries, "Length": len(self._data)}).format(document)
        return head + b"\nstream\n" + self._data + b"\nendstream\n"


class _Raw(PDFObject):
    """An object whose syntax is ready."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def format(self, _: PDFDocument) -> bytes:
        return self._data


def name(text: str) -> str:
    """A PDF name object."""
    return PDFName(text)


class StreamedDocument(PDFDocument):
    """Writes to `file` at once; `finish` adds page tree, outline, catalog and cross references.

    The same input makes the same bytes: no clock, no random number; the file identifier is a hash of the content.
    """

    def __init__(self, file: Output) -> None:
        super().__init__(dummyoutline=1, invariant=1, pdfVersion=_VERSION, lang="zh-CN")
        self._file = file
        self._offset = 0
        self._ids: list[str] = []
        self._pages: list[PDFObjectReference] = []
        self._write(b"".join(PDFFile(_VERSION).strings))
        self._tree = self.reserve()
        self._resources = self.reserve()
        self._page_tail = b"/Parent %s /Resources %s >>\n" % (self._tree.format(self), self._resources.format(self))

    def reserve(self) -> PDFObjectReference:
        """A reference to an object that `fill` will write."""
        return self.Reference(PDFObject())

    def put(self, content: PDFObject) -> PDFObjectReference:
        """Writes an object and returns the reference to it."""
        reference = self.Reference(content)
        self._emit(reference.name, content)
        return reference

    def fill(self, reference: PDFObjectReference, content: PDFObject) -> None:
        """Writes the object of a reserved reference."""
        self._emit(reference.name, content)

    def add_page(self, width_pt: float, height_pt: float, deflated: bytes) -> PDFObjectReference:
        """Writes a page and its content stream, which is already compressed."""
        stream = self.put(
            _Raw(b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\n" % (len(deflated), deflated))
        )
        box = f"{width_pt:.3f} {height_pt:.3f}".encode("ascii")
        page = b"<< /Type /Page /MediaBox [0 0 %s] /Contents %s " % (box, stream.format(self)) + self._page_tail
        reference = self.put(_Raw(page))
        self._pages.append(reference)
        return reference

    def finish(
        self,
        title: str,
        resources: PDFDictionary,
        outline: PDFObjectReference | None,
        information: Mapping[str, str] | None = None,
    ) -> None:
        """Writes what is left. `resources` serve all pages; `title` and `information` stand in the document's information."""
        self.fill(self._resources, resources)
        kids = PDFArray(self._pages)
        kids.multiline = False
        self.fill(self._tree, PDFDictionary({"Type": name("Pages"), "Count": len(self._pages), "Kids": kids}))
        entries: dict[str, object] = {"Type": name("Catalog"), "Pages": self._tree, "Lang": PDFString("zh-CN")}
        if outline is not None:
            entries |= {"Outlines": outline, "PageMode": name("UseOutlines")}
        catalog = self.put(PDFDictionary(entries))
        info = self.put(PDFDictionary({
            "Title": PDFString(title), "Creator": PDFString(PRODUCER), "Producer": PDFString(PRODUCER),
            **{key: PDFString(text) for key, text in (information or {}).items()},
        }))  # fmt: skip
        self._fill_first_object()
        table = PDFCrossReferenceTable()
        table.addsection(0, self._ids)
        start = self._offset
        self._write(table.format(self))
        self._write(PDFTrailer(start, Size=len(self._ids) + 1, Root=catalog, Info=info, ID=self.ID()).format(self))

    def _fill_first_object(self) -> None:
        """reportlab numbers a dictionary of standard fonts first; it stays empty, so that no font is left unembedded."""
        for identifier, content in list(self.idToObject.items()):
            self._emit(identifier, content)

    def _emit(self, identifier: str, content: PDFObject) -> None:
        self.idToOffset[identifier] = self._offset
        self._ids.append(identifier)
        self._write(PDFIndirectObject(identifier, content).format(self))
        del self.idToObject[identifier]

    def _write(self, data: bytes) -> None:
        self.updateSignature(data)
        self._file.write(data)
        self._offset += len(data)
