"""Who works in a ledger, and the seals of the office."""
