"""Forms and words as data files: reading them strictly, checking what they say of one another."""
