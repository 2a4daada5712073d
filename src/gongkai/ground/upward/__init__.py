"""What was reported to a portal above, and whether it was adopted there."""
