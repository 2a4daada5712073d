"""One measure told in two places: of one report, of text and table, of two years."""
