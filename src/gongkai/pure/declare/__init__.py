"""The vocabulary in which drawers declare what they are: no Django, no database.

A *drawer* is a folder below ``gongkai/kinds``, ``gongkai/procedures`` or ``gongkai/logbooks``. Its ``__init__.py`` declares one
``Kind``, ``Procedure`` or ``Logbook``; engines and doors read the registry and never import a drawer by name.
"""

from gongkai.pure.declare.fields import Field, FieldError
from gongkai.pure.declare.flow import (
    CONCEAL,
    HAND_OVER,
    ORDERED,
    REOPEN,
    REVEAL,
    ClockEffect,
    Flow,
    Phase,
    Procedure,
    State,
    Step,
)
from gongkai.pure.declare.grid import Col, Grid, Line
from gongkai.pure.declare.kinds import Kind
from gongkai.pure.declare.logbooks import Logbook
from gongkai.pure.declare.measures import Measure
from gongkai.pure.declare.notices import Notice
from gongkai.pure.declare.registry import (
    Drawer,
    kind,
    kinds,
    kinds_by_group,
    logbook,
    logbooks,
    procedure,
    procedures,
    register,
)
from gongkai.pure.declare.roles import Role
from gongkai.pure.declare.screens import Screen
from gongkai.pure.declare.watch import Tell, Watch

OPEN, WAITING, DONE, VOID = Phase.OPEN, Phase.WAITING, Phase.DONE, Phase.VOID

__all__ = [
    "CONCEAL",
    "DONE",
    "HAND_OVER",
    "OPEN",
    "ORDERED",
    "REOPEN",
    "REVEAL",
    "VOID",
    "WAITING",
    "ClockEffect",
    "Col",
    "Drawer",
    "Field",
    "FieldError",
    "Flow",
    "Grid",
    "Kind",
    "Line",
    "Logbook",
    "Measure",
    "Notice",
    "Phase",
    "Procedure",
    "Role",
    "Screen",
    "State",
    "Step",
    "Tell",
    "Watch",
    "kind",
    "kinds",
    "kinds_by_group",
    "logbook",
    "logbooks",
    "procedure",
    "procedures",
    "register",
]
