"""Every screen of the program, for pictures and for the test that nothing is cut. One function a screen."""

from tests.ui.screens import (
    checks,
    dialogs,
    incoming,
    keeping,
    paper,
    people,
    printing,
    review,
    side,
    start,
    templates,
    verifying,
    window,
)
from tests.ui.screens.stage import SCREENS, Screen, Stage, play

__all__ = [
    "SCREENS",
    "Screen",
    "Stage",
    "checks",
    "dialogs",
    "incoming",
    "keeping",
    "paper",
    "people",
    "play",
    "printing",
    "review",
    "side",
    "start",
    "templates",
    "verifying",
    "window",
]
