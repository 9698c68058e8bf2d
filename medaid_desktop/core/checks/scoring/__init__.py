"""Weights, scores and execution rates."""
