"""How records are reviewed in the county: checklists at two gates, a chain of the government office's own, a reviewer on leave, roles
granted by those who administer, and a clarification."""

from datetime import datetime, timedelta

from gongkai.demo import county
from gongkai.demo.live import Life, Story, after, at_work
from gongkai.ground.units import delegating
from gongkai.ground.units.models import Person
from gongkai.ground.units.scope import actor_of
from gongkai.ground.units.substitutes import substitute
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import checklists, gates, relations
from gongkai.kernel.records.models import Record, Section
from gongkai.pure.declare import Role
from gongkai.pure.law.checklist_file import NOT_APPLICABLE, YES, shipped
from gongkai.pure.law.review_chain import of_text

SINCE = 60
"""So many working days before today the checklists came."""
ELSEWHERE = "内容涉及别的单位的"
UNIT, SECTION, ORGAN = "zfb001", "jiuzhu", "czj008"
CHAIN = "unit>secrecy+coordination>office>sign"


def begin_all(life: Life) -> None:
    """Let all of it begin."""
    life.begin(_checklists(life))
    life.begin(_chained(life))
    life.begin(_on_leave(life))
    life.begin(_delegated(life))
    life.begin(_clarified(life))
    life.begin(_late(life))


def _checklists(life: Life) -> Story:
    at = at_work(life.days[-min(SINCE, len(life.days))], life.rng("checklists"))
    yield at
    for each in shipped().values():
        checklists.load_checklist(checklist=each, by=county.actor("linzhixia").name, at=at)


def _chained(life: Life) -> Story:
    """What the office of the government publishes of money is asked of the finance bureau, at the same time as of its own secrecy reviewer."""
    rng = life.rng("chained")
    at = at_work(life.days[-4], rng)
    yield at
    section, by = Section.objects.get(pk=SECTION), county.actor("linzhixia").name
    gates.set_chain(unit=county.unit_of(UNIT), section=section, chain=of_text(CHAIN), by=by, at=at)
    at = after(at, 0, rng)
    yield at
    content = {
        "title": "关于下达春节前临时救助资金的公告",
        "formed_on": at.date().isoformat(),
        "keywords": ["救助", "资金"],
        "body": "<p>经研究，向各乡镇下达春节前临时救助资金。资金由县财政局直接拨付，任何单位不得截留。</p><p>发放名单由各乡镇公示7天。</p>",
    }
    crew = [county.actor(name) for name in ("chenxiaotang", "lifang")]
    record = records.draft(kind="notice", unit=county.unit_of(UNIT), section=section, content=content, by=crew[0], at=at, record_id=records.new_id(rng.choice))  # fmt: skip
    at = after(at, 0, rng)
    yield at
    records.submit(record=record, by=crew[0], at=at, organs=[ORGAN])
    at = after(at, 1, rng)
    yield at
    at_gate(records.pass_review, Record.objects.select_related("unit", "section").get(pk=record.pk), by=crew[1], at=at)


def _on_leave(life: Life) -> Story:
    at = at_work(life.days[-2], life.rng("on leave"))
    yield at
    first = at.date()
    substitute(
        person=Person.objects.get(username="wujianguo"), substitute=Person.objects.get(username="heqingyuan"), unit=county.unit_of(UNIT), role=Role.SECRECY_REVIEWER,
        from_on=first, to_on=first + timedelta(9), reason="年休假", by="linzhixia", at=at,
    )  # fmt: skip


def _delegated(life: Life) -> Story:
    """The county's administrator has the head of the office administer it; he makes one of its window clerks an editor."""
    for by, person, role, back in (
        ("chengyiming", "liuzhiyuan", Role.ADMINISTRATOR, 3),
        ("liuzhiyuan", "zfb12", Role.EDITOR, 2),
    ):
        at = at_work(life.days[-back], life.rng(f"delegated to {person}"))
        yield at
        known = Person.objects.get(username=person)
        delegating.grant(
            person=known,
            unit=county.unit_of(UNIT),
            role=role,
            by=actor_of(Person.objects.get(username=by), at.date()),
            at=at,
        )


def _clarified(life: Life) -> Story:
    """What goes round about a notice does not hold; the office says what does, and both pages lead to each other."""
    rng = life.rng("clarified")
    at = at_work(life.days[-12], rng)
    yield at
    unit = county.unit_of(UNIT)
    target = Record.objects.filter(unit=unit, kind="notice", live=True).order_by("-published_on", "pk").first()
    if target is None:
        return
    editor, reviewer, secrecy, signatory = (county.actor(name) for name in ("chenxiaotang", "lifang", "wujianguo", "liuzhiyuan"))  # fmt: skip
    content = {
        "title": "关于“办理公开事项要收费”的澄清",
        "formed_on": at.date().isoformat(),
        "claim": "到县政府办公室查阅、申请公开信息要先交手续费",
        "verdict": "false",
        "truth": "查阅和申请公开政府信息都不收费，明显过多过频的除外（条例第42条）",
        "found_on": at.date().isoformat(),
        "where": "本地微信群",
        "checked_with": "县政务公开办公室、县财政局",
        "keywords": ["澄清", "收费"],
        "body": "<p>近日有人在微信群里说，到县政府办公室查阅、申请公开信息要先交手续费。经核实，没有这样的规定，也没有人收过。</p><p>被要求交费的，请打监督电话反映。</p>",
    }
    record = records.draft(kind="clarification", unit=unit, section=target.section, content=content, by=editor, at=at, record_id=records.new_id(rng.choice))  # fmt: skip
    relations.relate(record=record, kind="clarifies", target=target, by=editor, at=at)
    for verb, by in ((records.submit, editor), (records.pass_review, reviewer), (records.clear, secrecy), (records.publish, signatory)):  # fmt: skip
        at = after(at, 0, rng)
        yield at
        at_gate(verb, Record.objects.select_related("unit", "section").get(pk=record.pk), by=by, at=at)


def _late(life: Life) -> Story:
    """A list that lay at the signatory's until its twenty working days were over."""
    rng, back = life.rng("published late"), min(70, len(life.days))
    at = at_work(life.days[-back], rng)
    yield at
    editor, reviewer, secrecy, signatory = (county.actor(name) for name in ("chenxiaotang", "lifang", "wujianguo", "zhudan"))  # fmt: skip
    content = {"title": "县政府办公室第三季度会议目录", "formed_on": at.date().isoformat(), "keywords": ["会议"], "body": "<p>第三季度召开的会议目录，现予公布。</p>"}  # fmt: skip
    section = Section.objects.get(pk=SECTION)
    record = records.draft(kind="notice", unit=county.unit_of(UNIT), section=section, content=content, by=editor, at=at, record_id=records.new_id(rng.choice))  # fmt: skip
    for verb, by, days in ((records.submit, editor, 1), (records.pass_review, reviewer, 3), (records.clear, secrecy, 4), (records.publish, signatory, 17)):  # fmt: skip
        at = after(at, days, rng)
        yield at
        at_gate(verb, Record.objects.select_related("unit", "section").get(pk=record.pk), by=by, at=at)


def answers(record: Record) -> checklists.Answers:
    """What is answered at the gate where a record stands: everything is in order, and nearly nothing is another unit's."""
    asked = checklists.asked_at(record, record.state)
    return {
        (each.key, n): (NOT_APPLICABLE if text.startswith(ELSEWHERE) else YES, "")
        for each in asked
        for n, text in enumerate(each.items)
    }


def at_gate(verb, record: Record, *, by, at: datetime, **more):
    """Let a record pass the gate where it stands; handing it in is asked nothing."""
    said = {"answers": answers(record)} if record.state != "draft" else {}
    return verb(record=record, by=by, at=at, **said, **more)
