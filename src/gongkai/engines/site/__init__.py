"""The public site: a tree of static files, a pure function of the database and never of today (decisions D7)."""
