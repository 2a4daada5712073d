"""How units of the demo county help each other with applications: now and then one is asked for what it keeps and replies in time; the last one
has it on its list today.
"""

from datetime import datetime
from functools import partial
from random import Random

from gongkai.demo import county
from gongkai.demo.content import holders
from gongkai.demo.content import units as content_units
from gongkai.demo.live import Life, Story, at_work, forward, now_and_then, somebody
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.duties import open_of_kinds
from gongkai.procedures.foi import Foi, assisting
from gongkai.procedures.foi.actions import HANDLE

EVERY, LEAST_LEFT, LOOKED_AT = 40, 8, 10
"""Working days between two; so many are left of the case's term; of so many of these one."""
ASKED = "请查一查你单位有没有这件申请要的材料，有的提供复制件，写明哪些内容不宜公开；没有的，写明到哪里找过。"
REPLIES = (
    "档案室和业务系统都按题名、年份查过，没有找到。",
    "有关材料当年移交时没有留存，移交清单上也没有列，没有找到。",
)


def begin_all(life: Life) -> None:
    rng = life.rng("assisting")
    life.begin(now_and_then(life, rng, EVERY, partial(_asked, life, rng)))


def _asked(life: Life, rng: Random, at: datetime, replied: bool) -> Story:
    yield at
    soon = forward(at.date(), LEAST_LEFT)
    duties = open_of_kinds([HANDLE], "case:").filter(procedure=Foi.code, sort_on__gte=soon, person="", paused=False)
    found = (
        Case.objects.select_related("unit").get(reference=duty.ref.removeprefix("case:")) for duty in duties[:LOOKED_AT]
    )
    case = next((each for each in found if not each.confidential), None)
    if case is None:
        return
    others = [u.code for u in content_units() if u.level == "department" and u.code != case.unit.code]
    helper = rng.choice([code for code in others if holders("case_officer", code)])
    officer = somebody(rng, "case_officer", case.unit.code)
    made = assisting.ask(
        case=case, kind=rng.choice((assisting.RETRIEVE, assisting.ASSIST)), unit=county.unit_of(helper), what=ASKED, days=5, by=officer, at=at,
    )  # fmt: skip
    if replied:
        life.begin(_reply(rng, made.case.pk, made.seq, helper, at))


def _reply(rng: Random, pk: int, seq: int, helper: str, at: datetime) -> Story:
    at = at_work(forward(at.date(), rng.randint(1, 4)), rng)
    yield at
    case = Case.objects.select_related("unit").get(pk=pk)
    made = next((each for each in assisting.awaited(case) if each.seq == seq), None)
    if made:
        by = somebody(rng, "case_officer", helper)
        assisting.answer(assistance=made, came=assisting.NOTHING, text=rng.choice(REPLIES), by=by, at=at)
