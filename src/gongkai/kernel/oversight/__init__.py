"""What those who oversee note and ask of units, beside the course of any case."""
