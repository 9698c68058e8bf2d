"""Figures against figures: sums and their repair, formulas, units, money against its allocation."""
