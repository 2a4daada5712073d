"""What those who oversee the demo county's units asked of them: a suggestion that was put right long ago, one that a unit has answered, and one that is
open today."""

from collections import Counter
from datetime import datetime

from gongkai.demo import county
from gongkai.demo.content import Unit, holders, people, units
from gongkai.demo.live import Life, Story, at_work, back, forward
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.models import Case
from gongkai.kernel.oversight import findings
from gongkai.kernel.oversight.models import SUGGEST, Finding
from gongkai.pure.declare import Role

LONG_AGO, ANSWERED, OPEN = 120, 14, 6
"""Working days before today on which each goes out."""
CASES = 3
WATCH = next(each for each in people() if Role.SUPERVISOR in each.roles)
"""Who oversees the county's units, and in whose office's name they are asked."""
SAID = (
    ("部分申请临到期才送签", "抽查发现，有的申请到期前一两天才送签，签发的时间不够。请查明卡在哪个环节，改进流转，把送签的时间提前到到期前5个工作日。"),
    ("延长期限没有写明理由", "抽查发现，有的延期答复告知书只写“情况复杂”。请逐件核对，以后写明具体的理由（条例第33条），并对经办人作一次培训。"),
    ("办理记录不完整", "抽查发现，有的申请受理以后多日没有办理记录，看不出做了什么。请补齐说明，并定一个每周检查的办法。"),
)  # fmt: skip
REPLIES = (
    (
        "已经逐件核对，问题属实。主要是科室之间流转没有时限。已经定了流转办法：受理后2个工作日内分到科室，到期前5个工作日送签；办法附后。",
        "内部流转办法.txt",
        "关于规范依申请公开内部流转的办法\n一、受理后2个工作日内分到承办科室。\n二、到期前5个工作日送签。\n",
    ),
    (
        "已经逐件核对，有2件只写了“情况复杂”。以后延期都写明具体的理由，由法规科先看；前天对经办人作了培训，培训的内容附后。",
        "培训要点.txt",
        "延长期限要写明什么\n一、哪一项内容要多长时间查找、汇总。\n二、征求谁的意见，哪天发出。\n",
    ),
)  # fmt: skip
CHECKED = "抽查了新办法施行后的5件，都在到期前5个工作日送签，予以销号。"


def begin_all(life: Life) -> None:
    for n, (said, days) in enumerate(zip(SAID, (LONG_AGO, ANSWERED, OPEN), strict=True)):
        life.begin(_story(life, n, said, days))


def _asked(n: int, by: Actor) -> Unit | None:
    """Of the departments that somebody oversees the one with the most applications, or the n-th after it."""
    counts = Counter(Case.objects.filter(procedure="foi").values_list("unit__code", flat=True))
    may = [each for each in units() if each.level == "department" and each.code != WATCH.unit and holders("office_head", each.code) and by.holds(Role.SUPERVISOR, county.unit_of(each.code).pk)]  # fmt: skip
    busiest = sorted(may, key=lambda each: (-counts[each.code], each.code))
    return busiest[n] if n < len(busiest) else None


def _story(life: Life, n: int, said: tuple[str, str], days: int) -> Story:
    rng, watch = life.rng(f"finding {n}"), county.actor(WATCH.username)
    at = at_work(max(back(life.today, days), life.first), rng)
    yield at
    unit = _asked(n, watch)
    if unit is None:
        return
    made = _made(unit, said, watch, at)
    if days == OPEN:
        return
    at = at_work(forward(at.date(), 8), rng)
    yield at
    head = county.actor(holders("office_head", unit.code)[0].username)
    text, name, shows = REPLIES[n]
    findings.answer(finding=made, text=text, evidence=[(name, shows.encode())], by=head, at=at)
    if days == ANSWERED:
        return
    at = at_work(forward(at.date(), 4), rng)
    yield at
    findings.close(finding=made, text=CHECKED, by=watch, at=at)


def _made(unit: Unit, said: tuple[str, str], by: Actor, at: datetime) -> Finding:
    row = county.unit_of(unit.code)
    about = Case.objects.filter(unit=row, procedure="foi", confidential=False).order_by("-id")[:CASES]
    return findings.make(
        sort=SUGGEST, unit=row, office=county.unit_of(WATCH.unit), title=said[0], text=said[1], about=[case.ref for case in about], days=15,
        by=by, at=at,
    )  # fmt: skip
