"""The JSON text of a filing with long tables, laid out so that an edit changes few of its bytes and not its length.

SQLite writes only those pages of a record whose bytes have changed, but all of them once the record is longer or shorter
than before: a digit typed into half a megabyte would cost a megabyte and a half on the disk, which a stick feels. So the
rows are kept in parts with some blanks behind each, which JSON does not mind, and what one part takes is taken from the
blanks near it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import is_

from medaid_desktop.core.filing import Row

_ROWS = 32
_SPARE = 16
"""Each part has a sixteenth of its length in blanks to begin with."""

Encode = Callable[[object], str]


@dataclass(slots=True)
class _Part:
    """Some rows of a table, or all values: their text, its bytes, and how many bytes it has room for."""

    count: int
    text: str
    size: int
    room: int


class SteadyText:
    """Remembers how the content of one filing was laid out last. Rows are told by their identity: they are replaced, never
    changed, and stay the same objects from one content to the next."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._values = _Part(0, "", 0, 0)
        self._rows: dict[str, list[Row]] = {}
        self._parts: dict[str, list[_Part]] = {}
        self._total = 0

    def text(self, values: Mapping[str, str], tables: Mapping[str, list[Row]]) -> str:
        """The content as JSON; as long as the text before it, in bytes, unless that has too few blanks left."""
        is_known = list(tables) == list(self._rows)
        self._values = self._part(0, self._encode(values), self._values.room if is_known else 0)
        changed = self._values
        for name, rows in tables.items():
            if not is_known:
                self._parts[name] = self._split(rows)
            elif known := self._follow(name, rows):
                changed = known
        if not is_known:
            self._parts = {name: self._parts[name] for name in tables}
        self._rows = {name: list(rows) for name, rows in tables.items()}
        if not (is_known and self._fits(changed)):
            self._spread()
        return self._joined()

    def _follow(self, name: str, rows: list[Row]) -> _Part | None:
        """Makes the parts anew in which rows have changed; the first of them, None where there is none."""
        parts, before = self._parts[name], self._rows[name]
        head = _alike(before, rows)
        if head == len(before) == len(rows):
            return None
        tail = _alike(before[head:][::-1], rows[head:][::-1])
        first = start = 0
        while first < len(parts) - 1 and start + parts[first].count <= head:
            start += parts[first].count
            first += 1
        last, end = len(parts), len(before)
        while last > first + 1 and end - parts[last - 1].count >= len(before) - tail:
            last -= 1
            end -= parts[last].count
        new = rows[start : end + len(rows) - len(before)]
        made = self._made_anew(parts[first:last], before[start:end], new)
        parts[first:last] = made
        return made[0] if made else parts[max(0, first - 1)] if parts else None

    def _made_anew(self, old: Sequence[_Part], before: list[Row], rows: list[Row]) -> list[_Part]:
        """The parts that stand in place of others: of as many rows each where no rows came or went."""
        if len(before) != len(rows):
            rooms = [part.room for part in old]
            made = self._split(rows, len(rows) if len(rows) <= 2 * _ROWS * len(old) and len(old) == 1 else _ROWS)
            for part, room in zip(made, rooms, strict=False):
                part.room = max(part.room, room)
            return made
        made, start = list[_Part](), 0
        for part in old:
            end = start + part.count
            is_same = all(map(is_, before[start:end], rows[start:end]))
            made.append(part if is_same else self._part_of(rows[start:end], part.room))
            start = end
        return made

    def _split(self, rows: list[Row], each: int = _ROWS) -> list[_Part]:
        return [self._part_of(rows[start : start + each]) for start in range(0, len(rows), max(1, each))]

    def _part_of(self, rows: list[Row], room: int = 0) -> _Part:
        return self._part(len(rows), self._encode(rows)[1:-1], room)

    def _part(self, count: int, text: str, room: int) -> _Part:
        size = len(text.encode())
        return _Part(count, text, size, max(size, room))

    # -- room ----------------------------------------------------------------------------------------------------

    @property
    def _all(self) -> list[_Part]:
        return [self._values, *(part for parts in self._parts.values() for part in parts)]

    def _length(self) -> int:
        """The bytes of the whole text: of the parts, and of what stands around them."""
        frame = len('{"values":,"tables":{}}') + sum(
            len(self._encode(name).encode()) + len(":[]") + len(parts) - 1 for name, parts in self._parts.items()
        )
        return frame + max(0, len(self._parts) - 1) + sum(part.room for part in self._all)

    def _fits(self, changed: _Part) -> bool:
        """Makes the text as long as it was with blanks from the parts behind the changed one, then from those before."""
        over = self._length() - self._total
        changed.room += max(0, -over)
        parts = self._all
        at = next(number for number, part in enumerate(parts) if part is changed)
        for part in [*parts[at:], *reversed(parts[:at])]:
            if over <= 0:
                break
            spare = min(over, part.room - part.size)
            part.room -= spare
            over -= spare
        return over <= 0

    def _spread(self) -> None:
        for part in self._all:
            part.room = part.size + part.size // _SPARE
        self._total = self._length()

    def _joined(self) -> str:
        tables = [
            f"{self._encode(name)}:[{','.join([_padded(part) for part in parts])}]"
            for name, parts in self._parts.items()
        ]
        return f'{{"values":{_padded(self._values)},"tables":{{{",".join(tables)}}}}}'


def _padded(part: _Part) -> str:
    return part.text + " " * (part.room - part.size)


def _alike(one: Sequence[Row], other: Sequence[Row]) -> int:
    """How many rows are the same objects from the beginning on."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] is not other[at]), shorter)
