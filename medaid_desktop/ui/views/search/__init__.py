"""The search through the whole ledger."""
