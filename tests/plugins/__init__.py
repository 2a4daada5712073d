"""Fixtures for what lies outside the process: a home folder, a PostgreSQL server, a browser."""
