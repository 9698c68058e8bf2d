"""Stored values of xlsx cells as shown texts."""

from collections.abc import Sequence
from datetime import datetime

from medaid_desktop.formats.excel.cells import SheetCells, Tail, new_cell, tail_of
from medaid_desktop.formats.excel.shown.looks import Look, Run
from medaid_desktop.formats.excel.shown.number_format import quick_format
from medaid_desktop.formats.excel.xlsx.xlsx_shared import SharedTexts
from medaid_desktop.formats.excel.xlsx.xlsx_strings import Text, plain
from medaid_desktop.formats.safe_xml import integer, is_on


class Style:
    """A look with what is asked of it for every cell. `numbers` are the texts of numbers by how they are stored."""

    __slots__ = ("_quick", "_rich", "look", "number_tail", "numbers", "plain", "text_tail")

    def __init__(self, look: Look) -> None:
        marks = (look.indent, look.font.bold, look.font.struck)
        self.look = look
        self.plain = look.leaves_text
        self.text_tail = tail_of("text", *marks)
        self.number_tail = tail_of(look.number_kind, *marks)
        self.numbers: dict[str, str] = {}
        self._rich: dict[int, tuple[str, Tail]] = {}
        quick = quick_format(look.code)
        self._quick = quick.text if quick else None

    def rich(self, number: int, text: tuple[Run, ...]) -> tuple[str, Tail]:
        """A rich text of a number as it looks, each put together once."""
        known = self._rich.get(number)
        if known is None:
            joined, bold, struck = self.look.rich(text)
            known = self._rich[number] = joined, tail_of("text", self.look.indent, bold, struck)
        return known

    def number(self, stored: str) -> str | None:
        """The text of a stored number, "" where it shows nothing, None where it is no number."""
        text = self._quick(stored) if self._quick else None
        if text is None:
            try:
                text = self.look.number(float(stored))
            except ValueError:
                return None
        self.numbers[stored] = text
        return text


class Styles(dict[str | None, Style]):
    """Styles by the numbers that cells name, made when first asked for; the first one where a cell names none or a wrong one."""

    def __init__(self, looks: Sequence[Look]) -> None:
        super().__init__()
        self._looks = looks

    def __missing__(self, name: str | None) -> Style:
        number = integer(name)
        known = 0 < number < len(self._looks)
        style = self[name] = Style(self._looks[number]) if known or name is None else self[None]
        return style


class CellAdder:
    """Adds cells to a sheet by what is stored of them: row, column, number of the style, type and value."""

    def __init__(self, sheet: SheetCells, texts: SharedTexts, styles: Styles) -> None:
        self.found = sheet.found
        self.plain_texts = texts.plain
        self.styles = styles
        self._texts = texts.all
        self._sheet = sheet

    def add(self, row: int, col: int, style_name: str | None, kind: str | None, value: str) -> None:
        """Adds a cell of any type but rich text; one that shows nothing is left out."""
        style = self.styles[style_name]
        if kind is None or kind == "n":
            self._add_number(row, col, style, value)
        elif kind == "s":
            number = integer(value, -1)
            if 0 <= number < len(self._texts):
                self._add_shared(row, col, style, number)
        elif kind == "b":
            self._sheet.add(row, col, "TRUE" if is_on(value) else "FALSE", "yes-no", *style.text_tail[3:])
        elif kind == "e":
            self._sheet.add(row, col, value, "error", *style.text_tail[3:])
        elif kind == "d":
            self._add_date(row, col, style, value)
        else:
            self.add_text(row, col, style, plain(value))

    def add_rich(self, row: int, col: int, style_name: str | None, text: Text) -> None:
        """Adds a text that stands in the cell itself, rich or not."""
        self.add_text(row, col, self.styles[style_name], text)

    def _add_shared(self, row: int, col: int, style: Style, number: int) -> None:
        text = self._texts[number]
        if isinstance(text, str):
            self.add_text(row, col, style, text)
            return
        joined, tail = style.rich(number, text)
        if joined and not joined.isspace():
            self.found.append(new_cell((row, col, joined, *tail)))

    def _add_number(self, row: int, col: int, style: Style, value: str) -> None:
        text = style.numbers.get(value)
        if text is None:
            text = style.number(value)
        if text is None:
            self.add_text(row, col, style, value)
        elif text:
            self.found.append(new_cell((row, col, text, *style.number_tail)))

    def _add_date(self, row: int, col: int, style: Style, value: str) -> None:
        try:
            moment = datetime.fromisoformat(value.removesuffix("Z"))
        except ValueError:
            self.add_text(row, col, style, value)
            return
        self._sheet.add(row, col, style.look.moment(moment), "date", *style.text_tail[3:])

    def add_text(self, row: int, col: int, style: Style, text: Text) -> None:
        """Adds a text, rich or not; one that looks blank is left out."""
        if not isinstance(text, str):
            joined, bold, struck = style.look.rich(text)
            self._sheet.add(row, col, joined, "text", style.look.indent, bold, struck)
            return
        if not (style.plain and text.isprintable()):  # signs of symbol fonts are not printable
            text = style.look.text(text)
        if text and not text.isspace():
            self.found.append(new_cell((row, col, text, *style.text_tail)))
