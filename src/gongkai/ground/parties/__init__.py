"""Personal data: kept only encrypted under a key per subject; erasing the key erases the data."""
