"""Filled copies of a template: found by what they print, read by its map."""
