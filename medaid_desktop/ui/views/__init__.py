"""The parts of the window: they show and ask, they decide nothing."""
