"""Names of WordprocessingML, short; strict and transitional documents differ in namespaces only."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from medaid_desktop.formats.safe_xml import is_on

_OPEN = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
PREFIXES = {
    f"{_OPEN}/wordprocessingml/2006/main": "w", f"{_STRICT}/wordprocessingml/main": "w", "": "w",
    f"{_OPEN}/officeDocument/2006/math": "m", f"{_STRICT}/officeDocument/math": "m",
    f"{_OPEN}/markup-compatibility/2006": "mc", "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2015/wordml/symex": "w16se",
    f"{_OPEN}/officeDocument/2006/relationships": "r", f"{_STRICT}/officeDocument/relationships": "r",
    "urn:schemas-microsoft-com:office:office": "o", "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://www.w3.org/XML/1998/namespace": "xml",
}  # fmt: skip

_CONTAINERS = {"w|ins", "w|moveTo", "w|customXml", "w|smartTag", "w|sdtContent", "w|hyperlink", "w|fldSimple", "w|dir",
               "w|bdo", "mc|Choice", "mc|Fallback", "w|rubyBase"}  # fmt: skip
"""Elements that hold others and add nothing of their own."""


def value(element: Element | None, name: str = "w|val") -> str | None:
    """An attribute, None where element or attribute is missing."""
    return None if element is None else element.get(name)


def toggle(properties: Element | None, tag: str) -> bool | None:
    """A yes-or-no property; None where nothing is said of it."""
    found = None if properties is None else properties.find(tag)
    return None if found is None else is_on(found.get("w|val"), True)


def content(element: Element) -> Iterator[Element]:
    """The children as shown: containers opened, deleted and moved-away content left out, one alternative of several."""
    for child in element:
        tag = child.tag
        if tag == "w|sdt":
            held = child.find("w|sdtContent")
            yield from content(held) if held is not None else ()
        elif tag == "mc|AlternateContent":
            yield from content(_alternative(child))
        elif tag in _CONTAINERS:
            yield from content(child)
        else:
            yield child


def _alternative(element: Element) -> Element:
    """The newest alternative; an older one where only that holds a text box with text."""
    choices = list(element)
    with_text = [choice for choice in choices if next(choice.iter("w|txbxContent"), None) is not None]
    return (with_text or choices or [element])[0]


def text_boxes(elements: Iterable[Element]) -> Iterator[Element]:
    """The contents of the text boxes anchored in drawings, outermost only."""
    for element in elements:
        if element.tag == "w|txbxContent":
            yield element
        elif element.tag == "mc|AlternateContent":
            yield from text_boxes(_alternative(element))
        else:
            yield from text_boxes(element)
