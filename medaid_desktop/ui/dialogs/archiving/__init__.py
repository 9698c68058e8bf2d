"""Putting filings away."""
