"""Dialogs of the sign-off: completing a step, sending back, taking back."""
