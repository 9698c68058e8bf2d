"""Filings as pages: printed, planned, shown."""
