"""Every screen of the program, for pictures and for the test that nothing is cut. One function a screen."""

from tests.ui.screens import checks, dialogs, incoming, paper, side, start, templates, window
from tests.ui.screens.stage import SCREENS, Screen, Stage, play

__all__ = [
    "SCREENS",
    "Screen",
    "Stage",
    "checks",
    "dialogs",
    "incoming",
    "paper",
    "play",
    "side",
    "start",
    "templates",
    "window",
]
