"""Assessment counted: a scheme's indicators from live measures, for all units at once, any day of the year; and the acts that need these figures."""
