"""What the cells of a blank letter allow: lists to choose from, dates, protection, formulas."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from medaid_desktop.core.templates.looks import Check
from medaid_desktop.formats.safe_xml import is_on
from medaid_desktop.formats.word.names import value
from medaid_desktop.formats.word.templates.letter_file import LetterBody, LetterSource
from medaid_desktop.formats.word.templates.pieces import is_for_text
from medaid_desktop.formats.word.templates.template_filling_controls import options_of

_FORMULA = re.compile(r"\s*=")


def protection_of(source: LetterSource) -> str:
    """What of a protected letter may be changed: forms, readOnly, comments …; "" where it is not protected."""
    found = None if source.settings is None else source.settings.find("w|documentProtection")
    if found is None or not is_on(found.get("w|enforcement")):
        return ""
    return found.get("w|edit", "")


def permitted(body: LetterBody) -> Iterator[tuple[int, int]]:
    """The stretches of a read-only letter in which somebody may write."""
    ends = {each.get("w|id"): body.located.span(each).end for each in body.body.iter("w|permEnd")}
    for each in body.body.iter("w|permStart"):
        yield body.located.span(each).start, ends.get(each.get("w|id"), 0)


def _controls(body: LetterBody, cell: Element) -> Iterator[Element]:
    """The content controls in a cell, and the one around it."""
    yield from cell.iter("w|sdt")
    for parent in body.located.above(cell):
        if parent.tag == "w|tr":
            return
        if parent.tag == "w|sdt":
            yield parent


def allowed(body: LetterBody, cell: Element) -> tuple[tuple[str, ...], Check]:
    """The words of the lists in a cell, and what its other controls and form fields ask for."""
    options: dict[str, None] = {}
    check: Check = ""
    for control in _controls(body, cell):
        options.update(dict.fromkeys(options_of(control)))
        if is_for_text(control) and control.find("w|sdtPr/w|date") is not None:
            check = "date"
    for fields in cell.iter("w|ffData"):
        options.update((entry.get("w|val", ""), None) for entry in fields.iterfind("w|ddList/w|listEntry"))
        kind = value(fields.find("w|textInput/w|type")) or ""
        if kind in ("number", "date"):
            check = "number" if kind == "number" else "date"
    options.pop("", None)
    return tuple(options), check


def has_several_boxes(cell: Element) -> bool:
    """Whether a cell has several controls to tick: none of them clears another."""
    return sum(1 for _ in cell.iter("w14|checkbox")) > 1


def has_formula(cell: Element) -> bool:
    """Whether the letter works the content out: a field of the kind =SUM(ABOVE)."""
    instructions = [each.text or "" for each in cell.iter("w|instrText")]
    instructions += [each.get("w|instr", "") for each in cell.iter("w|fldSimple")]
    return any(_FORMULA.match(each) for each in instructions)
