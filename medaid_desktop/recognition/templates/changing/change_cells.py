"""Corrections of single cells: fields, review boxes, texts."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from medaid_desktop.core.forms import FieldDef, ReviewStep
from medaid_desktop.core.grid import Place
from medaid_desktop.core.templates.looks import CellLook
from medaid_desktop.core.templates.template_map import REGION, YEAR, FieldMark, ReviewMark, Spot
from medaid_desktop.core.texts.field_types import FIELD_TYPES
from medaid_desktop.errors import UserError
from medaid_desktop.recognition.templates.board.heading import REGION_DEF, YEAR_DEF, heading_marks
from medaid_desktop.recognition.templates.board.kinds import as_allowed, kind_of, printed_label, unit_of, with_unit
from medaid_desktop.recognition.templates.board.naming import extra_id
from medaid_desktop.recognition.templates.board.pieces import Piece, between, labelled, of_value
from medaid_desktop.recognition.templates.board.sheet_map import SheetMap, covers
from medaid_desktop.recognition.templates.board.tiles import Tile
from medaid_desktop.recognition.wording.folding import squeezed

_LONGEST_LABEL, _MOST_OPTIONS, _FARTHEST = 60, 200, 6


def make_field(sheet: SheetMap, place: Place, name: str) -> None:
    """Makes a cell a field."""
    tile = sheet.tile(place)
    where = sheet.name(tile.place)
    _refuse_tables(sheet, tile)
    if sheet.tiles.look(tile).formula and not any(mark.computed for mark in sheet.fields_at(tile)):
        _put(sheet, tile, [_mark(sheet, tile, Piece("", "", tile.text), name, computed=True)], name)
        return
    if sheet.tiles.is_locked(tile):
        raise UserError(
            "这一格在工作表保护下是锁定的，不能填写",
            where,
            "如果确实要填写，请先在 Excel 中取消这一格的锁定，再重新导入",
        )
    if name in (YEAR, REGION):
        _put_printed(sheet, tile, name)
        return
    inside = [piece for piece in (labelled(tile.text) or between(tile.text)) if squeezed(piece.label)]
    if inside:
        pieces = [replace(piece, is_open=True) for piece in inside]
        marks = [_mark(sheet, tile, piece, name if number == 0 else "") for number, piece in enumerate(pieces)]
        _put(sheet, tile, marks, name)
        return
    _put(sheet, tile, [_mark(sheet, tile, of_value(tile.text), name)], name)


def _put_printed(sheet: SheetMap, tile: Tile, name: str) -> None:
    """Marks the year or the region in a text."""
    marks = list(heading_marks(tile.text, _spot(tile)))
    if not any(mark.definition.id == name for mark in marks):
        if tile.is_blank:
            marks = [FieldMark(_spot(tile), YEAR_DEF if name == YEAR else REGION_DEF, blank=tile.text)]
        else:
            what = "年度" if name == YEAR else "地区名称"
            raise UserError(
                f"这一格的文字里没有留出{what}的位置",
                sheet.name(tile.place),
                "请点选有“　　年度”“XX县”的单元格，或空白的单元格",
            )
    sheet.clear(tile)
    sheet.fields += marks


def _put(sheet: SheetMap, tile: Tile, marks: list[FieldMark], name: str) -> None:
    """Stores the fields of a cell; their ids are made unique, one that another cell has goes over to this one."""
    sheet.clear(tile)
    if name:
        for number, mark in enumerate(sheet.fields):
            if mark.definition.id == name:
                names = sheet.names(mark)
                names.take(name, "")
                sheet.fields[number] = replace(
                    mark,
                    definition=replace(mark.definition, id=names.take("", mark.definition.label, _group(sheet, tile))),
                )
    for mark in marks:
        names = sheet.names()
        own = mark.definition.id
        known = "" if own.startswith("extra:") and own != name else own
        group = _group(sheet, tile)
        taken = names.take(known, mark.definition.label, group)
        sheet.fields.append(replace(mark, definition=replace(mark.definition, id=taken)))


def _mark(sheet: SheetMap, tile: Tile, piece: Piece, name: str, computed: bool = False) -> FieldMark:
    printed = piece.label or label_of(sheet, tile)
    definition = defined_as(sheet, piece, printed, name, f"{sheet.name(tile.place)}格", sheet.tiles.look(tile))
    return FieldMark(_spot(tile), definition, piece.prefix, piece.blank, piece.suffix, computed)


def defined_as(sheet: SheetMap, piece: Piece, printed: str, name: str, where: str, look: CellLook) -> FieldDef:
    """What is filled in at a place: the field of an id, or one named by the label `printed`, by `where` it is if there is none."""
    label = printed_label(printed) if printed else where
    unit = piece.unit or unit_of(printed)
    known = sheet.form.fields_by_id.get(name) if sheet.form and name else None
    if known is not None:
        definition = replace(known, label=label if printed else known.label)
    else:
        definition = FieldDef(name or extra_id(label), label, kind_of(printed or label, unit))
    definition = as_allowed(with_unit(definition, unit, ""), look, piece.options)
    return replace(definition, multiple=piece.multiple) if piece.options else definition


def label_of(sheet: SheetMap, tile: Tile) -> str:
    """The text that names a cell: the nearest to its left in its row, else the nearest above it; "" where none does."""
    filled = {mark.spot for mark in sheet.fields}
    col = tile.col - 1
    while col >= 0:
        left = sheet.tiles.at(tile.row, col)
        if not left.is_blank and _spot(left) not in filled:
            return _own_label(left.text)
        col = left.col - 1
    row = tile.row - 1
    while row >= max(0, tile.row - _FARTHEST):
        above = sheet.tiles.at(row, tile.col)
        if not above.is_blank and _spot(above) not in filled:
            return _own_label(above.text)
        row = above.row - 1
    return ""


def _own_label(text: str) -> str:
    pieces = labelled(text)
    return pieces[-1].label if pieces else text[:_LONGEST_LABEL]


def _group(sheet: SheetMap, tile: Tile) -> str:
    """What runs down to the left of a cell over more rows than it."""
    col = tile.col - 1
    while col >= 0:
        left = sheet.tiles.at(tile.row, col)
        if not left.is_blank and left.rows > tile.rows:
            return printed_label(left.text)
        col = left.col - 1
    return ""


def make_text(sheet: SheetMap, place: Place) -> None:
    """Takes the role of a cell: it is printed as it stands."""
    tile = sheet.tile(place)
    if not sheet.fields_at(tile) and sheet.review_at(tile) is None:
        raise UserError("这一格本来就不填写", sheet.name(tile.place), "请点选要填写的单元格")
    sheet.clear(tile)


def make_review(sheet: SheetMap, place: Place) -> None:
    """Makes a cell the box of a review step."""
    tile = sheet.tile(place)
    _refuse_tables(sheet, tile)
    if sheet.review_at(tile) is not None:
        raise UserError("这一格已经是审核栏", sheet.name(tile.place), "要改名称，请修改它的名称")
    own = next((line.strip(" 　：:") for line in tile.text.split("\n") if squeezed(line)), "")
    title = printed_label(label_of(sheet, tile) or own or "审核意见")
    sheet.clear(tile)
    taken = {mark.step.id for mark in sheet.reviews}
    known = next((step for step in sheet.form.reviews if squeezed(step.title) == title), None) if sheet.form else None
    number = 1
    while f"review{number}" in taken:
        number += 1
    name = known.id if known and known.id not in taken else f"review{number}"
    lines = tuple(line for line in tile.text.split("\n") if line.strip())
    step = ReviewStep(name, title, "签字" not in tile.text + title, lines or ReviewStep("", "").lines)
    sheet.reviews.append(ReviewMark(_spot(tile), step, tile.text))


def redefine(
    sheet: SheetMap, place: Place, number: int, label: str | None, wanted: Callable[[FieldDef], FieldDef]
) -> None:
    """Changes what a field of a cell is called and allows, or what a review box is called."""
    tile = sheet.tile(place)
    reviews = [mark for mark in sheet.reviews if covers(mark.spot, tile.place)]
    redefine_one(
        sheet, sheet.fields_at(tile), reviews, sheet.name(tile.place), number, label, wanted, _group(sheet, tile)
    )


def redefine_one(
    sheet: SheetMap, marks: Sequence[FieldMark], reviews: Sequence[ReviewMark], where: str, number: int, label: str | None,
    wanted: Callable[[FieldDef], FieldDef], group: str = "",
) -> None:  # fmt: skip
    """Changes one of the fields of a place, or what one of its review boxes is called. Raises UserError where there is none."""
    if label is not None and 0 <= number < len(reviews):
        at = sheet.reviews.index(reviews[number])
        sheet.reviews[at] = replace(reviews[number], step=replace(reviews[number].step, title=checked_label(label)))
        return
    own = [mark for mark in marks if not mark.definition.id.startswith("{")]
    if not 0 <= number < len(own):
        raise UserError("这里不是要填写的内容", where, "请先把它设为填写项")
    mark = own[number]
    definition = wanted(mark.definition)
    if definition.id.startswith("extra:") and definition.label != mark.definition.label:
        definition = replace(definition, id=sheet.names(mark).take("", definition.label, group))
    sheet.fields[sheet.fields.index(mark)] = replace(mark, definition=definition)


# -- what definitions may be -------------------------------------------------------------------------------------


def typed(definition: FieldDef, kind: str | None, options: tuple[str, ...] | None) -> FieldDef:
    """A definition with another type or other words to choose from. Raises UserError where both do not fit."""
    if options is not None:
        words = tuple(dict.fromkeys(word.strip() for word in options if word.strip()))
        if len(words) > _MOST_OPTIONS or any(
            len(word) > _LONGEST_LABEL or "、" in word or "\n" in word for word in words
        ):
            raise UserError(
                "选项太多、太长，或含有顿号、换行", "选项", f"请写成不超过 {_MOST_OPTIONS} 个短词，一行一个"
            )
        definition = replace(definition, options=words)
    if kind is not None:
        if kind not in FIELD_TYPES:
            raise UserError(
                f"没有“{kind}”这种类型", "类型", f"可用：{'、'.join(one.title for one in FIELD_TYPES.values())}"
            )
        definition = replace(definition, type=kind)
    if definition.type == "choice" and not definition.options:
        raise UserError("选项类型还没有可选的词", "选项", "请写出至少一个选项")
    if definition.type != "choice":
        keeps = kind is None or options is not None or definition.type == "target"  # words that are only suggested
        definition = replace(definition, multiple=False, options=definition.options if keeps else ())
    if kind is not None and definition.carry == "shift" and kind not in ("text", "long-text", "date", "period"):
        definition = replace(definition, carry=None)
    return definition


def checked_label(label: str) -> str:
    """A label as fields are called. Raises UserError where it is blank or too long."""
    name = "".join(label.split())
    if not name or len(name) > _LONGEST_LABEL:
        raise UserError("名称是空的，或太长", "名称", f"请写 1 到 {_LONGEST_LABEL} 个字")
    return name


def _refuse_tables(sheet: SheetMap, tile: Tile) -> None:
    """Raises UserError for a cell that a table has taken; the places in a line of totals are free."""
    where = sheet.name(tile.place)
    body = sheet.body_at(tile.place)
    if body is not None and body[0].rows[body[1]].kind == "row":
        raise UserError(f"这一格在表格“{body[0].label}”里", where, "要单独填写它，请先把这一行设为不填写")
    head = sheet.head_at(tile.place)
    if head is not None:
        raise UserError(f"这一格是表格“{head.label}”的表头", where, "要改这一列，请设置它是哪一列，或设为不填写")


def _spot(tile: Tile) -> Spot:
    return Spot(tile.row, tile.col, tile.rows, tile.cols)
