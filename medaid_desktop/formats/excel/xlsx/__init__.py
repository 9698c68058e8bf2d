"""Workbooks of Office Open XML, read from their parts."""
