"""The shown text of a cell or paragraph as pieces, each with the element that shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import Element

from medaid_desktop.formats.safe_xml import is_on
from medaid_desktop.formats.word.names import content
from medaid_desktop.formats.word.paragraphs import run_texts
from medaid_desktop.formats.word.templates.letter_file import LetterBody

Kind = Literal["text", "sign", "symbol", "box", "list", "control box", "prompt", "fixed", "end"]
"""What shows a piece: letters of a w:t; a tab, break or hyphen; a w:sym; a check box or list of the old kind; a check box
control; a control that nothing is filled in yet, which shows nothing; what cannot be written in (numbers of lists, formulas, ruby); the end
of a paragraph that others follow."""

BOX_KINDS = ("box", "control box")
"""Kinds of pieces that show a box by something else than a letter."""

_RUNS = ("w|r", "m|oMath", "m|oMathPara")
_SIGNS = ("w|tab", "w|ptab", "w|cr", "w|br", "w|noBreakHyphen")


@dataclass(slots=True, eq=False)
class Field:
    """A field around a text: what it does, the elements that make it one, whether its result has begun."""

    instruction: str = ""
    marks: list[Element] = field(default_factory=list[Element])
    shows: bool = False

    @property
    def keeps_text(self) -> bool:
        """Whether what is written into it stays: it is a form field, or a formula that is looked after on its own."""
        kind = self.instruction.split()[:1]
        return not kind or kind[0].upper().startswith(("FORM", "="))


@dataclass(slots=True, eq=False)
class Piece:
    """What one element shows, from place `start` on in the text of all.

    `paragraph` is the number of the paragraph among those of the cell; `control` the content control around it, `field` the
    field of which it is the result.
    """

    text: str
    start: int
    kind: Kind
    paragraph: int
    element: Element | None = None
    run: Element | None = None
    font: str | None = None
    control: Element | None = None
    field: Field | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def pieces_of(body: LetterBody, paragraphs: Sequence[Element]) -> list[Piece]:
    """The pieces of some paragraphs that stand one below the other, in their order; hidden and deleted text is left out."""
    found: list[Piece] = []
    at = 0
    prompts: set[Element] = set()
    for number, paragraph in enumerate(paragraphs):
        if number:
            found.append(Piece("\n", at, "end", number - 1))
            at += 1
        for piece in _with_prompts(body, paragraph, number, prompts):
            piece.start = at
            at = piece.end
            found.append(piece)
    return found


def _with_prompts(body: LetterBody, paragraph: Element, number: int, known: set[Element]) -> list[Piece]:
    """The pieces of a paragraph, and one of no length for each control in or around it that nothing is filled in."""
    shown = list(_of_paragraph(body, paragraph, number))
    inside = [each for each in paragraph.iter("w|sdt") if each.find(".//w|sdt") is None]
    around = control_around(body, paragraph)
    for control in (*([] if around is None else [around]), *inside):
        if control in known or not is_for_text(control) or _shows_text(body, control):
            continue
        known.add(control)
        start = body.located.span(control).start
        at = next(
            (i for i, each in enumerate(shown) if each.element is not None and _start(body, each) > start), len(shown)
        )
        shown.insert(at, Piece("", 0, "prompt", number, control=control))
    return shown


def _start(body: LetterBody, piece: Piece) -> int:
    return -1 if piece.element is None else body.located.span(piece.element).start


def _shows_text(body: LetterBody, control: Element) -> bool:
    held = control.find("w|sdtContent")
    paragraphs = [] if held is None else list(held.iter("w|p"))
    if not paragraphs and held is not None:
        return any(text.strip() for run in content(held) if run.tag == "w|r" for text, _ in run_texts(run, None))
    return any(piece.text.strip() for paragraph in paragraphs for piece in _of_paragraph(body, paragraph, 0))


def _of_paragraph(body: LetterBody, paragraph: Element, number: int) -> Iterator[Piece]:
    listed = body.numbers.get(paragraph)
    if listed:
        yield Piece(listed, 0, "fixed", number)
    properties = paragraph.find("w|pPr")
    open_fields: list[Field] = []
    for run in content(paragraph):
        if run.tag not in _RUNS:
            continue
        if open_fields:
            _take_instruction(run, open_fields[-1])
        simple = _simple_field(body, run)
        look = body.source.styles.run_look(run.find("w|rPr"), properties)
        for text, child in run_texts(run, look.font):
            if child.tag == "w|fldChar":
                _follow(child, open_fields)
            if text and not look.hidden:
                control = control_around(body, child)
                kind, shows = _kind(child, control), child
                while child.tag == "w16se|symEx" and (parent := body.located.parent(shows)) not in (None, run):
                    shows = parent  # it stands there twice, for older programs too
                around = next((each for each in reversed(open_fields) if each.shows), simple)
                yield Piece(text, 0, kind, number, shows, run, look.font, control, around)


def _take_instruction(run: Element, open_field: Field) -> None:
    for child in run.iterfind("w|instrText"):
        open_field.instruction += child.text or ""
        open_field.marks.append(child)


def _follow(mark: Element, open_fields: list[Field]) -> None:
    """Keeps track of the fields that are open."""
    kind = mark.get("w|fldCharType")
    if kind == "begin":
        open_fields.append(Field(marks=[mark]))
    elif open_fields:
        open_fields[-1].marks.append(mark)
        if kind == "end":
            open_fields.pop()
        else:
            open_fields[-1].shows = True


def _simple_field(body: LetterBody, run: Element) -> Field | None:
    """The field that is an element around a run."""
    for parent in body.located.above(run):
        if parent.tag == "w|fldSimple":
            return Field(parent.get("w|instr", ""), [parent])
        if parent.tag == "w|p":
            return None
    return None


_OTHER_CONTROLS = ("w|picture", "w|docPartObj", "w|docPartList", "w|group", "w|citation", "w|bibliography", "w|equation",
                   "w14|checkbox", "|repeatingSection", "|repeatingSectionItem")  # fmt: skip
"""Controls that hold something else than a text to be filled in."""


def control_around(body: LetterBody, element: Element) -> Element | None:
    """The nearest content control around an element, within its row."""
    for parent in body.located.above(element):
        if parent.tag == "w|sdt":
            return parent
        if parent.tag in ("w|tr", "w|body", "w|txbxContent"):
            return None
    return None


def shows_prompt(control: Element) -> bool:
    """Whether a control shows its prompt: nothing has been filled in."""
    prompt = control.find("w|sdtPr/w|showingPlcHdr")
    return prompt is not None and is_on(prompt.get("w|val"), True)


def is_for_text(control: Element) -> bool:
    """Whether a text may be filled in a control."""
    properties = control.find("w|sdtPr")
    return properties is not None and all(properties.find(kind) is None for kind in _OTHER_CONTROLS)


def _kind(child: Element, control: Element | None) -> Kind:
    if control is not None and control.find("w|sdtPr/w14|checkbox") is not None:
        return "control box"
    if child.tag == "w|t":
        return "text"
    if child.tag in _SIGNS:
        return "sign"
    if child.tag in ("w|sym", "w16se|symEx"):
        return "symbol"
    if child.tag == "w|fldChar":
        return "box" if child.find("w|ffData/w|checkBox") is not None else "list"
    return "fixed"
