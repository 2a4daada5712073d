"""Where open cases stand, and for how long."""
