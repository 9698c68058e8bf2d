"""Workbooks and what passes for one: xlsx, xls, ods, tables saved as web pages, XML or text."""
