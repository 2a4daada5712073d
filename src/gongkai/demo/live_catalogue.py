"""What becomes of the catalogue: key areas kept more or less in time, a section that merges, the negative list, the guides."""

from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.demo import county
from gongkai.demo.content import holders
from gongkai.demo.content.areas import AREAS, UTILITIES, Area
from gongkai.demo.content.context import workday_after
from gongkai.demo.live import Life, Story, at_work
from gongkai.demo.live_records import crew_of, straight_through
from gongkai.ground.units.scope import Actor
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import catalogue, guides, relations, withholding
from gongkai.kernel.records.models import Record, Section

POLICY = "key_enrolment"
"""The key area whose records are policy documents: each year's repeals the last one's."""
OFFICE = "linzhixia"
"""Whoever runs the openness office."""
MERGED = ("shirong", "shizheng")
"""Care of the town's looks goes into its works and traffic, when two thirds of the past have gone by."""
WITHHELD = (
    ("rsj010", "公务员考察材料", "16-1", "考察材料属于内部人事管理，公开会影响客观评价。", 300),
    ("czj008", "政府采购评审过程记录", "16-2a", "评审委员会的讨论记录是过程性信息；结果另行公开。", 200),
    ("gaj005", "案件侦查技术方法", "14-3", "公开后可能危及公共安全。", 700),
    ("yjj020", "危险化学品储存点位图", "14-3", "公开后可能危及公共安全；企业名单另行公开。", 90),
    ("wjj018", "传染病病例个人信息", "15", "涉及个人隐私；病例数按规定发布。", 600),
    ("sgj022", "正在查办的案件卷宗", "16-2b", "行政执法案卷；处罚决定另行公开。", 120),
    ("fgj002", "价格成本调查的企业原始账目", "15", "涉及企业商业秘密，企业不同意公开。", 500),
    ("zrj011", "征地方案报批前的讨论稿", "16-2a", "方案没有确定，提前公开会影响补偿谈判；批准后全部公开。", 150),
)
"""Unit, title, ground, reason, and after how many days it is to be looked at again."""
LIFTED, FORGOTTEN = "zrj011", ("fgj002",)
GUIDE_TEXTS = (
    ("zjj013", "office", "午休时间不停办，12:00到14:30由值班人员接待。"),
    ("zjj013", "where", "公租房轮候名单和老旧小区改造进度，在县住房保障中心一楼大厅也有张贴。"),
    ("jyj003", "apply", "问招生和学籍的，先打电话就能答复，多数不用申请公开。"),
    ("wjj018", "where", "疫苗接种点和饮用水水质每季度更新。"),
)


def begin_all(life: Life) -> None:
    """Let all of it begin."""
    for area in (*AREAS, *UTILITIES):
        for day in _days(life, area):
            life.begin(_published(life, area, day))
    life.begin(_merging(life))
    for each in WITHHELD:
        life.begin(_withheld(life, *each))
    for number, text in enumerate(GUIDE_TEXTS):
        life.begin(_guide(life, number, *text))


def _days(life: Life, area: Area) -> list[date]:
    """The working days on which it is published: early in its months, without the last times that it was missed."""
    found = []
    for year in range(life.first.year, life.today.year + 1):
        for month in area.months:
            day = workday_after(date(year, month, 6), 0)
            if life.first <= day < life.today - timedelta(14):
                found.append(day)
    return found[: len(found) - area.missed] if area.missed else found


def _published(life: Life, area: Area, day: date) -> Story:
    rng = life.rng(f"area {area.section} {area.unit} {day}")
    crew = crew_of(area.unit, rng)
    at = at_work(day, rng)
    yield at
    title, body = area.text(day, rng)
    policy = area.section == POLICY
    more = (
        {"effective_on": day, "subject": "科技、教育", "no_interpretation": "怎么报名文件里都写明了，另有问答"}
        if policy
        else {}
    )
    record = records.draft(
        kind="policy" if policy else "notice", unit=county.unit_of(area.unit), section=Section.objects.get(pk=area.section), by=crew.editor, at=at,
        content={"title": title, "body": body, "formed_on": day.isoformat(), "keywords": ["公用事业" if area in UTILITIES else "重点领域"]} | more, record_id=records.new_id(rng.choice),
    )  # fmt: skip
    if policy and (last_year := standing_in(area.section)):
        relations.relate(record=record, kind="repeals", target=last_year, by=crew.editor, at=at)
    yield from straight_through(record, crew, at, rng)


def standing_in(section: str) -> Record | None:
    """The policy document that is in force in a section of its own."""
    return Record.objects.filter(section_id=section, live=True, validity="effective").order_by("-published_on").first()


def _merging(life: Life) -> Story:
    at = at_work(life.days[len(life.days) * 2 // 3], life.rng("merging"))
    yield at
    source, target = (Section.objects.get(pk=key) for key in MERGED)
    catalogue.merge(section=source, into=target, by=county.actor(OFFICE), at=at)


def _head(unit: str) -> Actor:
    return county.actor(holders("office_head", unit)[0].username)


def _withheld(life: Life, unit: str, title: str, ground: str, reason: str, days: int) -> Iterator:
    rng = life.rng(f"withheld {unit}")
    at = at_work(life.days[rng.randrange(min(20, len(life.days)))], rng)
    yield at
    by, review_on = _head(unit), at.date() + timedelta(days)
    item = withholding.withhold(unit=county.unit_of(unit), title=title, ground=ground, reason=reason, review_on=review_on, by=by, at=at)  # fmt: skip
    while unit not in FORGOTTEN and not item.lifted_on:
        at = at_work(workday_after(item.review_on, 0), rng)
        yield at
        if unit == LIFTED:
            withholding.lift(item=item, because="方案已经批准，征地公告、补偿方案全部公开。", by=by, at=at)
        else:
            withholding.review(item=item, review_on=at.date() + timedelta(365), by=by, at=at)


def _guide(life: Life, number: int, unit: str, part: str, text: str) -> Story:
    rng = life.rng(f"guide {number}")
    at = at_work(life.days[rng.randrange(min(30, len(life.days)))], rng)
    yield at
    guides.edit_guide(unit=county.unit_of(unit), part=part, text=text, by=_head(unit), at=at)
    if number:
        return
    at = at_work(life.days[len(life.days) // 2], rng)
    yield at
    guides.edit_guide(unit=county.unit_of(unit), part=part, text=f"{text}周六上午也办。", by=_head(unit), at=at)
