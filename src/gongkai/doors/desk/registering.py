"""What the register of cases is narrowed to, and its choices."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.forms import ValidationError
from django.http import Http404, HttpRequest

from gongkai.doors.desk.entry import asked
from gongkai.engines.supervision.queries import LIGHTS
from gongkai.engines.supervision.register import queries as registers
from gongkai.ground.ui.forms import DayField
from gongkai.ground.ui.legible import legible
from gongkai.ground.ui.words import LIGHT_WORDS, zh_date
from gongkai.ground.units import queries as units
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases.models import Case
from gongkai.pure import declare
from gongkai.pure.declare import Role
from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, as_choices

BASE = "/desk/register/"
OPEN, ENDED = "open", "closed"
PHASES = ((OPEN, "在办的"), (ENDED, "办结的"))
CAME_IN = (("yes", "旧台账导入的"), ("no", "在这里登记的"))
LENGTHENED = (("yes", "延期、延迟过的"), ("no", "没有延期的"))
REVIEWED = (("yes", "有复议诉讼的"), ("no", "没有复议诉讼的"))
KEPT = (("yes", "按期办结"), ("no", "超期办结"))
LONGEST = 80
NOBODY = "-"
"""In the place of an officer: what nobody took on yet."""


@dataclass(frozen=True)
class Narrowed:
    """``p``: procedure; ``unit`` by code; ``phase``: open or closed; ``state`` and ``outcome`` as "foi:code"; ``light`` of what is open;
    ``kept``: closed in time or not; ``came_in``: brought in from an old register, or not; days as ISO, both ends included; ``who``: the officer's sign-in name;
    ``extended``, ``reviews``: lengthened or not, brought before others or not; ``consulted``, ``served`` as drawers offer them; ``q``: words of what is told of a case.
    "" is all.
    """

    p: str = ""
    unit: str = ""
    channel: str = ""
    party: str = ""
    phase: str = ""
    state: str = ""
    outcome: str = ""
    light: str = ""
    kept: str = ""
    came: str = ""
    came_to: str = ""
    closed: str = ""
    closed_to: str = ""
    came_in: str = ""
    who: str = ""
    extended: str = ""
    consulted: str = ""
    served: str = ""
    reviews: str = ""
    due: str = ""
    due_to: str = ""
    q: str = ""

    def __bool__(self) -> bool:
        return self != Narrowed()

    @property
    def more(self) -> bool:
        """Is anything asked for that unfolds?"""
        return any(getattr(self, each.name) for each in fields(self) if each.name not in (*FIRST, "q", "who"))

    def url(self, path: str = BASE, *, after: str = "", **changed: str) -> str:
        wanted = replace(self, **changed)
        named = {each.name: value for each in fields(wanted) if (value := getattr(wanted, each.name))}
        named |= {"after": after} if after else {}
        return f"{path}?{urlencode(named)}" if named else path

    def of(self, found: QuerySet[Case], scope: Scope, today: date) -> QuerySet[Case]:
        """Of these cases those that are asked for; ``q`` apart, for the subject is sealed."""
        equal = {"procedure": self.p, "unit__code": self.unit, "channel": self.channel, "party_type": self.party}
        found = found.filter(**{name: value for name, value in equal.items() if value})
        for name in ("state", "outcome"):
            if value := getattr(self, name):
                procedure, _, code = value.partition(":")
                found = found.filter(**{"procedure": procedure, name: code})
        if self.phase:
            found = found.filter(closed_on__isnull=self.phase != ENDED)
        if self.kept:
            found = found.filter(on_time=self.kept == "yes")
        if self.came_in:
            found = registers.brought_in(found, self.came_in == "yes")
        if self.extended:
            found = found.filter(extended=self.extended == "yes")
        if self.reviews:
            found = registers.reviewed(found, scope, self.reviews == "yes")
        if self.due or self.due_to:
            found = registers.due_between(found, self.due, self.due_to)
        for face in _faces():
            for name in face.NARROWS:
                if value := getattr(self, name):
                    found = face.narrowed(found, name, value)
        for name, day in self._days().items():
            found = found.filter(**{name: day})
        if self.light:
            found = registers.lit(found, self.light, today)
        if not self.who:
            return found
        return registers.with_officer(found).filter(officer=None if self.who == NOBODY else self.who)

    def _days(self) -> dict[str, str]:
        days = {
            "first_received_on__gte": self.came, "first_received_on__lte": self.came_to,
            "closed_on__gte": self.closed, "closed_on__lte": self.closed_to,
        }  # fmt: skip
        return {name: day for name, day in days.items() if day}

    def words(self) -> str:
        """To what an export is narrowed, for its fact: nothing that somebody typed stands there."""
        unit = units.unit_by_code(self.unit) if self.unit else None
        said = (
            declare.procedure(self.p).name if self.p else "", unit.short_name if unit else "",
            dict(as_choices(CHANNELS)).get(self.channel, ""), dict(as_choices(APPLICANT_TYPES)).get(self.party, ""),
            dict(PHASES).get(self.phase, ""), _label(self.state, "states"), _label(self.outcome, "outcomes"),
            LIGHT_WORDS.get(self.light, ""), dict(KEPT).get(self.kept, ""), dict(CAME_IN).get(self.came_in, ""), _span("收到", self.came, self.came_to),
            _span("办结", self.closed, self.closed_to), _span("到期", self.due, self.due_to), dict(LENGTHENED).get(self.extended, ""),
            dict(REVIEWED).get(self.reviews, ""), *(dict(options).get(getattr(self, name), "") for name, (_, _, options) in _drawers_own().items()),
            "经办人的" if self.who else "", "含词的" if self.q else "",
        )  # fmt: skip
        return "".join(f"，{each}" for each in said if each)


def _faces() -> list[Any]:
    """What drawers say to the register, of those who say more than every case does."""
    return [face for drawer in declare.procedures() if (face := drawer.face("register"))]


def _drawers_own() -> dict[str, Any]:
    return {name: told for face in _faces() for name, told in face.NARROWS.items()}


def _label(value: str, of: str) -> str:
    procedure, _, code = value.partition(":")
    if not code:
        return ""
    found = getattr(declare.procedure(procedure), of)[code]
    return getattr(found, "label", found)


def _span(what: str, first: str, last: str) -> str:
    if not (first or last):
        return ""
    days = "至".join(zh_date(date.fromisoformat(day)) if day else "" for day in (first, last))
    return f"{days}{what}"


def narrowed(request: HttpRequest) -> tuple[Narrowed, list[str]]:
    """What an address asks for, and what of it is no day that there is; Http404 for what is none of the choices."""
    get = request.GET.get
    wrong, days = [], {}
    for name, label in (
        ("came", "收到日期从"),
        ("came_to", "收到日期到"),
        ("closed", "办结日期从"),
        ("closed_to", "办结日期到"),
        ("due", "到期日从"),
        ("due_to", "到期日到"),
    ):
        days[name], refused = _day(get(name, "").strip())
        if refused:
            wrong.append(f"“{label}”没有筛：{refused}")
    for what, first, last in (("收到", "came", "came_to"), ("办结", "closed", "closed_to"), ("到期", "due", "due_to")):
        if days[first] and days[last] and days[first] > days[last]:
            wrong.append(f"{what}日期的开头晚于结尾，筛不出来，请对调")
    procedures = {each.code: each.declaration for each in declare.procedures()}
    return Narrowed(
        p=asked(request, "p", procedures),
        unit=asked(request, "unit", {each.code for each in units_led(request.scope)}) if get("unit") else "",
        channel=asked(request, "channel", dict(as_choices(CHANNELS))),
        party=asked(request, "party", dict(as_choices(APPLICANT_TYPES))),
        phase=asked(request, "phase", dict(PHASES)),
        state=asked(request, "state", {f"{code}:{state}" for code, each in procedures.items() for state in each.states}),
        outcome=asked(request, "outcome", {f"{code}:{key}" for code, each in procedures.items() for key in each.outcomes}),
        light=asked(request, "light", LIGHTS),
        kept=asked(request, "kept", dict(KEPT)),
        came_in=asked(request, "came_in", dict(CAME_IN)),
        who=_who(get("who", "")),
        extended=asked(request, "extended", dict(LENGTHENED)),
        reviews=asked(request, "reviews", dict(REVIEWED)),
        **{name: asked(request, name, dict(options)) for name, (_, _, options) in _drawers_own().items()},
        q=legible(get("q", ""), lines=False).strip()[:LONGEST],
        **days,
    ), wrong  # fmt: skip


def _day(said: str) -> tuple[str, str]:
    """A day as somebody wrote it, and why it is none."""
    try:
        day = DayField(required=False).clean(said[:20])
    except ValidationError as error:
        return "", "；".join(error.messages)
    return (day.isoformat() if day else ""), ""


def _who(name: str) -> str:
    if len(name) > LONGEST:
        raise Http404(name)
    return name


def units_led(scope: Scope) -> list[Unit]:
    """The units whose cases stand in somebody's register, closed ones too."""
    found = list(units.units_by_id().values())
    return found if scope.whole else [each for each in found if each.pk in scope.handled | scope.overseen]


FIRST = ("p", "unit", "phase", "light")
"""What is asked most; the rest unfolds."""


MOST_UNITS = 20
"""Of so many units the officers are offered by name; of more, those of one that is chosen."""


def _officers(led: list[Unit], wanted: Narrowed, today: date) -> list[tuple[str, str]]:
    """Who can be asked for by name: the officers of the units there are to choose from, and whoever is asked for now."""
    among = [each for each in led if wanted.unit in ("", each.code)]
    found = {}
    if len(among) <= MOST_UNITS:
        held = units.holders_among(Role.CASE_OFFICER, [each.pk for each in among], today)
        found = {each.username: each.name for each in held}
        found |= {NOBODY: "还没有人受理"}
    if wanted.who and wanted.who not in found and found:
        found |= {wanted.who: units.names_of({wanted.who}).get(wanted.who, "另一位")}
    return list(found.items())


def choices(scope: Scope, wanted: Narrowed, today: date) -> list[dict[str, Any]]:
    """The choices of the form, each with its name, label, word for all, groups of (head, (value, words)) and what is chosen."""
    drawers = [each for each in declare.procedures() if wanted.p in ("", each.code)]
    led = units_led(scope)
    states = [
        (d.declaration.name, [(f"{d.code}:{key}", s.label) for key, s in d.declaration.states.items()]) for d in drawers
    ]
    outcomes = [
        (d.declaration.name, [(f"{d.code}:{key}", label) for key, label in d.declaration.outcomes.items()])
        for d in drawers
    ]
    offered = [
        ("p", "程序", "全部程序", [("", [(each.code, each.declaration.name) for each in declare.procedures()])]),
        ("unit", "单位", "全部单位", [("", [(u.code, f"{u.short_name}（已撤销）" if u.closed_on else u.short_name) for u in led])]),
        ("phase", "在办还是办结", "在办和办结", [("", PHASES)]),
        ("light", "亮灯", "全部亮灯", [("", [(each, LIGHT_WORDS[each]) for each in LIGHTS])]),
        ("came_in", "怎么来的", "导入和登记的", [("", CAME_IN)]),
        ("kept", "按期", "按期和超期", [("", KEPT)]),
        ("channel", "方式", "全部方式", [("", as_choices(CHANNELS))]),
        ("party", "申请人类别", "全部申请人", [("", as_choices(APPLICANT_TYPES))]),
        ("state", "环节", "全部环节", states),
        ("outcome", "结果", "全部结果", outcomes),
        ("who", "经办人", "全部经办人", [("", _officers(led, wanted, today))]),
        ("extended", "延期", "延期不限", [("", LENGTHENED)]),
        *((name, label, every, [("", options)]) for name, (label, every, options) in _drawers_own().items()),
        ("reviews", "复议诉讼", "复议诉讼不限", [("", REVIEWED)]),
    ]  # fmt: skip
    return [
        {
            "name": name,
            "label": label,
            "all": every,
            "groups": groups,
            "value": getattr(wanted, name),
            "first": name in FIRST,
        }
        for name, label, every, groups in offered
        if (name != "unit" or len(led) > 1) and (name != "who" or groups[0][1])
    ]
