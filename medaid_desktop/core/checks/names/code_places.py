"""Where a form has codes of the budget classification, and what stands there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medaid_desktop.core.checks.subject import Subject
from medaid_desktop.core.definitions.budget_codes import Kind
from medaid_desktop.core.filing import cell_path
from medaid_desktop.core.forms import Form
from medaid_desktop.core.texts.codes import CODE_LENGTHS, parse_code
from medaid_desktop.core.texts.numbers import fold

_SOURCES = {
    "function_code_central_general": "中央一般公共预算", "function_code_central_lottery": "彩票公益金",
    "function_code_regional_general": "地方一般公共预算",
}  # fmt: skip
_SEVERAL = re.compile(r"[0-9]{3,9}(?:\s*[、,;/\n]\s*[0-9]{3,9}|\s+[0-9]{3,9})+")
_FLOAT = re.compile(r"\.0+$")
_JOINTS = re.compile(r"[-_./]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A code in a cell: `code` without signs inside, `written` as it stands, `name` what is written behind it ("" if nothing).

    `row` is the row of its table, -1 for a value; `source` is the money it is for, as far as the form says so.
    """

    path: str
    kind: Kind
    code: str
    written: str
    name: str
    table: str
    row: int
    source: str

    @property
    def is_whole(self) -> bool:
        """Whether it has as many digits as the last level of its classification."""
        return self.code.isdigit() and len(self.code) == CODE_LENGTHS[self.kind][-1]


def entries(subject: Subject) -> Sequence[Entry]:
    """The budget codes of a filing, in the order of its fields and tables."""
    fields, tables = subject.facts.once(_places)
    found: list[Entry] = []
    for name in fields:
        if text := subject.filing.values.get(name):
            found += _in_cell(f"values.{name}", name, text, "", -1, _SOURCES.get(name, ""))
    for table, columns in tables:
        for index, row in enumerate(subject.filing.rows(table)):
            for name in columns:
                if text := row.get(name):
                    found += _in_cell(
                        cell_path(table, index, name), name, text, table, index, source_of(row.get("name", ""))
                    )
    return found


def source_of(name: str) -> str:
    """The money that a row is named after (中央财政一般公共预算, 彩票公益金), "" where it is named after something else."""
    if "彩票" in name or "福彩" in name:
        return "彩票公益金"
    if "一般公共预算" in name:
        if "中央" in name:
            return "" if any(word in name for word in ("自治区", "省")) else "中央一般公共预算"
        return "地方一般公共预算" if any(word in name for word in ("自治区", "省", "地方")) else ""
    return ""


def _places(form: Form) -> tuple[Sequence[str], Sequence[tuple[str, Sequence[str]]]]:
    tables = [(table.id, [one.id for one in table.columns if _is_budget(one.id)]) for table in form.tables]
    return [one.id for one in form.fields if _is_budget(one.id)], [one for one in tables if one[1]]


def _is_budget(name: str) -> bool:
    return name.startswith("function_code") or name.endswith("economic_code")


def _in_cell(path: str, column: str, text: str, table: str, row: int, source: str) -> Iterator[Entry]:
    folded = fold(text).strip()
    if _SEVERAL.fullmatch(folded):
        for written in re.findall(r"[0-9]+", folded):
            yield Entry(path, _kind(column, written), written, written, "", table, row, source)
        return
    found = parse_code(text)
    if found:
        code = _JOINTS.sub("", _FLOAT.sub("", found.code))
        yield Entry(path, _kind(column, code), code, found.code, found.name, table, row, source)


def _kind(column: str, code: str) -> Kind:
    if column.startswith("function_code"):
        return "functional"
    if column.startswith("department") or (column == "economic_code" and not code.startswith("5")):
        return "department-economic"
    return "government-economic"
