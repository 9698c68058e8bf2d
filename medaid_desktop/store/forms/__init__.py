"""The forms at hand: built-in ones, and those of a ledger's own with the documents they were made of."""
