"""Attachments: typed by content, stored under random names, sealed where they belong to a case."""
