"""Browsers in which people have signed in, as the desk's own tests have them."""

from gongkai.doors.desk.tests.conftest import desk, quick_passwords, today

__all__ = ["desk", "quick_passwords", "today"]
