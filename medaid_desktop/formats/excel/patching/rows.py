"""The rows of a sheet written anew."""

import re
from collections.abc import Iterator, Mapping

from medaid_desktop.formats.excel.calculating.scalars import Fault
from medaid_desktop.formats.excel.patching.edits import Content, Number, Place, Rich, SheetEdits, Stretch
from medaid_desktop.formats.excel.patching.formulas import moved_areas
from medaid_desktop.formats.excel.patching.index import Formula, SheetPart
from medaid_desktop.formats.excel.patching.series import formula_after, new_formula
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.patching.tags import Splice, Tag, attribute, attribute_splice, content, spliced
from medaid_desktop.formats.excel.references import area, cell_name
from medaid_desktop.formats.safe_xml import integer

_ROW_HIDDEN = re.compile(rb"\shidden\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_ROW_SPAN = re.compile(rb"\sspans\s*=\s*(?:\"[^\"]*\"|'[^']*')")


class RowWriter:
    """Writes the rows of a sheet: those nothing changes in as they lie there, the others cell by cell."""

    def __init__(self, part: SheetPart, edits: SheetEdits, shift: RowShift, moved: Mapping[str, RowShift]) -> None:
        self._part = part
        self._edits = edits
        self._shift = shift
        self._moved = moved
        self._prefix = part.prefix
        self._by_row: dict[int, dict[int, Content]] = {}
        for (row, col), value in edits.cells.items():
            self._by_row.setdefault(row, {})[col] = value
        self._styles: dict[int, dict[int, str]] = {}
        for (row, col), style in edits.styles.items():
            self._styles.setdefault(row, {})[col] = style
        self._results: dict[int, dict[int, Content]] = {}
        for (row, col), value in edits.results.items():
            self._results.setdefault(row, {})[col] = value

    def written(self) -> bytes:
        """All rows in order, with the blanks between them that the part has."""
        part, shift = self._part, self._shift
        pieces: list[bytes] = []
        there = {shift.row(row): row for row in part.rows}
        wanted = set(there) | set(self._by_row) | set(self._styles) | set(self._edits.heights) | set(self._edits.fitted)
        for row, count in shift.inserted.items():
            if row in part.rows:
                wanted |= {shift.row(row) + n for n in range(1, count + 1)}
        at = part.data_tag.open_end
        for row in sorted(wanted):
            old, copy = shift.source(row)
            tag = part.rows.get(old)
            if copy == 0 and tag is not None:
                pieces.append(part.data[at : tag.start])
                at = tag.end
                pieces.append(self._row(row, old, tag))
            else:
                pieces.append(self._new_row(row, old, tag if copy else None, copy))
        if not part.data_tag.is_empty:
            pieces.append(part.data[at : part.data_tag.close])
        return b"".join(pieces)

    def _row(self, row: int, old: int, tag: Tag) -> bytes:
        data = self._part.data
        results = self._results.get(row, {})
        touched = {*self._by_row.get(row, ()), *self._styles.get(row, ())}
        formulas = any((old, col) in self._part.formulas for col in self._part.columns_of(old))
        sized = self._edits.heights.keys() | self._edits.fitted.keys() | self._edits.revealed
        same_tag = row == old and row not in sized
        if same_tag and not touched and not results and not (formulas and any(self._moved.values())):
            return data[tag.start : tag.end]
        head = self._row_tag(tag, row, bool(touched - set(self._part.columns_of(old))))
        cells = self._cells(row, old, keep=True)
        if not cells and tag.is_empty:
            return head
        opened = head[:-2] + b">" if head.endswith(b"/>") else head
        return opened + cells + b"</" + f"{self._prefix}row".encode() + b">"

    def _row_tag(self, tag: Tag, row: int, wider: bool) -> bytes:
        data = self._part.data
        height, fitted = self._edits.heights.get(row), self._edits.fitted.get(row)
        splices: list[Splice] = []
        if "r" in tag.attributes and integer(tag.attributes["r"]) != row + 1:
            splices.append(attribute_splice(data, tag, "r", str(row + 1)))
        if height is not None:
            splices.append(attribute_splice(data, tag, "ht", f"{height:g}"))
            splices.append(attribute_splice(data, tag, "customHeight", "1"))
        elif fitted is not None:
            splices.append(attribute_splice(data, tag, "ht", f"{fitted:g}"))
        head = spliced(data, splices, tag.start, tag.open_end)
        if row in self._edits.revealed:
            head = _ROW_HIDDEN.sub(b"", head)
        return _ROW_SPAN.sub(b"", head) if wider else head

    def _new_row(self, row: int, old: int, like: Tag | None, copy: int) -> bytes:
        """A row that was not there: like the one it repeats, but without its values, or a bare one."""
        name = f"{self._prefix}row".encode()
        height, fitted = self._edits.heights.get(row), self._edits.fitted.get(row)
        if like is not None:
            head = self._row_tag(like, row, True)
            head = head[:-2] + b">" if head.endswith(b"/>") else head
        else:
            tall = b"" if fitted is None else f' ht="{fitted:g}"'.encode()
            tall = tall if height is None else f' ht="{height:g}" customHeight="1"'.encode()
            head = b"<" + name + b' r="' + str(row + 1).encode() + b'"' + tall + b">"
        return head + self._cells(row, old, keep=False, copy=copy) + b"</" + name + b">"

    def _cells(self, row: int, old: int, keep: bool, copy: int = 0) -> bytes:
        part = self._part
        edits, styles = self._by_row.get(row, {}), self._styles.get(row, {})
        like = self._part.columns_of(old) if keep or copy else ()
        pieces: list[bytes] = []
        at = part.rows[old].open_end if keep else 0
        for col in sorted({*like, *edits, *styles}):
            tag = part.cells.get((old, col)) if keep or copy else None
            if keep and tag is not None:
                pieces.append(part.data[at : tag.start])
                at = tag.end
            if col in edits or tag is None:
                style = styles.get(col) or part.style_at(old, col)
                pieces.append(self._cell(row, col, style, edits.get(col)))
            else:
                pieces.append(self._kept_cell(row, col, old, tag, keep))
        if keep:
            pieces.append(part.data[at : max(at, part.rows[old].close)])
        return b"".join(pieces)

    def _kept_cell(self, row: int, col: int, old: int, tag: Tag, keep: bool) -> bytes:
        """A cell nobody wrote into: as it is, moved, with its formula; of a repeated row only its style and formula."""
        part = self._part
        style = self._styles.get(row, {}).get(col)
        formula = part.formulas.get((old, col))
        new = None
        if not keep:
            new = new_formula(part, (old, col), self._moved, row - self._shift.row(old))
            if new is None or formula is None:
                results = self._results.get(row, {})
                return self._new_cell(row, col, style or tag.attributes.get("s"), new, results.get(col))
        splices: list[Splice] = []
        if "r" in tag.attributes and tag.attributes["r"] != (name := cell_name(row, col)):
            splices.append(attribute_splice(part.data, tag, "r", name))
        if style is not None and style != tag.attributes.get("s"):
            splices.append(attribute_splice(part.data, tag, "s", style))
        if formula is not None:
            splices += self._formula(tag, formula, (old, col), row - self._shift.row(old), new)
        results = self._results.get(row, {})
        if col in results or not keep:
            splices += self._result(tag, results.get(col))
        return spliced(part.data, splices, tag.start, tag.end)

    def _new_cell(self, row: int, col: int, style: str | None, formula: str | None, result: Content) -> bytes:
        """A cell of a row put in: with the formula that goes on from the row above, or blank."""
        if formula is None:
            return self._cell(row, col, style, None)
        p, (kind, text) = self._prefix, _as_stored(result)
        head = f'<{p}c r="{cell_name(row, col)}"' + (f' s="{style}"' if style else "") + f' t="{kind}"><{p}f>'
        made = b"" if text is None else f"<{p}v>".encode() + content(text) + f"</{p}v>".encode()
        return head.encode() + content(formula) + f"</{p}f>".encode() + made + f"</{p}c>".encode()

    def _formula(self, tag: Tag, formula: Formula, origin: Place, away: int, written: str | None) -> Iterator[Splice]:
        """A formula after rows were inserted, `away` rows below its own; one that was shared gets a text of its own. `written` is that
        of a row put in."""
        inner = next(item for item in tag.inner if item.name == "f")
        if formula.kind == "dataTable":
            for name in ("ref", "r1", "r2"):
                if name in inner.attributes:
                    yield attribute_splice(
                        self._part.data, inner, name, moved_areas(inner.attributes[name], self._shift)
                    )
            return
        new = formula_after(self._part, origin, self._moved) if written is None else written
        apart = formula.kind == "shared" and (bool(self._shift) or new != formula.text)
        if new == formula.text and not apart and not (formula.kind == "array" and self._shift):
            return
        reference = self._array_area(formula.area, origin, away) if formula.kind == "array" else ""
        name = f"{self._prefix}f".encode()
        extra = b' t="array" ref=' + attribute(reference) if reference else b""
        extra += b' ca="1"' if inner.attributes.get("ca") in ("1", "true") else b""
        yield inner.start, inner.end, b"<" + name + extra + b">" + content(new) + b"</" + name + b">"

    def _array_area(self, old: str, origin: Place, away: int) -> str:
        """The cells that an array formula fills: those of one row stay in it, more rows take in the new ones."""
        found = area(old)
        if found is None or found[0] != found[2]:
            return moved_areas(old, self._shift)
        row = self._shift.row(origin[0]) + away
        first, last = cell_name(row, found[1]), cell_name(row, found[3])
        return first if first == last else f"{first}:{last}"

    def _result(self, tag: Tag, value: Content) -> Iterator[Splice]:
        """The stored result of a formula anew, or none."""
        data = self._part.data
        old = next((item for item in tag.inner if item.name == "v"), None)
        kind, text = _as_stored(value)
        if tag.attributes.get("t", "n") != kind:
            yield attribute_splice(data, tag, "t", kind)
        made = b"" if text is None else f"<{self._prefix}v>".encode() + content(text) + f"</{self._prefix}v>".encode()
        if old is not None:
            yield old.start, old.end, made
        elif made:
            end = next(item for item in tag.inner if item.name == "f").end
            yield end, end, made

    def _cell(self, row: int, col: int, style: str | None, value: Content) -> bytes:
        """A cell written out; a text lies in it, so that the list of shared texts stays as it is."""
        p = self._prefix
        head = f'<{p}c r="{cell_name(row, col)}"' + (f' s="{style}"' if style else "")
        if value is None or value == "":
            return f"{head}/>".encode()
        if isinstance(value, Number):
            return f"{head}><{p}v>{value.text}</{p}v></{p}c>".encode()
        if isinstance(value, bool):
            return f'{head} t="b"><{p}v>{int(value)}</{p}v></{p}c>'.encode()
        if isinstance(value, Rich):
            text = b"".join(self._stretch(stretch) for stretch in value.stretches)
        else:
            text = self._text(value.code if isinstance(value, Fault) else value)
        text = f"<{p}is>".encode() + text + f"</{p}is>".encode()
        return f'{head} t="inlineStr">'.encode() + text + f"</{p}c>".encode()

    def _text(self, text: str) -> bytes:
        p = self._prefix
        return f'<{p}t xml:space="preserve">'.encode() + content(text) + f"</{p}t>".encode()

    def _stretch(self, stretch: Stretch) -> bytes:
        p = self._prefix
        return f"<{p}r>".encode() + stretch.look + self._text(stretch.text) + f"</{p}r>".encode()


def _as_stored(value: Content) -> tuple[str, str | None]:
    """The type and the text of a formula's result; None where it has none."""
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, Fault):
        return "e", value.code
    if isinstance(value, str):
        return "str", value
    return "n", value.text if isinstance(value, Number) else None
