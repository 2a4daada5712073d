"""What units publish on days of their own besides the daily run of texts: budgets and accounts, who leads, plans and statistics, projects, what the press is told, the gazette."""

from datetime import date, timedelta

from gongkai.demo import county
from gongkai.demo.content import accounts, leaders, outlook, projects, talks
from gongkai.demo.content.context import workday_after
from gongkai.demo.content.items import Item
from gongkai.demo.live import Life, Story, at_work
from gongkai.demo.live_records import crew_of, straight_through
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import standing_section

OFFICE = "zfb001"
GAZETTE_MOST = 14
"""Documents of an issue at most."""
SOURCES = (accounts, leaders, outlook, projects, talks)


def begin_all(life: Life) -> None:
    """Let all of it begin; of a smaller county every second, third ... item."""
    for source in SOURCES:
        for number, item in enumerate(
            list(source.items(life.first, life.today, life.seed))[:: max(1, round(1 / life.scale))]
        ):
            life.begin(_story(life, item, number))
    for number, on in enumerate(_quarters(life)):
        life.begin(_gazette(life, on, number))


def _quarters(life: Life) -> list[date]:
    """The days on which an issue comes out: in the last month of each quarter."""
    days = [workday_after(date(year, month, 22), 0) for year in range(life.first.year, life.today.year + 1) for month in (3, 6, 9, 12)]  # fmt: skip
    return [day for day in days if life.first < day < life.today]


def _story(life: Life, item: Item, number: int) -> Story:
    rng = life.rng(f"{item.kind} {item.unit} {item.on} {number}")
    crew = crew_of(item.unit, rng)
    at = at_work(item.on, rng)
    yield at
    record = records.draft(
        kind=item.kind, unit=county.unit_of(item.unit), section=standing_section(item.section), by=crew.editor, at=at,
        content=item.content | {"formed_on": item.on.isoformat()}, record_id=records.new_id(rng.choice),
    )  # fmt: skip
    yield from straight_through(record, crew, at, rng)


def _gazette(life: Life, on: date, number: int) -> Story:
    """An issue of the county's gazette: the documents that were published since the one before."""
    rng = life.rng(f"gazette {number}")
    at = at_work(on, rng)
    yield at
    since = on - timedelta(92)
    rows = [
        {"title": each.title, "number": each.document_number, "column": "规范性文件" if each.normative else "部门文件", "page": ""}
        for each in _documents(since, on)
    ]  # fmt: skip
    if not rows:
        return
    crew, issue = crew_of(OFFICE, rng), (on.month - 1) // 3 + 1
    content = {
        "title": f"明川县人民政府公报{on.year}年第{issue}期", "formed_on": on.isoformat(), "year": str(on.year), "issue": str(issue), "running": str(80 + number),
        "issued_on": on.isoformat(), "contents": rows, "keywords": ["政府公报"],
        "body": f"<p>本期刊登文件{len(rows)}件。纸质公报在县政务服务中心、县档案馆、县图书馆可以免费取阅。</p>",
    }  # fmt: skip
    record = records.draft(kind="gazette", unit=county.unit_of(OFFICE), section=standing_section("gongbao"), by=crew.editor, at=at, content=content, record_id=records.new_id(rng.choice))  # fmt: skip
    yield from straight_through(record, crew, at, rng)


def _documents(since: date, until: date) -> list[Record]:
    """Numbered documents that were published in these days, normative ones first."""
    found = Record.objects.filter(kind="policy", live=True, published_on__gt=since, published_on__lt=until).exclude(
        document_number=""
    )
    return list(found.order_by("-normative", "published_on", "id")[:GAZETTE_MOST])
