"""Indicators and their targets, alone and beside sisters, the level above and last year."""
