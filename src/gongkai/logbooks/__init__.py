"""The logbooks: what units enter of their own, one drawer each."""
