"""Acts on records, and on what their review and their places rest."""

from datetime import date

from gongkai.ground.files.actions import attach
from gongkai.ground.units import actions as units
from gongkai.ground.units.scope import SYSTEM
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import (
    catalogue,
    checklists,
    circulating,
    determining,
    gates,
    guarding,
    guides,
    loading,
    masking,
    relations,
    validity,
    withholding,
)
from gongkai.kernel.records.models import Section
from gongkai.kernel.records.queries import version_of
from gongkai.pure.declare import Role
from gongkai.pure.law.catalogue_file import shipped
from gongkai.pure.law.checklist_file import shipped as shipped_checklists
from tests.plugins.acts.scene import scene
from tests.plugins.cast import noon
from tests.plugins.scenes import (
    DAY,
    LATER,
    WITHHELD,
    asked,
    chained,
    draft,
    first_hit,
    interpretation,
    joined,
    kept_back,
    office,
    policy,
    related,
    section,
    through,
    told_of,
    withheld,
)


@scene("records.hand_over")
def _(cast):
    record = draft(cast)
    return lambda: records.hand_over(record=record, target=cast.units["wjw"], by=SYSTEM, at=LATER)


@scene("masking.put_masked")
def _(cast):
    record = told_of(cast)
    return lambda: masking.mask(record=record, keys=[first_hit(record)], by=cast.actor("wu_baomi"), at=LATER)


@scene("masking.justify")
def _(cast):
    record = told_of(cast)
    return lambda: masking.justify(
        record=record, key=first_hit(record), reason="单位公布的工作电话", by=cast.actor("wu_baomi"), at=LATER
    )


@scene("masking.replace")
def _(cast):
    record, by = draft(cast), cast.actor("wang_bianji")
    stored = attach(owner=record.ref, name="名单.txt", data="手机13812345678".encode(), by=by.name, at=DAY)
    content = version_of(record).values() | {"attachments": [stored.public_id]}
    records.save(record=record, content=content, by=by, at=DAY)
    guarding.search_attachments(record)
    record.refresh_from_db()
    return lambda: masking.replace(
        record=record, key=first_hit(record), name="名单.txt", data="已经改好".encode(), by=by, at=LATER
    )


@scene("determining.keep_back")
def _(cast):
    record = through(cast, draft(cast), "secrecy_review")
    return lambda: determining.keep_back(record=record, by=cast.actor("wu_baomi"), at=DAY, **WITHHELD)


@scene("determining.look_again")
def _(cast):
    record, more = kept_back(cast), {"reason": "理由没有变", "review_on": date(2028, 3, 2)}
    return lambda: determining.look_again(record=record, by=cast.actor("wu_baomi"), at=LATER, **more)


@scene("determining.release")
def _(cast):
    record = kept_back(cast)
    return lambda: determining.release(record=record, because="当事人同意公开", by=cast.actor("wu_baomi"), at=LATER)


@scene("catalogue.place_section")
def _(cast):
    return lambda: catalogue.place_section(key="policy", name="政策", by="lin", at=DAY)


@scene("catalogue.add")
def _(cast):
    return lambda: catalogue.add(key="water", parent=None, name="饮用水水质", update_every="quarter", **office(cast))


@scene("catalogue.change")
def _(cast):
    return lambda: catalogue.change(section=section("policy"), basis="条例第二十条第（一）项", **office(cast))


@scene("catalogue.move")
def _(cast):
    return lambda: catalogue.move(section=section("notices"), parent=section("policy"), **office(cast))


@scene("catalogue.merge")
def _(cast):
    draft(cast)
    return lambda: catalogue.merge(section=section("notices"), into=section("policy"), **office(cast))


@scene("catalogue.close")
def _(cast):
    return lambda: catalogue.close(section=section("policy"), **office(cast))


@scene("catalogue.reopen")
def _(cast):
    catalogue.close(section=section("policy"), **office(cast))
    return lambda: catalogue.reopen(section=section("policy"), **office(cast))


@scene("loading.enter")
def _(cast):
    planned = loading.plan(shipped()["key-areas-2018"])
    return lambda: loading.enter(planned=planned, by="lin", at=DAY)


@scene("withholding.withhold")
def _(cast):
    return lambda: withheld(cast)


@scene("withholding.change")
def _(cast):
    item = withheld(cast)
    return lambda: withholding.change(item=item, title="考核材料", ground="16-1", reason="内部管理。", **office(cast))


@scene("withholding.fall_due")
def _(cast):
    item = withheld(cast)
    return lambda: withholding.fall_due(item=item, at=noon("2027-03-02"))


@scene("withholding.review")
def _(cast):
    item = withheld(cast)
    return lambda: withholding.review(item=item, review_on=date(2028, 3, 2), **office(cast))


@scene("withholding.lift")
def _(cast):
    item = withheld(cast)
    return lambda: withholding.lift(item=item, because="已经办结。", **office(cast))


@scene("guides.edit_guide")
def _(cast):
    return lambda: guides.edit_guide(unit=cast.units["zjj"], part="office", text="午休不停办。", **office(cast))


@scene("records.draft")
def _(cast):
    return lambda: draft(cast)


@scene("records.save")
def _(cast):
    record = draft(cast)
    content = {"title": "改过的标题", "formed_on": "2026-03-02", "body": "<p>改过。</p>"}
    return lambda: records.save(record=record, content=content, by=cast.actor("wang_bianji"), at=DAY)


@scene("reviewing.submit")
def _(cast):
    record = draft(cast)
    return lambda: records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)


@scene("reviewing.pass_review")
def _(cast):
    record = through(cast, draft(cast), "unit_review")
    return lambda: records.pass_review(record=record, by=cast.actor("li_shenhe"), at=DAY)


@scene("reviewing.clear")
def _(cast):
    record = through(cast, draft(cast), "secrecy_review")
    return lambda: records.clear(record=record, by=cast.actor("wu_baomi"), at=DAY)


@scene("reviewing.send_back")
def _(cast):
    record = through(cast, draft(cast), "unit_review")
    return lambda: records.send_back(record=record, reason="日期不一致", by=cast.actor("li_shenhe"), at=DAY)


@scene("publishing.schedule")
def _(cast):
    record = through(cast, draft(cast), "cleared")
    return lambda: records.schedule(record=record, publish_at=LATER, by=cast.actor("liu_qianfa"), at=DAY)


@scene("reviewing.take_back")
def _(cast):
    record = through(cast, draft(cast), "unit_review")
    return lambda: records.take_back(record=record, by=cast.actor("wang_bianji"), at=DAY)


@scene("publishing.unschedule")
def _(cast):
    record = through(cast, draft(cast), "cleared")
    records.schedule(record=record, publish_at=LATER, by=cast.actor("liu_qianfa"), at=DAY)
    return lambda: records.unschedule(record=record, by=cast.actor("liu_qianfa"), at=DAY)


@scene("publishing.publish")
def _(cast):
    record = through(cast, draft(cast), "cleared")
    return lambda: records.publish(record=record, by=cast.actor("liu_qianfa"), at=DAY)


@scene("publishing.revise")
def _(cast):
    record = through(cast, draft(cast), "published")
    return lambda: records.revise(record=record, reason="人数写错", by=cast.actor("wang_bianji"), at=LATER)


@scene("publishing.call_off")
def _(cast):
    record = through(cast, draft(cast), "published")
    records.revise(record=record, reason="人数写错", by=cast.actor("wang_bianji"), at=LATER)
    return lambda: records.call_off(record=record, by=cast.actor("wang_bianji"), at=LATER)


@scene("publishing.withdraw")
def _(cast):
    record = through(cast, draft(cast), "published")
    return lambda: records.withdraw(
        record=record, ground="含个人信息", keep_title=False, by=cast.actor("liu_qianfa"), at=LATER
    )


@scene("records.discard")
def _(cast):
    record = draft(cast)
    return lambda: records.discard(record=record, by=cast.actor("wang_bianji"), at=LATER)


@scene("records.move")
def _(cast):
    record = draft(cast)
    return lambda: records.move(
        record=record, section=Section.objects.get(pk="policy"), by=cast.actor("wang_bianji"), at=LATER
    )


@scene("validity.come_into_force")
def _(cast):
    record = through(cast, policy(cast, effective_on="2026-03-04"), "published")
    return lambda: validity.come_into_force(record=record, at=LATER)


@scene("validity.expire")
def _(cast):
    record = through(cast, policy(cast, effective_on="2026-03-02", expires_on="2026-03-03"), "published")
    return lambda: validity.expire(record=record, at=LATER)


@scene("validity.repeal")
def _(cast):
    record = through(cast, policy(cast), "published")
    return lambda: validity.repeal(record=record, because="任务已经完成", by=cast.actor("liu_qianfa"), at=LATER)


@scene("publishing.join")
def _(cast):
    record = interpretation(cast, policy(cast, normative=True))
    return lambda: records.join(record=record, by=cast.actor("liu_qianfa"), at=DAY)


@scene("publishing.unjoin")
def _(cast):
    record = joined(cast, policy(cast, normative=True))
    return lambda: records.unjoin(record=record, by=cast.actor("liu_qianfa"), at=DAY)


@scene("relations.relate")
def _(cast):
    return lambda: related(cast)


@scene("relations.unrelate")
def _(cast):
    relation = related(cast)
    return lambda: relations.unrelate(relation=relation, by=cast.actor("wang_bianji"), at=LATER)


@scene("records.erase_version")
def _(cast):
    record = through(cast, draft(cast), "published")
    records.withdraw(record=record, ground="含个人信息", keep_title=False, by=cast.actor("liu_qianfa"), at=LATER)
    units.appoint(person=cast.people["lin_guanli"], unit=cast.units["zjj"], role=Role.ADMINISTRATOR, at=DAY, by="lin")
    return lambda: records.erase_version(record=record, number=1, by=cast.actor("lin_guanli"), at=LATER)


@scene("checklists.load_checklist")
def _(cast):
    checklist = shipped_checklists()["unit-review"]
    return lambda: checklists.load_checklist(checklist=checklist, by="lin", at=DAY)


@scene("checklists.end_checklist")
def _(cast):
    loaded = checklists.load_checklist(checklist=shipped_checklists()["unit-review"], by="lin", at=DAY)
    return lambda: checklists.end_checklist(loaded=loaded, by="lin", at=LATER)


@scene("reviewing.agree")
def _(cast):
    record = asked(cast, "organ")
    return lambda: records.agree(record=record, organ=cast.units["wjw"], by=cast.actor("he_shenhe"), at=DAY)


@scene("reviewing.approve")
def _(cast):
    record = asked(cast, "office")
    return lambda: records.approve(record=record, by=cast.actor("gao_gongkai"), at=DAY)


@scene("gates.set_chain")
def _(cast):
    return lambda: chained(cast)


@scene("gates.end_chain")
def _(cast):
    chain = chained(cast)
    return lambda: gates.end_chain(chain=chain, by="lin", at=DAY)


@scene("circulating.circulate")
def _(cast):
    record = draft(cast)
    return lambda: circulating.circulate(record=record, by=cast.actor("gao_gongkai"), at=LATER)
