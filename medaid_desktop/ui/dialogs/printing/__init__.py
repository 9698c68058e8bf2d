"""Printing: what, how, on which printer, and how it will look."""
