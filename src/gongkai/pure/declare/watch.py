"""How the cases of a procedure are watched, as data beside its declaration."""

from dataclasses import dataclass

from gongkai.pure.declare.roles import Role


@dataclass(frozen=True)
class Tell:
    """Who is told, once, that a term of a case runs out: ``yellow`` working days after its light turned yellow, or ``red`` after its last day,
    whichever comes first; None: not by that. ``to`` None is whoever owes it.
    """

    to: Role | None = None
    yellow: int | None = None
    red: int | None = None

    @property
    def level(self) -> str:
        """The permanent name by which it is known that this was told."""
        return self.to.value if self.to else "owing"


@dataclass(frozen=True)
class Watch:
    """``tells``: whom the lights are told to. ``still``: after so many working days without any act an open case stands still. ``refused``:
    the outcomes by which nothing of what was asked for is given. ``least``: a unit with fewer closed cases is not compared with others.
    """

    tells: tuple[Tell, ...] = (Tell(yellow=0), Tell(Role.OFFICE_HEAD, yellow=2, red=1), Tell(Role.SUPERVISOR, red=2))
    still: int = 10
    refused: tuple[str, ...] = ()
    least: int = 5
