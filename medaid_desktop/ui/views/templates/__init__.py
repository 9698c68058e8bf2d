"""Blank forms on their way to becoming forms of the ledger's own: the sheet, what each cell was taken for, corrections by click."""
