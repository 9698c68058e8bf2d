"""Filings: made, edited, worked out, carried over, looked for, looked back at, exchanged."""
