"""Notices that a procedure sends, as data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """A sort of letter: its permanent ``code``, its title, and the character that marks its numbers (明政办公开答〔2026〕12号)."""

    code: str
    title: str
    sign: str
    internal: bool = False
    """Between organs of the government alone: a letter of consultation may stay back (条例第16条第2款)."""
