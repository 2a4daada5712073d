"""Who leads the county and its units, with what duties; nobody here exists."""

from collections.abc import Iterator
from datetime import date
from random import Random

from gongkai.demo.content.context import workday_after
from gongkai.demo.content.functions import duties
from gongkai.demo.content.items import Item
from gongkai.demo.content.registry import holders, units

SECTION = "lingdao"
COUNTY = (
    ("沈望川", "县委副书记、县长", "1", "主持县政府全面工作\n负责审计工作\n分管县审计局", "2023-06-12", ""),
    ("顾明远", "县委常委、常务副县长", "2", "负责县政府常务工作\n负责发展改革、财政、应急管理、统计、政务公开\n分管县政府办公室、县发展和改革局、县财政局、县应急管理局", "2022-09-01", ""),
    ("宋清和", "副县长", "3", "负责教育、卫生健康、医疗保障、文化旅游\n分管县教育局、县卫生健康局", "2021-11-08", ""),
    ("韩若松", "副县长、县公安局局长", "4", "负责公安、司法、信访\n分管县公安局、县司法局", "2024-03-20", ""),
    ("罗雨桐", "副县长", "5", "负责农业农村、水利、乡村振兴\n分管县农业农村局、县水利局", "2024-03-20", ""),
    ("段云起", "副县长", "6", "负责自然资源、住房城乡建设、交通运输、生态环境\n分管县住房和城乡建设局、县交通运输局", "2022-09-01", ""),
    ("邵怀安", "副县长", "7", "负责工业、商务、市场监管\n分管县市场监督管理局", "2020-05-18", "2025-08-29"),
)  # fmt: skip
"""Name, post, rank, duties, from, until."""


def items(first: date, today: date, seed: int) -> Iterator[Item]:
    """The county's leaders and the head of each department, in the first weeks that are lived; who has left is told with the day."""
    for name, post, place, work, since, until in COUNTY:
        on = workday_after(date.fromisoformat(until) if until and until > first.isoformat() else first, 8)
        if on < today:
            gone = f"{until[:4]}年{int(until[5:7])}月离任。" if until else ""
            yield _of("zfb001", on, name, post, place, work, since, until, gone)
    for unit in units():
        head = holders("signatory", unit.code)[0]
        if unit.level == "department" and head.unit == unit.code and unit.code != "zfb001":
            rng = Random(f"{seed} leader {unit.code}")
            deputy = "副" in head.post
            own = "\n".join((*(() if deputy else ("主持全面工作",)), *duties(unit)[0][: rng.randint(1, 2)]))
            since = date(first.year - rng.randint(1, 4), rng.randint(1, 12), rng.randint(1, 28)).isoformat()
            yield _of(
                unit.code,
                workday_after(first, 5 + rng.randrange(15)),
                head.name,
                head.post,
                "2" if deputy else "1",
                own,
                since,
                "",
                "",
                unit.phone,
            )


def _of(
    unit: str, on: date, name: str, post: str, place: str, work: str, since: str, until: str, gone: str, phone: str = ""
) -> Item:
    body = f"<p>{name}，大学学历，{since[:4]}年{int(since[5:7])}月任现职。{gone}</p>"
    content = {
        "title": f"{post.split('、')[-1]}{name}", "body": body, "person": name, "post": post, "place": place, "duties": work, "since": since,
        "until": until or None, "phone": phone or None, "keywords": ["领导分工"],
    }  # fmt: skip
    return Item("leader", SECTION, unit, on, content)
