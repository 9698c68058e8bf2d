"""Blank letters: how they look, and filings written into them."""
