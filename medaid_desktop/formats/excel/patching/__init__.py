"""A workbook with cells written and rows inserted, all else as it was to the byte."""
