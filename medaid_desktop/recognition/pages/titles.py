"""Which texts name a form, and which only stand about a title: 附件1, the year, the unit of money."""

import re
from collections.abc import Sequence

from medaid_desktop.core.grid import GridCell
from medaid_desktop.recognition.pages.page import Page
from medaid_desktop.recognition.wording.folding import squeezed

_LONGEST_TITLE = 120
_LONGEST_LINE = 60
_ANNEX = re.compile(r"附(?:件|表)?\s*[0-9一二三四五六七八九十]*(?:[-—.][0-9]+)?[:：]?$")
_LISTED = re.compile(r"^(?:附件?[:：]|[0-9一二三四五六七八九十]{1,2}[.、．])")
_REMARK = ("注:", "备注:", "说明:", "填报说明", "填表说明", "注1", "备注1", "注释", "填表人", "填报人", "制表")
_TAIL = re.compile(
    r"(?:[0-9〇○零一二三四五六七八九()\[\]年度样万元单位:,，草案稿续第页共\-—~至月]|上半|全年|第[一二三四]批|[一二三四]季度)+$"
)
_ENDINGS = ("表", "方案", "情况", "明细", "清单", "汇总", "单", "目标", "计划")
_UNIT_NOTE = re.compile(
    r"[(（【\[]?(?:(?:金额|计量|货币)?单位|金额[:：;；])[:：;；]?(?:人民币)?(?:人、?,?)?[百千万亿]*元"
)
_YEAR_NOTE = re.compile(
    r"[(（]?(?:20\d\d|二[〇○零0][〇○零一二三四0-4][〇○零一二三四五六七八九])年度?[)）]?|[(（]?\d{4}[)）]?"
)

_CONTINUED = re.compile(r"[(（]?续(?:表|上?[页表])?\d*[)）]?$|^[(（]?续(?:表|上)|接上[页表]|[(（]续")


def is_title(page: Page, text: str, strict: bool) -> bool:
    """Whether a text names a form; `strict` asks that it end like a title (within a page, where notes stand too)."""
    key = squeezed(text)
    if not 4 <= len(key) <= _LONGEST_TITLE or key.endswith(("。", ":", ";", "通知")) or key.startswith(_REMARK):
        return False
    bare = _TAIL.sub("", key)
    ends = bare.endswith("表") or "表(" in key
    if not ends and (strict or len(key) > _LONGEST_LINE or not bare.endswith(_ENDINGS)):
        return False
    if _LISTED.match(key) or page.vocabulary.form_of_title(text) is None:
        return False
    sense = page.vocabulary.sense(text)
    labelled = sense.field is not None and sense.field.how == "exact"
    return not (labelled or sense.group or sense.box or sense.level or (sense.columns and len(key) < 8))


def begins_title(page: Page, cell: GridCell) -> bool:
    """Whether a line may be the first half of a title whose second names the form."""
    key = squeezed(cell.text)
    sense = page.sense(cell)
    plain = not sense.is_label and not sense.level and not sense.total and not sense.number
    return (
        plain
        and 4 <= len(key) <= _LONGEST_LINE
        and not key.startswith(_REMARK)
        and not re.search(r"[。:：;；]|第\d+页", key)
    )


def only_notes(page: Page, cells: Sequence[GridCell]) -> bool:
    """Whether cells only say 附件1, the year or the unit of money, as beside or under a title."""
    return all(_is_note(page, cell) for cell in cells)


def _is_note(page: Page, cell: GridCell) -> bool:
    key = squeezed(cell.text)
    return bool(_ANNEX.match(key) or _UNIT_NOTE.match(key) or _YEAR_NOTE.fullmatch(key)) or (
        page.sense(cell).number and len(key) < 4
    )


def is_annex(text: str) -> bool:
    """Whether a line only numbers an annex."""
    return bool(_ANNEX.match(squeezed(text)))


def is_continuation(text: str) -> bool:
    """Whether a line says that what stands below it goes on from the page before: 续表, 附件2（续）."""
    key = squeezed(text)
    return len(key) < 80 and bool(_CONTINUED.search(key))


def bare_title(text: str) -> str:
    """A title without what a page break adds to it."""
    return _CONTINUED.sub("", squeezed(text))
