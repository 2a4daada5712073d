"""What goes out to others: channels, deliveries, trying again."""
