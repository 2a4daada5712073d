"""Percentages and means, and of what they are."""
