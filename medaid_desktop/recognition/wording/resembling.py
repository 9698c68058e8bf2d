"""Labels that no list knows but that look like one of it, written with more slips than are forgiven."""

from collections.abc import Collection

from medaid_desktop.recognition.wording.folding import generic, label_key, without_note
from medaid_desktop.recognition.wording.vocabulary import Vocabulary
from medaid_desktop.recognition.wording.words import Words

_SHORTEST = 4
_SAME = 0.7


def resembled(text: str, words: Words, wanted: Collection[str], vocabulary: Vocabulary) -> str:
    """The one of some ids whose label has most characters where a text has them, seven in ten; "" where none has.

    A text that is made of known words is a label of its own and resembles none.
    """
    key = generic(without_note(label_key(text)))
    if len(key) < _SHORTEST or vocabulary.known_words.make_up(key):
        return ""
    best, most = "", _SAME * len(key) - 0.01
    for label in words.labels:
        if len(label) == len(key):
            same = sum(one == other for one, other in zip(label, key, strict=True))
            meaning = words.find(label, slips=False) if same > most else None
            if meaning and meaning.id in wanted:
                best, most = meaning.id, same
    return best
