"""Key points (要点): the openness tasks of a year, from above and the county's own, and what units show for them."""
