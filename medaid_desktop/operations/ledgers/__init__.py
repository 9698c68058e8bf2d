"""A ledger as a whole: its soundness, its people and seals, its units, the sample."""
