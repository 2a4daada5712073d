"""A body's own tables and annexes, which no form prescribes."""
