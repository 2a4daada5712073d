"""The stories of policy documents beside their own: interpreted in step, filed with the superior government."""

import re
from datetime import date, datetime, timedelta
from html import escape
from random import Random
from typing import Any

from gongkai.demo.content import unit as unit_by_code
from gongkai.demo.content.context import workday_before
from gongkai.demo.live import Life, Story, after, at_work, forward, somebody
from gongkai.demo.live_review import at_gate
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.queries import government
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.clocks import clock_of
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import relations
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import standing_section
from gongkai.kinds.policy import REASONS as OFFERED
from gongkai.kinds.policy import filing, interpreting, preparing

SECTION = "jiedu"
COUNTY = "zfb001"
"""Whose documents are the county government's own."""
RETURNED = 0.15
OPINIONS = {
    "lawful": "制定主体和权限合法，内容与上位法不抵触，没有增设义务和证明事项，程序完备。",
    "amend": "第三条要求提交的证明没有上位法依据，请删去或者写明依据后再审。",
}
NUMBERED = 0.85
"""How many of those sent for filing have got a number when the superior has had the time for it."""


SUBJECTS = {
    "教育": "科技、教育", "发展改革": "国民经济管理、国有资产监管", "工业": "工业、交通", "交通": "工业、交通", "财政": "财政、金融、审计", "审计": "财政、金融、审计",
    "自然资源": "国土资源、能源", "农业": "农业、林业、水利", "林业": "农业、林业、水利", "水利": "农业、林业、水利", "商务": "商贸、海关、旅游", "市场监管": "市场监管、安全生产监管",
    "应急": "市场监管、安全生产监管", "住房": "城乡建设、环境保护", "城管": "城乡建设、环境保护", "生态": "城乡建设、环境保护", "文旅": "文化、广电、新闻出版",
    "卫生": "卫生、体育", "医保": "卫生、体育", "人力资源": "劳动、人事、监察", "公安": "公安、安全、司法", "司法": "公安、安全、司法", "民政": "民政、扶贫、救灾",
    "退役": "民政、扶贫、救灾",
}  # fmt: skip
"""What the documents of a department are about, by a word of its name; all others' are of general affairs."""
INTERPRETED, FILMED = 0.7, 0.1
"""How many normative documents go out with an interpretation, and how many of these with a film."""
EXPLAINED = 0.12
"""How many of the other documents are to be interpreted."""
REASONS = ("内容单一，没有新设办事程序", "只是原文件到期后重新公布，内容没有变化", "内部工作程序，不涉及群众办事")
_ARTICLE = re.compile(r"第[一二三四五六七八九十]+条　([^<]*)<")
_NAME = re.compile(r"《.+》")
_HOW_MANY = 5


def subject_of(unit: str) -> str:
    name = unit_by_code(unit).short_name
    return next((subject for word, subject in SUBJECTS.items() if word in name), "综合政务")


def review(record: Record, by: Actor, at: datetime, *, on: date, conclusion: str = "lawful") -> None:
    """Note an opinion on its legality that was given on a day."""
    organ = "县司法局" if record.unit.code == COUNTY else f"{record.unit.short_name}法规股"
    preparing.review_legality(
        record=record, organ=organ, conclusion=conclusion, opinion=OPINIONS[conclusion], on=on, by=by, at=at
    )


def deliberate(record: Record, by: Actor, at: datetime, *, on: date) -> None:
    """Note the meeting of a day that passed it."""
    meeting = (
        f"县政府第{on.isocalendar().week + 20}次常务会议"
        if record.unit.code == COUNTY
        else f"{record.unit.short_name}办公会议"
    )
    preparing.deliberate(record=record, meeting=meeting, held_on=on, decision="passed", by=by, at=at)


def prepare(life: Life, record: Record, said: dict[str, Any], crew: Any, at: datetime) -> Story:
    """Have its legality reviewed, which a few did not pass at once, and a meeting pass it, all before the day on which it was signed;
    returns when that is noted."""
    rng = life.rng(f"preparation {record.pk}")
    officer = somebody(rng, "legal_reviewer", record.unit.code, crew.editor.name)
    met = workday_before(record.formed_on, rng.choice((0, 1, 2)))
    found = workday_before(met, rng.randint(1, 5))
    if rng.random() < RETURNED:
        review(record, officer, at, on=workday_before(found, rng.randint(2, 4)), conclusion="amend")
    review(record, officer, at, on=found)
    at = after(at, rng.choice((0, 1, 2)), rng)
    yield at
    deliberate(record, crew.signatory, at, on=met)
    at = after(at, 0, rng)
    yield at
    return at


def reason_of(rng: Random, normative: bool) -> str | None:
    """Why a document is not to be interpreted, as its editor writes it; None where it is to be."""
    return None if normative or rng.random() < EXPLAINED else rng.choice(OFFERED)


def interpret(life: Life, record: Record, said: dict[str, Any], crew: Any, at: datetime) -> Story:
    """Bring the interpretation of a document up to signature, or say why there is none; returns when that is done."""
    rng = life.rng(f"interpretation {record.pk}")
    if rng.random() > INTERPRETED:
        interpreting.waive(record=record, because=rng.choice(REASONS), by=crew.editor, at=at)
        return at
    name = name_of(said["title"])
    filmed = rng.random() < FILMED
    content = {
        "title": f"{name}政策解读", "body": explained(name, said), "formed_on": at.date().isoformat(),
        "form": "video" if filmed else "text", "keywords": said["keywords"],
        "video": f"https://v.mingchuan.gov.example/{at.year}/{record.pk}" if filmed else None,
    }  # fmt: skip
    made = records.draft(
        kind="interpretation", unit=record.unit, section=standing_section(SECTION), content=content, by=crew.editor, at=at,
        record_id=records.new_id(rng.choice),
    )  # fmt: skip
    relations.relate(record=made, kind="interprets", target=record, by=crew.editor, at=at)
    for verb, by in (
        (records.submit, crew.editor),
        (records.pass_review, crew.reviewer),
        (records.clear, crew.secrecy_reviewer),
        (records.join, crew.signatory),
    ):
        at = after(at, 0, rng)
        yield at
        at_gate(verb, fresh(made.pk), by=by, at=at)
    return at


def name_of(title: str) -> str:
    """The document that a title speaks of, in its marks."""
    return found[0] if (found := _NAME.search(title)) else f"《{title}》"


def explained(name: str, said: dict[str, Any]) -> str:
    """What a document is for, what it settles and from when on, from its own articles."""
    articles = [escape(words.partition("。")[0]) for words in _ARTICLE.findall(said["body"])]
    purpose, rest = (articles[0], articles[1 : 1 + _HOW_MANY]) if articles else ("", [])
    parts = [f"<h2>一、为什么制定</h2><p>{purpose or f'为了把{name}讲明白，现作如下解读'}。</p>"]
    if rest:
        parts.append(
            "<h2>二、主要内容</h2>"
            + "".join(f"<p>（{n}）{words}。</p>" for n, words in zip("一二三四五", rest, strict=False))
        )
    if said["effective_on"]:
        days = f"，有效期至{zh_date(said['expires_on'])}" if said["expires_on"] else ""
        parts.append(f"<h2>三、什么时候施行</h2><p>自{zh_date(said['effective_on'])}起施行{days}。</p>")
    return "".join(parts)


def begin(life: Life, record: Record, unit: str, at: datetime) -> None:
    """Let what follows on the publication of a normative document begin."""
    life.begin(_filed(life, record.pk, unit, at))


def authority_of(unit: str) -> str:
    """With whom a unit files: the county's own documents, which its office makes, and those of organs led from above go to the city,
    all others to the county."""
    of = government()
    return of.superior if unit == COUNTY or not unit_by_code(unit).in_totals else of.name


def _filed(life: Life, record_id: str, unit: str, published: datetime) -> Story:
    """Most within the fifteen days, one in twelve after them."""
    rng = life.rng(f"filing {record_id}")
    officer = somebody(rng, "legal_reviewer", unit)
    days = rng.randint(17, 24) if rng.random() < 1 / 12 else rng.randint(4, 13)
    at = at_work(forward(published.date() + timedelta(days - 1), 1), rng)
    yield at
    record = fresh(record_id)
    if not record.live or clock_of(record.ref, filing.FILING) is None:
        return
    filing.send(record=record, authority=authority_of(unit), on=at.date(), by=officer, at=at)
    if rng.random() > NUMBERED:
        return
    at = after(at, rng.randint(3, 12), rng)
    yield at
    record = fresh(record_id)
    series = f"{'明府备' if authority_of(unit) == government().name else '宁府备'}〔{at.year}〕"
    life.numbers[series] += 1
    number = f"{series}{life.numbers[series]}号"
    filing.register(record=record, number=number, on=at.date(), by=officer, at=at)


def fresh(record_id: str) -> Record:
    """The record as it is now."""
    return Record.objects.select_related("unit", "section").get(pk=record_id)
