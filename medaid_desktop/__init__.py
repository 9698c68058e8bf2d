"""MedAid Desktop: medical-assistance performance targets, filled, checked and printed offline."""

__version__ = "0.1.0"
