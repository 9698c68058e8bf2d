"""A map corrected by what the clerk clicks."""
