"""Acts on units, people, rules, words, files, keys and the outbox."""

from dataclasses import replace
from datetime import date

from gongkai.ground.files import actions as files
from gongkai.ground.guard import actions as guard
from gongkai.ground.keys import actions as keys
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.rules import actions as rules
from gongkai.ground.search import actions as search
from gongkai.ground.units import actions as units
from gongkai.ground.units import delegating, substitutes
from gongkai.pure.clock import FOI_2019, Term
from gongkai.pure.declare import Role
from gongkai.pure.guard.wording import shipped as shipped_words
from tests.plugins.acts.scene import Act, scene
from tests.plugins.scenes import DAY, LATER, connected, dead, draft, key_of, queued, stood_in


@scene("units.establish")
def _(cast):
    return lambda: units.establish(at=DAY, by="lin", name="明川县人民政府（新）")


@scene("units.open_unit")
def _(cast):
    return lambda: units.open_unit(
        code="new",
        name="新局",
        short_name="新局",
        level="department",
        parent_code="xzf",
        opened_on=DAY.date(),
        at=DAY,
        by="lin",
    )


@scene("units.change_unit")
def _(cast):
    return lambda: units.change_unit(unit=cast.units["zjj"], at=DAY, by="lin", name="改名局")


@scene("units.change_government")
def _(cast):
    return lambda: units.change_government(at=DAY, by="lin", name="明川县人民政府（新）", short_name="新明川")


@scene("delegating.add")
def _(cast):
    by, unit = cast.actor("lin_guanli"), cast.units["zjj"]
    return lambda: delegating.add(username="xin", name="新人", unit=unit, roles=[Role.EDITOR], by=by, at=DAY)


@scene("delegating.revoke_all")
def _(cast):
    held = list(units.Appointment.objects.filter(person=cast.people["liu_qianfa"]))
    return lambda: delegating.revoke_all(appointments=held, by=cast.actor("lin_guanli"), at=DAY)


@scene("units.add_person")
def _(cast):
    return lambda: units.add_person(username="xin", name="新人", at=DAY, by="lin")


@scene("units.appoint")
def _(cast):
    return lambda: units.appoint(
        person=cast.people["wang_bianji"], unit=cast.units["wjw"], role=Role.EDITOR, at=DAY, by="lin"
    )


@scene("units.relieve")
def _(cast):
    held = units.Appointment.objects.filter(person=cast.people["wang_bianji"]).first()
    return lambda: units.relieve(appointment=held, at=DAY, by="lin")


@scene("units.close_unit")
def _(cast):
    return lambda: units.close_unit(
        unit=cast.units["zjj"], successor=cast.units["wjw"], on=DAY.date(), at=LATER, by="lin"
    )


@scene("units.renew_credentials")
def _(cast):
    return lambda: units.renew_credentials(
        person=cast.people["wang_bianji"], password="梧桐-4417-长桥", at=DAY, by="lin"
    )


@scene("units.retire")
def _(cast):
    return lambda: units.retire(person=cast.people["wang_bianji"], at=DAY, by="lin")


@scene("rules.enact")
def _(cast):
    return lambda: rules.enact(
        rule=replace(FOI_2019, in_force_from=date(2027, 1, 1), term=Term(15)),
        family="foi",
        law="foi-2019",
        source="试",
        by="lin",
        at=DAY,
        key="foi-2019.2",
    )


@scene("rules.load_year")
def _(cast):
    return lambda: rules.load_year(year=2027, holidays=[date(2027, 1, 1)], workdays=[], source="试", by="lin", at=DAY)


@scene("search.load_synonyms")
def _(cast):
    return lambda: search.load_synonyms(groups=[["棚改", "棚户区改造"]], source="试", by="gao_gongkai", at=DAY)


@scene("guard.load_words")
def _(cast):
    words = replace(shipped_words()["writings"], version="2099.1")
    return lambda: guard.load_words(words=words, by="gao_gongkai", at=DAY)


@scene("files.attach")
def _(cast):
    record = draft(cast)
    return lambda: files.attach(owner=record.ref, name="名单.pdf", data=b"%PDF-1.7\n%%EOF\n", by="wang_bianji", at=DAY)


@scene("substitutes.substitute")
def _(cast):
    return lambda: stood_in(cast)


@scene("substitutes.end_substitution")
def _(cast):
    made = stood_in(cast)
    return lambda: substitutes.end_substitution(substitution=made, by="lin", at=LATER)


@scene("outbox.connect")
def _(cast) -> Act:
    return lambda: connected(cast)


@scene("outbox.disconnect")
def _(cast) -> Act:
    channel = connected(cast)
    return lambda: outbox.disconnect(channel=channel, by="lin_guanli", at=DAY)


@scene("outbox.queue")
def _(cast) -> Act:
    return lambda: queued(cast)


@scene("outbox.sent")
def _(cast) -> Act:
    delivery = queued(cast)
    return lambda: outbox.sent(delivery=delivery, remote="5000", digest="0" * 64, at=DAY)


@scene("outbox.bury")
def _(cast) -> Act:
    delivery = queued(cast)
    return lambda: outbox.bury(delivery=delivery, error="文字太长", at=DAY)


@scene("outbox.leave_to_people")
def _(cast) -> Act:
    delivery = queued(cast)
    return lambda: outbox.leave_to_people(delivery=delivery, error="请登录微博办", at=DAY)


@scene("outbox.void")
def _(cast) -> Act:
    delivery = queued(cast)
    return lambda: outbox.void(delivery=delivery, reason="没有发出就撤下了", at=DAY)


@scene("outbox.again")
def _(cast) -> Act:
    delivery = dead(cast)
    return lambda: outbox.again(delivery=delivery, by="gao_gongkai", at=DAY)


@scene("outbox.give_up")
def _(cast) -> Act:
    delivery = dead(cast)
    return lambda: outbox.give_up(delivery=delivery, reason="重复了", by="gao_gongkai", at=DAY)


@scene("outbox.done")
def _(cast) -> Act:
    delivery = queued(cast, by_hand=True)
    return lambda: outbox.done(delivery=delivery, remote="", by="gao_gongkai", at=DAY)


@scene("keys.make_key")
def _make_key(cast):
    return lambda: key_of(cast)


@scene("keys.revoke_key")
def _revoke_key(cast):
    key = key_of(cast)
    return lambda: keys.revoke_key(key=key, because="系统下线", by=cast.actor("lin_guanli"), at=DAY)
