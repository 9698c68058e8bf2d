"""Which of several columns of targets is that of the form's own level: 全省指标值 | 全州指标值 in the form of a prefecture."""

import re
from collections.abc import Sequence
from dataclasses import replace

from medaid_desktop.recognition.columns.head import Column
from medaid_desktop.recognition.wording.folding import squeezed
from medaid_desktop.recognition.wording.ranks import rank_of
from medaid_desktop.recognition.wording.vocabulary import Vocabulary

_UPPER = re.compile(r"上级|下达")
_DATED = re.compile(r"完成|实际|上年|去年|历史")


def own_level(columns: Sequence[Column], words: Vocabulary) -> list[Column]:
    """Columns of which the target is that of the lowest level, where each is only named by a level and none is the target.

    Without ranks to tell by it is the last. A single column that names a level is the target itself: nothing stands beside it.
    """
    levels = [column for column in columns if not column.given and _names_level(column, words)]
    if not levels or any(column.id == "target" for column in columns):
        return list(columns)
    unknown = any(not column.id and column.first > levels[0].last for column in columns)
    if len(levels) == 1 and (unknown or _UPPER.search(levels[0].label)):
        return list(columns)
    own = max(levels, key=lambda column: (_rank(column), column.first))
    last = levels[-1]
    own = last if _rank(last) < 0 else own
    found = [replace(column, id="target") if column is own else column for column in columns]
    upper = [column for column in levels if column is not own]
    if upper and not any(column.id == "upper_target" for column in found):
        found[found.index(upper[0])] = replace(upper[0], id="upper_target")
    return found


def _names_level(column: Column, words: Vocabulary) -> bool:
    if column.id == "upper_target":
        return True
    meaning = None if column.id or _DATED.search(column.label) else words.sense(column.label).columns.get("indicators")
    return meaning is not None and meaning.id == "upper_target"


def _rank(column: Column) -> int:
    return rank_of(squeezed(column.label))
