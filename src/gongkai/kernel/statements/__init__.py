"""What a unit signed as its own account of a year."""
