"""From the tiles of a blank sheet to its map: titles, fields, tables, totals, review boxes."""
