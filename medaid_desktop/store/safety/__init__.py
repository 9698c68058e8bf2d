"""What keeps a ledger whole: backups, the full check, recovery."""
