"""When Python looks for objects that only refer to each other: seldom, and not among those that stay to the end.

With a table of 2 000 rows open, a look at all objects takes 30 to 50 ms, and came every twentieth keystroke. Nearly all of
them are modules, forms and widgets; reference counting frees nearly everything else.
"""

import gc

from PySide6.QtCore import QTimer

_NEW_OBJECTS, _YOUNG_ROUNDS, _MIDDLE_ROUNDS = 20_000, 20, 10
_SETTLED_MS = 1500
"""After the window was painted: by then it has all it will keep."""


def look_seldom() -> None:
    """Lets almost thirty times as many objects come into being between two looks as Python would."""
    gc.set_threshold(_NEW_OBJECTS, _YOUNG_ROUNDS, _MIDDLE_ROUNDS)


def set_aside() -> None:
    """Takes what there is now out of all later looks; once, as soon as the program has settled."""
    gc.collect()
    gc.freeze()


def set_aside_later() -> None:
    """Does so when the clerk will hardly notice."""
    QTimer.singleShot(_SETTLED_MS, set_aside)
