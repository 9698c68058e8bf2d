"""The title of a blank form and the places in it: the year, the name of the region."""

import re
from collections.abc import Iterator, Sequence

from medaid_desktop.core.forms import FieldDef
from medaid_desktop.core.templates.template_map import REGION, YEAR, FieldMark, Spot
from medaid_desktop.recognition.pages.titles import is_annex
from medaid_desktop.recognition.segments.table_end import begins_notes
from medaid_desktop.recognition.templates.board.board import Board
from medaid_desktop.recognition.templates.board.naming import extra_id
from medaid_desktop.recognition.templates.board.tiles import Tile
from medaid_desktop.recognition.wording.folding import squeezed, tidy

YEAR_DEF = FieldDef(YEAR, "年度")
REGION_DEF = FieldDef(REGION, "地区名称")

_YEAR = re.compile(
    r"(?P<blank>[_＿]{2,}|[Xx×*○]{2,4}|20[\s　_＿Xx×*○]{1,6}|[\s　]{2,}|(?<=[(（])[\s　]+|20\d\d)(?=\s?年)"
)
_RANK = r"(?:省|自治区|市|自治州|州|盟|地区|县|自治县|旗|区)"
_RANKS = rf"(?:{_RANK}(?:[(（](?:{_RANK}|[、，/])+[)）])?)"
_NAMELESS = r"(?:[Xx×*○]{2,}|[_＿]{2,})"
_REGION = re.compile(rf"(?P<blank>(?:{_NAMELESS}{_RANKS})+|(?:^|(?<=\n))[\s　]{{3,}}{_RANKS})")
_MONTH = re.compile(r"\s?年(?:度)?第?(?P<blank>[\s　_＿]{1,})(?=(?P<word>月|季度))")
_DAY = re.compile(r"(?P<blank>(?:[\s　_＿]*|20[\s　_＿]+)年[\s　_＿]+月[\s　_＿]+日)")
_ENDINGS = re.compile(
    r"(?:表|单|册|书|台账|清单|名单|目录|方案|计划|报告|情况|明细|汇总|统计|花名册|问卷|卡)(?:[(（][^()（）]*[)）])?$"
)
_SIGNED = re.compile(r"签章|盖章|公章|签字|签名|印章")
_NOTE = re.compile(r"(?:单位|金额|填[报表]|编制|制表|日期|时间|地区|联系|序号|注|备注|说明).{0,12}[:：]")
_PART = re.compile(r"[一二三四五六七八九十]{1,2}、|[(（][一二三四五六七八九十]{1,2}[)）]")
_REFERS = re.compile(
    r"(?:填[报表写]?|编制|附)?(?:说明|须知|要求|口径|注释?)(?:请?[参详]?见|[以按]).+|(?:具体|详细).{0,10}[参详]?见.+|[参详]见.+"
)
_LONGEST, _MOST_ROWS, _LONGEST_HEADING = 60, 8, 400


def heading_marks(text: str, spot: Spot) -> Iterator[FieldMark]:
    """The marks of the year and the region in a title or a line of its own; together they make its text.

    A date left blank (　　年　　月　　日) is a field of its own and none of the year; beside a signature or a seal it is print.
    """
    found: list[tuple[int, int, FieldDef]] = []
    if len(text) > _LONGEST_HEADING:
        return
    day = _DAY.search(text)
    if day:
        if not _SIGNED.search(text):
            alone = not squeezed(text[: day.start()] + text[day.end() :]).strip("()（）")
            word = "填报日期" if alone else "日期"
            definition = FieldDef(extra_id(word), word, type="date")
            yield FieldMark(spot, definition, text[: day.start()], day["blank"], text[day.end() :])
        return
    years = list(_YEAR.finditer(text))
    if len(years) == 1:
        found.append((*years[0].span("blank"), YEAR_DEF))
    regions = list(_REGION.finditer(text))
    if len(regions) == 1:
        found.append((*regions[0].span("blank"), REGION_DEF))
    if len(years) == 1:
        month = _MONTH.match(text, years[0].end("blank"))
        if month:
            word = "月份" if month["word"] == "月" else month["word"]
            found.append((*month.span("blank"), FieldDef(extra_id(word), word)))
    found.sort(key=lambda one: one[0])
    for number, (start, end, definition) in enumerate(found):
        before = found[number - 1][1] if number else 0
        behind = text[end:] if number + 1 == len(found) else ""
        yield FieldMark(spot, definition, text[before:start], text[start:end], behind)


def is_heading(board: Board, tile: Tile) -> bool:
    """Whether a tile is a line of its own above the form: the only text of its row, not in the lines of the form."""
    texts = [other for other in board.across(tile.row) if not other.is_blank]
    return len(texts) == 1 and (tile.cols >= (board.edge - board.left + 1) * 0.6 or not board.look(tile).border)


def title_tile(board: Board) -> Tile | None:
    """The tile of the title where recognition knows no such title: a line of its own in the first rows, ending like a title,
    else the one in the largest letters."""
    lines: list[Tile] = []
    for row in range(board.top, min(board.top + _MOST_ROWS, board.bottom + 1)):
        texts = board.texts(row)
        if len(texts) > 2:
            break
        lines += [
            tile for tile in texts if is_heading(board, tile) and may_be_title(tile.text) and not _is_label(board, tile)
        ]
    if not lines:
        return None
    ending = [tile for tile in lines if _ENDINGS.search(squeezed(tile.text))]
    if board.is_letter:
        lines = ending  # the title of a letter's form stands above its table as often as not
    if not lines:
        return None
    return max(ending or lines, key=lambda tile: (board.look(tile).size_pt if board.has_looks else 0, -tile.row))


def _is_label(board: Board, tile: Tile) -> bool:
    sense = board.sense(tile)
    return (sense.field is not None and sense.field.how == "exact") or sense.group or bool(sense.level)


def may_be_title(text: str) -> bool:
    """Whether a text may be a title at all: neither a note nor the number of an annex nor a sentence."""
    key = squeezed(text)
    sentence = key.endswith(("。", ":", "：", "；", ";"))
    return (
        3 <= len(key) <= _LONGEST
        and not sentence
        and not is_annex(text)
        and not begins_notes(text)
        and not _NOTE.match(key)
        and bool(re.search(r"[\u4e00-\u9fff]{2}", key))
        and not re.fullmatch(r"[(（]?[\dXx×*]*年度?[)）]?", key)
    )


def ends_like_title(text: str) -> bool:
    """Whether a text ends as titles do: …表, …册, …台账."""
    return may_be_title(text) and bool(_ENDINGS.search(squeezed(text)))


def title_paragraph(paragraphs: Sequence[str]) -> int | None:
    """The number of the paragraph before a letter's table that is its title, None where none is."""
    for number in range(len(paragraphs) - 1, max(-1, len(paragraphs) - 7), -1):
        if ends_like_title(paragraphs[number]):
            return number
    return None


def is_note(text: str) -> bool:
    """Whether a text begins the notes of a form; 备注 and 说明 alone are labels."""
    return begins_notes(text) and squeezed(text) not in ("备注", "说明", "注", "填表说明", "情况说明", "备注说明")


def is_numbered(text: str) -> bool:
    """Whether a line is numbered as parts of a form are: 一、上年情况, （二）支出."""
    return bool(_PART.match(squeezed(text)))


def refers_elsewhere(text: str) -> bool:
    """Whether a line says where something is explained, or how: 填报说明见省局网站."""
    return bool(_REFERS.match(squeezed(text)))


def title_text(text: str) -> str:
    """A title as the form bears it."""
    return tidy(text)
