"""Where everything lives: one folder, ``GONGKAI_HOME``, and one variable, ``DATABASE_URL``."""

from gongkai.ground.home.paths import HomeError, home_path

__all__ = ["HomeError", "home_path"]
