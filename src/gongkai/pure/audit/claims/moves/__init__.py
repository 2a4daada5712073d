"""What was more and what was less: before, after, by how much."""
