"""What a clerk should look at in a filled copy: texts in no place of the form, print of the form that is not there."""

from medaid_desktop.recognition.draft import Draft
from medaid_desktop.recognition.templates.copies.cell_text import literals
from medaid_desktop.recognition.templates.copies.placement import Copy
from medaid_desktop.recognition.templates.copies.shapes import Piece
from medaid_desktop.recognition.wording.folding import squeezed

_NAMED = 3
_QUOTED = 16


def say_strangers(copy: Copy, draft: Draft) -> None:
    """Doubts the texts that stand where the form has no place."""
    strangers = [*(cell for cell in copy.strangers if copy.top <= cell.row <= copy.bottom), *copy.below]
    if strangers:
        more = f"；这样的一共有 {len(strangers)} 处" if len(strangers) > 1 else ""
        message = f"“{short(strangers[0].text)}”写在样表没有的位置，没有读入，如果是内容，请选定它是哪一栏{more}"
        draft.doubt("read.left", message, (strangers[0].row, strangers[0].col))
        draft.more["read.left"] += len(strangers) - 1


def say_missing(copy: Copy, draft: Draft, left: int) -> None:
    """Doubts the print of the form that a copy does not show; `left` is the first column of its page."""
    there = {*copy.cells, *copy.elsewhere}
    missing = [piece for piece in copy.shape.pieces if piece not in there and not piece.optional]
    names = list(dict.fromkeys(name for piece in missing if not _is_unit(piece) and (name := _name_of(piece))))
    if names:
        more = f" 等 {len(names)} 处" if len(names) > _NAMED else ""
        words = "、".join(f"“{name}”" for name in names[:_NAMED])
        message = f"样表上印的{words}{more}，这份文件里没有找到，请核对"
        draft.doubt("read.label", message, (copy.top, left))


def _is_unit(piece: Piece) -> bool:
    """Whether all that is printed around a value is its unit, which a plain figure in the cell does without."""
    return (
        len(piece.marks) == 1
        and not piece.marks[0].prefix.strip()
        and squeezed(piece.marks[0].suffix) == squeezed(piece.marks[0].definition.unit)
    )


def _name_of(piece: Piece) -> str:
    """What a printed text is called: the print around its values, in front or else between and behind them."""
    texts = literals(piece.marks) if piece.marks else [piece.key]
    return next((name for text in texts if (name := short(text))), "")


def short(text: str) -> str:
    """The beginning of a text on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTED else f"{flat[:_QUOTED]}…"
