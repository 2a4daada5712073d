"""Acts on documents: their preparation, clearing, consolidated texts, interpretation, filing."""

from gongkai.kernel.records.models import Record
from gongkai.kinds.policy import clearing, filing
from gongkai.kinds.policy import queries as policies
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import (
    DAY,
    LATER,
    begun,
    consolidated,
    decided,
    drawn_up,
    filed,
    lawful,
    normative,
    passed,
    policy,
    related,
    through,
    unprepared,
    waived,
)


@scene("preparing.review_legality")
def _(cast):
    record = unprepared(cast, normative=True)
    return lambda: lawful(cast, record)


@scene("preparing.deliberate")
def _(cast):
    record = unprepared(cast, normative=True)
    lawful(cast, record)
    return lambda: passed(cast, record)


@scene("consolidating.begin")
def _(cast):
    relation = related(cast, "amends")
    through(cast, relation.source, "published")
    document = Record.objects.select_related("unit", "section").get(pk=relation.target_id)
    return lambda: consolidated(cast, document)


@scene("clearing.begin")
def _(cast):
    normative(cast)
    return lambda: begun(cast)


@scene("clearing.decide")
def _(cast):
    normative(cast)
    found = begun(cast)
    said = {item.pk: ("keep", "") for item in policies.items_of(found)}
    return lambda: clearing.decide(clearing=found, decisions=said, by=cast.actor("feng_fazhi"), at=DAY)


@scene("clearing.draw_up")
def _(cast):
    normative(cast)
    found = decided(cast)
    return lambda: drawn_up(cast, found)


@scene("interpreting.waive")
def _(cast):
    record = policy(cast, normative=True)
    return lambda: waived(cast, record)


@scene("filing.send")
def _(cast):
    record = normative(cast)
    return lambda: filed(cast, record)


@scene("filing.register")
def _(cast):
    record = normative(cast)
    filed(cast, record)
    return lambda: filing.register(
        record=record, number="宁府备〔2026〕3号", on=LATER.date(), by=cast.actor("feng_fazhi"), at=LATER
    )
