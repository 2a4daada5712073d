"""States, steps, duties, clocks and consumers: what records and cases have in common."""
