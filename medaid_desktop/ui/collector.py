"""When Python looks for objects that only refer to each other: in the window's thread, while the clerk rests, and not among
those that stay.

Left to itself, Python looks in whatever thread happens to make one object too many, and whatever it finds goes there: a widget
that goes in another thread than its own takes the program with it. So Python's own looks are ended, and all are made here.
Reference counting frees nearly everything at once; the looks are for the rest. With a table of 2 000 rows open, a look at
all objects takes 30 to 70 ms, one at those of the last minute up to 140 ms: pauses one feels while typing. So while the
clerk works only the newest objects are looked at, a few at a time, and the others when nothing has happened for a second.
"""

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_NEW_OBJECTS, _YOUNG_ROUNDS = 8_000, 500
"""A look at the newest takes 1 or 2 ms; the others are looked at without rest only after 4 000 000 new objects, which is
for imports of hundreds of files."""
_SETTLED_MS = 1500
"""After the window was painted: by then it has all it will keep."""
_ASKED_MS, _REST = 250, 4
"""How often it is asked whether to look, and after how many times without anything new the clerk rests."""
_STIR = 20
"""So few new objects come of the timer itself."""
_HAS_LOOKS = "hasRestingLooks"
"""Said by the application itself: a search among its children has PySide make a class for each of them."""
_LOOKS_TO_ALL = 10
"""After so many looks in rests at what is not old yet, one at all there is."""


def end_own_looks() -> None:
    """Ends the looks that Python makes by itself, in any thread."""
    gc.disable()


def set_aside() -> None:
    """Takes what there is now out of all later looks; once, as soon as the program has settled."""
    gc.collect()
    gc.freeze()


def set_aside_later() -> None:
    """Does so when the clerk will hardly notice, and from then on looks at the others in rests."""
    QTimer.singleShot(_SETTLED_MS, set_aside)
    application = QCoreApplication.instance()
    if application and not application.property(_HAS_LOOKS):
        application.setProperty(_HAS_LOOKS, True)
        RestingLooks(application)


class RestingLooks(QObject):
    """Looks at the newest objects whenever there are many, at others when none has come into being for a second: then the clerk
    types and moves nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = gc.get_count()
        self._quiet = 0
        self._looks = 0
        self._timer = QTimer(self, interval=_ASKED_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Looks at what it is time for, if there is anything to look at."""
        newest, younger, _ = gc.get_count()
        is_quiet = younger == self._before[1] and abs(newest - self._before[0]) < _STIR
        self._quiet = self._quiet + 1 if is_quiet else 0
        if self._quiet >= _REST and (younger or newest > _NEW_OBJECTS // 2):
            self._quiet = 0
            self._looks += 1
            gc.collect(2 if self._looks % _LOOKS_TO_ALL == 0 else 1)
        elif younger > _YOUNG_ROUNDS:
            gc.collect(1)
        elif newest > _NEW_OBJECTS:
            gc.collect(0)
        self._before = gc.get_count()
