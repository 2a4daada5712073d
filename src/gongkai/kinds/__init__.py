"""One drawer a record kind."""
