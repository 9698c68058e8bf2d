"""Sheets of paper as new workbooks."""
