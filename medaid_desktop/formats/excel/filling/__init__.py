"""Filings written into a blank workbook: texts typed by the cells' formats, heights, merges, lists."""
