"""The left column: regions, their filings, and what finds and filters them."""
