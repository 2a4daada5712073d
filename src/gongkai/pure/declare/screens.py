"""Screens a drawer adds to the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gongkai.pure.declare.roles import Role


@dataclass(frozen=True)
class Screen:
    """A drawer's own desk page, mounted below ``/desk/p/<drawer>/<name>/``; the desk supplies scope, sign-in, 404, CSRF.

    ``view`` takes (request, scope) and returns a response. ``label`` puts it into the desk's rail for holders of ``by``; one
    without is come to from elsewhere. ``begins``: something is begun there, so that the worklist offers it too.
    """

    name: str
    label: str
    view: Callable[..., Any] | str
    by: tuple[Role, ...]
    icon: str = "plus"
    begins: bool = True
