"""A figure split by what its measure declares: one grouped query each, its values in words. The parts add up to the figure, for every row has one value."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.apps import apps

from gongkai.engines.measures import queries as counting
from gongkai.engines.measures.queries import Figure, Period, plain
from gongkai.engines.measures.registry import DIMENSIONS
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.outbox.queries import names as channel_names
from gongkai.ground.subscribers.models import RHYTHMS
from gongkai.ground.units.queries import units_by_id
from gongkai.ground.upward.models import PORTAL
from gongkai.ground.upward.models import STATES as SUBMISSION_STATES
from gongkai.kernel.keypoints.models import LEVELS
from gongkai.pure import declare
from gongkai.pure.declare import Measure
from gongkai.pure.declare.flow import CONFER, REMIND, URGE
from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, PUBLICATION_CHANNELS, Choice
from gongkai.pure.law.articles import legal_basis
from gongkai.pure.law.outcomes import RULES
from gongkai.pure.law.ratings import GRADES
from gongkai.pure.law.reviews import ROUTES
from gongkai.pure.monitor.indicators import INDICATORS

UNIT = "unit"
Part = tuple[str, Figure]
"""A value in words, and how much of the figure it is."""
OTHER = "其他"
EMPTY = {
    "outcome": "还没有结果", "within_term": "没有期限或者还没有办结", "on_time": "没有期限或者还没有办结", "kept": "还没有到答复的时候", "grade": "没有评价",
    "route": "没有写明", "law": "没有写明",
}  # fmt: skip
"""What an empty column says."""
YES_NO = {
    "normative": ("规范性文件", "不是规范性文件"), "within_term": ("按期（不延期）", "没有按期，或者延期后办结"), "on_time": ("按期", "超期"),
    "kept": ("按期", "没有按期"), "extended": ("延期", "没有延期"),
}  # fmt: skip


def declared(measure: Measure) -> dict[str, str]:
    """The breakdowns that it declares, with their names."""
    return {name: DIMENSIONS[name] for name in measure.dimensions}


def named(measure: Measure, words: str) -> str | None:
    """The breakdown meant by a key (channel) or a name (渠道); None if the measure declares none such."""
    return next((name for name, label in declared(measure).items() if words in (name, label)), None)


def parts(
    measure: Measure,
    name: str,
    period: Period,
    units: frozenset[int],
    as_of: int | None = None,
    using: str = "default",
    names: Mapping[int, str] | None = None,
) -> list[Part]:
    """A figure by the values of one breakdown, the largest first; [] if there is no row. ``names``: as of ``told``."""
    return told(measure, name, counting.grouped(measure, period, units, (name,), as_of, using), names)


def told(
    measure: Measure, name: str, groups: Mapping[tuple[Any, ...], Figure], names: Mapping[int, str] | None = None
) -> list[Part]:
    """Groups as ``grouped`` gives them, in words; those that are called the same are one. ``names``: of the units, if they are known or not this home's."""
    if name == UNIT:
        words: Mapping[Any, str] = names or {pk: unit.short_name for pk, unit in units_by_id().items()}
    else:
        words = words_of(measure, name) if groups else {}
    found: dict[str, Figure] = defaultdict(int)
    for (value,), n in groups.items():
        found[_word(name, value, words)] += n
    return sorted(((label, plain(n)) for label, n in found.items()), key=lambda each: (-each[1], each[0]))


def _word(name: str, value: Any, words: Mapping[Any, str]) -> str:
    if value is None or value == "":
        return EMPTY.get(name, "没有写明")
    if name in YES_NO:
        return YES_NO[name][not value]
    return words.get(value, OTHER)


def words_of(measure: Measure, name: str) -> Mapping[str, str]:
    """What the codes of a column are called; {} where it holds yes or no."""
    if name in YES_NO:
        return {}
    if measure.sheet == "matter":
        return _of_matters(measure.where["source"], name)
    if name == "channel":
        return _labels(PUBLICATION_CHANNELS if measure.sheet == "outlet" else CHANNELS)
    if name == "outcome":
        return declare.procedure(measure.where["procedure"]).outcomes
    if name == "destination":
        return channel_names() | {PORTAL: "本级政府网站"}
    if name == "sort" and measure.sheet == "entry":
        fields = declare.logbook(measure.where["source"]).fields
        return dict(next(each.choices for each in fields if each.name == "sort"))
    if name == "sort":
        return _drawers(declare.kinds() if measure.where["subject"] == "record" else declare.procedures())
    if name == "kind":
        return _drawers(declare.kinds()) if measure.sheet == "record" else DEMANDS
    return _drawers(declare.procedures()) if name == "procedure" else WORDS[measure.sheet, name]


def _labels(choices: Iterable[Choice]) -> dict[str, str]:
    return {each.key: each.label for each in choices}


def _drawers(drawers: Iterable[declare.Drawer]) -> dict[str, str]:
    return {each.code: each.declaration.name for each in drawers}


def _of_matters(source: str, name: str) -> Mapping[str, str]:
    """From the choices of the model that says what of its rows is counted; where it has none, from the lists of what is there."""
    if name == "sort" and source == "delivery":
        return _labels(PUBLICATION_CHANNELS) | channel_names()
    return _choices(source, name) or MATTERS.get((source, name), {})


@cache
def _choices(source: str, name: str) -> dict[str, str]:
    for model in apps.get_models():
        if issubclass(model, Ledgered) and model.COUNTED and model.COUNTED.source == source:
            return dict(model._meta.get_field(getattr(model.COUNTED, name)).choices or ())
    return {}


DEMANDS = {REMIND: "催办", URGE: "督办", CONFER: "内部会商"}
MATTERS = {
    ("alert", "sort"): {"yellow": "黄灯", "red": "红灯"}, ("fault", "sort"): {each.code: each.label for each in INDICATORS.values()},
    ("subscriber", "sort"): dict(RHYTHMS),
}  # fmt: skip
WORDS: dict[tuple[str, str], Mapping[str, str]] = {
    ("case", "party_type"): _labels(APPLICANT_TYPES), ("case", "law"): {rule: legal_basis(rule, short=True) for rule in RULES}, ("case", "grade"): _labels(GRADES),
    ("case", "route"): ROUTES, ("submission", "state"): dict(SUBMISSION_STATES), ("keypoint", "level"): dict(LEVELS),
}  # fmt: skip
