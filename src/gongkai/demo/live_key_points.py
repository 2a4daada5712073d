"""The year's key points: what the city wants done and what the county adds, laid down in spring; most are done in time, some late, one is put off, one
comes back, and some are open today."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

from gongkai.demo import county
from gongkai.demo.content import holders, people
from gongkai.demo.live import Life, Story, after, at_work, forward, instant
from gongkai.kernel.keypoints import actions
from gongkai.kernel.keypoints.actions import Task
from gongkai.kernel.keypoints.models import ABOVE, OWN, KeyPoint
from gongkai.kernel.keypoints.queries import proofs_of
from gongkai.kernel.records.models import Record
from gongkai.pure.declare import Role

OFFICE = next(each for each in people() if Role.OPENNESS_OFFICE in each.roles)
"""Who lays them down."""
IN_TIME, LATE, RETURNED, DELAYED, NEVER = "in time", "late", "returned", "put off", "never"


@dataclass(frozen=True)
class Told:
    """A task as the year's document has it: who leads and assists (codes), the last day (month, day), the kind of record that shows it, how it goes."""

    number: str
    title: str
    text: str
    lead: str
    assisting: tuple[str, ...]
    due: tuple[int, int]
    kind: str
    goes: str = IN_TIME
    public: bool = True


CITY = (
    Told("一（一）", "行政规范性文件公开时同步公开解读", "文件和解读同步起草、同步审核、同步公开。", "sfj007", ("zfb001",), (6, 30), "interpretation"),
    Told("一（二）", "公开预算、决算和“三公”经费", "批复后20日内公开，表格能下载。", "czj008", ("zfb001", "jyj003"), (9, 30), "budget"),
    Told("一（三）", "公开义务教育招生范围和结果", "招生前公开划片范围，录取后公开结果。", "jyj003", (), (8, 31), "notice"),
    Told("二（一）", "公开重大建设项目的批准和进展", "每季度更新一次施工进度。", "fgj002", ("zjj013", "jtj014"), (11, 30), "project", LATE),
    Told("二（二）", "公开政府采购意向和合同", "意向提前30日公开，合同签订后2个工作日内公开。", "czj008", (), (10, 31), "procurement"),
    Told("二（三）", "公开就业创业补贴的对象和金额", "每批发放后公开。", "rsj010", ("czj008",), (11, 30), "notice"),
    Told("三（一）", "依申请公开答复逐件核对法律依据", "答复书写明依据的条款。", "sfj007", ("zfb001",), (12, 15), "policy", RETURNED),
    Told("三（二）", "重大决策公开征求意见并公布采纳情况", "征求意见结束后20个工作日内公布。", "zfb001", ("fgj002", "zrj011"), (12, 15), "consultation"),
)  # fmt: skip
COUNTY = (
    Told("1", "编制办事问答清单", "每个窗口单位不少于20个问题。", "zfb001", ("rsj010", "mzj006"), (5, 31), "faq"),
    Told("2", "惠农补贴发放结果公开到村", "“一卡通”发放后5个工作日内在村公开栏公开。", "nyj009", ("czj008",), (10, 31), "notice"),
    Told("3", "河湖水质监测结果按月公开", "每月10日前公开上月结果。", "slj015", (), (10, 31), "notice", NEVER),
    Told("4", "公租房轮候名单按季度公开", "名单只写姓名和轮候号。", "zjj013", ("mzj006",), (9, 30), "notice", LATE),
    Told("5", "公开栏目逐项自查，补上空白栏目", "三个月没有更新的写明原因。", "zfb001", (), (7, 31), "news"),
    Told("6", "政务公开专区接入市级平台", "专区的查询、打印和市级平台打通。", "gxj004", ("zfb001",), (11, 30), "notice", DELAYED),
    Told("7", "信息发布人员的保密审查考核", "在岗人员全部参加。", "gaj005", (), (6, 30), "notice", IN_TIME, False),
)  # fmt: skip
DOING = (
    "已经对照要求逐项梳理，列出了要补的内容，正在起草。",
    "第一批内容已经公开，第二批在审核。",
    "和协办单位开了一次会，分了工，月底汇总。",
    "在做的有一半，其余按计划推进。",
)
DID = (
    "按要求做完了，内容都在网站上，链接和文件附在佐证里。",
    "已经全部公开，以后按固定的时间更新。",
    "逐项核对过，没有遗漏。",
)
RESULT = ("已经按要求公开，以后按时更新。", "全部完成，做法已经固定下来。", "")
MISSING, WAITS = "抽查发现有两件没有写明依据，请补齐再报。", "市级平台的接口推迟到明年开放，接口开放以后再接入。"


def begin_all(life: Life) -> None:
    for year in range(life.first.year, life.today.year + 1):
        sources = (
            (CITY, ABOVE, f"宁州市{year}年政务公开工作要点", f"宁政办发〔{year}〕{18 + year % 7}号", date(year, 3, 18)),
            (COUNTY, OWN, f"明川县{year}年政务公开工作要点", f"明政办发〔{year}〕{12 + year % 5}号", date(year, 4, 9)),
        )
        for tasks, level, source, number, first in sources:
            for n, told in enumerate(tasks):
                life.begin(
                    _story(life, year, _as_lived(told, over=year < life.today.year), level, source, number, (first, n))
                )


def _as_lived(told: Told, *, over: bool) -> Told:
    """What is never done is done late in a year that is over."""
    return replace(told, goes=LATE) if over and told.goes == NEVER else told


def _story(life: Life, year: int, told: Told, level: str, source: str, number: str, first: tuple[date, int]) -> Story:
    rng = life.rng(f"key point {year} {level} {told.number}")
    on, n = first
    at = instant(on, 9, 10 + 4 * n)
    yield at
    office = county.actor(OFFICE.username)
    assisting = tuple(county.unit_of(code) for code in told.assisting)
    task = Task(
        told.title, county.unit_of(told.lead), date(year, *told.due), level, source, number, told.number, told.text, assisting, told.public
    )  # fmt: skip
    code = "".join(rng.choice("0123456789abcdefghjkmnpqrstvwxyz") for _ in range(12))
    point = actions.lay_down(year=year, task=task, by=office, at=at, code=code)
    at = at_work(forward(on, rng.randint(12, 30)), rng)
    yield at
    if told.goes == DELAYED:
        actions.put_off(point=point, because=WAITS, by=office, at=at)
        return
    editor = county.actor(holders("editor", told.lead)[0].username)
    actions.report(point=point, text=rng.choice(DOING), by=editor, at=at)
    if told.assisting and (own := holders("editor", told.assisting[0])):
        at = after(at, rng.randint(3, 9), rng)
        yield at
        actions.report(point=point, text=rng.choice(DOING[1:]), by=county.actor(own[0].username), at=at)
    if told.goes == NEVER:
        return
    late = told.goes == LATE
    at = max(
        after(at, 3, rng), at_work(forward(task.due_on, rng.randint(3, 9)) if late else _before(task.due_on, rng), rng)
    )
    yield at
    yield from _finished(point, told, at, rng)
    if told.goes == RETURNED:
        at = after(at, 3, rng)
        yield at
        due_on = max(task.due_on, forward(at.date(), 4))
        if due_on.year == year:
            actions.send_back(point=point, text=MISSING, due_on=due_on, by=office, at=at)
            at = after(at, 2, rng)
            yield at
            yield from _finished(point, told, at, rng)


def _before(due_on: date, rng: Random) -> date:
    """A working day some days before another."""
    return forward(date.fromordinal(due_on.toordinal() - rng.randint(10, 35)), 1)


def _finished(point: KeyPoint, told: Told, at: datetime, rng: Random) -> Story:
    """The unit's own records of the year that show it; where it has none, a file."""
    head = county.actor(holders("office_head", told.lead)[0].username)
    own = Record.objects.filter(unit__code=told.lead, live=True, published_on__year=point.year)
    fitting = list(own.filter(kind=told.kind).order_by("-published_on", "pk")[:2]) or list(
        own.order_by("-published_on", "pk")[:1]
    )
    new = [each.ref for each in fitting if each.ref not in {proof.about for proof in proofs_of(point)}]
    if new:
        actions.prove(point=point, about=new, by=head, at=at)
        at = after(at, 0, rng)
        yield at
    evidence = [] if fitting else [("完成情况说明.txt", f"{point.title}：{rng.choice(DID)}\n".encode())]
    actions.finish(
        point=point,
        text=rng.choice(DID),
        result=rng.choice(RESULT) if told.public else "",
        evidence=evidence,
        by=head,
        at=at,
    )
