"""What units enter by hand since no other act leaves it behind: trainings, meetings, staff, funds."""
