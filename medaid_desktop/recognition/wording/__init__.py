"""What a single text of a table may be: labels, titles, slips of the pen, ticks, years."""
