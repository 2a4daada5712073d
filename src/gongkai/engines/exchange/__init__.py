"""Records in and out as tables and documents: columns follow from a kind's declared fields, and what went out comes back in unchanged."""
