"""Allocation tables: columns, rows, who lies inside whom, which place each row is."""
