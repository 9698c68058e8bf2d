"""Targets put into the columns that a blank form prints for them: sign, value, unit (contract, section 3)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from medaid_desktop.core.paper.lines import Line
from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import ColumnMark, RowMark
from medaid_desktop.core.texts.numbers import excerpt, is_nothing
from medaid_desktop.core.texts.target_parts import QUALITATIVE, TargetParts, is_counted, join_target, split_target


class PartColumns:
    """The columns of a table that show parts of others, by those: `target` → (`operator` and `measure` columns' ids)."""

    def __init__(self, columns: Sequence[ColumnMark]) -> None:
        self._parts: dict[str, dict[str, str]] = {}
        for column in columns:
            if column.part:
                self._parts.setdefault(column.of, {})[column.part] = column.definition.id
        self._content = [
            column.definition.id
            for column in columns
            if not (column.part or column.serial or column.computed or column.definition.group)
        ]

    def split(self, lines: Sequence[Line]) -> list[Line]:
        """The lines of a table with the text of each such column parted."""
        return [replace(line, texts=self._split(line.texts)) for line in lines] if self._parts else list(lines)

    def _split(self, texts: Mapping[str, str]) -> dict[str, str]:
        found = dict(texts)
        for name, parts in self._parts.items():
            split = self._of(name, texts.get(name, ""))
            found[name] = split.value
            found |= {
                parts[part]: text
                for part, text in (("operator", split.operator), ("measure", split.unit))
                if part in parts
            }
        return found

    def _of(self, name: str, text: str) -> TargetParts:
        return split_target(text, "operator" in self._parts[name], "measure" in self._parts[name])

    def shown(self, column: ColumnMark, mark: RowMark, copy: int, texts: Mapping[str, str] | None) -> str:
        """What a cell for a sign or a unit shows; `texts` are those of the line in its row, None where there is none.

        What the form prints there stays for a value that is still open, and where it says no more than the value does
        (定性 beside 明显提高); in a row whose printed indicator goes, it goes too.
        """
        given = "" if copy else mark.given.get(column.definition.id, "")
        if texts is None:
            own = (mark.given.get(name, "") for name in self._content)
            return "" if any(text.strip() and not is_prompt(text) for text in own) else given
        value, own = texts.get(column.of, ""), texts.get(column.definition.id, "")
        if own or not value:
            return own or given
        if column.part == "operator":
            return given if given.strip() == QUALITATIVE and not is_counted(value) else ""
        return given if is_nothing(given) else ""

    def dropped(self, label: str, mark: RowMark, texts: Mapping[str, str]) -> Iterator[str]:
        """A sentence for a row whose figure is written without the sign or the unit that the form prints beside it."""
        for name, parts in self._parts.items():
            text = texts.get(name, "")
            split = self._of(name, text)
            operator = mark.given.get(parts.get("operator", ""), "").strip()
            unit = mark.given.get(parts.get("measure", ""), "").strip()
            operator = "" if operator == QUALITATIVE or split.operator else operator
            unit = "" if is_nothing(unit) or split.unit else unit
            if (operator or unit) and is_counted(split.value):
                meant = join_target(operator or split.operator, split.value, unit or split.unit)
                yield (
                    f"样表“{label}”第 {mark.row + 1} 行印有“{operator + unit}”，填报件写的是{excerpt(text)}，"
                    f"导出时按填报件写；要保留，请把它写成“{meant}”"
                )
