"""Where the body of a table ends, and what stands inside it without being of it."""

import re

from medaid_desktop.core.grid import GridCell
from medaid_desktop.recognition.columns.head import Head
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.segments.segment import Segment
from medaid_desktop.recognition.wording.folding import is_continued, is_paper, squeezed

_PAGE_NUMBER = re.compile(r"[-—－·~]*第?\d{1,3}页?[-—－·~]*|第\d+页[,，/]?共\d+页|\d{1,3}/\d{1,3}|[-—]\d+[-—]|共\d+页")
_BEHIND = re.compile(
    r"(?:注|备注|说明|填[表报]说明|填[表报]人|制表人?|经办人|单位负责人|负责人|审核人?|复核人?|联系人|联系电话|填[表报](?:日期|时间|单位)"
    r"|日期|分管领导|主要领导)[:：]|注\d|(?:财政|医保|医疗保障)局?(?:审核)?意见"
)


_NOTES = re.compile(r"(?:备?注|填[表报写]?(?:说明|须知|要求)|说明|备注说明)(?:[:：]|\d|$)")
_DATE = re.compile(r"(?:20\d\d|[xX×*]{2,4})?年\d*月\d*日")


def is_page_number(page: Page, row: int) -> bool:
    """Whether a row holds just the number of a page."""
    cells = page.across(row)
    return len(cells) == 1 and cells[0].row == row and is_page_number_text(cells[0].text)


def begins_notes(text: str) -> bool:
    """Whether a text begins the notes below a table: what follows it line by line is no content either."""
    return bool(_NOTES.match(squeezed(text)))


def is_page_number_text(text: str) -> bool:
    """Whether a text is just the number of a page."""
    return bool(_PAGE_NUMBER.fullmatch(squeezed(text)))


def is_behind(text: str) -> bool:
    """Whether a text stands behind a table: a note, who filled it in, a date."""
    return bool(_BEHIND.match(squeezed(text)))


def is_row_behind(page: Page, row: int) -> bool:
    """Whether a row stands behind a table: it begins with a note or a name to sign, or holds just a date."""
    cells = page.begins(row)
    alone = len(page.across(row)) == 1 and bool(_DATE.fullmatch(squeezed(cells[0].text)))
    return alone or is_behind(cells[0].text)


def table_ends(segment: Segment, head: Head, row: int) -> bool:
    """Whether a row lies below an indicator table: a label of another field, a box to sign in, a note over the width."""
    page = segment.page
    begins = page.begins(row)
    if not begins or is_page_number(page, row):
        return False
    first = begins[0]
    sense = page.sense(first)
    if sense.level or (sense.total and not sense.box):
        return False
    if is_row_behind(page, row) or sense.box:
        return True
    if _beside_label(page, head, row):
        return False
    level3 = head.column("level3") or head.columns[-1]
    if first.col >= level3.first:
        return sense.field is not None and sense.field.how == "exact" and first.col + first.cols - 1 > level3.last
    if (
        sense.field
        and sense.field.how == "exact"
        and sense.field.id != "total_score"
        and not _fits_body(page, head, row)
    ):
        return True
    if sense.group and first.col < head.first and not is_continued(first.text):
        return True
    wide = first.col <= head.first and first.col + first.cols - 1 >= level3.last and len(page.across(row)) <= 2
    return (wide and not is_paper(first.text)) or _is_labelled_text(page, head, row)


def _is_labelled_text(page: Page, head: Head, row: int) -> bool:
    """Whether a row is a label with a text, or a place for one, over the columns of names and values: 评价结论 | 自评为优."""
    cells = page.across(row)
    first = cells[0]
    level3 = head.column("level3")
    values = [column for column in head.columns if level3 and column.first > level3.last]
    if level3 is None or not values or len(cells) > 2 or first.row != row or first.col + first.cols > level3.first:
        return False
    if len(cells) == 2:
        text = cells[1]
        start, end = text.col, text.col + text.cols
        return text.row == row and start <= level3.first and end > values[0].first and not is_paper(text.text)
    area = page.blank_area(row, first.col + first.cols)
    return area is not None and area[1] <= level3.first and area[1] + area[3] > values[0].first


def _beside_label(page: Page, head: Head, row: int) -> bool:
    """Whether the label beside the head (绩效指标) reaches down to a row."""
    left = [cell for cell in page.across(row) if cell.col + cell.cols <= head.first]
    return any(cell.row <= head.bottom + 1 and cell.row + cell.rows - 1 > head.bottom for cell in left)


def _fits_body(page: Page, head: Head, row: int) -> bool:
    """Whether a row fills the columns of the table, so that what looks like a label is a group's name."""
    cells = page.across(row)
    columns = [column for column in head.columns if column.id in ("level2", "level3", "target")]
    return all(any(_begins_in(cell, column.first, column.last) for cell in cells) for column in columns)


def _begins_in(cell: GridCell, first: int, last: int) -> bool:
    return first <= cell.col <= last
