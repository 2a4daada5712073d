"""What an act of the desk is made of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.ground.files.models import File
from gongkai.kernel.cases.models import Case
from gongkai.pure.declare import Role


def nothing(case: Case, today: date) -> list[tuple[str, str]]:
    return []


@dataclass(frozen=True)
class Act:
    """Something an officer can do to an application; see the desk's protocol of the same name. ``role``: who it falls to, said to
    the officer of a case who may not do it."""

    name: str
    label: str
    icon: str
    key: str
    done: str | Callable[[Case], str]
    form: Callable[..., Any]
    run: Callable[..., Any]
    step: str = ""
    danger: bool = False
    aside: bool = False
    says: str = ""
    role: Role | None = None
    about: Callable[[Case, date], list[tuple[str, str]]] = field(default=nothing)
    papers: Callable[[Case], list[File]] = field(default=lambda case: [])
