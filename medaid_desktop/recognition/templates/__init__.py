"""From a blank form to its map: what each cell is, and how a clerk corrects that."""
