"""The office's bulletin after each quarter, sent round to the units; the last year's were published, and one that is being written today."""

import re
from datetime import date
from random import Random

from django.utils.timezone import localdate

from gongkai.demo import county
from gongkai.demo.content import people
from gongkai.demo.live import Counting, Life, Story, after, at_work, forward
from gongkai.demo.live_records import crew_of, straight_through
from gongkai.engines.measures.sheets import catch_up, counted
from gongkai.engines.reporting import bulletins
from gongkai.engines.reporting.figures import GOVERNMENT
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import circulating
from gongkai.kernel.records.models import Section
from gongkai.pure.declare import Role
from gongkai.pure.law.outlines import ASKS

UNIT = "zfb001"
"""Whose bulletins they are: the county government's office."""
SECTION = "gonggao"
SENDER = next(each for each in people() if Role.OPENNESS_OFFICE in each.roles)
SAID = (
    "有的单位临近期限才答复，有的栏目超过更新时限没有更新，有的解读和文件没有同步公开。各单位对照表里的数逐项核对，超期的事项五个工作日内办结，超期的栏目本月底前更新。",
    "公开数量比较均衡，但个别单位集中在季末公开。请各单位按形成的日期随时公开，不要攒到季末；要点任务没有完成的，写明卡在哪里。",
    "申请人评价不满意的，多数是答复书没有写明依据。请各单位签发以前核对一遍，条款写到款和项。",
)


def begin_all(life: Life) -> None:
    quarters = [(year, quarter) for year in range(life.first.year, life.today.year + 1) for quarter in range(1, 5)]
    over = [each for each in quarters if _end(*each) < life.today]
    for year, quarter in over[-4:]:
        life.begin(_story(life, year, quarter, public=year < life.today.year))


def _end(year: int, quarter: int) -> date:
    """The first day after a quarter."""
    return date(year + quarter // 4, 3 * quarter % 12 + 1, 1)


def _story(life: Life, year: int, quarter: int, *, public: bool) -> Story:
    rng = life.rng(f"bulletin {year} {quarter}")
    crew = crew_of(UNIT, rng)
    at = at_work(forward(_end(year, quarter), rng.randint(4, 8)), rng)
    yield Counting(at)
    catch_up()
    content = bulletins.begun(county.unit_of(UNIT), f"{year}-Q{quarter}", GOVERNMENT, localdate(at), counted())
    record = records.draft(
        kind=bulletins.kind().code, unit=county.unit_of(UNIT), section=Section.objects.get(pk=SECTION), by=crew.editor, at=at,
        content=content | {"body": _written(content["body"], rng)}, record_id=records.new_id(rng.choice),
    )  # fmt: skip
    at = after(at, 1, rng)
    yield at
    circulating.circulate(record=record, by=county.actor(SENDER.username), at=at)
    if public:
        yield from straight_through(record, crew, after(at, 1, rng), rng)


def _written(body: str, rng: Random) -> str:
    """The text with what the outline leaves to people."""
    return re.sub(rf"{re.escape(ASKS)}[^<]*", rng.choice(SAID), body)
