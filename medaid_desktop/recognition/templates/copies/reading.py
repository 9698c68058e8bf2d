"""A filled copy of one of the ledger's own forms, read by the form's map."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from medaid_desktop.core.filing import clean_text
from medaid_desktop.core.grid import Area, GridCell, Place
from medaid_desktop.core.templates.template_map import REGION, YEAR, FieldMark, Spot, TableMark
from medaid_desktop.recognition.corrected.corrected import Plan, say_columns, take
from medaid_desktop.recognition.corrected.corrected_fields import put_fields
from medaid_desktop.recognition.doubting.confidence import lowered
from medaid_desktop.recognition.draft import Draft
from medaid_desktop.recognition.segments.segment import Segment, Text
from medaid_desktop.recognition.templates.copies.bodies import read_body
from medaid_desktop.recognition.templates.copies.cell_text import as_typed, cut, value_of
from medaid_desktop.recognition.templates.copies.placement import Copy, Placement
from medaid_desktop.recognition.templates.copies.reading_doubts import say_missing, say_strangers, short
from medaid_desktop.recognition.templates.copies.shapes import Piece, key_of
from medaid_desktop.recognition.understood import Knowledge, Understood
from medaid_desktop.recognition.where.places import Surroundings
from medaid_desktop.recognition.where.placing import name_region, settle_region, settle_year
from medaid_desktop.recognition.wording.folding import squeezed
from medaid_desktop.recognition.wording.years import bare_year, year_in


def read_copy(copy: Copy, known: Knowledge, around: Surroundings) -> Understood:
    """What a copy holds, in the words of its form: values and tables with the cells they come from, and what is doubtful.

    What filling has put around a value is undone: print before and behind it is cut away, boxes become the chosen words,
    prompts that stand untouched and dates without figures are blank. Rows with a printed indicator are content.
    """
    return _Reader(copy, known, around).read()


class _Reader:
    """Reads one copy."""

    def __init__(self, copy: Copy, known: Knowledge, around: Surroundings) -> None:
        self._copy = copy
        self._map = copy.shape.map
        self._page = copy.page
        self._known = known
        self._around = around
        self._placement = Placement(copy)
        self._title = self._title_text()
        form = copy.shape.form
        segment = Segment(self._page, copy.top, copy.bottom, self._map.base, self._title, self._lines())
        self._draft = Draft(segment, replace(form, id=self._map.base or form.id))
        self._area: Area = (
            copy.top, self._page.left, copy.bottom - copy.top + 1, self._page.right - self._page.left + 1
        )  # fmt: skip
        self._plan = Plan(segment)
        learned = known.learned.get(self._map.layout, ())
        self._columns, self._out, self._kept = take(self._plan, self._area, learned, known.forms)
        say_columns(self._plan, self._columns, form, known.forms)
        self._year = self._region = ""

    def read(self) -> Understood:
        copy, draft = self._copy, self._draft
        for spot, marks in copy.shape.marks.items():
            self._read_spot(spot, marks)
        for number, table in enumerate(copy.shape.tables):
            self._read_table(number, table)
        put_fields(self._plan, draft)
        self._settle()
        draft.filing.form, draft.filing.form_version = copy.shape.stored.form, copy.shape.stored.version
        say_strangers(copy, draft)
        say_missing(copy, draft, self._page.left)
        draft.notices = self._plan.said(draft.notices)
        sure = lowered(min(1.0, copy.score), draft.notices, draft.more)
        return Understood(
            self._page.grid.name, copy.shape.stored.form, sure, draft.filing, draft.columns, draft.notices, draft.sources,
            title=self._title.text, layout=self._map.layout, labels=draft.labels | self._plan.left_out, area=self._area,
        )  # fmt: skip

    # -- around the form -----------------------------------------------------------------------------------------

    def _title_text(self) -> Text:
        key = squeezed(self._map.title)
        cells = (cell for cell in self._copy.cells.values() if key and key in squeezed(cell.text))
        cell = next(cells, None)
        return Text(clean_text(cell.text), (cell.row, cell.col)) if cell else Text(self._map.title)

    def _lines(self) -> list[Text]:
        lines = [Text(line) for line in (*self._page.grid.above, *self._page.grid.below) if line.strip()]
        return [*lines, *(text for text in self._copy.elsewhere.values() if text.place)]

    def _settle(self) -> None:
        """The year and the region, from their marks if the form has any, else from wherever recognition finds them."""
        draft = self._draft
        draft.filing.year = year_in([f"{self._year}年"]) or bare_year(self._year) if self._year else None
        if draft.filing.year is None:
            draft.filing.year = settle_year(draft, self._around)
        if self._region and name_region(draft, self._region, self._known, self._around):
            return
        settle_region(draft, [], self._known, self._around)

    # -- fields --------------------------------------------------------------------------------------------------

    def _read_spot(self, spot: Spot, marks: Sequence[FieldMark]) -> None:
        found = self._text_at(spot)
        if found is None:
            return
        values = cut(found.text, marks)
        if values is None:  # the print was written over: what stands there belongs to the first
            values = [found.text, *("" for _ in marks[1:])]
            if found.text.strip() and len(marks) > 1:
                self._draft.doubt("read.label", f"“{short(found.text)}”里印好的文字不全，请核对这一格", found.place)
        cell = self._page.at(*found.place) if found.place else None
        for mark, text in zip(marks, values, strict=True):
            text = value_of(_with_unit(found.text, text, mark), mark)
            self._put(mark, Text(as_typed(text, cell, mark.definition), found.place))
        if found.place:
            self._label(spot, marks, found.place)

    def _put(self, mark: FieldMark, text: Text) -> None:
        name = mark.definition.id
        if name == YEAR:
            self._year = self._year or text.text
        elif name == REGION:
            self._region = self._region or text.text
        elif text.text or not self._draft.filing.values.get(name):
            self._draft.set_value(name, text)

    def _text_at(self, spot: Spot) -> Text | None:
        """What stands in a spot, with its cell; None where the copy has left it out."""
        for piece in self._copy.shape.pieces:
            if piece.marks and piece.spot == spot and piece in self._copy.elsewhere:
                return self._copy.elsewhere[piece]
            if piece.marks and piece.spot == spot and piece in self._copy.cells:
                cell = self._copy.cells[piece]
                return Text(cell.text, (cell.row, cell.col))
        if spot.within != "cell":
            return None
        lines, columns = self._placement.lines(spot), self._placement.columns(spot)
        if not lines:
            return None
        cells = list(self._cells(lines, columns))
        if not cells:
            return Text("", self._anchor(lines.start, columns.start))
        gap = " " if len({cell.row for cell in cells}) == 1 else "\n"
        return Text(gap.join(cell.text for cell in cells), (cells[0].row, cells[0].col))

    def _cells(self, lines: range, columns: range) -> Iterator[GridCell]:
        labels = set(self._copy.cells.values())
        for row in lines:
            for cell in self._page.begins(row):
                if cell.col in columns and cell not in labels:
                    yield cell

    def _anchor(self, row: int, col: int) -> Place:
        area = self._page.blank_area(row, col)
        return (area[0], area[1]) if area else (row, col)

    def _label(self, spot: Spot, marks: Sequence[FieldMark], place: Place) -> None:
        """Notes for which field the label of a spot was taken: it stands in the same cell, beside it or above it."""
        name = next((mark.definition.id for mark in marks if mark.definition.id not in (YEAR, REGION)), "")
        if not name:
            return
        if not marks[0].prefix.strip():
            piece = self._label_of(spot, marks[0])
            if piece is None:
                return
            cell = self._copy.cells[piece]
            place = cell.row, cell.col
        self._draft.labels.setdefault(place, f"values.{name}")

    def _label_of(self, spot: Spot, mark: FieldMark) -> Piece | None:
        key = key_of(mark.definition.label)
        beside: Piece | None = None
        for piece in self._copy.cells:
            left = (
                piece.spot.row <= spot.row < piece.spot.row + piece.spot.rows
                and piece.spot.col + piece.spot.cols == spot.col
            )
            above = piece.spot.row + piece.spot.rows == spot.row and piece.spot.col == spot.col
            if (left or above) and (piece.key == key or beside is None):
                beside = piece
        return beside

    # -- tables --------------------------------------------------------------------------------------------------

    def _read_table(self, number: int, table: TableMark) -> None:
        draft, body = self._draft, read_body(self._placement, number, self._out, self._kept)
        rows = draft.filing.tables.setdefault(table.id, [])
        meant = self._meant(table)
        for line in body.lines:
            path = f"tables.{table.id}[{len(rows)}]."
            names = {name: to for name in line.texts if (to := meant.get(name, name))}
            draft.sources |= {path + to: line.places[name] for name, to in names.items()}
            rows.append({to: line.texts[name] for name, to in names.items()})
        for piece in self._copy.shape.heads_of(table):
            column = next((column for column in table.columns if column.col == piece.spot.col), None)
            cell = self._copy.cells.get(piece)
            if column and cell and not column.serial:
                own = column.of or column.definition.id
                name = meant.get(own, own)
                draft.labels[cell.row, cell.col] = f"tables.{table.id}.{name}" if name else ""
        ids = [
            name
            for column in table.columns
            if not (column.serial or column.part) and (name := meant.get(column.definition.id, column.definition.id))
            if not column.join or any(row.get(name) for row in rows)
        ]
        draft.columns += [name for name in ids if name not in draft.columns]
        if body.inferred:
            count = len({row for row, _ in body.inferred})
            draft.doubt("read.group", f"有 {count} 行没有写类别，按上一行理解", body.inferred[0])

    def _meant(self, table: TableMark) -> dict[str, str]:
        """What a clerk has said columns to be, "" for those that are not to be read."""
        first, behind = self._placement.row(table.head[0]), self._placement.row(table.head[1] - 1)
        found: dict[str, str] = {}
        for given in self._columns:
            row, col = given.place
            for column in table.columns:
                inside = first is not None and behind is not None and first <= row <= self._copy.bottom
                if inside and col in self._placement.column(table, column.col, column.cols) and not column.serial:
                    found[column.definition.id] = given.meaning
        return found


def _with_unit(whole: str, text: str, mark: FieldMark) -> str:
    """A value that has its own unit: behind a blank which the form does not print there."""
    unit = mark.suffix.strip()
    if not unit or mark.suffix != unit or not text.strip():
        return text
    at = whole.find(text)
    rest = whole[at + len(text) :]
    return f"{text}{rest}" if rest[:1].isspace() and rest.strip() == unit else text
