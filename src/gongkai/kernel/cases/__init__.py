"""All that government must answer: cases with a statutory clock, passed between people, never lost."""
