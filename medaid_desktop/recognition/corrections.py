"""What a clerk has set right in a table once, so that the next file of the same layout is read that way."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

from medaid_desktop.core.filing import clean_text
from medaid_desktop.core.forms import EXTRA
from medaid_desktop.core.grid import Place
from medaid_desktop.errors import UserError

Kind = Literal["form", "column", "field", "row"]
CONTENT = "row"
"""What a correction of a row means that is content although it was left out."""

_FORMAT = "medaid-corrections/1"
_LARGEST = 1_000_000
_LONGEST = 200
_VALUES = "values."
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction; `place` counts from the upper left cell of the table's `Understood.area`.

    - "form": no place; `meaning` a form's id, "" where this is no table to read.
    - "column": the cell of its head; `meaning` the id of a column, "" to leave it out.
    - "field": the cell of a value; `meaning` values.ID, "" to leave it out.
    - "row": any cell of the row; `meaning` "row" where it is content, "" where it is not.

    `anchor` is what stands at the place or beside it (`anchors.correction` writes it): by it the place is found again
    where rows were put in above it, and a place that holds something else is left alone. "" asks nothing.
    """

    kind: Kind
    place: Place | None
    meaning: str
    anchor: str = ""


def merged(before: Iterable[Correction], new: Iterable[Correction]) -> list[Correction]:
    """Corrections with newer ones put in; of two for the same place the newer stands."""
    found: dict[tuple[Kind, object], Correction] = {}
    for one in (*before, *new):
        key = one.kind, one.place[0] if one.place and one.kind == "row" else one.place
        found.pop(key, None)
        found[key] = one
    return list(found.values())


def to_json(corrections: Sequence[Correction]) -> str:
    """Corrections as a text to keep."""
    listed = [
        {
            "kind": one.kind,
            "place": list(one.place) if one.place else None,
            "meaning": one.meaning,
            "anchor": one.anchor,
        }
        for one in corrections
    ]
    return json.dumps({"format": _FORMAT, "corrections": listed}, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> list[Correction]:
    """Corrections out of a kept text. Raises UserError where it is not what `to_json` writes."""
    try:
        data: object = json.loads(text) if len(text) <= _LARGEST else None
    except (ValueError, RecursionError) as error:
        raise _unreadable("不是有效的 JSON") from error
    parts = _object(data, ("format", "corrections"), "最外层")
    if parts["format"] != _FORMAT:
        raise _unreadable("格式代号不对")
    listed = parts["corrections"]
    if not isinstance(listed, list) or len(cast("list[object]", listed)) > _MOST:
        raise _unreadable("更正应为列表")
    return [_correction(one, f"第 {number + 1} 处") for number, one in enumerate(cast("list[object]", listed))]


def _correction(data: object, where: str) -> Correction:
    parts = _object(data, ("kind", "place", "meaning", "anchor"), where)
    kind = next((known for known in get_args(Kind) if known == parts["kind"]), None)
    if kind is None:
        raise _unreadable(f"{where}的种类不认识")
    meaning, anchor = _text(parts["meaning"], where), _text(parts["anchor"], where)
    place = _place(parts["place"], where)
    if (place is None) != (kind == "form"):
        raise _unreadable(f"{where}的位置与种类不符")
    if not _may_mean(kind, meaning):
        raise _unreadable(f"{where}的含义与种类不符")
    return Correction(kind, place, meaning, anchor)


def _may_mean(kind: Kind, meaning: str) -> bool:
    if not meaning:
        return True
    if kind == "row":
        return meaning == CONTENT
    if kind == "field":
        return meaning.startswith(_VALUES) and meaning not in (_VALUES, _VALUES + EXTRA)
    return meaning != EXTRA


def _place(data: object, where: str) -> Place | None:
    if data is None:
        return None
    numbers = cast("list[object]", data) if isinstance(data, list) else []
    row, col = numbers if len(numbers) == 2 else (None, None)
    if type(row) is not int or type(col) is not int or not (0 <= row < 10**7 and 0 <= col < 10**5):
        raise _unreadable(f"{where}的位置不是行号和列号")
    return row, col


def _text(data: object, where: str) -> str:
    if not isinstance(data, str) or len(data) > _LONGEST or clean_text(data) != data:
        raise _unreadable(f"{where}的文字不对")
    return data


def _object(data: object, keys: Sequence[str], where: str) -> dict[str, object]:
    if not isinstance(data, dict) or set(cast("dict[object, object]", data)) != set(keys):
        raise _unreadable(f"{where}的内容不全或多出了内容")
    return cast("dict[str, object]", data)


def _unreadable(what: str) -> UserError:
    return UserError("记住的更正读不出来", what, "请删除这种表的更正后重新点选")
