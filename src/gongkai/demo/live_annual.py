"""The report on disclosure that every unit publishes each year by 31 January, and the county by 31 March (条例第49条、第50条).

Its figures are counted from the ledger on the day it is drafted, by the very measures that the statistics tables are made of.
"""

from datetime import date, datetime
from random import Random

from gongkai.demo import county
from gongkai.demo.content import Unit, units
from gongkai.demo.live import Life, Story, at_work, forward
from gongkai.demo.live_records import crew_of, straight_through
from gongkai.engines.measures import queries as measures
from gongkai.engines.measures.sheets import catch_up
from gongkai.ground.ledger.acts import settle
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Section
from gongkai.pure.law.outcomes import outcome

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
    """One report; without a unit the county's, by its government's office."""
    code = unit.code if unit else OFFICE
    rng = life.rng(f"annual report {year} {code if unit else 'county'}")
    crew = crew_of(code, rng)
    first = date(year + 1, 1, 4) if unit else date(year + 1, 3, 2)
    at = at_work(forward(first, rng.randint(1, 10)), rng)
    yield at
    record = records.draft(
        kind="notice", unit=county.unit_of(code), section=Section.objects.get(pk=SECTION), by=crew.editor, at=at,
        content=_content(year, unit, at, rng), record_id=records.new_id(rng.choice),
    )  # fmt: skip
    yield from straight_through(record, crew, at, rng)


def _content(year: int, unit: Unit | None, at: datetime, rng: Random) -> dict[str, object]:
    name = unit.name if unit else "明川县人民政府"
    problem, remedy = rng.choice(PROBLEMS)
    body = [
        f"<p>本报告依照《中华人民共和国政府信息公开条例》第五十条编制，所列数据的统计期限自{year}年1月1日起至12月31日止。</p>",
        f"<h2>一、总体情况</h2><p>{year}年，{name}{rng.choice(OPENING)}</p>",
        *_figures(year, unit),
        f"<h2>四、政府信息公开行政复议、行政诉讼情况</h2><p>{_reviews(year, unit)}</p>",
        f"<h2>五、存在的主要问题及改进情况</h2><p>{problem}{remedy}</p>",
        "<h2>六、其他需要报告的事项</h2><p>本年没有收取政府信息公开信息处理费。</p>",
        f'<p class="signed">{name}</p><p class="signed">{at.year}年{at.month}月{at.day}日</p>',
    ]
    title = f"{name}{year}年政府信息公开工作年度报告"
    return {
        "title": title,
        "body": "".join(body),
        "formed_on": at.date().isoformat(),
        "keywords": ["政府信息公开", "年度报告"],
    }


def _reviews(year: int, unit: Unit | None) -> str:
    """Part four in a sentence."""
    settle()
    catch_up()
    known, period = measures.measures(), measures.year(year)
    counted = measures.counted_units(county.unit_of(unit.code if unit else county.ROOT), period.last)
    told = []
    for key, name in (("reconsiderations", "行政复议"), ("lawsuits", "行政诉讼")):
        held, pending = (measures.value(known[f"{key}.{which}"], period, counted) for which in ("in_hand", "pending"))
        if held:
            told.append(f"{name}{held}件，其中审结{held - pending}件，尚未审结{pending}件")
    return (
        f"本年因政府信息公开工作被申请、提起的{'；'.join(told)}。"
        if told
        else "本年没有因政府信息公开工作被申请行政复议、提起行政诉讼。"
    )


def _figures(year: int, unit: Unit | None) -> tuple[str, str]:
    """Parts two and three: what was published, and what became of the applications."""
    settle()
    catch_up()
    known, period = measures.measures(), measures.year(year)
    counted = measures.counted_units(county.unit_of(unit.code if unit else county.ROOT), period.last)

    def count(key: str, **where: object) -> int:
        return measures.value(known[key], period, counted, where or None)

    published, normative = count("records.published"), count("records.published", normative=True)
    endings: dict[str, int] = {}
    for (law, code), n in sorted(measures.grouped(known["foi.closed"], period, counted, ("law", "outcome")).items()):
        words = outcome(law, code).short.partition("：")[0]
        endings[words] = endings.get(words, 0) + n
    came = [("本年新收申请", count("foi.received")), ("上年结转申请", count("foi.carried_in"))]
    rows = [*came, *endings.items(), ("结转下年度继续办理", count("foi.carried_out"))]
    lines = "".join(f'<tr><td>{label}</td><td class="align-right">{n}</td></tr>' for label, n in rows)
    return (
        f"<h2>二、主动公开政府信息情况</h2><p>本年主动公开政府信息{published}条，其中行政规范性文件{normative}件。</p>",
        "<h2>三、收到和处理政府信息公开申请情况</h2>"
        + (
            f'<table><thead><tr><th>申请（单位：件）</th><th class="align-right">件数</th></tr></thead><tbody>{lines}</tbody></table>'
            if any(n for _, n in rows)
            else "<p>本年没有收到政府信息公开申请，也没有上年结转的申请。</p>"
        ),
    )
