"""Calculations that stand in sentences."""
