"""Filings as files: one door for workbooks, letters and JSON."""
