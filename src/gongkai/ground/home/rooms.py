"""Finds the rooms of the house by their folders, so that a new drawer changes no shared list."""

from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
FLOORS = ("ground", "kernel", "kinds", "procedures", "logbooks", "engines", "doors")
MARKS = ("models.py", "models", "templates", "templatetags", "static", "apps.py", "migrations")
DRAWERS = ("kinds", "procedures", "logbooks")


def rooms() -> list[str]:
    """Dotted names of all Django apps, floor by floor, by name within a floor."""
    found = []
    for floor in FLOORS:
        for folder in sorted((HOUSE / floor).iterdir()):
            if not (folder / "__init__.py").exists():
                continue
            if floor in DRAWERS or any((folder / mark).exists() for mark in MARKS):
                found.append(f"gongkai.{floor}.{folder.name}")
    return found
