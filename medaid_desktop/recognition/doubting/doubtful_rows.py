"""Rows of tables that look as if they had been read a cell or a row off."""

import re
from collections.abc import Iterator, Mapping, Sequence

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.grid import Place
from medaid_desktop.recognition.draft import Draft
from medaid_desktop.recognition.wording.folding import label_key, says_nothing, squeezed

_FIGURE = re.compile(
    r"[≥≤=><≧≦＞＜＝》《]{0,2}[\d.,，]+(?:%|％|[万亿]?元(?:/\S+)?|人次?|次|个|分钟?|天|[万]?户|起|家|期)?"
)
_NAME = re.compile(r"[^\d≥≤=<>%％]{3,}(?:率|人数|人次数?|次数|比例|数量|程度|满意度|时间|标准|能力|影响|规模|覆盖面)")
_DIGIT = re.compile(r"\d")
_BEGINS_FIGURE = frozenset("0123456789０１２３４５６７８９≥≤=><≧≦＞＜＝》《.")
_EITHER_LEVEL = ("满意度", "成本")
_FIGURES = ("amount", "number")
_QUOTED = 16
_NAMES = ("level3", "name", "item", "activity", "project_name")
_MOST_BLANK = 3
"""One row in so many may lack a value before nothing is said of it any more: the table is then blank on purpose."""
_LEAST_ROWS = 3
_FIRST_OF = {
    "数量": "产出", "质量": "产出", "时效": "产出", "经济效益": "效益", "社会效益": "效益", "生态效益": "效益", "环境效益": "效益",
    "可持续影响": "效益",
}  # fmt: skip

Row = Mapping[str, str]
Found = tuple[str, Place | None]
"""What is wrong, as a clause about a row, and the cell to look at."""


def shifted(draft: Draft) -> Iterator[Found]:
    """Cells whose texts belong into another column: figures for names, names for figures, classes in the wrong level."""
    for table in draft.form.tables:
        for number, row in enumerate(draft.filing.tables.get(table.id, [])):
            for column in table.columns:
                text = row.get(column.id, "")
                if text and _is_misplaced(draft, column, row, text):
                    said = f"“{column.label}”读到的是“{' '.join(text.split())[:_QUOTED]}”"
                    yield said, draft.sources.get(f"tables.{table.id}[{number}].{column.id}")
                    break


def _is_misplaced(draft: Draft, column: FieldDef, row: Row, text: str) -> bool:
    """Whether a text cannot be meant for its column."""
    if column.type in _FIGURES:
        return _DIGIT.search(text) is None and len(text) > 1 and not says_nothing(text)
    if column.id in _NAMES:
        return text[0] in _BEGINS_FIGURE and _FIGURE.fullmatch(squeezed(text)) is not None
    if column.id == "level2":
        return draft.segment.page.vocabulary.sense(text).level == 1 and not any(word in text for word in _EITHER_LEVEL)
    return column.id == "target" and not _has_name(row) and _NAME.fullmatch(squeezed(text)) is not None


def _has_name(row: Row) -> bool:
    """Whether a row has a name of its own for the indicator, so that what stands under the target may be words."""
    return bool(row.get("level3")) and not row["level3"].endswith("指标")


def blanks(draft: Draft) -> Iterator[Found]:
    """Rows without the value that all the others have, and values without a name."""
    for table in draft.form.tables:
        rows = draft.filing.tables.get(table.id, [])
        names = [name for name in ("target", "actual", "amount", "total") if any(row.get(name) for row in rows)]
        for name in names[:2]:
            label = draft.form.definition(table.id, name).label
            for number in _lacking(rows, name):
                said = f"“{_name_of(rows[number])}”这一行没有“{label}”"
                yield said, _place_in(draft, table.id, number)
        if table.id == "indicators":
            yield from (("没有读到指标名称", place) for place in _nameless(draft, rows))


def _lacking(rows: Sequence[Row], name: str) -> list[int]:
    """The rows that lack a value which nearly all others have; [] where many do."""
    lacking = [
        number for number, row in enumerate(rows) if not row.get(name) and row.get("role") not in ("subtotal", "total")
    ]
    return [] if len(rows) < _LEAST_ROWS or len(lacking) * _MOST_BLANK > len(rows) else lacking


def _name_of(row: Row) -> str:
    """What a row is called, shortened; its number of a document or its class where it has no name."""
    text = next((row[name] for name in (*_NAMES, "level4", "document_no", "level2", "level1") if row.get(name)), "")
    return " ".join(text.split())[:_QUOTED]


def _nameless(draft: Draft, rows: Sequence[Row]) -> list[Place | None]:
    """Rows of indicators without a name; where there is no third level the second is one."""
    sense = draft.segment.page.vocabulary.sense
    third = any(row.get("level3") for row in rows)
    return [
        _place_in(draft, "indicators", number)
        for number, row in enumerate(rows)
        if not row.get("level3") and not row.get("level4") and (third or sense(row.get("level2", "")).level)
    ]


def strange_columns(draft: Draft) -> Iterator[Found]:
    """An indicator table without any target while figures stand in a column of remarks, or without a column for targets."""
    rows = [row for row in draft.filing.tables.get("indicators", []) if row.get("level3")]
    if len(rows) < 2 or any(row.get(name) for row in rows for name in ("target", "upper_target", "actual")):
        return
    heads = [head for head in draft.heads if head.kind == "indicators"]
    place = next(((head.top, head.columns[-1].first) for head in heads), None)
    for name in dict.fromkeys(name for row in rows for name in row):
        texts = [squeezed(row[name]) for row in rows if row.get(name)]
        figures = sum(_FIGURE.fullmatch(text) is not None for text in texts)
        if name not in ("level1", "level2", "level3", "weight", "score") and 2 * figures > len(texts):
            first = next(number for number, row in enumerate(draft.filing.tables["indicators"]) if row.get(name))
            where = draft.sources.get(f"tables.indicators[{first}].{name}")
            yield f"没有读到指标值，数值都在“{draft.form.definition('indicators', name).label}”一列", where
            return
    if heads and not any(head.ids & {"target", "upper_target", "value", "actual"} for head in heads):
        yield "没有找到“指标值”一列", place


def _place_in(draft: Draft, table: str, number: int) -> Place | None:
    """A cell of a row, the one of its name where it has one."""
    prefix = f"tables.{table}[{number}]."
    names = (*_NAMES, "level4", "target", "actual", *draft.filing.tables[table][number])
    return next((place for name in names if (place := draft.sources.get(prefix + name))), None)


def strange_groups(draft: Draft, inferred: Sequence[Place]) -> Iterator[Found]:
    """Rows under a class that cannot be theirs, where the class was taken from above: the merged cells were broken."""
    places = {place[0] for place in inferred}
    for number, row in enumerate(draft.filing.tables.get("indicators", [])):
        place = _place_in(draft, "indicators", number)
        if place is None:
            continue
        second = label_key(row.get("level2", "")).removesuffix("指标")
        first = _FIRST_OF.get(second, "")
        wrong = bool(first) and bool(row.get("level1")) and first not in row["level1"] and place[0] in places
        columns = {column.id for head in draft.heads for column in head.columns}
        if wrong:
            yield f"“{row['level2']}”不属于“{row['level1']}”", place
        elif number == 0 and not row.get("level1") and "level1" in columns:
            yield "没有读到一级指标", place
