"""Law and calendars as dated rows: an administrator's change is a new row, never an update."""
