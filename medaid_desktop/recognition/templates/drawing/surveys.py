"""Tables whose rows ask for different things: each row is a question of its own, not one of many alike."""

from collections.abc import Sequence

from medaid_desktop.recognition.templates.board.kinds import printed_label, unit_of
from medaid_desktop.recognition.templates.board.leaves import Leaf, Shape
from medaid_desktop.recognition.templates.board.pieces import of_value
from medaid_desktop.recognition.templates.board.stage import Stage
from medaid_desktop.recognition.templates.board.tiles import Tile
from medaid_desktop.recognition.templates.drawing.fields import FieldReader
from medaid_desktop.recognition.templates.drawing.row_marks import is_serial

_LEAST_ROWS = 2


def questions_in(stage: Stage, shape: Shape) -> tuple[Leaf, list[Leaf]] | None:
    """The column of questions and those of answers, where each row of a table asks for another kind of answer; else None."""
    rows = shape.rows
    if shape.kind or len(rows) < _LEAST_ROWS:
        return None
    given = [leaf for leaf in shape.leaves if all(_asks(stage, tile) for tile in _tiles(stage, leaf, rows))]
    given = [leaf for leaf in given if not is_serial(leaf.label, [tile.text for tile in _tiles(stage, leaf, rows)])]
    if not given:
        return None
    answers = [leaf for leaf in shape.leaves if leaf.first > given[-1].last]
    if not answers:
        return None
    kinds = {
        (unit_of(question.text), bool(of_value(answer.text).options or stage.board.look(answer).options))
        for question, answer in zip(_tiles(stage, given[-1], rows), _tiles(stage, answers[0], rows), strict=True)
    }
    return (given[-1], answers) if len(kinds) > 1 else None


def _tiles(stage: Stage, leaf: Leaf, rows: Sequence[int]) -> list[Tile]:
    return [stage.board.at(row, leaf.first) for row in rows]


def _asks(stage: Stage, tile: Tile) -> bool:
    return not tile.is_blank and not of_value(tile.text).is_open and not stage.board.look(tile).formula


def mark_questions(stage: Stage, shape: Shape, questions: Leaf, answers: Sequence[Leaf]) -> None:
    """Marks the answers as fields: the first by its question, the others by that and their column (…·说明)."""
    reader = FieldReader(stage)
    for row in shape.rows:
        question = stage.board.at(row, questions.first)
        for number, leaf in enumerate(answers):
            tile = stage.board.at(row, leaf.first)
            if tile.row != row or tile.col != leaf.first or not stage.board.may_fill(tile):
                continue
            if not of_value(tile.text).is_open and not stage.board.look(tile).formula:
                continue
            text = question.text if number == 0 else f"{printed_label(question.text)}·{leaf.label}"
            reader.put_value(tile, text, "", "")
