"""Every screen of the program, for pictures and for the test that nothing is cut. One function a screen."""

from tests.ui.screens import dialogs, paper, side, window
from tests.ui.screens.stage import SCREENS, Screen, Stage, play

__all__ = ["SCREENS", "Screen", "Stage", "dialogs", "paper", "play", "side", "window"]
