"""Workbooks that this program has written, read back and proven by composing them again."""
