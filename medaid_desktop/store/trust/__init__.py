"""Who works in a ledger and what they vouch for: people, secrets, seals, and the log that only grows."""
