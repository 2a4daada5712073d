"""One scene for each act: what has to be there before it, and then the act itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from gongkai.engines.channels import actions as channels
from gongkai.engines.exchange import actions as exchange
from gongkai.engines.exchange.entries import plan_entry
from gongkai.engines.exchange.planning import plan
from gongkai.engines.exchange.tables import as_csv
from gongkai.engines.reporting import actions as reporting
from gongkai.ground.files import actions as files
from gongkai.ground.guard import actions as guard
from gongkai.ground.keys import actions as keys
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.rules import actions as rules
from gongkai.ground.search import actions as search
from gongkai.ground.units import actions as units
from gongkai.ground.units import substitutes
from gongkai.ground.units.scope import SYSTEM
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.portal import actions as portal
from gongkai.kernel.portal.blocks import Block
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import (
    catalogue,
    checklists,
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
from gongkai.kernel.records.models import Record, Section
from gongkai.kernel.records.queries import version_of
from gongkai.kinds.policy import clearing, consolidating, filing, interpreting, preparing
from gongkai.kinds.policy import queries as policies
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, consulting, correcting
from gongkai.pure import declare
from gongkai.pure.clock import FOI_2019, Term
from gongkai.pure.declare import Role
from gongkai.pure.guard.wording import shipped as shipped_words
from gongkai.pure.law.catalogue_file import shipped
from gongkai.pure.law.checklist_file import shipped as shipped_checklists
from gongkai.pure.law.review_chain import of_text
from tests.plugins.cast import noon

DAY, LATER = noon("2026-03-02"), noon("2026-03-04")
REQUEST = foi.Request(
    "natural", {"name": "张三", "phone": "13800000000"}, "补助名单", "申请公开补助名单。", "electronic", "online"
)
Act = Callable[[], object]
SCENES: dict[str, Callable[..., Act]] = {}


def scene(name: str) -> Callable:
    def enter(function: Callable) -> Callable:
        SCENES[name] = function
        return function

    return enter


def draft(cast, **more) -> Record:
    content = {"title": "公租房轮候公示", "formed_on": "2026-03-02", "body": "<p>现予公示。</p>"} | more
    section = Section.objects.get(pk="notices")
    return records.draft(
        kind="notice", unit=cast.units["zjj"], section=section, content=content, by=cast.actor("wang_bianji"), at=DAY
    )


def answered(cast, version: str) -> Record:
    """A record whose reviewer answered to a version of a checklist."""
    checklist = replace(shipped_checklists()["unit-review"], version=version)
    loaded = checklists.load_checklist(checklist=checklist, by="lin", at=DAY)
    record = through(cast, draft(cast), "unit_review")
    said = {(loaded.key, n): ("yes", "") for n in range(len(loaded.checklist.items))}
    records.pass_review(record=record, by=cast.actor("li_shenhe"), at=DAY, answers=said)
    checklists.end_checklist(loaded=loaded, by="lin", at=DAY)
    return record


def policy(cast, **more) -> Record:
    """A draft of a policy document; a normative one has been found lawful, and a meeting has passed it."""
    record = unprepared(cast, **more)
    if preparing.is_due(record):
        lawful(cast, record)
        passed(cast, record)
    return record


def lawful(cast, record: Record, conclusion: str = "lawful", at=DAY, **more):
    said = {
        "organ": "明川县司法局",
        "conclusion": conclusion,
        "opinion": "符合法定权限和程序。",
        "on": at.date(),
    } | more
    return preparing.review_legality(record=record, by=cast.actor("feng_fazhi"), at=at, **said)


def passed(cast, record: Record, decision: str = "passed", at=DAY):
    return preparing.deliberate(
        record=record, meeting="局长办公会议", held_on=at.date(), decision=decision, by=cast.actor("wang_bianji"), at=at
    )  # fmt: skip


def unprepared(cast, **more) -> Record:
    content = {
        "title": "危房改造办法",
        "formed_on": "2026-03-02",
        "body": "<p>第一条</p>",
        "document_number": "明建〔2026〕2号",
        **more,
    }
    section, by = Section.objects.get(pk="policy"), cast.actor("wang_bianji")
    return records.draft(kind="policy", unit=cast.units["zjj"], section=section, content=content, by=by, at=DAY)


def through(cast, record: Record, gate: str, at=DAY) -> Record:
    """Bring a draft up to a gate: unit_review, secrecy_review, cleared or published."""
    steps = {
        "unit_review": lambda: records.submit(record=record, by=cast.actor("wang_bianji"), at=at),
        "secrecy_review": lambda: records.pass_review(record=record, by=cast.actor("li_shenhe"), at=at),
        "cleared": lambda: records.clear(record=record, by=cast.actor("wu_baomi"), at=at),
        "published": lambda: records.publish(record=record, by=cast.actor("liu_qianfa"), at=at),
    }
    for name, step in steps.items():
        step()
        if name == gate:
            return record
    raise ValueError(gate)


def applied(cast, upto: str = "received", on=DAY):
    case = foi.submit(unit=cast.units["zjj"], request=REQUEST, at=on).case
    if upto in ("handling", "signing", "answered"):
        foi.accept(case=case, by=cast.actor("zhou_jingban"), at=on)
    if upto in ("signing", "answered"):
        answering.propose(
            case=case, outcome="3_1", text="您申请的信息予以公开，名单附后。", by=cast.actor("zhou_jingban"), at=on
        )
    if upto == "answered":
        answering.answer(case=case, by=cast.actor("liu_qianfa"), at=on)
    return case


def consulted(cast):
    case = applied(cast, "handling")
    return consulting.consult(
        case=case, kind="third_party", whom="", letter="", unit=cast.units["wjw"], by=cast.actor("zhou_jingban"), at=DAY
    )


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


@scene("cases.hand_over")
def _(cast):
    case = applied(cast)
    return lambda: cases.hand_over(case=case, source=cast.units["zjj"], target=cast.units["wjw"], by=SYSTEM, at=LATER)


def concealed(cast, case):
    return cases.conceal(case=case, reason="涉及在办案件", officer="zhou_jingban", by=cast.actor("liu_qianfa"), at=DAY)


@scene("cases.conceal")
def _(cast):
    case = applied(cast, "handling")
    return lambda: concealed(cast, case)


@scene("cases.reveal")
def _(cast):
    case = concealed(cast, applied(cast, "handling"))
    return lambda: cases.reveal(case=case, reason="已经解密", by=cast.actor("liu_qianfa"), at=LATER)


@scene("records.hand_over")
def _(cast):
    record = draft(cast)
    return lambda: records.hand_over(record=record, target=cast.units["wjw"], by=SYSTEM, at=LATER)


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


def told_of(cast) -> Record:
    record = draft(cast)
    content = version_of(record).values() | {"body": "<p>联系人手机13812345678。</p>"}
    records.save(record=record, content=content, by=cast.actor("wang_bianji"), at=DAY)
    return through(cast, record, "secrecy_review")


def first_hit(record: Record) -> str:
    return guarding.look(record, version_of(record)).hits[0].key


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


WITHHELD = {"outcome": "withheld", "ground": "15", "reason": "涉及个人隐私", "review_on": date(2027, 3, 2)}


def kept_back(cast) -> Record:
    record = through(cast, draft(cast), "secrecy_review")
    determining.keep_back(record=record, by=cast.actor("wu_baomi"), at=DAY, **WITHHELD)
    return record


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


@scene("files.attach")
def _(cast):
    record = draft(cast)
    return lambda: files.attach(owner=record.ref, name="名单.pdf", data=b"%PDF-1.7\n%%EOF\n", by="wang_bianji", at=DAY)


def to_import(cast):
    """What an editor is about to bring in: a new row and a changed one."""
    record, columns = draft(cast), ("标题", "成文日期", "公开目录", "正文")
    rows = [(record.title, "2026-03-02", "公告公示", "改过。"), ("公租房公告", "2026-03-01", "公告公示", "现予公告。")]
    return {
        "plan": plan(kind=declare.kind("notice"), unit=cast.units["zjj"], content=as_csv(columns, rows), form="csv", at=DAY),
        "by": cast.actor("wang_bianji"),
        "at": DAY,
    }  # fmt: skip


@scene("exchange.enter_part")
def _(cast):
    planned = to_import(cast)
    return lambda: exchange.enter_part(rows=planned["plan"].to_enter(), reason="", **planned)


@scene("exchange.export")
def _(cast):
    return lambda: exchange.export(what="公告公示（XLSX）", count=40, by=cast.actor("gao_gongkai"), at=DAY)


@scene("reporting.export")
def _(cast):
    return lambda: reporting.export(what="2021-3/2025/xzf", count=40, by=cast.actor("gao_gongkai"), at=DAY)


@scene("catalogue.place_section")
def _(cast):
    return lambda: catalogue.place_section(key="policy", name="政策", by="lin", at=DAY)


def section(key: str) -> Section:
    return Section.objects.get(pk=key)


def office(cast) -> dict:
    return {"by": cast.actor("gao_gongkai"), "at": DAY}


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


def withheld(cast):
    return withholding.withhold(
        unit=cast.units["zjj"],
        title="内部考核材料",
        ground="16-1",
        reason="内部人事管理。",
        review_on=date(2027, 3, 2),
        **office(cast),
    )


def arranged(cast, *blocks: Block):
    return portal.arrange(place="home", blocks=blocks or [Block("新政策", "kind:policy", 5)], **office(cast))


@scene("portal.arrange")
def _(cast):
    return lambda: arranged(cast)


@scene("portal.put_back")
def _(cast):
    arranged(cast)
    arranged(cast, Block("部门", "units"))
    return lambda: portal.put_back(place="home", version=1, **office(cast))


@scene("portal.leave")
def _(cast):
    arranged(cast)
    return lambda: portal.leave(place="home", **office(cast))


@scene("withholding.withhold")
def _(cast):
    return lambda: withheld(cast)


@scene("withholding.change")
def _(cast):
    item = withheld(cast)
    return lambda: withholding.change(item=item, title="考核材料", ground="16-1", reason="内部管理。", **office(cast))


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
    return lambda: validity.repeal(record=record, by=cast.actor("liu_qianfa"), at=LATER)


def normative(cast, **more) -> Record:
    """A normative document as it is on the day it is published."""
    return through(cast, waived(cast, policy(cast, normative=True, **more)), "published")


def waived(cast, record: Record) -> Record:
    interpreting.waive(record=record, because="内容单一", by=cast.actor("wang_bianji"), at=DAY)
    return record


def interpretation(cast, record: Record, gate: str = "cleared") -> Record:
    """An interpretation of a document, at a gate."""
    content = {"title": "危房改造办法解读", "formed_on": "2026-03-02", "body": "<p>为什么改。</p>", "form": "text"}
    section, by = Section.objects.get(pk="notices"), cast.actor("wang_bianji")
    made = records.draft(kind="interpretation", unit=record.unit, section=section, content=content, by=by, at=DAY)
    relations.relate(record=made, kind="interprets", target=record, by=by, at=DAY)
    return through(cast, made, gate)


def joined(cast, record: Record) -> Record:
    return records.join(record=interpretation(cast, record), by=cast.actor("liu_qianfa"), at=DAY)


@scene("publishing.join")
def _(cast):
    record = interpretation(cast, policy(cast, normative=True))
    return lambda: records.join(record=record, by=cast.actor("liu_qianfa"), at=DAY)


@scene("publishing.unjoin")
def _(cast):
    record = joined(cast, policy(cast, normative=True))
    return lambda: records.unjoin(record=record, by=cast.actor("liu_qianfa"), at=DAY)


@scene("preparing.review_legality")
def _(cast):
    record = unprepared(cast, normative=True)
    return lambda: lawful(cast, record)


@scene("preparing.deliberate")
def _(cast):
    record = unprepared(cast, normative=True)
    lawful(cast, record)
    return lambda: passed(cast, record)


def consolidated(cast, record: Record) -> Record:
    return consolidating.begin(record=record, as_of=DAY.date(), by=cast.actor("wang_bianji"), at=DAY)


@scene("consolidating.begin")
def _(cast):
    relation = related(cast, "amends")
    through(cast, relation.source, "published")
    document = Record.objects.select_related("unit", "section").get(pk=relation.target_id)
    return lambda: consolidated(cast, document)


def begun(cast, **more):
    """A clearing of the unit's normative documents."""
    said = {"unit": cast.units["zjj"], "title": "2026年清理", "whole": False, "first": None, "last": None}
    return clearing.begin(**said | {"by": cast.actor("feng_fazhi"), "at": DAY} | more)


def decided(cast):
    """A clearing of one document, which is to be repealed."""
    found = begun(cast)
    said = {item.pk: ("repeal", "任务已经完成") for item in policies.items_of(found)}
    clearing.decide(clearing=found, decisions=said, by=cast.actor("feng_fazhi"), at=DAY)
    return found


def drawn_up(cast, found):
    section = Section.objects.get(pk="policy")
    return clearing.draw_up(clearing=found, section=section, by=cast.actor("wang_bianji"), at=DAY)


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


def filed(cast, record: Record):
    return filing.send(
        record=record, authority="宁州市人民政府", on=LATER.date(), by=cast.actor("feng_fazhi"), at=LATER
    )


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


def related(cast, kind: str = "repeals"):
    record = policy(cast, document_number="明建〔2026〕9号", title="危房改造办法（修订）")
    target = through(cast, policy(cast), "published")
    return relations.relate(record=record, kind=kind, target=target, by=cast.actor("wang_bianji"), at=DAY)


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


@scene("cases.view_party")
def _(cast):
    case = applied(cast)
    return lambda: cases.view_party(case=case, by=cast.actor("zhou_jingban"), at=DAY)


@scene("cases.erase")
def _(cast):
    case = applied(cast, "answered")
    return lambda: cases.erase(case=case, by=cast.actor("lin_guanli"), at=LATER)


@scene("foi._open")
def _(cast):
    return lambda: foi.submit(unit=cast.units["zjj"], request=REQUEST, at=DAY)


@scene("foi.confirm_receipt")
def _(cast):
    case = foi.register(
        unit=cast.units["zjj"], request=REQUEST, channel="letter", by=cast.actor("chen_chuangkou"), at=DAY
    ).case
    return lambda: foi.confirm_receipt(case=case, received_on=DAY.date(), by=cast.actor("zhou_jingban"), at=LATER)


@scene("foi.accept")
def _(cast):
    case = applied(cast)
    return lambda: foi.accept(case=case, by=cast.actor("zhou_jingban"), at=LATER)


@scene("foi.ask_correction")
def _(cast):
    case = applied(cast)
    return lambda: foi.ask_correction(case=case, items="请写明年份", days=10, by=cast.actor("zhou_jingban"), at=LATER)


def _correcting(cast):
    case = applied(cast)
    foi.ask_correction(case=case, items="请写明年份", days=10, by=cast.actor("zhou_jingban"), at=DAY)
    return case


@scene("foi.receive_correction")
def _(cast):
    case = _correcting(cast)
    return lambda: foi.receive_correction(case=case, text="2025年", by=foi.APPLICANT, at=LATER)


@scene("foi.lapse")
def _(cast):
    case = _correcting(cast)
    return lambda: foi.lapse(case=case, by=cast.actor("zhou_jingban"), at=DAY + timedelta(days=40))


@scene("foi.recall")
def _(cast):
    case = applied(cast, "handling")
    return lambda: foi.recall(case=case, by=foi.APPLICANT, at=LATER)


@scene("foi.extend")
def _(cast):
    case = applied(cast, "handling")
    return lambda: foi.extend(case=case, days=20, ground="材料较多", by=cast.actor("liu_qianfa"), at=LATER)


@scene("answering.propose")
def _(cast):
    case = applied(cast, "handling")
    return lambda: answering.propose(
        case=case, outcome="3_1", text="您申请的信息予以公开，名单附后。", by=cast.actor("zhou_jingban"), at=LATER
    )


@scene("answering.return_answer")
def _(cast):
    case = applied(cast, "signing")
    return lambda: answering.return_answer(case=case, reason="请补写依据", by=cast.actor("liu_qianfa"), at=LATER)


@scene("answering.answer")
def _(cast):
    case = applied(cast, "signing")
    return lambda: answering.answer(case=case, by=cast.actor("liu_qianfa"), at=LATER)


@scene("foi.add_note")
def _(cast):
    case = applied(cast, "handling")
    return lambda: foi.add_note(case=case, text="已联系住房股查找", by=cast.actor("zhou_jingban"), at=LATER)


@scene("consulting.consult")
def _(cast):
    case = applied(cast, "handling")
    return lambda: consulting.consult(
        case=case, kind="third_party", whom="明川建筑公司", letter="", by=cast.actor("zhou_jingban"), at=LATER
    )


@scene("consulting.prove_delivery")
def _(cast):
    consultation = consulted(cast)
    return lambda: consulting.prove_delivery(
        consultation=consultation, on=DAY.date(), by=cast.actor("zhou_jingban"), at=LATER
    )


@scene("consulting.record_undelivered")
def _(cast):
    consultation = consulted(cast)
    return lambda: consulting.record_undelivered(
        consultation=consultation, reason="寄了两次都退回", by=cast.actor("zhou_jingban"), at=LATER
    )


@scene("consulting.record_opinion")
def _(cast):
    consultation = consulted(cast)
    return lambda: consulting.record_opinion(
        consultation=consultation, consents=True, opinion="同意", by=cast.actor("qian_jingban"), at=LATER
    )


@scene("correcting.correct_receipt")
def _(cast):
    case = applied(cast, "handling")
    return lambda: correcting.correct_receipt(
        case=case, received_on=date(2026, 2, 27), reason="邮戳看错", by=cast.actor("zhou_jingban"), at=LATER
    )


@scene("checklists.load_checklist")
def _(cast):
    checklist = shipped_checklists()["unit-review"]
    return lambda: checklists.load_checklist(checklist=checklist, by="lin", at=DAY)


@scene("checklists.end_checklist")
def _(cast):
    loaded = checklists.load_checklist(checklist=shipped_checklists()["unit-review"], by="lin", at=DAY)
    return lambda: checklists.end_checklist(loaded=loaded, by="lin", at=LATER)


def asked(cast, upto: str) -> Record:
    """A record that stands at an organ it is asked of, or at the openness office."""
    person = units.add_person(username="he_shenhe", name="何晴", at=DAY, by="lin")
    units.appoint(person=person, unit=cast.units["wjw"], role=Role.REVIEWER, at=DAY, by="lin")
    cast.people["he_shenhe"] = person
    chained(cast)
    record = draft(cast)
    records.submit(record=record, by=cast.actor("wang_bianji"), at=DAY)
    if upto == "office":
        records.agree(record=record, organ=cast.units["wjw"], by=cast.actor("he_shenhe"), at=DAY)
    return record


def chained(cast, stages: str = "coordination:wjw>office>secrecy>sign", unit: str = "zjj"):
    return gates.set_chain(unit=cast.units[unit], section=None, chain=of_text(stages), by="lin", at=DAY)


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


def stood_in(cast, first: date = DAY.date()):
    return substitutes.substitute(
        person=cast.people["li_shenhe"], substitute=cast.people["zhou_jingban"], unit=cast.units["zjj"], role=Role.REVIEWER,
        from_on=first, to_on=first + timedelta(9), reason="休假", by="lin", at=DAY,
    )  # fmt: skip


@scene("substitutes.substitute")
def _(cast):
    return lambda: stood_in(cast)


@scene("substitutes.end_substitution")
def _(cast):
    made = stood_in(cast)
    return lambda: substitutes.end_substitution(substitution=made, by="lin", at=LATER)


# What goes out to other channels.


def connected(cast, code: str = "weibo"):
    return outbox.connect(code=code, adapter="folder", name="明川发布", address=code, by="lin_guanli", at=DAY)


def queued(cast, key: str = "weibo-post-1", by_hand: bool = False):
    unit = cast.units["zjj"]
    return outbox.queue(
        key=key, channel="weibo", task="post", ref="record:1", unit_id=unit.pk, version=1, at=DAY, by_hand=by_hand
    )


def dead(cast):
    return outbox.bury(delivery=queued(cast), error="文字太长", at=DAY)


def worded(cast, record: Record | None = None):
    said = {"channel": "weibo", "title": "公租房排到谁了", "summary": "点开看名单。"}
    return channels.word(record=record or draft(cast), by=cast.actor("wang_bianji"), at=DAY, **said)


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


@scene("channels.word")
def _(cast) -> Act:
    record = draft(cast)
    return lambda: worded(cast, record)


def key_of(cast):
    by = cast.actor("lin_guanli")
    made = {"unit": cast.units["zjj"], "label": "协同办公", "expires_on": date(2026, 12, 31), "may_submit": True}
    return keys.make_key(by=by, at=DAY, **made)[0]


@scene("keys.make_key")
def _make_key(cast):
    return lambda: key_of(cast)


@scene("keys.revoke_key")
def _revoke_key(cast):
    key = key_of(cast)
    return lambda: keys.revoke_key(key=key, because="系统下线", by=cast.actor("lin_guanli"), at=DAY)


def received(cast, token: str) -> Record:
    """What another system entered by a key of its own."""
    key, entry = key_of(cast), {"title": token, "formed_on": "2026-03-02", "section": "notices", "body": "正文"}
    found = plan_entry(kind=declare.kind("notice"), unit=cast.units["zjj"], entry=entry, at=DAY)
    return exchange.receive(plan=found, key=key, token=token, digest="0" * 64, submit=True, at=DAY)


@scene("exchange.receive")
def _receive(cast):
    key_of(cast)
    return lambda: received(cast, "token-0001")
