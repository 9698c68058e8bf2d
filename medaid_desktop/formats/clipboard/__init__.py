"""Blocks of cells as spreadsheets put them on the clipboard: tab-separated text, and tables in HTML."""
