"""What a drawer's counter face shows of a case to whoever follows it, and lets them do (see ``gongkai.doors.counter``)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.parts import Moment
from gongkai.kernel.cases.models import Case
from gongkai.pure.clock import Light


@dataclass(frozen=True)
class Card:
    """What is read first. ``runs``: is there a term to draw, which there is not while it will start anew or is of no account any more;
    ``asked``: what they are asked to add; ``coming``: the next step; ``rights``: a sentence.
    """

    light: Light
    tag: str
    big: str
    text: str
    runs: bool
    asked: str
    coming: Moment | None
    rights: str
    pay: str = ""
    """Where to pay what is asked for, at the payment centre."""


@dataclass(frozen=True)
class OwnAct:
    """Something that whoever brought a case may do now. ``taken``: has it been taken already with these very values?"""

    name: str
    label: str
    icon: str
    heading: str
    text: str
    button: str
    done: str
    form: type[UiForm]
    do: Callable[[Case, dict[str, Any], int | None, datetime], Any]
    taken: Callable[[Case, dict[str, Any]], bool] = lambda case, values: False
    danger: bool = False
    asked: str = ""
