"""Lights over units: open duties against today, counted where they lie."""
