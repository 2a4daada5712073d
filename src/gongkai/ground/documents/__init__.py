"""Numbers and notices: what a government puts on paper."""
