"""A module for each kind of record: filings and their steps, reviews, explanations, sources, settings."""
