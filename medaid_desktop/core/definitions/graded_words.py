"""Words that stand for a target, graded: 显著提升 is more than 有所提高. Words of different scales are never compared."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from medaid_desktop.core.definitions.data_reader import DataReader
from medaid_desktop.core.texts.numbers import fold
from medaid_desktop.errors import UserError

_BLANKS = re.compile(r"\s+")
_AROUND = re.compile(r"^(?:得到|得以|取得|实现|达到|有(?!效|所|一定|成效|待))|[了。.;；!！,，]+$")


@dataclass(frozen=True, slots=True)
class Grade:
    """How much a word says on its scale: at least `least`, at most `most`. `degree` is a scale that only tells how much
    something changes and can stand for no number."""

    scale: str
    least: int
    most: int
    degree: bool


class GradedWords:
    """The scales by their words."""

    def __init__(self, grades: Mapping[str, tuple[Grade, ...]]) -> None:
        self._grades = grades

    def grades(self, text: str) -> tuple[Grade, ...]:
        """What a text that is one graded word and nothing else says, on each scale that has it; () where there is none."""
        bare = _BLANKS.sub("", fold(text))
        return self._grades.get(bare) or self._grades.get(_AROUND.sub("", _AROUND.sub("", bare)), ())

    def is_weaker(self, text: str, other: str) -> bool:
        """Whether a text surely says less than another one: both on one scale, and less on each scale that has both."""
        return self.steps_below(text, other) > 0

    def steps_below(self, text: str, other: str) -> int:
        """By how many steps a text surely says less than another one, 0 where it does not; 1 is hardly less, as words of
        neighbouring steps are used for each other (明显, 显著)."""
        own, others = self.grades(text), self.grades(other)
        steps = [two.least - one.most for one in own for two in others if one.scale == two.scale]
        return max(0, min(steps, default=0))

    def is_degree(self, text: str) -> bool:
        """Whether a text says how much something changes, of a definite degree (明显提高), and so stands for no number."""
        found = self.grades(text)
        return bool(found) and all(one.degree and one.least == one.most > 1 for one in found)


def read_graded_words(text: str, file: str = "scales.toml") -> GradedWords:
    """The scales of a TOML text. Raises UserError naming file, key, cause and cure."""
    try:
        reader = DataReader(tomllib.loads(text), file)
    except tomllib.TOMLDecodeError as error:
        raise UserError("用词文件读不懂", f"{file}：{error}", "请按 TOML 的写法改正") from error
    grades: dict[str, tuple[Grade, ...]] = {}
    for scale in reader.tables("scale"):
        for word, grade in _read_scale(scale):
            if any(one.scale == grade.scale for one in grades.get(word, ())):
                raise scale.error("words", f"“{word}”在同一尺度里写了两次", "请删去一处")
            grades[word] = (*grades.get(word, ()), grade)
    reader.finish()
    return GradedWords(grades)


def _read_scale(reader: DataReader) -> list[tuple[str, Grade]]:
    name, degree, verbs = reader.text("name"), reader.flag("degree"), reader.texts("verbs")
    found: list[tuple[str, Grade]] = []
    for entry in reader.tables("degrees"):
        grade = _read_grade(entry, name, degree)
        found += [(f"{text}{verb}", grade) for text in entry.texts("texts") for verb in verbs]
        entry.finish()
    for entry in reader.tables("words"):
        grade = _read_grade(entry, name, degree)
        found += [(text, grade) for text in entry.texts("texts")]
        entry.finish()
    reader.finish()
    return found


def _read_grade(reader: DataReader, scale: str, degree: bool) -> Grade:
    step = int(reader.number("step", 0))
    most = int(reader.number("up_to", step))
    if not 0 < step <= most:
        raise reader.error("step", "应为不大于 up_to 的正整数", "请写成 step = 2, up_to = 4")
    return Grade(scale, step, most, degree)
