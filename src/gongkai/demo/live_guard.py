"""What the leak guard is there for: a list that tells too much, waiting at the secrecy review; a telephone that may stand; a post that is wrong."""

from datetime import date, timedelta
from io import BytesIO
from random import Random

from openpyxl import Workbook
from openpyxl.comments import Comment

from gongkai.demo import county
from gongkai.demo.live import Life, Story, after, at_work
from gongkai.demo.live_records import Crew, fresh, straight_through
from gongkai.demo.live_review import at_gate
from gongkai.ground.files.actions import attach
from gongkai.ground.guard.actions import load_words
from gongkai.ground.guard.inspecting import inspect
from gongkai.ground.ledger.acts import settle
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import guarding, masking
from gongkai.kernel.records.models import Record, Section
from gongkai.kernel.records.queries import version_of
from gongkai.pure.codes import citizen
from gongkai.pure.guard.apart import search_here
from gongkai.pure.guard.wording import parse

UNIT, SECTION, ELSEWHERE = "zfb001", "jiuzhu", "990123"
"""The office whose people stand on the list of sign-ins; a division that is nowhere."""
TOLD = (
    ("张桂兰", date(1958, 4, 12), 128, "患乳腺癌，手术费用高", "青石镇柳林村4组16号", 8000),
    ("李守田", date(1961, 11, 3), 53, "房屋失火", "青石镇柳林村2组7号", 5000),
    ("王小满", date(2014, 6, 1), 206, "孤儿", "河西街道清河路18号2幢301室", 6000),
)
"""Name, day of birth, sequence, why, address, sum: nobody of them exists."""
LEADERS = """
list: county-leaders
sort: title
name: 县领导职务
version: "{year}.1"
basis: 县委组织部通报
entries:
  - {{name: 顾怀山, posts: [县委副书记, 县长], since: {since}}}
  - {{name: 程望舒, posts: [县委常委, 常务副县长], since: {since}}}
"""


def begin_all(life: Life) -> None:
    """Let all of it begin."""
    life.begin(_told_too_much(life))
    life.begin(_may_stand(life))
    life.begin(_wrong_post(life))
    life.begin(_leaders(life))


def _crew() -> Crew:
    return Crew(*(county.actor(name) for name in ("chenxiaotang", "lifang", "wujianguo", "liuzhiyuan")))


def _drafted(title: str, body: str, on: date, at, rng: Random) -> Record:
    content = {"title": title, "body": body, "formed_on": on.isoformat(), "keywords": ["救助"]}
    return records.draft(
        kind="notice", unit=county.unit_of(UNIT), section=Section.objects.get(pk=SECTION), content=content, by=_crew().editor, at=at,
        record_id=records.new_id(rng.choice),
    )  # fmt: skip


def _told_too_much(life: Life) -> Story:
    """A list as it came from below: with numbers, illnesses and addresses, and the working copy hidden in its workbook."""
    rng, crew = life.rng("told too much"), _crew()
    at = at_work(life.days[-3], rng)
    yield at
    record = _drafted("第一季度临时救助对象公示", _list(), at.date(), at, rng)
    file = attach(owner=record.ref, name="临时救助对象名册.xlsx", data=_roll(), by=crew.editor.name, at=at)
    inspect(file, at.date(), search_here)
    settle()
    content = version_of(record).values() | {"attachments": [file.public_id]}
    records.save(record=record, content=content, by=crew.editor, at=at)
    at = after(at, 0, rng)
    yield at
    records.submit(record=record, by=crew.editor, at=at)
    at = after(at, 1, rng)
    yield at
    at_gate(records.pass_review, fresh(record), by=crew.reviewer, at=at)


def _number(born_on: date, sequence: int) -> str:
    return citizen.make(ELSEWHERE, born_on, sequence)


def _list() -> str:
    head = "".join(f"<th>{each}</th>" for each in ("姓名", "身份证号", "致贫原因", "家庭住址", "金额（元）"))
    rows = "".join(
        f"<tr><td>{name}</td><td>{_number(born_on, sequence)}</td><td>{why}</td><td>{address}</td><td>{amount}</td></tr>"
        for name, born_on, sequence, why, address, amount in TOLD
    )
    return (
        "<p>经乡镇（街道）初审、县民政局复核，拟对下列对象给予临时救助，现予公示。公示期7天，认真布署、做好解释。</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        "<p>对公示内容有异议的，请向县民政局反映，电话0000-0066128，值班手机13800001234。</p>"
    )


def _roll() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "名册"
    sheet.append(["姓名", "救助金额"])
    for name, _, _, _, _, amount in TOLD:
        sheet.append([f"{name[0]}某", amount])
    sheet["A2"].comment = Comment("本人电话13900005678，已核实", "经办人")
    other = book.create_sheet("底稿")
    other.sheet_state = "hidden"
    other.append(["姓名", "身份证号", "银行卡号"])
    for name, born_on, sequence, *_ in TOLD:
        other.append([name, _number(born_on, sequence), "6217000000000000012"])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _may_stand(life: Life) -> Story:
    """A mobile number that the office itself gives out: the secrecy reviewer says so, and it stands."""
    rng, crew = life.rng("may stand"), _crew()
    at = at_work(life.days[-25], rng)
    yield at
    body = "<p>县救助管理站24小时受理流浪乞讨人员救助，值班电话0000-0066129，值班手机13800001235。</p>"
    record = _drafted("县救助管理站值班电话", body, at.date(), at, rng)
    records.submit(record=record, by=crew.editor, at=at)
    at = after(at, 0, rng)
    yield at
    at_gate(records.pass_review, fresh(record), by=crew.reviewer, at=at)
    settle()
    record = fresh(record)
    for hit in guarding.look(record, version_of(record)).open:
        masking.justify(
            record=record, key=hit.key, reason="单位对外公布的工作电话、工作地址", by=crew.secrecy_reviewer, at=at
        )
    at_gate(records.clear, record, by=crew.secrecy_reviewer, at=at)
    at = after(at, 0, rng)
    yield at
    at_gate(records.publish, fresh(record), by=crew.signatory, at=at)


def _wrong_post(life: Life) -> Story:
    """Published before the list of posts was loaded; found at night."""
    rng = life.rng("wrong post")
    at = at_work(life.days[-14], rng)
    yield at
    body = "<p>副县长顾怀山主持召开困难群众救助工作调度会，常务副县长程望舒参加。会议要求加快资金发放。</p>"
    record = _drafted("全县困难群众救助工作调度会召开", body, at.date(), at, rng)
    yield from straight_through(record, _crew(), at, rng)


def _leaders(life: Life) -> Story:
    at = at_work(life.days[-4], life.rng("leaders"))
    yield at
    text = LEADERS.format(year=life.today.year, since=life.first - timedelta(60))
    load_words(words=parse(text), by="linzhixia", at=at)
