"""Content controls and form fields written in: boxes ticked, lists set, prompts replaced."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from medaid_desktop.formats.symbols import EMPTY, TICKED, is_symbol_font
from medaid_desktop.formats.word.names import value
from medaid_desktop.formats.word.templates.letter_file import LetterBody
from medaid_desktop.formats.word.templates.located import Splice, quoted
from medaid_desktop.formats.word.templates.pieces import Piece, shows_prompt
from medaid_desktop.formats.word.templates.template_filling_runs import Pen

BOXES = "☐☑☒□■▢❑❏✓✔√⬜🗹"
ROUND = "○◯●◉⊙◇"
"""Signs that are boxes only where they stand in place of others: ○○县 is none."""

_BLANK_BOXES = "☐□▢❑❏⬜○◯◇"
_DATE = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CODES = {"wingdings": {TICKED: 0xFE, EMPTY: 0xA8}, "wingdings 2": {TICKED: 0x52, EMPTY: 0xA3}}
"""How symbol fonts write boxes."""


def is_tick(sign: str) -> bool:
    """Whether a sign in a place for boxes says yes."""
    return sign not in _BLANK_BOXES


def box_splices(body: LetterBody, piece: Piece, sign: str) -> list[Splice]:
    """Ticks or unticks a box in its place, whatever kind it is."""
    assert piece.element is not None
    ticked = is_tick(sign)
    if piece.kind == "box":
        return _form_box(body, piece.element, ticked)
    if piece.kind == "control box" and piece.control is not None:
        return _control_box(body, piece.control, piece.element, ticked)
    if piece.element.tag != "w|sym":
        return [(*_whole(body, piece.element), Pen(body).letters(TICKED if ticked else EMPTY))]
    font = piece.element.get("w|font", "")
    code = _code(font, ticked, piece.element.get("w|char", "").upper().startswith("F0"))
    located, prefix = body.located, body.prefix
    if code is None:
        return [(*_whole(body, piece.element), Pen(body).box(ticked))]
    return [located.with_attribute(piece.element, prefix + b"char", f"{code:04X}")]


def symbol_letter(font: str | None, sign: str) -> str | None:
    """The letter that shows a box in a symbol font, by the code that all programs know; None where the font has none."""
    code = _code(font or "", is_tick(sign), True)
    return None if code is None else chr(code)


def _code(font: str, ticked: bool, shifted: bool) -> int | None:
    code = _CODES.get(font.strip().lower(), {}).get(TICKED if ticked else EMPTY)
    return None if code is None else code + (0xF000 if shifted else 0)


def _whole(body: LetterBody, element: Element) -> tuple[int, int]:
    span = body.located.span(element)
    return span.start, span.end


def _form_box(body: LetterBody, mark: Element, ticked: bool) -> list[Splice]:
    box = mark.find("w|ffData/w|checkBox")
    if box is None:
        return []
    state = box.find("w|checked")
    if state is not None:
        return [body.located.with_attribute(state, body.prefix + b"val", "1" if ticked else "0")]
    new = b"<" + body.prefix + b"checked " + body.prefix + b"val=" + quoted("1" if ticked else "0") + b"/>"
    return [body.located.inserted(box, new, list(box))]


def _control_box(body: LetterBody, control: Element, glyph: Element, ticked: bool) -> list[Splice]:
    located = body.located
    box = control.find("w|sdtPr/w14|checkbox")
    if box is None:
        return []
    own = located.name(box).partition(b":")[0] + b":"
    checked = box.find("w14|checked")
    state = box.find("w14|checkedState" if ticked else "w14|uncheckedState")
    font = value(state, "w14|font") or ""
    code = integer_of_hex(value(state, "w14|val")) or (0x2612 if ticked else 0x2610)
    if checked is None:
        new = b"<" + own + b"checked " + own + b"val=" + quoted("1" if ticked else "0") + b"/>"
        splices = [located.inserted(box, new)]
    else:
        splices = [located.with_attribute(checked, own + b"val", "1" if ticked else "0")]
    pen = Pen(body)
    if is_symbol_font(font):
        letter = f"{code if code >= 0xF000 else code + 0xF000:04X}"
        shows = b"<" + body.prefix + b"sym " + body.prefix + b"font=" + quoted(font) + b" "
        splices.append((*_whole(body, glyph), shows + body.prefix + b"char=" + quoted(letter) + b"/>"))
    else:
        splices.append((*_whole(body, glyph), pen.letters(chr(code))))
    return splices + _unbound(body, control)


def integer_of_hex(text: str | None) -> int | None:
    """A character code as Word writes it; None where it is none."""
    try:
        code = int(text or "", 16)
    except ValueError:
        return None
    return code if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else None


def list_splices(body: LetterBody, mark: Element, text: str) -> list[Splice]:
    """Chooses an entry of a list of the old kind; a text that is none of them is put behind them."""
    entries = mark.findall("w|ffData/w|ddList/w|listEntry")
    holder = mark.find("w|ffData/w|ddList")
    if holder is None:
        return []
    words = [entry.get("w|val", "") for entry in entries]
    located, prefix = body.located, body.prefix
    splices: list[Splice] = []
    if text not in words:
        splices.append(
            located.inserted(
                holder, b"<" + prefix + b"listEntry " + prefix + b"val=" + quoted(text) + b"/>", list(holder)
            )
        )
    chosen = str(words.index(text) if text in words else len(words))
    result = holder.find("w|result")
    if result is not None:
        splices.append(located.with_attribute(result, prefix + b"val", chosen))
    else:
        splices.append(located.inserted(holder, b"<" + prefix + b"result " + prefix + b"val=" + quoted(chosen) + b"/>"))
    return splices


def options_of(control: Element) -> tuple[str, ...]:
    """The words of a drop-down list control; what it prompts with is none of them."""
    items: list[str] = []
    for kind in ("w|dropDownList", "w|comboBox"):
        for item in control.iterfind(f"w|sdtPr/{kind}/w|listItem"):
            text = item.get("w|displayText") or item.get("w|value", "")
            if text and item.get("w|value", text):
                items.append(text)
    return tuple(dict.fromkeys(items))


def settled(body: LetterBody, control: Element, text: str) -> list[Splice]:
    """What a control says of its content, made to fit a text: no prompt any more, the entry chosen, the date."""
    located, prefix = body.located, body.prefix
    properties = control.find("w|sdtPr")
    if properties is None:
        return []
    splices = _unbound(body, control)
    prompt = properties.find("w|showingPlcHdr")
    if prompt is not None:
        splices.append((*_whole(body, prompt), b""))
    for kind in ("w|dropDownList", "w|comboBox"):
        listed = properties.find(kind)
        if listed is not None:
            chosen = next((item.get("w|value") for item in listed.iterfind("w|listItem")
                           if text in (item.get("w|displayText"), item.get("w|value"))), None)  # fmt: skip
            splices.append(located.with_attribute(listed, prefix + b"lastValue", chosen))
    date = properties.find("w|date")
    if date is not None:
        splices.append(located.with_attribute(date, prefix + b"fullDate", full_date(text)))
    return splices


def _unbound(body: LetterBody, control: Element) -> list[Splice]:
    """Parts a control from the data it shows: Word would put the old ones back when it opens the letter."""
    properties = control.find("w|sdtPr")
    bound = [] if properties is None else [each for each in properties if each.tag.endswith("|dataBinding")]
    return [(*_whole(body, each), b"") for each in bound]


def full_date(text: str) -> str | None:
    """A whole date as a date control keeps it, None for any other text."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return None
    return f"{year:04}-{month:02}-{day:02}T00:00:00Z"


def prompt_splices(
    body: LetterBody, control: Element, text: str, look: bytes, line_end: Callable[[Element, bytes], bytes | None]
) -> list[Splice]:
    """Fills a control that shows its prompt, or nothing. `look` is what its text gets where the control says nothing of it;
    `line_end` gives what parts the lines in a paragraph."""
    located, pen = body.located, Pen(body)
    held = control.find("w|sdtContent")
    properties = control.find("w|sdtPr")
    if held is None or properties is None:
        return []
    splices = settled(body, control, text)
    said = properties.find("w|rPr")
    runs, paragraphs = list(held.iter("w|r")), list(held.iter("w|p"))
    own = pen.look(said) if said is not None else look
    if said is None and runs and not shows_prompt(control) and runs[0].find("w|rPr") is not None:
        own = pen.own_look(runs[0])
    paragraph = (
        paragraphs[0] if paragraphs else next((each for each in located.above(control) if each.tag == "w|p"), held)
    )
    single = properties.find("w|text") is not None or not paragraphs
    written = pen.run(own, pen.inline(text, None if single else line_end(paragraph, own)))
    if runs:
        splices.append((*_whole(body, runs[0]), written))
        splices += [(*_whole(body, run), b"") for run in runs[1:]]
        first = next((each for each in paragraphs if runs[0] in set(each.iter("w|r"))), None)
        splices += [(*_whole(body, each), b"") for each in paragraphs if first is not None and each is not first]
    elif paragraphs:
        ahead = [each for each in paragraph if each.tag == "w|pPr"]
        splices.append(located.inserted(paragraph, written, ahead))
    else:
        splices.append(located.inserted(held, written))
    return splices
