"""Which field of a form a label names: by the vocabulary, the form's own labels, and what stands around it."""

import re
from collections import Counter
from collections.abc import Mapping

from medaid_desktop.core.forms import EXTRA, Form
from medaid_desktop.core.grid import GridCell
from medaid_desktop.recognition.segments.segment import Segment, Text
from medaid_desktop.recognition.wording.folding import label_key, squeezed, without_note
from medaid_desktop.recognition.wording.ranks import RANKS_ONLY, UNRANKED, rank_of

_INSTEAD: Mapping[str, tuple[str, ...]] = {
    "implementing_unit": ("budget_unit", "filling_unit"),
    "budget_unit": ("implementing_unit", "filling_unit"),
    "filling_unit": ("implementing_unit", "budget_unit"),
    "central_department": ("competent_department",),
    "funding_fiscal": ("funding_central",),
    "funding_province": ("funding_local",),
    "funding_lower": ("funding_local",),
    "annual_goal": ("goal_expected",),
    "project_code": ("item_code",),
    "item_code": ("project_code",),
    "contact": ("project_leader",),
    "project_type": ("project_category",),
    "project_category": ("project_type",),
}
_SHORT = (
    "其他",
    "其它",
    "项目",
    "专项",
    "单位",
    "省",
    "省级",
    "地区",
    "市县",
    "电话",
    "负责人",
    "部门名称",
    "制表",
    "填表",
)
_MONEY_OF: Mapping[str, str] = {
    "总额": "funding_total", "中央": "funding_central", "中央级": "funding_central", "省级": "funding_province", "省": "funding_province",
    "自治区": "funding_province", "地方": "funding_local", "市县": "funding_lower", "市级": "funding_lower", "县级": "funding_lower",
    "区级": "funding_lower", "州级": "funding_lower",
}  # fmt: skip
_OF_RANKS = ("finance_department", "competent_department")
_OF_PREFECTURE = ("市", "州", "盟", "地")
_DONE = ("完成情况", "目标完成", "完成目标情况", "实际完成")
_DONE_WORDS = re.compile(
    r"(?:全年|年度|年终|年末|总体|绩效|预期|实际|项目|目标|的)*目标(?:实际|任务)?(?:完成|实现|达成|落实)(?:情况|结果|程度)"
)
_MONEY_UNIT = re.compile(r"(?:人民币)?[百千万亿]*元")
_PARTS = ("funding_fiscal", "funding_central", "funding_local", "funding_other", "funding_province", "funding_lower")


def _spells_ranks(text: str) -> bool:
    """Whether a label names several ranks, 省（自治区、直辖市）, and so is no word that is as often a value."""
    key = label_key(text)
    return len(key) > len("省级") and RANKS_ONLY.fullmatch(key) is not None


class FieldNames:
    """The fields of one form as a segment names them."""

    def __init__(self, form: Form, segment: Segment) -> None:
        self._form = form
        self._page = segment.page
        self._words = segment.page.vocabulary
        self._own = {label_key(definition.label): definition.id for definition in form.fields if definition.label}
        self._segment_words = list(segment.words())
        named = (self._page.sense(cell).field for cell in self._segment_words)
        self._named = Counter(meaning.id for meaning in named if meaning and meaning.how == "exact")
        self._own_rank = self._lowest_ranks()
        self._given: set[str] = set()
        self._totals: list[tuple[int, bool, str]] = []

    def _lowest_ranks(self) -> dict[str, int]:
        """The lowest rank that labels name of a department that is printed at several (省级财政部门, 市级财政部门):
        the form's own. A label without a rank is nearer than any."""
        ranks: dict[str, set[int]] = {name: set() for name in _OF_RANKS if self._named[name] > 1}
        for cell in self._segment_words if ranks else ():
            field = self._page.sense(cell).field
            if field and field.id in ranks and field.how == "exact":
                ranks[field.id].add(rank_of(self._page.sense(cell).key))
        return {name: UNRANKED if UNRANKED in found else max(found) for name, found in ranks.items() if len(found) > 1}

    def _names_prefecture(self, cell: GridCell, key: str) -> bool:
        """Whether a label of words of rank alone, 盟（市） or 地（州、市）, asks for the prefecture."""
        if "prefecture" not in self._form.fields_by_id or self._named["prefecture"] or not RANKS_ONLY.fullmatch(key):
            return False
        return len(key) > 1 and any(word in key for word in _OF_PREFECTURE) and self._stands_as_label(cell)

    def label(self, name: str) -> str:
        """How a field is called on the form's own paper."""
        return self._form.definition("", name).label

    def of_cell(self, cell: GridCell) -> str | None:
        """The field that a cell is the label of, None where it is none."""
        sense = self._page.sense(cell)
        if sense.box or sense.paper or sense.number or sense.level == 1:
            return None
        if sense.key in _SHORT and not _spells_ranks(cell.text) and not self._stands_as_label(cell):
            return None
        money = self._money_of(cell, sense.key)
        if money:
            name: str | None = self._fitting(money, sense.key)
        elif self._tells_what_was_done(cell):
            name = "goal_actual"
        elif sense.key in self._own and not (sense.field and sense.field.id == "contact_phone"):
            name = self._own[sense.key]
        elif sense.field is None and self._names_prefecture(cell, sense.key):
            name = "prefecture"
        else:
            name = self._fitting(sense.field.id, sense.key) if sense.field else None
            name = EXTRA + sense.key if name in self._own_rank and rank_of(sense.key) != self._own_rank[name] else name
        if sense.group and name and name.startswith(EXTRA):
            return None  # 项目基本情况 over several rows is no label of a form that has no such field
        return self._of_term(name, cell.col, sense.key) if name else None

    def of_text(self, text: str) -> str | None:
        """The field that a label before a colon names."""
        key = without_note(label_key(text))
        if key in self._own and key != "联系电话":
            return self._own[key]
        meaning = self._words.sense(text).field
        name = self._fitting(meaning.id, key) if meaning else None
        if meaning and meaning.id == "filled_on":
            return name
        return None if name is None or name.startswith(EXTRA) else name

    def unit_or_office(self, name: str, text: Text) -> tuple[str, Text]:
        """单位 is the unit of money before 万元 and the office that fills in before anything else."""
        if name == "unit" and text.text and not _MONEY_UNIT.match(squeezed(text.text)):
            office = next(
                (n for n in ("filling_unit", "implementing_unit", "budget_unit") if n in self._form.fields_by_id), ""
            )
            return (office or EXTRA + "单位"), text
        if name in ("filler", "contact_phone"):
            self._given.add(name)
        return name, text

    def _money_of(self, cell: GridCell, key: str) -> str:
        """The money that a bare word of rank means before an amount (中央 300, 省级 200), "" for any other."""
        right = self._page.right_of(cell) if key in _MONEY_OF else None
        amount = right is not None and right.row == cell.row and self._page.sense(right).number
        return _MONEY_OF[key] if amount else ""

    def _tells_what_was_done(self, cell: GridCell) -> bool:
        """Whether a label asks how far the goals were reached, in words that no list has, in a form where none other does."""
        if "goal_actual" not in self._form.fields_by_id or self._named["goal_actual"]:
            return False
        sense = self._page.sense(cell)
        return sense.key in _DONE or (not sense.group and not sense.field and bool(_DONE_WORDS.fullmatch(sense.key)))

    def _stands_as_label(self, cell: GridCell) -> bool:
        """Whether a word that is as often a value has something of its own to its right."""
        right = self._page.right_of(cell)
        if "其" in cell.text:
            return "funding_fiscal" in self._named or "funding_total" in self._named or "funding_central" in self._named
        if self._page.blank_area(cell.row, cell.col + cell.cols):
            return True
        return right is not None and right.row == cell.row and self._page.sense(right).field is None

    def _fitting(self, name: str, key: str) -> str | None:
        """A meaning as this form knows it; a label that it has no field for is kept under its own words."""
        ids = self._form.fields_by_id
        if name == "contact_phone" and "filler_phone" in ids and (self._given & {"filler", "contact_phone"}):
            return "filler_phone"
        if name in ids:
            return name
        if name == "unit":
            return name
        if name == "funding_lower" and self._named["funding_province"]:
            return EXTRA + key
        for other in _INSTEAD.get(name, ()):
            if other in ids and not self._named[other]:
                return other
        return EXTRA + key

    def _of_term(self, name: str, col: int, key: str) -> str:
        """其中：财政拨款 under 中期资金总额 is no money of the year."""
        if key.endswith(("总额", "总投资", "金额")):
            self._totals.append((col, self._is_long_term(key), key))
        if any(is_long for _, is_long, _ in self._totals) and (name in _PARTS or key in ("财政拨款", "其他资金")):
            left = [total for total in self._totals if total[0] <= col]
            _, is_long, label = max(left or self._totals, key=lambda item: item[0])
            if is_long:
                return f"{EXTRA}{label}{key}"
        return name

    def _is_long_term(self, key: str) -> bool:
        meaning = self._words.fields.find(key, slips=False)
        return meaning is not None and meaning.id == "long_term_funding"
