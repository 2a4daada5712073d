"""Keys by which other systems enter a unit's records: what each may do, and the files that they bring part by part."""
