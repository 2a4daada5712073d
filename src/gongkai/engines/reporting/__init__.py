"""Statistics tables filled from measures; checked; written as text, JSON or a spreadsheet."""
