"""What an Office Open XML package says it is: a document, one with macros, or a template to make documents of."""

from typing import Literal

from medaid_desktop.formats.guard import DamagedError
from medaid_desktop.formats.zip_copy import ZipCopy

PackageKind = Literal["xlsx", "xlsm", "xltx", "xltm", "docx", "docm", "dotx", "dotm"]
"""Also the ending of a file's name: Excel and Word refuse a file whose ending and content type differ."""

_TYPES: dict[PackageKind, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "xltx": "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    "xltm": "application/vnd.ms-excel.template.macroEnabled.main+xml",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "dotx": "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "dotm": "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
}
_DOCUMENTS: dict[PackageKind, PackageKind] = {"xltx": "xlsx", "xltm": "xlsm", "dotx": "docx", "dotm": "docm"}


def package_kind(content: bytes) -> PackageKind | None:
    """What a package is by its content types, None for anything that is no such package."""
    if not content.startswith(b"PK"):
        return None
    try:
        types = _content_types(ZipCopy(content))[1]
    except DamagedError:
        return None
    return next((kind for kind, name in _TYPES.items() if _quoted(name) in types), None)


def document_kind(kind: str) -> str:
    """The kind of document that is made of a template: xltx → xlsx; any other kind is its own."""
    return next((document for template, document in _DOCUMENTS.items() if template == kind), kind)


def as_document(content: bytes) -> bytes:
    """A package that says it is a template as the document made of it; any other as it is."""
    kind = package_kind(content)
    if kind is None or kind not in _DOCUMENTS:
        return content
    package = ZipCopy(content)
    name, types = _content_types(package)
    return package.with_parts({name: types.replace(_quoted(_TYPES[kind]), _quoted(_TYPES[_DOCUMENTS[kind]]))})


def _content_types(package: ZipCopy) -> tuple[str, bytes]:
    name = next((name for name in package.names if name.lower().lstrip("/") == "[content_types].xml"), "")
    return name, package.read(name)


def _quoted(name: str) -> bytes:
    return f'"{name}"'.encode()
