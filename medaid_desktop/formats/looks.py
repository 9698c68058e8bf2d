"""How the sheets of any document look, as far as a form can be made of them."""

from medaid_desktop.core.grid import Document
from medaid_desktop.core.templates.looks import SheetLooks
from medaid_desktop.errors import UserError
from medaid_desktop.formats.guard import DamagedError


def looks_of(content: bytes, document: Document) -> list[SheetLooks]:
    """The looks of each of a document's grids, of which `content` are the bytes.

    Plain ones where a kind of file says nothing of them, and where they are damaged or too much to read: its texts, which have
    been read before, are what a form is made of.
    """
    try:
        looks = _read(content, document)
    except (DamagedError, UserError):
        looks = []
    return looks if len(looks) == len(document.grids) else [SheetLooks() for _ in document.grids]


def _read(content: bytes, document: Document) -> list[SheetLooks]:
    if document.kind == "xlsx":
        from medaid_desktop.formats.excel.blanks.template_looks import workbook_looks

        return workbook_looks(content, document)
    if document.kind == "xls":
        from medaid_desktop.formats.excel.blanks.xls_looks import xls_looks

        return xls_looks(content, document)
    if document.kind == "docx":
        from medaid_desktop.formats.word.templates.template_looks import letter_looks

        return letter_looks(content, document)
    return []
