"""Divisions and local units: their names, years and look-alikes, found by what is written or typed."""
