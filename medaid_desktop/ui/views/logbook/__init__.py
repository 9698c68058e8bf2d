"""The log of the ledger as a page of the window."""
