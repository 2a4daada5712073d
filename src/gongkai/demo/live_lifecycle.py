"""Policy documents at each station of their life: before the public, amended and put together anew, gone through; and what is not published."""

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from gongkai.demo import county, live_policies
from gongkai.demo.content import Exhausted, Text
from gongkai.demo.live import Life, Story, after, at_work, somebody
from gongkai.demo.live_records import Crew, crew_of, fresh, straight_through
from gongkai.demo.live_review import at_gate
from gongkai.ground.ledger.acts import settle
from gongkai.ground.ui.words import zh_date
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import determining, relations
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import standing_section, version_of
from gongkai.kinds.policy import clearing, consolidating, interpreting, queries
from gongkai.kinds.policy.models import FATES

OFFICE = "zfb001"
ASKED = (("zjj013", 150, True), ("jyj003", 95, True), ("hbj012", 30, False), ("zjj013", 8, False))
"""Whose drafts are laid before the public, how many working days ago, and whether what came of it is told."""
AMENDED = (("zjj013", 200, True), ("fgj002", 160, True), ("jyj003", 120, False))
"""Whose documents are amended, how many working days ago they were made, and whether the text is put together anew."""
CLEARED = (("zjj013", 60), ("fgj002", 45))
RUNS = 10
"""Working days for which opinions are taken."""
WAYS = "信函：明川县河西路1号；电话：0000-0012345；在县政府网站留言"
REASONS = {"amend": "依据的上级文件已经修改", "repeal": "规定的任务已经完成", "expire": "适用期已过，实际不再执行"}
FACTS = (
    ("关于全县学校食堂检查情况的请示", "on_application", "16-2a", "请示还在研究，没有形成决定", 130, 250),
    ("危旧房屋改造资金测算底稿", "on_application", "16-2a", "测算还会改，公开容易误解", 110, 90),
    ("机关办公用房调整方案", "withheld", "16-1", "机关内部后勤管理，不涉及群众办事", 100, 60),
)
"""What was determined not to be published: title, how, on what ground, why, how many working days ago, and after how many days it is looked
at again."""


def begin_all(life: Life) -> None:
    """Let all of it begin; what lies before the life's first day is left out."""
    for number, (unit, ago, told) in enumerate(ASKED):
        _begin(life, _asked, ago, unit, told, number)
    for number, (unit, ago, again) in enumerate(AMENDED):
        _begin(life, _amended, ago, unit, again, number)
    for unit, ago in CLEARED:
        _begin(life, _cleared, ago, unit)
    _begin(life, _under_way, 6)
    for number, said in enumerate(FACTS):
        _begin(life, _kept_back, said[4], said, number)


def _begin(life: Life, story: Any, ago: int, *said: Any) -> None:
    if ago < len(life.days):
        life.begin(story(life, life.days[-ago], *said))


def _day(life: Life, on: date, days: int) -> date | None:
    """So many working days after a day of the life; None beyond its end."""
    place = life.days.index(on) + days
    return life.days[place] if place < len(life.days) else None


def _text(life: Life, unit: str, on: date) -> Text | None:
    try:
        return life.composer.compose(unit, on, kind="policy", normative=True)
    except (ValueError, Exhausted):
        return None


def _content(text: Text, unit: str, **more: Any) -> dict[str, Any]:
    return {
        "title": text.title, "body": text.body_html, "formed_on": text.formed_on.isoformat(), "document_number": text.document_number,
        "keywords": list(text.keywords), "normative": True, "effective_on": text.effective_on, "expires_on": text.expires_on,
        "subject": live_policies.subject_of(unit),
    } | more  # fmt: skip


def _draft(
    unit: str, crew: Crew, at: datetime, rng: Random, kind: str, section: str, content: dict[str, Any]
) -> Record:
    return records.draft(
        kind=kind, unit=county.unit_of(unit), section=standing_section(section), content=content, by=crew.editor, at=at,
        record_id=records.new_id(rng.choice),
    )  # fmt: skip


def _prepared(life: Life, record: Record, said: dict[str, Any], crew: Crew, at: datetime, rng: Random) -> Story:
    """A normative document, from draft to publication: found lawful, passed by a meeting, with a reason for no interpretation."""
    at = yield from live_policies.prepare(life, record, said, crew, at)
    interpreting.waive(record=fresh(record), because=live_policies.REASONS[0], by=crew.editor, at=at)
    at = yield from straight_through(record, crew, at, rng, at_once=True)
    live_policies.begin(life, record, record.unit.code, at)
    return at


def _articles(body: str) -> str:
    """The articles of a text alone, without whom it is sent to and who signed it."""
    inner = body[body.index("<h2>") :] if "<h2>" in body else body
    return inner.partition('<p class="signed">')[0]


def _asked(life: Life, on: date, unit: str, told: bool, number: int) -> Story:
    """A draft before the public; what came of it; then the document itself."""
    rng = life.rng(f"asked {number}")
    crew, at = crew_of(unit, rng), at_work(on, rng)
    yield at
    # The meeting that passes it, up to three weeks before, sits when the opinions are in.
    made = _day(life, on, RUNS + 18)
    text = _text(life, unit, made or on)
    if text is None:
        return
    name = live_policies.name_of(text.title)
    document = _draft(unit, crew, at, rng, "policy", "guifan", _content(text, unit, formed_on=on.isoformat()))
    ends = on + timedelta(RUNS * 7 // 5)
    call = _draft(unit, crew, at, rng, "consultation", "huiyi", {
        "title": f"关于公开征求{name}意见的公告", "formed_on": on.isoformat(), "stage": "call", "starts_on": on, "ends_on": ends, "ways": WAYS,
        "keywords": ["征求意见"], "body": f"<p>{unit_name(unit)}起草了{name}，现公开征求意见，截止日期{zh_date(ends)}。征求意见稿如下：</p>{_articles(text.body_html)}",
    })  # fmt: skip
    relations.relate(record=call, kind="consults", target=document, by=crew.editor, at=at)
    at = yield from straight_through(call, crew, at, rng, at_once=True)
    if not told or made is None:
        return
    day = next(each for each in life.days if each > ends)
    at = at_work(day, rng)
    yield at
    counts = [rng.randint(2, 9), rng.randint(1, 5), rng.randint(1, 6)]
    outcome = _draft(unit, crew, at, rng, "consultation", "huiyi", {
        "title": f"{name}公开征求意见采纳情况", "formed_on": day.isoformat(), "stage": "outcome", "received": str(sum(counts)),
        "adopted": str(counts[0]), "partly": str(counts[1]), "declined": str(counts[2]), "keywords": ["征求意见"],
        "body": "<p>采纳的意见主要是：简化申请材料，能够查到的证明不再要求提供；明确受理窗口和电话。</p>"
        "<p>未采纳的意见主要是提高标准，超出了上级文件规定的幅度，已经逐一说明。</p>",
    })  # fmt: skip
    relations.relate(record=outcome, kind="consults", target=document, by=crew.editor, at=at)
    at = yield from straight_through(outcome, crew, at, rng, at_once=True)
    at = max(at_work(made, rng), after(at, 0, rng))
    yield at
    said = _content(text, unit)
    records.save(record=fresh(document), content=said, by=crew.editor, at=at)
    yield from _prepared(life, fresh(document), said, crew, at, rng)


def unit_name(code: str) -> str:
    return county.unit_of(code).name


def _amended(life: Life, on: date, unit: str, again: bool, number: int) -> Story:
    """A document, a decision that amends it, and its text as it stands since."""
    rng = life.rng(f"amended {number}")
    crew, at = crew_of(unit, rng), at_work(on, rng)
    yield at
    text = _text(life, unit, on)
    if text is None:
        return
    said = _content(text, unit)
    document = _draft(unit, crew, at, rng, "policy", "guifan", said)
    yield from _prepared(life, document, said, crew, at, rng)
    day = _day(life, on, 70)
    at = at_work(day, rng)
    yield at
    decided = _text(life, unit, day)
    if decided is None or not fresh(document).live:
        return
    name, old, new = live_policies.name_of(text.title), "社会保障卡按季发放", "社会保障卡按月发放"
    body = (
        f"<p>{unit_name(unit)}决定对{name}（{text.document_number}）作如下修改：</p><p>一、将“{old}”修改为“{new}”。</p>"
        f"<p>二、增加一条，作为最后一条：“申请材料能够通过数据共享取得的，不得要求申请人提供。”</p><p>本决定自{zh_date(day)}起施行。</p>"
    )
    change = _content(decided, unit, title=f"关于修改{name}的决定", body=body, effective_on=day, expires_on=None)
    decision = _draft(unit, crew, at, rng, "policy", "guifan", change)
    relations.relate(record=decision, kind="amends", target=document, by=crew.editor, at=at)
    at = yield from _prepared(life, decision, change, crew, at, rng)
    if not again or not consolidating.is_due(fresh(document)):
        return
    at = after(at, 3, rng)
    yield at
    whole = consolidating.begin(
        record=fresh(document), as_of=day, by=crew.editor, at=at, record_id=records.new_id(rng.choice)
    )
    settle()
    content = version_of(whole).values()
    added = "<p>申请材料能够通过数据共享取得的，不得要求申请人提供。</p>"
    text, signed, rest = content["body"].replace(old, new).partition('<p class="signed">')
    content["body"] = text + added + signed + rest
    records.save(record=whole, content=content, by=crew.editor, at=at)
    yield from straight_through(whole, crew, at, rng, at_once=True)


def _fate(rng: Random, record: Record) -> tuple[str, str]:
    fate = rng.choices([code for code, _ in FATES], (70, 12, 12, 6))[0]
    # What a decision has just amended is not repealed on top of it.
    fate = "keep" if record.validity == "amended" else fate
    return fate, REASONS.get(fate, "")


def _cleared(life: Life, on: date, unit: str) -> Story:
    """A unit goes through its documents, on two days, and publishes the result."""
    rng = life.rng(f"cleared {unit}")
    crew, officer, at = crew_of(unit, rng), somebody(rng, "legal_reviewer", unit), at_work(on, rng)
    yield at
    of = county.unit_of(unit)
    if not queries.to_be_cleared({of.pk}, None, None, ""):
        return
    found = clearing.begin(
        unit=of, title=f"{on.year}年行政规范性文件清理", whole=False, first=None, last=None, by=officer, at=at
    )
    items = queries.items_of(found)
    half = len(items) // 2
    for part in (items[:half], items[half:]):
        if part:
            at = after(at, 1, rng)
            yield at
            said = {item.pk: _fate(rng, item.record) for item in part}
            clearing.decide(clearing=found, decisions=said, by=officer, at=at)
    at = after(at, 1, rng)
    yield at
    result = clearing.draw_up(
        clearing=found, section=standing_section("guifan"), by=crew.editor, at=at, record_id=records.new_id(rng.choice)
    )
    yield from straight_through(result, crew, at, rng, at_once=True)


def _under_way(life: Life, on: date) -> Story:
    """The county's own, of all units, which stands half done."""
    rng = life.rng("clearing under way")
    officer, at = somebody(rng, "openness_office", OFFICE), at_work(on, rng)
    yield at
    of = county.unit_of(OFFICE)
    if not queries.to_be_cleared(officer.holds_for["openness_office"], None, None, ""):
        return
    found = clearing.begin(
        unit=of, title=f"{on.year}年全县行政规范性文件清理", whole=True, first=None, last=None, by=officer, at=at
    )
    at = after(at, 2, rng)
    yield at
    items = queries.items_of(found)
    said = {item.pk: _fate(rng, item.record) for item in items[: len(items) // 2]}
    if said:
        clearing.decide(clearing=found, decisions=said, by=officer, at=at)


def _kept_back(life: Life, on: date, said: tuple[str, str, str, str, int, int], number: int) -> Story:
    """At the secrecy review it is determined not to be published; on its day it is looked at again."""
    title, outcome, ground, reason, _, until = said
    rng = life.rng(f"kept back {number}")
    crew, at = crew_of(OFFICE, rng), at_work(on, rng)
    yield at
    content = {"title": title, "formed_on": on.isoformat(), "body": f"<p>{title}，供内部研究使用。</p>"}
    record = _draft(OFFICE, crew, at, rng, "policy", "wenjian", content)
    for act, by in ((records.submit, crew.editor), (records.pass_review, crew.reviewer)):
        at = after(at, 0, rng)
        yield at
        at_gate(act, fresh(record), by=by, at=at)
    at = after(at, 0, rng)
    yield at
    determining.keep_back(
        record=fresh(record), outcome=outcome, ground=ground, reason=reason, review_on=on + timedelta(until),
        by=crew.secrecy_reviewer, at=at,
    )  # fmt: skip
