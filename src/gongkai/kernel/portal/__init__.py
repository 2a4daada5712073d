"""What offices arrange of the public site beside its records: of which blocks its pages are put together."""
