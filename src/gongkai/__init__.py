"""Gongkai 公开: open government for a Chinese county, district or city."""

__version__ = "0.1.0"
