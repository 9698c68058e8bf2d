"""Whether rows that look like the head of a table are one, by their columns and by what stands below them."""

from medaid_desktop.core.grid import GridCell
from medaid_desktop.recognition.columns.head import MONEY, Head
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.wording.folding import squeezed

_DEEPEST = 4
_LOOK_BELOW = 12
_LEAST_NAMES = 3
_SUMS = ("合计", "总计", "小计", "全省合计", "全市合计", "全县合计")
_MONEY_WORDS = ("资金", "金额", "补助", "万元", "元)", "预算", "下达", "分配", "安排", "拨付", "转移支付")


def suffices(head: Head, page: Page) -> bool:
    ids = head.ids
    match head.kind:
        case "indicators":
            levels = len(ids & {"level1", "level2", "level3"})
            values = ids & {"target", "actual", "upper_target", "value"}
            return levels >= 2 or (levels == 1 and (bool(values) or _has_classes_below(head, page)))
        case "allocation":
            return _suffices_for_money(head, page)
        case "usage":
            return len(ids) >= 5
        case "funding":
            return len(ids & {"initial_budget", "budget", "executed", "rate", "expected_full_year"}) >= 2
        case _:
            return "activity" in ids and bool(ids & {"starts", "ends"})


def _has_classes_below(head: Head, page: Page) -> bool:
    """Whether words of classes stand under a head, before its values or on lines of their own."""
    rows = page.rows_below(head.bottom, _DEEPEST)
    return sum(page.sense(cell).level > 0 for row in rows for cell in page.begins(row)[:2]) > 1


def _suffices_for_money(head: Head, page: Page) -> bool:
    if "name" not in head.ids or not _has_money_below(head, page):
        return False
    if head.ids & set(MONEY):
        return True
    if any(_is_field_only(page, cell) for row in range(head.top, head.bottom + 1) for cell in page.begins(row)):
        return False
    unknown = [column for column in head.columns if not column.id or column.id == "headcount"]
    return any(word in squeezed(column.label + column.over) for column in unknown for word in _MONEY_WORDS) and any(
        (cell := page.at(head.bottom + down, column.first)) is not None and page.sense(cell).number
        for column in unknown
        for down in (1, 2, 3)
    )


def _has_money_below(head: Head, page: Page) -> bool:
    """Whether money stands under a head, beside names and no labels; or nothing but names, or nothing but the word of a
    total, or nothing at all, where it is to be filled in."""
    rows = page.rows_below(head.bottom, _LOOK_BELOW)
    names = [column for column in head.columns if column.id == "name"]
    cells = [cell for row in rows for cell in page.begins(row)]
    if any(page.sense(cell).group or _is_money_label(page, cell) for cell in cells[:_LOOK_BELOW]):
        return False
    if any(page.sense(cell).number and cell.col > names[0].first for cell in cells):
        return True
    if not all(names[0].first <= cell.col <= names[-1].last for cell in cells):
        return False
    return len(rows) >= _LEAST_NAMES or (
        bool(head.ids & set(MONEY)) and all(squeezed(cell.text) in _SUMS for cell in cells)
    )


def _is_money_label(page: Page, cell: GridCell) -> bool:
    """Whether a cell names the money of a form with fields (年度资金总额), which stands in no body of an allocation."""
    sense = page.sense(cell)
    field = sense.field
    if field is None or field.how != "exact" or "allocation" in sense.columns:
        return False
    return field.id in ("funding_total", "funding_fiscal", "funding_other")


def _is_field_only(page: Page, cell: GridCell) -> bool:
    """Whether a cell is the label of a field of some form and never the head of a column of money."""
    sense = page.sense(cell)
    return sense.field is not None and sense.field.how == "exact" and "allocation" not in sense.columns
