"""What can still be read of a damaged ledger, record by record."""
