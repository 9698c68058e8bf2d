"""Labels with their values."""
