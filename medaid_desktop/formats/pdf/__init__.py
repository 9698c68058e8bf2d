"""Sheets as PDF. The only package that knows reportlab."""
