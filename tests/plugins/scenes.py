"""What has to be there before an act: records, applications, lists, in the fewest words."""

from dataclasses import replace
from datetime import date, timedelta

from gongkai.engines.channels import actions as channels
from gongkai.engines.channels import mailing, reporting_up
from gongkai.engines.exchange import actions as exchange
from gongkai.engines.exchange.entries import plan_entry
from gongkai.engines.exchange.planning import plan
from gongkai.engines.exchange.tables import as_csv
from gongkai.ground.keys import actions as keys
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.points import actions as points
from gongkai.ground.subscribers import actions as subscribers
from gongkai.ground.subscribers.queries import Wish
from gongkai.ground.units import actions as units
from gongkai.ground.units import substitutes
from gongkai.kernel.cases import actions as cases
from gongkai.kernel.portal import actions as portal
from gongkai.kernel.portal import former, topics
from gongkai.kernel.portal.blocks import Block
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import checklists, determining, gates, guarding, relations, withholding
from gongkai.kernel.records.models import Record, Section
from gongkai.kernel.records.queries import version_of
from gongkai.kinds.policy import clearing, consolidating, filing, interpreting, preparing
from gongkai.kinds.policy import queries as policies
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, consulting, excess, fees
from gongkai.pure import declare
from gongkai.pure.declare import Role
from gongkai.pure.law.checklist_file import shipped as shipped_checklists
from gongkai.pure.law.review_chain import of_text
from tests.plugins.cast import noon

DAY, LATER = noon("2026-03-02"), noon("2026-03-04")
REQUEST = foi.Request(
    "natural", {"name": "张三", "phone": "13800000000"}, "补助名单", "申请公开补助名单。", "electronic", "online"
)


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
        "on": min(at.date(), record.formed_on),
    } | more
    return preparing.review_legality(record=record, by=cast.actor("feng_fazhi"), at=at, **said)


def passed(cast, record: Record, decision: str = "passed", at=DAY, **more):
    said = {"meeting": "局长办公会议", "held_on": min(at.date(), record.formed_on), "decision": decision} | more
    return preparing.deliberate(record=record, by=cast.actor("wang_bianji"), at=at, **said)


def unprepared(cast, **more) -> Record:
    content = {
        "title": "危房改造办法",
        "formed_on": "2026-03-02",
        "body": "<p>第一条</p>",
        "document_number": "明建〔2026〕2号",
        "no_interpretation": None if more.get("normative") else "内容单一",
        **more,
    }
    section, by = Section.objects.get(pk="policy"), cast.actor("wang_bianji")
    return records.draft(kind="policy", unit=cast.units["zjj"], section=section, content=content, by=by, at=DAY)


def reworded(cast, record: Record, at=DAY) -> None:
    """A paragraph more in the draft of a correction."""
    content = version_of(record).values()
    content |= {"body": f"{content['body']}<p>改过的一段。</p>"}
    records.save(record=record, content=content, by=cast.actor("wang_bianji"), at=at)


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


def asked_why(cast):
    case = applied(cast, "handling")
    excess.ask_reasons(case=case, why="本月已经申请63件", days=5, by=cast.actor("zhou_jingban"), at=LATER)
    return case


def told_why(cast):
    case = asked_why(cast)
    excess.tell_reasons(case=case, text="写论文用", by=foi.APPLICANT, at=LATER)
    return case


def charged(cast):
    case = applied(cast, "handling")
    by = cast.actor("liu_qianfa")
    fees.charge(case=case, tariff="items", before=10, count=1, how="到综合窗口缴纳", by=by, at=LATER)
    return case


def concealed(cast, case):
    return cases.conceal(case=case, reason="涉及在办案件", officer="zhou_jingban", by=cast.actor("liu_qianfa"), at=DAY)


def told_of(cast) -> Record:
    record = draft(cast)
    content = version_of(record).values() | {"body": "<p>联系人手机13812345678。</p>"}
    records.save(record=record, content=content, by=cast.actor("wang_bianji"), at=DAY)
    return through(cast, record, "secrecy_review")


def first_hit(record: Record) -> str:
    return guarding.look(record, version_of(record)).hits[0].key


WITHHELD = {"outcome": "withheld", "ground": "15", "reason": "涉及个人隐私", "review_on": date(2027, 3, 2)}


def kept_back(cast) -> Record:
    record = through(cast, draft(cast), "secrecy_review")
    determining.keep_back(record=record, by=cast.actor("wu_baomi"), at=DAY, **WITHHELD)
    return record


def to_import(cast):
    """What an editor is about to bring in: a new row and a changed one."""
    record, columns = draft(cast), ("标题", "成文日期", "公开目录", "正文")
    rows = [(record.title, "2026-03-02", "公告公示", "改过。"), ("公租房公告", "2026-03-01", "公告公示", "现予公告。")]
    return {
        "plan": plan(kind=declare.kind("notice"), unit=cast.units["zjj"], content=as_csv(columns, rows), form="csv", at=DAY),
        "by": cast.actor("wang_bianji"),
        "at": DAY,
    }  # fmt: skip


def section(key: str) -> Section:
    return Section.objects.get(pk=key)


def office(cast) -> dict:
    return {"by": cast.actor("gao_gongkai"), "at": DAY}


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


FROM, TO = date(2026, 3, 2), date(2026, 3, 31)


def topical(cast, key: str = "bishu", begins_on: date = FROM):
    return topics.plan_topic(key=key, name="夏季避暑", lead="", begins_on=begins_on, ends_on=TO, **office(cast))


def posted(cast, begins_on: date = FROM):
    return topics.post_notice(text="周末窗口不办公。", begins_on=begins_on, ends_on=TO, **office(cast))


def moved_here(cast, old: str = "/art/1.html"):
    return former.lead_on(text=f"{old} /s/policy/", **office(cast))


def normative(cast, **more) -> Record:
    """A normative document as it is on the day it is published."""
    return through(cast, policy(cast, **{"normative": True, "no_interpretation": "内容单一", **more}), "published")


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


def consolidated(cast, record: Record) -> Record:
    return consolidating.begin(record=record, as_of=DAY.date(), by=cast.actor("wang_bianji"), at=DAY)


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


def filed(cast, record: Record):
    return filing.send(
        record=record, authority="宁州市人民政府", on=LATER.date(), by=cast.actor("feng_fazhi"), at=LATER
    )


def related(cast, kind: str = "repeals"):
    record = policy(cast, document_number="明建〔2026〕9号", title="危房改造办法（修订）")
    target = through(cast, policy(cast), "published")
    return relations.relate(record=record, kind=kind, target=target, by=cast.actor("wang_bianji"), at=DAY)


def _correcting(cast):
    case = applied(cast)
    foi.ask_correction(case=case, items="请写明年份", days=10, by=cast.actor("zhou_jingban"), at=DAY)
    return case


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


def stood_in(cast, first: date = DAY.date()):
    return substitutes.substitute(
        person=cast.people["li_shenhe"], substitute=cast.people["zhou_jingban"], unit=cast.units["zjj"], role=Role.REVIEWER,
        from_on=first, to_on=first + timedelta(9), reason="休假", by="lin", at=DAY,
    )  # fmt: skip


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


def key_of(cast):
    by = cast.actor("lin_guanli")
    made = {"unit": cast.units["zjj"], "label": "协同办公", "expires_on": date(2026, 12, 31), "may_submit": True}
    return keys.make_key(by=by, at=DAY, **made)[0]


def received(cast, token: str) -> Record:
    """What another system entered by a key of its own."""
    key, entry = key_of(cast), {"title": token, "formed_on": "2026-03-02", "section": "notices", "body": "正文"}
    found = plan_entry(kind=declare.kind("notice"), unit=cast.units["zjj"], entry=entry, at=DAY)
    return exchange.receive(plan=found, key=key, token=token, digest="0" * 64, submit=True, at=DAY)


def subscribed(cast, rhythm: str = "daily", confirmed: bool = True):
    made = mailing.subscribe(wish=Wish("reader@example.cn", ("notices",), ("公租房",)), rhythm=rhythm, at=DAY)
    return subscribers.confirm(subscriber=made, at=DAY) if confirmed else made


def reported(cast, destination: str = "portal"):
    record = through(cast, draft(cast), "published")
    return reporting_up.report_up(record=record, destination=destination, by=cast.actor("gao_gongkai"), at=DAY)


POINT = {
    "address": "明川大道1号", "hours": "工作日8:30—17:30", "phone": "0000-0066128", "holds": "政府公报，可以复印", "position": 1,
}  # fmt: skip


def pointed(cast, name: str = "县档案馆查阅点"):
    return points.open_point(name=name, by=cast.actor("gao_gongkai"), at=DAY, **POINT)
