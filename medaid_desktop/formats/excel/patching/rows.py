"""The rows of a sheet written anew."""

import re
from collections.abc import Mapping

from medaid_desktop.formats.excel.patching.edits import Content, Number, SheetEdits
from medaid_desktop.formats.excel.patching.formulas import copied, moved_areas, moved_formula
from medaid_desktop.formats.excel.patching.index import SheetPart
from medaid_desktop.formats.excel.patching.shift import RowShift
from medaid_desktop.formats.excel.patching.tags import Splice, Tag, attribute, attribute_splice, content, spliced
from medaid_desktop.formats.excel.references import cell_name
from medaid_desktop.formats.safe_xml import integer

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
        self._results: dict[int, dict[int, Content]] = {}
        for (row, col), value in edits.results.items():
            self._results.setdefault(row, {})[col] = value
        self._old_columns: dict[int, list[int]] = {}
        for row, col in part.cells:
            self._old_columns.setdefault(row, []).append(col)

    def written(self) -> bytes:
        """All rows in order, with the blanks between them that the part has."""
        part, shift = self._part, self._shift
        pieces: list[bytes] = []
        there = {shift.row(row): row for row in part.rows}
        wanted = set(there) | set(self._by_row) | set(self._edits.heights)
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
        edits, results = self._by_row.get(row, {}), self._results.get(row, {})
        height = self._edits.heights.get(row)
        formulas = any((old, col) in self._part.formulas for col in self._old_columns.get(old, ()))
        still = row == old and not edits and not results and height is None
        if still and not (formulas and any(self._moved.values())):
            return data[tag.start : tag.end]
        head = self._row_tag(tag, row, height, bool(set(edits) - set(self._old_columns.get(old, ()))))
        cells = self._cells(row, old, edits, results, keep=True)
        if not cells and tag.is_empty:
            return head
        name = f"{self._prefix}row".encode()
        opened = head[:-2] + b">" if head.endswith(b"/>") else head
        return opened + cells + b"</" + name + b">"

    def _row_tag(self, tag: Tag, row: int, height: float | None, wider: bool) -> bytes:
        data = self._part.data
        splices: list[Splice] = []
        if "r" in tag.attributes and integer(tag.attributes["r"]) != row + 1:
            splices.append(attribute_splice(data, tag, "r", str(row + 1)))
        if height is not None:
            splices.append(attribute_splice(data, tag, "ht", f"{height:g}"))
            splices.append(attribute_splice(data, tag, "customHeight", "1"))
        head = spliced(data, splices, tag.start, tag.open_end)
        return _ROW_SPAN.sub(b"", head) if wider else head

    def _new_row(self, row: int, old: int, like: Tag | None, copy: int) -> bytes:
        """A row that was not there: like the one it repeats, but without its values, or a bare one."""
        name = f"{self._prefix}row".encode()
        height = self._edits.heights.get(row)
        if like is not None:
            head = self._row_tag(like, row, height, True)
            head = head[:-2] + b">" if head.endswith(b"/>") else head
        else:
            tall = b"" if height is None else f' ht="{height:g}" customHeight="1"'.encode()
            head = b"<" + name + b' r="' + str(row + 1).encode() + b'"' + tall + b">"
        cells = self._cells(row, old, self._by_row.get(row, {}), self._results.get(row, {}), keep=False, copy=copy)
        return head + cells + b"</" + name + b">"

    def _cells(
        self,
        row: int,
        old: int,
        edits: Mapping[int, Content],
        results: Mapping[int, Content],
        keep: bool,
        copy: int = 0,
    ) -> bytes:
        part = self._part
        like = self._old_columns.get(old, ()) if keep or copy else ()
        pieces: list[bytes] = []
        at = part.rows[old].open_end if keep else 0
        for col in sorted({*like, *edits}):
            tag = part.cells.get((old, col)) if keep or copy else None
            if keep and tag is not None:
                pieces.append(part.data[at : tag.start])
                at = tag.end
            if col in edits:
                pieces.append(self._cell(row, col, part.style_at(old, col), edits[col]))
            elif tag is not None:
                pieces.append(self._kept_cell(row, col, old, tag, results, keep))
        if keep:
            pieces.append(part.data[at : max(at, part.rows[old].close)])
        return b"".join(pieces)

    def _kept_cell(self, row: int, col: int, old: int, tag: Tag, results: Mapping[int, Content], keep: bool) -> bytes:
        """A cell nobody wrote into: as it is, moved, with its formula; of a repeated row only its style and formula."""
        part = self._part
        formula = part.formulas.get((old, col))
        if formula is None:
            if not keep:
                return self._cell(row, col, tag.attributes.get("s"), None)
            if row == old or "r" not in tag.attributes:
                return part.data[tag.start : tag.end]
            return spliced(part.data, [attribute_splice(part.data, tag, "r", cell_name(row, col))], tag.start, tag.end)
        text = formula.text
        if not keep:
            text = copied(text, (old, col), (old + row - self._shift.row(old), col))
        new = moved_formula(text, part.name, self._moved)
        stale = not keep or col in results
        if keep and not stale and row == old and new == text and not (formula.kind == "shared" and self._shift):
            return part.data[tag.start : tag.end]
        value = results.get(col)
        reference = moved_areas(formula.area, self._shift) if formula.kind == "array" else ""
        return (
            self._cell(row, col, tag.attributes.get("s"), value, new, reference)
            if stale
            else self._with_formula(row, col, tag, new, reference)
        )

    def _with_formula(self, row: int, col: int, tag: Tag, formula: str, reference: str) -> bytes:
        """A formula cell moved, with the result it had."""
        data = self._part.data
        inner = next(item for item in tag.inner if item.name == "f")
        splices = [
            attribute_splice(data, tag, "r", cell_name(row, col)),
            (inner.start, inner.end, self._formula(formula, reference)),
        ]
        return spliced(data, splices, tag.start, tag.end)

    def _formula(self, text: str, reference: str) -> bytes:
        name = f"{self._prefix}f".encode()
        extra = b' t="array" ref=' + attribute(reference) if reference else b""
        return b"<" + name + extra + b">" + content(text) + b"</" + name + b">"

    def _cell(
        self, row: int, col: int, style: str | None, value: Content, formula: str | None = None, reference: str = ""
    ) -> bytes:
        """A cell written out; a text lies in it, so that the list of shared texts stays as it is."""
        p = self._prefix
        head = f'<{p}c r="{cell_name(row, col)}"' + (f' s="{style}"' if style else "")
        made = b"" if formula is None else self._formula(formula, reference)
        if value is None or (value == "" and formula is None):
            return f"{head}/>".encode() if not made else f"{head}>".encode() + made + f"</{p}c>".encode()
        if isinstance(value, Number):
            return f"{head}>".encode() + made + f"<{p}v>{value.text}</{p}v></{p}c>".encode()
        if isinstance(value, bool):
            return f'{head} t="b">'.encode() + made + f"<{p}v>{int(value)}</{p}v></{p}c>".encode()
        if formula is not None:
            return f'{head} t="str">'.encode() + made + f"<{p}v>".encode() + content(value) + f"</{p}v></{p}c>".encode()
        text = f'<{p}is><{p}t xml:space="preserve">'.encode() + content(value) + f"</{p}t></{p}is>".encode()
        return f'{head} t="inlineStr">'.encode() + text + f"</{p}c>".encode()
