"""How applicants of the demo county rated what was done: some of those who were answered do, most are content, and a bad grade is looked into."""

from datetime import date, datetime
from random import Random

from gongkai.demo.live import Life, Story, at_work, forward, somebody
from gongkai.ground.units.scope import APPLICANT
from gongkai.kernel.cases import rating
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import Foi

EVERY, SHARE = 9, 0.3
"""Working days between two looks at what was answered meanwhile; the share of applicants who rate."""
GRADES = ("very_good", "good", "good", "very_good", "fair", "good", "bad", "very_good", "good", "very_bad")
CONTENT = ("答复很清楚，材料当天就收到了。", "", "打电话问也很耐心。", "", "写明了依据和可以怎么办。")
WORDS = {
    "bad": ("只给了网址，自己找了很久才找到。", "期限最后一天才答复。", "附件打不开，打电话没有人接。"),
    "very_bad": ("答非所问，要的是名单，给的是通知。", "说信息不存在，可是文件里明明提到过。"),
}
CALLED = (
    ("explained", "已经电话说明：您要的名单由镇里制作，申请时已告知向谁申请。", None),
    ("fixed", "附件已经换成能打开的格式，重新发给您，也核对过页数。", None),
    ("later", "正在逐页整理目录，整理好以后主动发给您。", 10),
)


def begin_all(life: Life) -> None:
    life.begin(_story(life))


def _story(life: Life) -> Story:
    rng, since = life.rng("ratings"), life.first
    day = forward(life.first, EVERY)
    while day < life.today:
        at = at_work(day, rng)
        yield at
        for case in _answered(since, day):
            if rng.random() < SHARE:
                yield from _rated(life, rng, case, at)
        since, day = day, forward(day, EVERY)


def _answered(since: date, until: date) -> list[Case]:
    found = Case.objects.filter(procedure=Foi.code, state=Foi.ANSWERED.code, closed_on__gte=since, closed_on__lt=until)
    return list(found.filter(grade="", channel="web").select_related("unit").order_by("pk"))


def _rated(life: Life, rng: Random, case: Case, at: datetime) -> Story:
    grade = rng.choice(GRADES)
    words = rng.choice(WORDS.get(grade, CONTENT))
    if not rating.may_rate(case):
        return
    rating.rate(case=case, grade=grade, words=words, by=APPLICANT, at=at)
    if grade in WORDS:
        life.begin(_called(rng, case.pk, at))
    yield from ()


def _called(rng: Random, pk: int, at: datetime) -> Story:
    at = at_work(forward(at.date(), 1), rng)
    yield at
    case = Case.objects.select_related("unit").get(pk=pk)
    officer = somebody(rng, "case_officer", case.unit.code)
    result, text, days = rng.choice(CALLED)
    rating.call_back(case=case, result=result, text=text, days=days, by=officer, at=at)
    if days:
        at = at_work(forward(at.date(), days - 3), rng)
        yield at
        case = Case.objects.select_related("unit").get(pk=pk)
        rating.put_right(case=case, text="目录和材料已经发给申请人。", by=officer, at=at)
