"""What stands in one cell of a blank form: labels with the places behind them, boxes to tick, places between words."""

import re
from dataclasses import dataclass, replace

from medaid_desktop.core.templates.prompts import is_prompt
from medaid_desktop.recognition.templates.board.boxes import is_several, words_to_tick
from medaid_desktop.recognition.templates.board.gaps import UNIT_WORDS, gap_in, leads, with_dates_as_lines
from medaid_desktop.recognition.templates.board.labels import SEAL, label_before
from medaid_desktop.recognition.wording.folding import label_name, squeezed

_COLON = re.compile(r"[:：]")
_LONGEST_LABEL, _LONGEST_CELL = 24, 2000
_YEAR_NOTE = re.compile(r"[(（][\s　_＿]*(?:20\d\d)?[\s　_＿]*年度?[)）]")
_SIGNING = re.compile(
    r"(?P<blank>[\s　]*)(?P<line>(?:[\u4e00-\u9fff]{0,8}(?:人|长|代表|单位|部门|局|员|领导|主任|姓名)[\s　]*[(（][^()（）]{0,6}(?:签字|签名|签章|盖章|公章|章)[)）]|"
    r"[\u4e00-\u9fff]{0,8}(?:签字|签名|签章|盖章))[\s　]*[:：]?[\s　_＿年月日:：()（）签字盖公章时间期]*)"
)
_WITH_GAP = re.compile(
    rf"(?P<label>(?:\s*其\s*中\s*[:：])?[^\n:：]{{0,23}}[\u4e00-\u9fff][\u4e00-\u9fff）)])(?P<blank>[\s　_＿]{{3,}})(?P<unit>{UNIT_WORDS})?[\s　]*"
)
_LINE_OF_LABEL = re.compile(
    rf"(?P<label>[\s　]*(?:其\s*中\s*[:：]?\s*)?[\u4e00-\u9fff()（）]{{2,14}})(?P<blank>[\s　_＿]*)(?P<unit>{UNIT_WORDS})?[\s　]*"
)
_BETWEEN = re.compile(
    rf"(?P<label>[\u4e00-\u9fffA-Za-z()（）、]{{1,20}}?)[\s　]*(?P<blank>[_＿]{{2,}})(?P<unit>{UNIT_WORDS})?"
)
_DATED = re.compile(r"[年月日时]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A place in a cell: `prefix + blank + suffix` are printed, a value takes the place of `blank`.

    `label` is its name as printed, without the colon ("" where the cell does not say), `unit` what is counted, `options` the
    words of its boxes. A piece without a place, `is_open` False, is print with a text behind its label: 单位：万元.
    """

    label: str
    prefix: str
    blank: str
    suffix: str = ""
    unit: str = ""
    options: tuple[str, ...] = ()
    multiple: bool = False
    is_open: bool = True

    @property
    def text(self) -> str:
        return self.prefix + self.blank + self.suffix


def labelled(text: str) -> list[Piece]:
    """The pieces of a text that names its places before colons, in order, together the whole text; [] where it names none."""
    marks: list[tuple[int, int]] = []
    for found in _COLON.finditer(text[:_LONGEST_CELL]):
        start = marks[-1][1] if marks else 0
        begin = label_before(text, found.start(), start)
        name = label_name(text[begin : found.start()])
        if not 1 <= len(squeezed(name)) <= _LONGEST_LABEL or squeezed(name).isdigit():
            continue
        if squeezed(name) in ("其中", "注", "备注", "说明") and begin == start:
            continue
        marks.append((begin, found.end()))
    pieces: list[Piece] = []
    for number, (begin, end) in enumerate(marks):
        before = 0 if number == 0 else begin
        stop = marks[number + 1][0] if number + 1 < len(marks) else len(text)
        label = text[begin : end - 1]
        is_last = number + 1 == len(marks)
        own, lines = _lines_behind(text[end:stop])
        inner = _inside_words(label, text[before:end], own)
        pieces += inner or [_behind(label, text[before:end], own, is_last and not lines, len(marks) == 1)]
        pieces += lines
    return pieces


def _inside_words(label: str, prefix: str, rest: str) -> list[Piece]:
    """The places among the words behind a label's colon: 救助情况：共____人，其中低保____人; [] where a place comes first."""
    found = between(rest)
    if not found or "_" in with_dates_as_lines(found[0].prefix).replace("＿", "_") or words_to_tick(rest):
        return []
    first = replace(found[0], prefix=prefix + found[0].prefix)
    return [replace(first, label=label) if leads(first.label) else first, *found[1:]]


def _lines_behind(rest: str) -> tuple[str, list[Piece]]:
    """What belongs to a label, and the lines below it that bear labels of their own without a colon:
    年度金额：　　\\n其中：中央资金　　\\n　　地方资金　　."""
    first, *lines = rest.split("\n")
    found = [_LINE_OF_LABEL.fullmatch(line) for line in lines if line.strip()]
    if not found or first.strip(" 　_＿") or not all(one and (one["blank"] or one["unit"]) for one in found):
        return rest, []
    pieces: list[Piece] = []
    for line in lines:
        one = _LINE_OF_LABEL.fullmatch(line)
        if one is None:
            pieces[-1:] = [replace(piece, suffix=piece.suffix + "\n" + line) for piece in pieces[-1:]]
            first += "" if pieces else "\n" + line
            continue
        unit = one["unit"] or ""
        pieces.append(Piece(one["label"], "\n" + one["label"], one["blank"], line[one.end("blank") :], unit))
    return first, pieces


def _behind(label: str, prefix: str, rest: str, is_last: bool, is_only: bool) -> Piece:
    """The piece of a label out of what stands behind its colon."""
    if "\n" in rest and not rest.strip() and not is_only:
        return _blank_lines(label, prefix, rest, is_last)
    if options := words_to_tick(rest):
        body, tail = _stripped_end(rest, is_last)
        return Piece(label, prefix, body, tail, "", options, is_several(label + rest))
    lead = rest[: len(rest) - len(rest.lstrip("\n"))]
    prefix, rest = prefix + lead, rest[len(lead) :]
    year = _YEAR_NOTE.search(rest)
    if year and is_prompt(rest[: year.start()]):
        return Piece(label, prefix, rest[: year.start()], rest[year.start() :])
    seal = SEAL.search(rest)
    if seal and is_prompt(rest[: seal.start()]):
        return Piece(label, prefix, rest[: seal.start()], rest[seal.start() :])
    gap = gap_in(rest)
    if gap:
        return Piece(label, prefix + gap.lead, gap.blank, gap.behind, gap.unit)
    if is_prompt(rest):
        body, tail = _stripped_end(rest, is_last)
        if "\n" in body and _DATED.search(body) and not _DATED.search(label):
            line = body.index("\n")  # the date under a name belongs to whoever signs
            return Piece(label, prefix, body[:line], body[line:] + tail)
        return Piece(label, prefix, body, tail)
    body, tail = _stripped_end(rest, is_last)
    if seal and seal.end() >= len(rest.rstrip()):
        return Piece(label, prefix, rest[: seal.start()], rest[seal.start() :], is_open=False)
    return Piece(label, prefix, body, tail, is_open=False)


def _blank_lines(label: str, prefix: str, rest: str, is_last: bool) -> Piece:
    """The piece of a label with others in its cell and nothing but room behind it: its place is the rest of its line, or a
    line of its own that is left below it. The last line break and the blanks behind it belong to what follows."""
    ends = rest.rindex("\n") if not is_last or rest.endswith("\n") else len(rest)
    body, tail = rest[:ends], rest[ends:]
    lead = body[: len(body) - len(body.lstrip("\n"))]
    return Piece(label, prefix + lead, body[len(lead) :], tail)


def _stripped_end(rest: str, is_last: bool) -> tuple[str, str]:
    """A place and what keeps it apart from the next label: its last blanks, a line end, a comma."""
    bare = rest.rstrip(" 　\t\u00a0\n，,；;、。")
    if not bare.strip():
        kept = len(rest) if is_last else max(0, len(rest.rstrip("\n，,；;")) - 2 * (len(rest) > 2))
        ends = rest[:kept]
        return ends, rest[kept:]
    return (rest, "") if is_last and not rest[len(bare) :].strip(" 　") else (bare, rest[len(bare) :])


def bare_unit(text: str) -> str:
    """A unit without the brackets around it."""
    return text.strip("()（）[]【】 　")


def between(text: str) -> list[Piece]:
    """The pieces of a text with lines to write on between its words (参保____人，其中低保____人); [] where it has none."""
    found = list(_BETWEEN.finditer(with_dates_as_lines(text))) if len(text) <= _LONGEST_CELL else []
    if not found or any(squeezed(one["label"]) == "" for one in found):
        return []
    pieces: list[Piece] = []
    at = 0
    for number, one in enumerate(found):
        stop = one.end() if number + 1 < len(found) else len(text)
        pieces.append(
            Piece(
                label_name(one["label"].lstrip("、")), text[at : one.start("blank")], text[one.start("blank") : one.end("blank")],
                text[one.end("blank") : stop],
                one["unit"] or "",
            )
        )  # fmt: skip
        at = stop
    return pieces


def with_gap(text: str) -> list[Piece]:
    """The piece of a label with room behind it and no colon: 其中：财政拨款　　　万元; [] for any other text."""
    found = _WITH_GAP.fullmatch(text) if len(text) <= _LONGEST_CELL else None
    if not found or not squeezed(found["label"]):
        return []
    unit = found["unit"] or ""
    return [Piece(found["label"], found["label"], found["blank"], text[found.end("blank") :], bare_unit(unit))]


def of_value(text: str) -> Piece:
    """The one piece of a cell beside its label: boxes, a place before a unit, a prompt, or a text that is given; in front of a
    line to sign on."""
    if len(text) > _LONGEST_CELL:
        return Piece("", "", text, is_open=False)
    if options := words_to_tick(text):
        return Piece("", "", text, "", "", options, is_several(text))
    gap = gap_in(text)
    if gap:
        return Piece("", gap.lead, gap.blank, gap.behind, gap.unit)
    signing = _SIGNING.fullmatch(text)
    if signing:
        return Piece("", "", signing["blank"], signing["line"])
    seal = SEAL.search(text)
    if seal and text[seal.end() :].strip() == "" and text[: seal.start()].strip():
        return replace(of_value(text[: seal.start()]), suffix=text[seal.start() :])
    return Piece("", "", text, is_open=is_prompt(text))


def is_line_to_sign(text: str) -> bool:
    """Whether a cell prints nothing but room and a line to sign on: 　　申请人（签字）：　年　月　日."""
    found = _SIGNING.fullmatch(text)
    return bool(found and found["blank"])


def unit_word(text: str) -> str:
    """The unit that a cell consists of: 人次, （万元）; "" where it says anything else."""
    bare = bare_unit(text.strip())
    return bare if re.fullmatch(UNIT_WORDS, bare) else ""
