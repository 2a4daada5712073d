"""One drawer a procedure."""
