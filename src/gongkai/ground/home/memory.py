"""What a process remembers between requests, and how it forgets: rows that others may have changed since."""

from collections.abc import Callable

_forgetters: list[Callable[[], None]] = []


def remembers(forget: Callable[[], None]) -> Callable[[], None]:
    """Decorator: this function drops what its module remembers."""
    _forgetters.append(forget)
    return forget


def forget_everything() -> None:
    """Drop all that is remembered: at the start of each request and of each worker round."""
    for forget in _forgetters:
        forget()
