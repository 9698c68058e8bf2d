"""The rows of indicator tables and of flat tables."""
