"""Verifying printed sheets in the window."""
