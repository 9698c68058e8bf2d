"""The columns of a table of indicators that say what is to be reached: of which term, and in which parts."""

from collections.abc import Mapping, Sequence

from medaid_desktop.core.texts.target_parts import is_operator
from medaid_desktop.recognition.columns.head import LEVELS
from medaid_desktop.recognition.templates.board.leaves import Leaf, Shape
from medaid_desktop.recognition.templates.board.tiles import Tiles
from medaid_desktop.recognition.wording.folding import squeezed

_LONG_TERM = ("中期", "中长期", "实施期", "长期")
_TERM_WITHIN = 12
_OF_TARGETS = ("operator", "value", "measure")
_NATURE = "性质"


def is_value(shape: Shape, leaf: Leaf) -> bool:
    """Whether a column holds the values of targets: 数值 where no other column is called 指标值."""
    return leaf.id == "value" and shape.kind == "indicators" and not any(one.id == "target" for one in shape.leaves)


def target_roles(shape: Shape, options: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """What each column of a table of indicators is, by column of the sheet: operator, measure, target, or as recognition says.

    指标性质 is that of the signs where its list offers them (`options` by column), or where a unit stands behind the value
    next to it.
    """
    roles = {leaf.first: "target" if is_value(shape, leaf) else leaf.id for leaf in shape.leaves}
    for at, leaf in enumerate(shape.leaves):
        words = options.get(leaf.first, ())
        if leaf.id in ("nature", "") and sum(map(is_operator, words)) * 2 > len(words):
            roles[leaf.first] = "operator"
        following = [roles[one.first] for one in shape.leaves[at + 1 : at + 3]]
        if leaf.id in ("nature", "") and _NATURE in leaf.label and not words and following == ["target", "measure"]:
            roles[leaf.first] = "operator"
    return roles


def annual_first(tiles: Tiles, shape: Shape) -> list[Leaf]:
    """The columns of a table in the order in which they get their ids: of indicators or values for the whole term beside those
    of the year the latter first."""
    if shape.kind != "indicators":
        return list(shape.leaves)
    _name_again(shape.leaves)
    levels = [(at, leaf.id) for at, leaf in enumerate(shape.leaves) if leaf.id in LEVELS]
    again = next((at for at, name in levels if name in {one.id for one in shape.leaves[:at]}), None)
    if again is None:
        return sorted(shape.leaves, key=lambda leaf: squeezed(leaf.group).startswith(_LONG_TERM))
    texts = (squeezed(cell.text)[:_TERM_WITHIN] for cell in tiles.cells)
    if not any(word in text for text in texts for word in _LONG_TERM):
        return list(shape.leaves)
    return [*shape.leaves[again:], *shape.leaves[:again]]


def _name_again(leaves: Sequence[Leaf]) -> None:
    """Columns called as one before them, which recognition takes for nothing, are the same of another term."""
    named: dict[str, str] = {}
    for leaf in leaves:
        key = squeezed(leaf.label)
        if not leaf.id and key:
            leaf.id = named.get(key, "")
        elif leaf.id in (*LEVELS, *_OF_TARGETS):
            named.setdefault(key, leaf.id)
