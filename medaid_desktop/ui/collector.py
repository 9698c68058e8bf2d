"""When Python looks for objects that only refer to each other: while the clerk rests, and not among those that stay.

Reference counting frees nearly everything at once; the looks are for the rest. With a table of 2 000 rows open, a look at
all objects takes 30 to 70 ms, one at those of the last minute up to 140 ms: pauses one feels while typing. So while the
clerk works only the newest objects are looked at, a few at a time, and the others when nothing has happened for a second.
"""

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_NEW_OBJECTS, _YOUNG_ROUNDS, _MIDDLE_ROUNDS = 8_000, 500, 20
"""A look at the newest takes 1 or 2 ms; the others are looked at without rest only after 4 000 000 new objects, which is
for imports of hundreds of files."""
_SETTLED_MS = 1500
"""After the window was painted: by then it has all it will keep."""
_REST_MS = 1000
_LOOKS_TO_ALL = 10
"""After so many looks in rests at what is not old yet, one at all there is."""


def look_seldom() -> None:
    """Lets Python look at the newest objects only, some at a time."""
    gc.set_threshold(_NEW_OBJECTS, _YOUNG_ROUNDS, _MIDDLE_ROUNDS)


def set_aside() -> None:
    """Takes what there is now out of all later looks; once, as soon as the program has settled."""
    gc.collect()
    gc.freeze()


def set_aside_later() -> None:
    """Does so when the clerk will hardly notice, and from then on looks at the others in rests."""
    QTimer.singleShot(_SETTLED_MS, set_aside)
    application = QCoreApplication.instance()
    if application and not application.findChild(RestingLooks):
        RestingLooks(application)


class RestingLooks(QObject):
    """Looks at objects when none has come into being for a second: then the clerk types and moves nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = gc.get_count()
        self._looks = 0
        self._timer = QTimer(self, interval=_REST_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Looks if nothing has happened since it was asked last, and if there is anything to look at."""
        count = gc.get_count()
        is_resting = count[1:] == self._before[1:] and abs(count[0] - self._before[0]) < _STIR
        if is_resting and (count[1] or count[0] > _NEW_OBJECTS // 2):
            self._looks += 1
            gc.collect(2 if self._looks % _LOOKS_TO_ALL == 0 else 1)
        self._before = gc.get_count()


_STIR = 20
"""So few new objects come of the timer itself."""
