"""The heads of tables: which column means what."""
