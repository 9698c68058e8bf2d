"""The ledger: one SQLite file. The only package that knows sqlite_utils."""
