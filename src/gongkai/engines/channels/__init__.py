"""What is published goes to other channels: fitted to each, sent by the outbox, withdrawn there too."""
