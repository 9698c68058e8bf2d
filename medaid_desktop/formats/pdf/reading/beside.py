"""What a PDF holds beside its pages, and what could make it show something else elsewhere or later than it shows here: layers,
scripts, dynamic forms, files attached. Prints of this program have none of it.
"""

# pyHanko is typed, but its objects hold anything; this module meets them.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

import io
import logging
from collections.abc import Iterator
from typing import Any, Literal

Beside = Literal["layers", "actions", "form", "files", "scale", "images", "unreadable"]
"""Layers that can be switched; actions carried out by the reader; a form that readers make of other data; files attached; pages
in another unit; images exchanged when they are printed; a document that cannot be looked through."""

_ACTING = ("/OpenAction", "/AA", "/Requirements")
_HARMLESS = "/GoTo"
_DEEPEST = 50


def beside_pages(data: bytes) -> list[Beside]:
    """What a document holds that no print has, in a fixed order; [] for nothing."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # slow to import

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what is wrong with a file is told, not logged
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        if reader.encrypted:
            reader.decrypt(b"")
        found = set(_of_root(reader.root))
        for page in _pages(reader.root["/Pages"]):
            found.update(_of_page(page))
    except Exception:  # whatever a hostile file makes the library stumble over
        return ["unreadable"]
    order: tuple[Beside, ...] = ("layers", "actions", "form", "files", "scale", "images")
    return [one for one in order if one in found]


def _of_root(root: Any) -> Iterator[Beside]:
    names, form = _entries(root, "/Names"), _entries(root, "/AcroForm")
    if "/OCProperties" in root:
        yield "layers"
    if "/JavaScript" in names or any(key in root and _acts(root[key]) for key in _ACTING):
        yield "actions"
    if "/XFA" in form or "/NeedsRendering" in root:
        yield "form"
    if "/EmbeddedFiles" in names or "/AF" in root or "/Collection" in root:
        yield "files"


def _acts(action: Any) -> bool:
    """Whether a reader does more than going to a place in the document."""
    return not isinstance(action, list) and ("/S" not in action or action["/S"] != _HARMLESS or "/Next" in action)


def _of_page(page: Any) -> Iterator[Beside]:
    if "/AA" in page:
        yield "actions"
    if "/AF" in page:
        yield "files"
    if "/UserUnit" in page and page["/UserUnit"] != 1:
        yield "scale"
    images = _entries(_entries(page, "/Resources"), "/XObject")
    if any("/Alternates" in images[key] or "/OPI" in images[key] for key in images):
        yield "images"


def _entries(holder: Any, key: str) -> Any:
    """A dictionary within another, blank where there is none."""
    return holder[key] if key in holder else {}  # noqa: SIM401 - `get` does not follow references


def _pages(node: Any, depth: int = 0) -> Iterator[Any]:
    """The pages of a tree. Raises ValueError for one that has no end."""
    if depth > _DEEPEST:
        raise ValueError("a tree of pages without end")
    kids = node["/Kids"]
    for number in range(len(kids)):
        kid = kids[number]
        if "/Kids" in kid:
            yield from _pages(kid, depth + 1)
        else:
            yield kid
