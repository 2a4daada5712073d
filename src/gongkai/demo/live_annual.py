"""The report on disclosure that every unit publishes each year by 31 January, and the county by 31 March (条例第49条、第50条).

It is begun as the desk begins it: from the outline of its year, its tables and figures counted from the ledger on that day.
"""

import re
from datetime import date
from random import Random

from django.utils.timezone import localdate

from gongkai.demo import county
from gongkai.demo.content import Unit, units
from gongkai.demo.live import Counting, Life, Story, at_work, forward
from gongkai.demo.live_records import crew_of, straight_through
from gongkai.engines.measures.sheets import catch_up, counted
from gongkai.engines.reporting import annual
from gongkai.engines.reporting.figures import GOVERNMENT, OWN
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Section
from gongkai.pure.law.outlines import ASKS

SECTION = "nianbao"
OFFICE = "zfb001"
"""The county government's office: it reports for the county."""
OPENING = (
    "围绕群众关心的事项及时公开，办理申请做到件件有回音。",
    "把公开贯穿办文办事全过程，重点公开资金、项目和政策。",
    "对照公开目录逐项梳理，补上了以前没有及时公开的内容。",
    "坚持谁制作谁公开、谁保存谁公开，公开前逐件审查。",
    "指定专人负责，每季度检查一次公开和答复的时限。",
)
NO_POINTS = re.compile(r"查阅点(<[^>]*>)?0(<[^>]*>)?个")
"""What a report says that counts no reading point: all are the county's, so each unit's own."""
PROBLEMS = (
    ("政策解读偏少，有的文件只公开了原文。", "制发文件时同步准备解读，没有解读的不报送审核。"),
    ("个别答复临近期限才发出。", "把内部办理时限提前5个工作日，到期前提醒经办人。"),
    ("公开内容更新不够均衡，年底集中发布较多。", "按季度列出应公开事项，形成一件公开一件。"),
    ("基层站所对公开要求不够熟悉。", "组织两次业务培训，用典型案例讲清哪些该公开、怎样公开。"),
    ("部分信息的主题词不规范，不便查找。", "统一主题词，发布前由审核人员核对。"),
)


def begin_all(life: Life) -> None:
    """Let the reports of each whole year that was lived be written, at the beginning of the next."""
    for year in range(life.first.year, life.today.year):
        for unit in units():
            if unit.level in ("department", "town"):
                life.begin(_story(life, year, unit))
        life.begin(_story(life, year, None))


def _story(life: Life, year: int, unit: Unit | None) -> Story:
    """One report; without a unit the county's, by its government's office. What only people can write is written before it goes to review."""
    code = unit.code if unit else OFFICE
    rng = life.rng(f"annual report {year} {code if unit else 'county'}")
    crew = crew_of(code, rng)
    first = date(year + 1, 1, 4) if unit else date(year + 1, 3, 2)
    at = at_work(forward(first, rng.randint(1, 10)), rng)
    yield Counting(at)
    catch_up()
    covers = OWN if unit else GOVERNMENT
    content = annual.begun(county.unit_of(code), year, covers, localdate(at), counted())
    record = records.draft(
        kind=annual.kind().code, unit=county.unit_of(code), section=Section.objects.get(pk=SECTION), by=crew.editor, at=at,
        content=content | {"body": _written(content["body"], rng)}, record_id=records.new_id(rng.choice),
    )  # fmt: skip
    yield from straight_through(record, crew, at, rng)


def _written(body: str, rng: Random) -> str:
    """The text with what the outline leaves to people."""
    problem, remedy = rng.choice(PROBLEMS)
    said = {
        "写制度": rng.choice(OPENING),
        "写网站": "政府网站的内容按时更新。" if NO_POINTS.search(body) else "政府网站和查阅场所的内容同步更新。",
        "写考核": "公开工作纳入年度考核，没有发生责任追究的情形。",
        "写存在": f"{problem}{remedy}",
        "写信息": "本年没有收取政府信息公开信息处理费。",
    }
    for beginning, text in said.items():
        body = re.sub(rf"{re.escape(ASKS)}{beginning}[^<]*", text, body)
    return body
