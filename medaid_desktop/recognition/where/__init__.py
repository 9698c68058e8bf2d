"""Which year and which region a table is for."""
