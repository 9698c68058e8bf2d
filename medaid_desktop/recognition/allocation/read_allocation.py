"""Reads allocations: rows, their places in the hierarchy and in the country."""

from collections.abc import Sequence

from medaid_desktop.core import allocation as roles
from medaid_desktop.recognition.allocation.allocation_lines import Line, balances
from medaid_desktop.recognition.allocation.allocation_regions import notices, place_own_levels, place_rows
from medaid_desktop.recognition.allocation.allocation_rows import Allocation, read_allocation
from medaid_desktop.recognition.allocation.hierarchy import settle
from medaid_desktop.recognition.columns.head import Head
from medaid_desktop.recognition.draft import Draft
from medaid_desktop.recognition.segments.segment import Text
from medaid_desktop.recognition.understood import Knowledge
from medaid_desktop.recognition.where.place_names import office_region
from medaid_desktop.recognition.where.places import Surroundings, parent_of, region_in_title
from medaid_desktop.recognition.wording.folding import is_paper, label_key, squeezed

_MOST_NAMES = 200


def read_money(draft: Draft, heads: Sequence[Head], known: Knowledge, around: Surroundings, year: int | None) -> None:
    """Reads an allocation into a draft: rows, title, unit, the region that divides."""
    found = Allocation()
    understood = [read_allocation(draft.segment, head, found) for head in heads if head.kind == "allocation"]
    for head in understood[:1]:
        draft.note_columns(head, {name for row in found.rows for name in row.cells})
    for head in understood[1:]:
        draft.note_labels(head)
    found.rows = [row for row in found.rows if row.cells or _sums(row.name.text) or len(found.rows) == 1]
    _set_title(draft)
    unit = draft.unit(understood)
    draft.filing.values["unit"] = unit
    if not unit:
        draft.doubt("amount.unit", "没有找到金额单位（万元还是元），请核对")
    for name, text in found.values.items():
        draft.set_value(name, text)
    within = _within(draft, found, known, around, year)
    draft.filing.region = within
    placed = place_rows(found.rows, within, known.regions, year)
    for message, place in settle([item.line for item in placed]):
        draft.doubt("read.nesting", message, place)
    place_own_levels(placed, known.regions, year)
    rows: list[dict[str, Text]] = []
    for item in placed:
        cells = {name: text for name, text in item.row.cells.items() if not is_paper(text.text) or text.text}
        texts = {"name": item.row.name, "role": Text(item.line.role), "depth": Text(str(item.line.depth))} | cells
        rows.append(texts | ({"region": Text(item.region.code)} if item.region else {}))
    draft.add_rows("rows", rows)
    draft.notices += notices(placed, known.regions, year)
    for message, place in found.doubts:
        draft.doubt("read.row", message, place)
    _check_sums(draft, [item.line for item in placed])


def _sums(name: str) -> bool:
    return any(word in squeezed(name) for word in ("合计", "小计", "总计"))


def _set_title(draft: Draft) -> None:
    """The title as it stands; a first half on a line of its own before it belongs to it."""
    title = draft.segment.title
    if title is None:
        lines = [
            line
            for line in draft.segment.lines
            if 6 <= len(squeezed(line.text)) <= 60 and "资金" in line.text and "：" not in line.text
        ]
        title = lines[-1] if lines else None
    if title is None:
        draft.filing.values["title"] = ""
        return
    half = next((line for line in draft.segment.lines if _is_first_half(draft, line, title)), None)
    draft.set_value("title", Text(f"{half.text}\n{title.text}", half.place) if half else title)


def _is_first_half(draft: Draft, line: Text, title: Text) -> bool:
    if (
        line.place is None
        or title.place is None
        or line.place[0] >= title.place[0]
        or ("资金" in title.text and "年" in title.text)
    ):
        return False
    key = squeezed(line.text)
    sense = draft.segment.page.vocabulary.sense(line.text)
    return (
        6 <= len(key) <= 60
        and not sense.is_label
        and not key.startswith(("附", "单位", "(20"))
        and key[-1] not in "。:;)"
    )


def _within(draft: Draft, found: Allocation, known: Knowledge, around: Surroundings, year: int | None) -> str | None:
    """The region that an allocation divides: its title's, that of its rows, or the office's that sent it."""
    title = draft.filing.values.get("title", "")
    named = region_in_title(title, known.regions, around.parent, year) if title else None
    if named:
        return named.code
    names = [
        row.name.text
        for row in found.rows[:_MOST_NAMES]
        if not _sums(row.name.text) and not label_key(row.name.text).endswith("本级")
    ]
    common = parent_of(names, known.regions, year) if len(names) > 1 else None
    if common and around.parent and common in [region.code for region in known.regions.path(around.parent)]:
        own = sum(1 for name in names if _is_of(name, around.parent, known, year))
        return around.parent if 2 * own > len(names) else common
    return common or around.parent


def _is_of(name: str, code: str, known: Knowledge, year: int | None) -> bool:
    region = office_region(known.regions, name, None, year).region
    return region is not None and region.code == code


def _check_sums(draft: Draft, lines: Sequence[Line]) -> None:
    """Says of the total and of the first subtotal above its rows that they do not make it: a row may be read wrong."""
    total = next((line for line in lines if line.is_total and line.numbers), None)
    tops = [line for line in lines if line.depth == 1]
    if total and tops and not balances(total, tops):
        draft.doubt("amount.sum", "各行相加与合计不等，可能有行没有读对，请对照原表", total.place)
    for at, line in enumerate(lines):
        if line.role != roles.SUBTOTAL or not line.numbers:
            continue
        end = next((end for end in range(at + 1, len(lines)) if lines[end].depth <= line.depth), len(lines))
        inside = [part for part in lines[at + 1 : end] if part.depth == line.depth + 1]
        if len(inside) > 1 and not balances(line, inside):
            draft.doubt("amount.sum", f"“{line.key}”下的各行相加与它不等，可能有行没有读对，请对照原表", line.place)
            return
