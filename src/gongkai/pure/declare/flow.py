"""States, steps and procedures, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from gongkai.pure.declare.notices import Notice
from gongkai.pure.declare.roles import Role
from gongkai.pure.declare.watch import Watch


class Phase(StrEnum):
    """What engines and indexes know of a state: a subject is open, waits for somebody else, is done, or void."""

    OPEN = "open"
    WAITING = "waiting"
    DONE = "done"
    VOID = "void"

    @property
    def closed(self) -> bool:
        return self in (Phase.DONE, Phase.VOID)


class ClockEffect(StrEnum):
    """What a step does to the answer clock of its case."""

    START = "start"
    RESTART = "restart"
    PAUSE = "pause"
    RESUME = "resume"
    RENEW = "renew"
    EXTEND = "extend"
    DELAY = "delay"
    CORRECT = "correct"
    STOP = "stop"


@dataclass(frozen=True)
class State:
    """A named place in a flow. ``code`` is set from the attribute's name, permanent and ASCII."""

    label: str
    phase: Phase
    code: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        object.__setattr__(self, "code", self.code or name.lower())


@dataclass(frozen=True)
class Step:
    """A move from one state to another by somebody who holds a role.

    ``source`` may be one state or several; ``target`` None keeps the state. ``once`` forbids a second time.
    ``apart_from`` names steps whose author may not take this one. ``outcome`` says that the step closes the subject
    with an outcome; ``public`` holds the sentence an applicant reads, or "" if the step is internal.
    ``ways`` are further states that it may lead to, where the subject's own chain says so.
    ``within`` names the clock that gives the step a term of its own: taken later it is not refused, it is told as late everywhere.
    """

    source: State | tuple[State, ...]
    target: State | None
    by: Role | tuple[Role, ...]
    label: str = ""
    clock: ClockEffect | None = None
    notice: str = ""
    once: bool = False
    outcome: bool = False
    apart_from: tuple[str, ...] = ()
    public: str = ""
    within: str = ""
    name: str = ""
    ways: tuple[State, ...] = ()

    def __set_name__(self, owner: type, name: str) -> None:
        object.__setattr__(self, "name", self.name or name)

    @property
    def targets(self) -> tuple[State, ...]:
        """The states that it may lead to; () if it keeps the state."""
        return (*((self.target,) if self.target else ()), *self.ways)

    @property
    def sources(self) -> tuple[State, ...]:
        return self.source if isinstance(self.source, tuple) else (self.source,)

    @property
    def roles(self) -> tuple[Role, ...]:
        return self.by if isinstance(self.by, tuple) else (self.by,)

    def leads_from(self, state_code: str) -> bool:
        return any(state.code == state_code for state in self.sources)


HAND_OVER, CONCEAL, REVEAL = "hand_over", "conceal", "reveal"
"""The steps every procedure has: what a closed unit owed goes over to its successor; a case becomes confidential, or is so no more."""

REOPEN, ORDERED = "reopen", "ordered"
"""The steps of a challengeable procedure by which a case takes in what was ordered in it: closed, to a closed state in which it is done again;
or still open."""


RATE, CALL_BACK, PUT_RIGHT, DISPUTE, JUDGE = "rate", "call_back", "put_right", "dispute_rating", "judge_rating"
"""The steps of a procedure whose handling is rated, all within its done states."""

REMIND, URGE, CONFER, REPLY, ASSIGN = "remind", "urge", "confer", "reply_demand", "assign"
"""The steps every procedure has beside its own course, which move none of its clocks: somebody is reminded or urged of what they owe, is
conferred with, and replies; an officer hands a case to a colleague."""


def _hand_over(states: dict[str, State]) -> Step:
    """From closed states too: what was ordered to be done again is owed in a closed case."""
    return Step(
        tuple(states.values()),
        None,
        by=Role.SYSTEM,
        label="移交承接单位",
        public="原来的承办单位撤销了，改由承接单位继续办理，期限不变。",
        name=HAND_OVER,
    )


def _secrecy(states: dict[str, State]) -> dict[str, Step]:
    """Nothing of it is told to the applicant: that a matter is secret may be the secret."""
    every, labels = tuple(states.values()), {CONCEAL: "设为涉密件", REVEAL: "取消涉密"}
    return {name: Step(every, None, by=Role.OFFICE_HEAD, label=label, name=name) for name, label in labels.items()}


def _rating(states: dict[str, State], handled_by: tuple[Role, ...]) -> dict[str, Step]:
    """Once a matter is done, whoever brought it rates how it was handled; a bad grade is looked into, or judged where it is disputed."""
    done = tuple(state for state in states.values() if state.phase is Phase.DONE)
    handlers = (Role.CASE_OFFICER, *handled_by)
    return {
        step.name: step
        for step in (
            Step(done, None, by=Role.APPLICANT, label="评价", once=True, public="您评价了这一次办理。", name=RATE),
            Step(done, None, by=handlers, label="登记回访", public="已经就您的评价回访。", name=CALL_BACK),
            Step(done, None, by=handlers, label="登记改正", public="您评价里说的问题已经改正。", name=PUT_RIGHT),
            Step(done, None, by=handlers, label="申请不采纳评价", once=True, name=DISPUTE),
            Step(done, None, by=Role.OPENNESS_OFFICE, label="裁定评价", name=JUDGE),
        )
    }


def _demands(states: dict[str, State], handled_by: tuple[Role, ...], confers: bool) -> dict[str, Step]:
    """From closed states too: what was ordered is owed there. Nothing of it is told to the applicant, who is told what becomes of the case."""
    every = tuple(states.values())
    running = tuple(state for state in every if not state.phase.closed)
    watch, handlers = (Role.OPENNESS_OFFICE, Role.SUPERVISOR), (Role.CASE_OFFICER, *handled_by)
    owes = (Role.CASE_OFFICER, Role.WINDOW_CLERK, Role.LEGAL_REVIEWER, Role.SIGNATORY, Role.OFFICE_HEAD, *handled_by)
    found = [
        Step(every, None, by=(*handlers, Role.OFFICE_HEAD, *watch), label="催办", name=REMIND),
        Step(every, None, by=watch, label="督办", name=URGE),
        Step(every, None, by=owes, label="答复催办、督办、会商", name=REPLY),
    ]
    if confers:
        found.append(Step(running, None, by=handlers, label="内部会商", name=CONFER))
    if not handled_by:
        found.append(Step(every, None, by=(Role.CASE_OFFICER, Role.OFFICE_HEAD), label="转交经办人", name=ASSIGN))
    return {step.name: step for step in found}


class Flow:
    """States and the steps between them, as class attributes; what is declared first is where a subject begins."""

    states: ClassVar[dict[str, State]]
    steps: ClassVar[dict[str, Step]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        members = [vars(base) for base in reversed(cls.__mro__)]
        cls.states = {v.code: v for ns in members for v in ns.values() if isinstance(v, State)}
        cls.steps = {v.name: v for ns in members for v in ns.values() if isinstance(v, Step)}

    @classmethod
    def unreachable(cls, start: State) -> set[str]:
        """Codes of states that no chain of steps reaches from ``start``; a test demands none."""
        reached, frontier = {start.code}, [start.code]
        while frontier:
            here = frontier.pop()
            for step in cls.steps.values():
                for target in step.targets if step.leads_from(here) else ():
                    if target.code not in reached:
                        reached.add(target.code)
                        frontier.append(target.code)
        return set(cls.states) - reached


class Procedure(Flow):
    """What a government must answer. Subclass it in a drawer's ``__init__.py``; states and steps are class attributes.

    ``code`` is the drawer's permanent ASCII name, ``name`` the Chinese one, ``prefix`` begins its case references. ``outcomes``: how a case
    ends in plain words, by code. ``challengeable``: reconsideration and lawsuits may be about what was done, or left undone, in a case.
    ``rated``: whoever brought a case rates how it was handled. ``confers``: other units, and colleagues, may be asked for their view of a case. ``brought_by``: what whoever brings a case is called. ``handled_by``: roles that handle its cases beside those which handle every case of their unit. ``watch``: how its cases are watched.
    """

    code: ClassVar[str] = ""
    name: ClassVar[str] = ""
    prefix: ClassVar[str] = ""
    rule_family: ClassVar[str] = ""
    measures: ClassVar[tuple[Any, ...]] = ()
    screens: ClassVar[tuple[Any, ...]] = ()
    notices: ClassVar[tuple[Notice, ...]] = ()
    outcomes: ClassVar[Mapping[str, str]] = {}
    challengeable: ClassVar[bool] = False
    rated: ClassVar[bool] = False
    confers: ClassVar[bool] = False
    brought_by: ClassVar[str] = "申请人"
    handled_by: ClassVar[tuple[Role, ...]] = ()
    watch: ClassVar[Watch] = Watch()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.steps |= {HAND_OVER: _hand_over(cls.states)} | _secrecy(cls.states)
        cls.steps |= _demands(cls.states, cls.handled_by, cls.confers)
        if cls.rated:
            cls.steps |= _rating(cls.states, cls.handled_by)

    @classmethod
    def signs(cls, code: str) -> bool:
        """Does a notice go out by the hand of those alone who sign for a unit, or head its office?"""
        taking = [step for step in cls.steps.values() if step.notice == code]
        return bool(taking) and all(set(step.roles) <= {Role.SIGNATORY, Role.OFFICE_HEAD} for step in taking)

    @classmethod
    def notice(cls, code: str) -> Notice:
        """The declared notice of that code. Raises LookupError."""
        for each in cls.notices:
            if each.code == code:
                return each
        raise LookupError(f"{cls.code} declares no notice {code!r}")
