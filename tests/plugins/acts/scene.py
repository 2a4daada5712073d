"""Where scenes are entered: one for each act."""

from collections.abc import Callable

Act = Callable[[], object]
SCENES: dict[str, Callable[..., Act]] = {}


def scene(name: str) -> Callable:
    def enter(function: Callable) -> Callable:
        SCENES[name] = function
        return function

    return enter
