"""Exporting several filings, and what could not be done as asked."""
