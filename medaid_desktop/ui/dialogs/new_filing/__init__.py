"""Making filings: which form, for whom, and from what they begin."""
