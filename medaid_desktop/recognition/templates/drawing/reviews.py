"""The boxes in which offices write their opinion, sign and seal."""

import re

from medaid_desktop.core.forms import ReviewStep
from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.core.templates.template_map import ReviewMark, Spot
from medaid_desktop.recognition.templates.board.boxes import has_boxes
from medaid_desktop.recognition.templates.board.labels import is_seal
from medaid_desktop.recognition.templates.board.pieces import labelled
from medaid_desktop.recognition.templates.board.stage import Stage
from medaid_desktop.recognition.templates.board.tiles import Tile
from medaid_desktop.recognition.templates.drawing.signing import OPINION, signed_parts
from medaid_desktop.recognition.wording.folding import label_key, squeezed, without_note

_SIGNED = re.compile(r"签章|盖章|公章|签字|签名|印章")
_SEALED = re.compile(r"盖\s*章|公\s*章|印\s*章")
_PERSON = re.compile(r"签字|签名|经办人|负责人|审核人|复核人|领导|法人|本人|申请人|承诺人|填表人")
_DATE = re.compile(r"年\s*月\s*日")
_BOX_TEXT = re.compile(r"签章|盖章|公章|签字|签名|年\s*月\s*日|负责人|经办人|审核人|日期|意见|[\s　:：()（）_＿章]")
_ASKS = re.compile(r"(?:理由|原因|情况|内容|说明|目标|计划|概况|简介|措施|问题|成效|依据|事项|经过|摘要)$")
_OFFICE = re.compile(r"(?:填[报表制写]|申[报请]|上报|报送|编[制报])(?:单位|部门|机构|地区)(?:名称)?$")
_LONGEST_LABEL = 30


def find_reviews(stage: Stage) -> None:
    """Notes all review boxes among the free tiles of a form."""
    board = stage.board
    for row in board.rows:
        for tile in board.texts(row):
            if stage.is_free(tile):
                _look(stage, tile)


def _look(stage: Stage, tile: Tile) -> None:
    if len(squeezed(tile.text)) > 3 * _LONGEST_LABEL or has_boxes(tile.text):
        return
    if names_review(stage, tile):
        box = _box_beside(stage, tile)
        if box is not None:
            _add(stage, tile.text, box)
            stage.use(tile)
            return
    words = _first_words(tile.text)
    left = stage.board.at(tile.row, tile.col - 1) if tile.col > stage.board.left else tile
    beside = (
        left is not tile and not left.is_blank and stage.is_free(left) and len(squeezed(left.text)) <= _LONGEST_LABEL
    )
    of_opinion = _is_own_box(tile.text) and without_note(label_key(left.text)).endswith("意见")
    if beside and (of_opinion or _is_sealed_promise(tile.text)):
        stage.use(left)
        _add(stage, left.text, tile)
    elif words and _is_own_box(tile.text) and not (beside and _ASKS.search(without_note(label_key(left.text)))):
        _add(stage, words, tile, is_whole=True)


def names_review(stage: Stage, tile: Tile) -> bool:
    """Whether a tile is the label of a review box: 财政部门初审, 主管部门审核意见, 申报单位（盖章）."""
    key = without_note(label_key(tile.text))
    if len(squeezed(tile.text)) > _LONGEST_LABEL or _names_place(tile.text) or _DATE.search(tile.text):
        return False
    if _OFFICE.search(key):
        return False
    field = stage.board.sense(tile).field
    if field is not None and field.how == "exact" and not _SIGNED.search(tile.text):
        return False
    return bool(OPINION.search(key)) or (
        bool(_SIGNED.search(tile.text)) and not tile.text.rstrip().endswith(("：", ":"))
    )


def _names_place(text: str) -> bool:
    """Whether a text names several places to fill in, of which signing is one."""
    pieces = labelled(text)
    return len(pieces) > 1 and any(piece.is_open and not _SIGNED.search(piece.label) for piece in pieces)


def _box_beside(stage: Stage, label: Tile) -> Tile | None:
    """The box of a label: straight to its right, else below it; blank, or with the words that seals and dates stand over."""
    for tile in (stage.board.right_of(label), stage.board.below(label)):
        if tile is None or not stage.is_free(tile) or stage.board.is_hidden(tile) or not stage.board.is_ruled(tile):
            continue
        if _takes_opinion(label.text, tile.text):
            return tile
    return None


def _takes_opinion(label: str, text: str) -> bool:
    """Whether a cell beside the label of a review box is it: what it prints is for those who sign it."""
    return is_box(text) or (bool(OPINION.search(without_note(label_key(label)))) and bool(_SIGNED.search(text)))


def is_box(text: str) -> bool:
    """Whether a text is what a review box prints: nothing, （签章）, 负责人签字：　年　月　日."""
    if has_boxes(text):
        return False
    return (
        not text.strip() or (is_prompt(text) and not re.search(r"字|填", squeezed(text))) or not _BOX_TEXT.sub("", text)
    )


def _is_own_box(text: str) -> bool:
    """Whether a cell is label and box in one: 审核意见：…（盖章）　年　月　日, 单位负责人（签字）：."""
    if not _SIGNED.search(text):
        return False
    pieces = labelled(text)
    if pieces:
        # every place in it is one to sign in, to seal or to date
        return all(_is_signing(piece.label, piece.text) for piece in pieces)
    rest = _BOX_TEXT.sub("", text)
    return len(squeezed(rest)) <= 16 * max(1, len(signed_parts(text, is_whole=True))) and not re.search(r"\d", rest)


def _is_sealed_promise(text: str) -> bool:
    """Whether a cell prints sentences over a line to sign and date on: 本单位承诺……法定代表人（签字）：　年　月　日."""
    return bool(_SIGNED.search(text)) and bool(_DATE.search(text)) and bool(re.search(r"[。；，]", text))


def _is_signing(label: str, text: str) -> bool:
    key = without_note(label_key(label))
    if _OFFICE.search(key):
        return False
    date = key in ("日期", "时间", "签字日期", "签章日期", "盖章日期", "年月日")
    return (
        date
        or bool(_SIGNED.search(label))
        or bool(OPINION.search(key))
        or key in ("意见", "审核意见", "审批意见")
        or (bool(_PERSON.search(key)) and is_seal(text))
    )


def _first_words(text: str) -> str:
    for line in re.split(r"[\n:：]|[ 　]{3,}", text):
        if squeezed(line) and not is_prompt(line):
            return line.strip()
    first = next((line.strip(" 　:：") for line in text.split("\n") if squeezed(line)), "")
    return first if len(squeezed(first)) > len("签章") and first[0] not in "(（" and not _DATE.search(first) else ""


def reviews_of_line(stage: Stage, text: str, spot: Spot) -> None:
    """Notes the steps of a paragraph that somebody signs or seals: 单位负责人（签字）：."""
    words = _first_words(text)
    if words and _is_own_box(text):
        _put(stage, words, text, spot, is_whole=True)


def _add(stage: Stage, label: str, box: Tile, is_whole: bool = False) -> None:
    stage.use(box)
    _put(stage, label, box.text, Spot(box.row, box.col, box.rows, box.cols), is_whole)


def _put(stage: Stage, label: str, text: str, spot: Spot, is_whole: bool) -> None:
    """Notes the step of a box, or those of a box that several share; `is_whole` where the box has no label beside it."""
    parts = signed_parts(text, is_whole)
    if not parts:
        stage.reviews.append(ReviewMark(spot, _step(stage, label, text), text))
    over = "" if is_whole else "".join(label.split()).strip(":：")
    for part in parts:
        title = f"{over}·{part.name}" if over and over not in part.name else part.name
        stage.reviews.append(ReviewMark(spot, _step(stage, title, part.text), part.text))


def _step(stage: Stage, label: str, text: str) -> ReviewStep:
    title = "".join(label.split()).strip(":：")
    name = _base_step(stage, without_note(label_key(label)) or label_key(label))
    taken = {mark.step.id for mark in stage.reviews}
    if not name or name in taken:
        number = 1
        while f"review{number}" in taken:
            number += 1
        name = f"review{number}"
    lines = tuple(line.strip("\n") for line in text.split("\n") if line.strip())
    known = stage.form.reviews_by_id.get(name) if stage.base else None
    person = bool(_PERSON.search(title)) and not re.search(r"意见|审核|初审|复审|审批|公章|盖章", title)
    sealed = bool(_SEALED.search(label + text)) or (known.seal if known else not person)
    return ReviewStep(name, title, sealed, lines or ReviewStep("", "").lines)


def _base_step(stage: Stage, key: str) -> str:
    """The step of the base form that a label names, "" where none is."""
    if not stage.base:
        return ""
    titles = {step.id: without_note(label_key(step.title)) for step in stage.form.reviews}
    exact = next((name for name, title in titles.items() if title == key), "")
    near = [name for name, title in titles.items() if title in key or key in title]
    return exact or (near[0] if len(near) == 1 else "")
