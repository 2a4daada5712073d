"""How offices keep the site: pages put together from blocks, topics, notices, addresses of the website before this one."""

from datetime import date, datetime, timedelta

from gongkai.demo import county
from gongkai.demo.content import holders
from gongkai.demo.content.context import workday_after
from gongkai.demo.live import Life, Story, at_work
from gongkai.demo.live_catalogue import OFFICE
from gongkai.kernel.portal import actions, former, topics
from gongkai.kernel.portal.blocks import HOME, Block, model_of, page_of
from gongkai.kernel.records.models import Record

FOOT = (
    Block("专题", "topics"),
    Block("我们答复得怎么样", "answers"), Block("重点领域", "key_areas"), Block("主动公开的信息", "sections"), Block("部门和乡镇", "units"),
)  # fmt: skip
NEWS = (Block("新发布的政策", "kind:policy", 6), Block("公告公示", "kind:notice", 8))
FIRST_HOME = (*NEWS, *FOOT)
SECOND_HOME = (*NEWS, Block("要闻", "kind:news", 6), Block("民生保障", "section:minsheng", 6), *FOOT)
TOWN = (
    Block("通知公告", "kind:notice", 8), Block("农业农村", "section:sannong", 6), Block("民生保障", "section:minsheng", 6),
    Block("怎么找我们", "facts"), Block("公开目录", "catalogue"),
)  # fmt: skip
HOUSING = "zjj013"
OF_HOUSING = (
    Block("住房保障", "section:zhufang", 6), Block("城市建设和公共服务", "section:chengshi", 6), Block("通知公告", "kind:notice", 6),
    Block("怎么找我们", "facts"), Block("公开目录", "catalogue"),
)  # fmt: skip
ARRANGED = 4
"""How many arrangements there are in the end, of pages that are no topics."""
TOPICS = (
    ("zhaosheng", "义务教育招生", "小学、初中招生的范围、时间和材料。", (4, 1), (8, 31), (Block("招生政策", "section:key_enrolment", 10), Block("学校和教育", "section:jiaoyu", 10))),
    ("fangxun", "防汛和安全度夏", "预警、应急和安全提示。", (5, 6), (10, 15), (Block("预警和应对", "section:yujing", 10), Block("安全生产", "section:anquan", 8))),
    ("yingshang", "优化营商环境", "办企业要看的文件、采购和交易。", (2, 20), (12, 31), (Block("政府采购", "section:zhengfucaigou", 8), Block("公共资源交易", "section:jiaoyi", 8), Block("新出的政策", "kind:policy", 8))),
)  # fmt: skip
"""Each year anew: key, name, lead, first and last day, blocks."""
CHOSEN = 3
"""So many documents are chosen for a topic one by one."""
FORMER = """
http://www.mingchuan.gov.example/zwgk/gfxwj/list.shtml /s/guifan/
http://www.mingchuan.gov.example/zwgk/rsxx/list.shtml /s/renshi/
/bmdt/index.jsp?dept=13 /u/zjj013/
/zwgk/ndbg.htm /annual-reports/
"""


def begin_all(life: Life) -> None:
    life.begin(_office(life))
    life.begin(_unit(life))
    for year in range(life.first.year, life.today.year + 1):
        for topic in TOPICS:
            life.begin(_topic(life, year, *topic))
    life.begin(_notices(life))
    life.begin(_former(life))


def _office(life: Life) -> Story:
    by = county.actor(OFFICE)
    for place, day, blocks in ((HOME, 5, FIRST_HOME), (model_of("town"), 12, TOWN), (HOME, 60, SECOND_HOME)):
        at = _at(life, day, place)
        yield at
        actions.arrange(place=place, blocks=blocks, by=by, at=at)


def _unit(life: Life) -> Story:
    at = _at(life, 20, HOUSING)
    yield at
    head = county.actor(holders("office_head", HOUSING)[0].username)
    actions.arrange(place="", unit=county.unit_of(HOUSING), blocks=OF_HOUSING, by=head, at=at)


def _at(life: Life, day: int, what: str) -> datetime:
    """Some moment of a day of the past, at latest its last."""
    return at_work(life.days[min(day, len(life.days) - 1)], life.rng(f"arranged {what} {day}"))


def _topic(
    life: Life,
    year: int,
    key: str,
    name: str,
    lead: str,
    begins: tuple[int, int],
    ends: tuple[int, int],
    blocks: tuple[Block, ...],
) -> Story:
    """Made some days before it begins; what follows is its days'."""
    key, first, last = f"{key}-{year}", date(year, *begins), date(year, *ends)
    day = workday_after(first - timedelta(9), 0)
    if not life.first <= day < life.today:
        return
    at = at_work(day, life.rng(key))
    yield at
    by = county.actor(OFFICE)
    newest = Record.objects.filter(live=True, kind="policy").order_by("-published_on", "pk")
    picked = list(newest.values_list("pk", flat=True)[:CHOSEN])
    said = {"name": f"{year}年{name}", "lead": lead, "begins_on": first, "ends_on": last, "picked": picked}
    topics.plan_topic(key=key, by=by, at=at, **said)
    shown = (Block("先看这几件", "picked"), *blocks) if picked else blocks
    actions.arrange(place=page_of(key), blocks=shown, by=by, at=at)


def _notices(life: Life) -> Story:
    """One that has passed, and one that stands today."""
    by = county.actor(OFFICE)
    for place, text in ((len(life.days) // 2, "本周末机房检修，网上查进度可能打不开。着急的请打电话。"), (len(life.days) - 3, "12345热线和各窗口周末轮流值班，具体时间看各单位的联系方式。")):  # fmt: skip
        at = _at(life, max(place, 0), "notice")
        yield at
        topics.post_notice(text=text, begins_on=at.date(), ends_on=at.date() + timedelta(10), by=by, at=at)


def _former(life: Life) -> Story:
    at = _at(life, 8, "former")
    yield at
    former.lead_on(text=FORMER, by=county.actor(OFFICE), at=at)
