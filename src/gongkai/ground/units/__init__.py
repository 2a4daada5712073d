"""The government, its units and its people; who may do what; one Scope."""
