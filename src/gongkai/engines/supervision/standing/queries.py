"""Open cases by stage and by age. Ages are working days since a case was received; days are compared, so that SQL does no working-day arithmetic."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from gongkai.engines.supervision.queries import led_by
from gongkai.ground.rules.terms import working_days_ago
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases.models import Case
from gongkai.pure import declare


@dataclass(frozen=True)
class Age:
    """Open for so many working days: from the first number to the last, or (None) more."""

    key: str
    first: int
    last: int | None

    @property
    def words(self) -> str:
        return f"{self.first}—{self.last}天" if self.last is not None else f"超过{self.first - 1}天"


AGES = (Age("5", 0, 5), Age("10", 6, 10), Age("20", 11, 20), Age("more", 21, None))
BY_KEY = {each.key: each for each in AGES}


@dataclass(frozen=True)
class Stage:
    """How many open cases of a procedure are in a state."""

    procedure: str
    state: str
    label: str
    count: int


def open_cases(scope: Scope, procedure: str = "") -> QuerySet[Case]:
    """The open cases of the units that somebody handles or oversees, confidential ones too: they are counted."""
    found = led_by(scope).filter(closed_on=None)
    return found.filter(procedure=procedure) if procedure else found


def aged(found: QuerySet[Case], age: Age, today: date) -> QuerySet[Case]:
    return _since(found).filter(_within(age, today))


def ages_and_stages(scope: Scope, today: date, procedure: str = "") -> tuple[dict[str, int], list[Stage]]:
    """By the key of each age how many open cases there are; and in which states they are, in the order in which their procedures declare them.
    One query: a city has tens of thousands of them.
    """
    found = _since(open_cases(scope, procedure)).order_by().values_list("procedure", "state", "since")
    ages, counts = Counter({each.key: 0 for each in AGES}), Counter[tuple[str, str]]()
    # The youngest first, so that each is of the first age that goes back so far.
    begins = [(each.key, working_days_ago(today, each.last + 1)) for each in AGES if each.last is not None]
    for code, state, since, n in found.annotate(n=Count("pk")):
        counts[code, state] += n
        ages[next((key for key, before in begins if since > before), AGES[-1].key)] += n
    stages = [
        Stage(drawer.code, state.code, state.label, counts[drawer.code, state.code])
        for drawer in declare.procedures()
        for state in drawer.declaration.states.values()
        if counts.get((drawer.code, state.code))
    ]
    return dict(ages), stages


def ages(scope: Scope, today: date, procedure: str = "") -> dict[str, int]:
    return ages_and_stages(scope, today, procedure)[0]


def stages(scope: Scope, today: date, procedure: str = "") -> list[Stage]:
    return ages_and_stages(scope, today, procedure)[1]


def _since(found: QuerySet[Case]) -> QuerySet[Case]:
    """With ``since``: the day on which each was received, or taken down where that is still to be confirmed."""
    return found.annotate(since=Coalesce("first_received_on", "registered_on"))


def _within(age: Age, today: date) -> Q:
    older = Q() if age.first == 0 else Q(since__lte=working_days_ago(today, age.first))
    return older if age.last is None else older & Q(since__gt=working_days_ago(today, age.last + 1))
