"""The raw matter of the fictional 明川县: its units, people and catalogue, and composers of its texts.

Nothing here knows Django or the database: pure data and functions of a seed.
"""

from gongkai.demo.content.compose import Composer, Exhausted, Text, compose, skeleton, with_paragraph
from gongkai.demo.content.foi import Application, answer
from gongkai.demo.content.registry import Person, Section, Unit, holders, people, sections, unit, units

__all__ = [
    "Application",
    "Composer",
    "Exhausted",
    "Person",
    "Section",
    "Text",
    "Unit",
    "answer",
    "compose",
    "holders",
    "people",
    "sections",
    "skeleton",
    "unit",
    "units",
    "with_paragraph",
]
