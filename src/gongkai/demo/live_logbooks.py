"""What the county's units enter of their own: who does the work, trainings and meetings, money, decisions and charges by the quarter; some say that there was none, some forget."""

from datetime import date, timedelta
from random import Random
from typing import Any

from gongkai.demo import county
from gongkai.demo.content import Unit, holders, units
from gongkai.demo.live import Life, Story, at_work, forward
from gongkai.kernel.logbooks import actions as logbooks

OFFICE = "zfb001"
"""The county government's office, which holds the county's meetings and trainings."""
FORGETS = 11
"""Each so many units say nothing of a year's trainings."""
TRAININGS = ("政务公开业务培训班", "依申请公开答复规范培训", "信息发布审核培训", "公开目录和保密审查培训")
MEETINGS = ("全县政务公开工作会议", "政务公开领导小组专题会议", "县政府常务会议研究政务公开工作")
TOPICS = (
    ("河东街道停水传言", ("social", "other")), ("义务教育划片调整", ("press", "social")), ("公租房轮候名单", ("other",)), ("网传青石镇水质异常", ("social", "press")),
)  # fmt: skip
DECIDES = ("行政审批", "市场监督", "住房和城乡建设", "自然资源", "公安", "交通", "农业农村", "卫生健康")
CHARGES = {
    "公安": ("居民身份证和出入境证件工本费", 9), "自然资源": ("不动产登记费", 30), "市场监督": ("特种设备检验检测费", 16), "住房和城乡建设": ("污水处理费", 180),
    "水利": ("水土保持补偿费", 25),
}  # fmt: skip
"""Which departments take a charge, by a word in their names: what it is called, and about how much it is in a quarter (万元)."""


def begin_all(life: Life) -> None:
    """Let all units enter."""
    for n, unit in enumerate(each for each in units() if each.level in ("department", "town")):
        life.begin(_staff(life, unit))
        for year in range(life.first.year, life.today.year + 1):
            life.begin(_trainings(life, unit, year, forgets=n % FORGETS == 0))
            if any(word in unit.name for word in DECIDES):
                life.begin(_decisions(life, unit, year))
            for word, (title, about) in CHARGES.items():
                if unit.level == "department" and word in unit.name:
                    life.begin(_charges(life, unit, year, title, about))
    for year in range(life.first.year, life.today.year + 1):
        life.begin(_office(life, year))


def _enter(unit: str, logbook: str, on: date, content: dict[str, Any], at: Any, rng: Random) -> None:
    logbooks.enter(
        logbook=logbook, unit=county.unit_of(unit), on=on, content=content, by=county.actor(holders("editor", unit)[0].username),
        at=at, code=logbooks.new_code(rng.choice),
    )  # fmt: skip


def _staff(life: Life, unit: Unit) -> Story:
    rng = life.rng(f"staff {unit.code}")
    at = at_work(life.days[min(rng.randint(1, 12), len(life.days) - 1)], rng)
    yield at
    special = rng.random() < 0.3
    content = {
        "office_name": "政务公开股" if special else "办公室", "special": special, "full_time": 1 + special if rng.random() < 0.6 else 0,
        "part_time": rng.randint(1, 4),
    }  # fmt: skip
    _enter(unit.code, "staff", date(life.first.year, 1, 1), content, at, rng)


def _trainings(life: Life, unit: Unit, year: int, *, forgets: bool) -> Story:
    """One or two in the year; who had none says so in January, but for those who forget."""
    rng = life.rng(f"trainings {unit.code} {year}")
    held = sorted(_some_day(life, year, rng) for _ in range(rng.choice((0, 1, 1, 2))))
    told = sorted(at_work(forward(on, rng.randint(0, 4)), rng) for on in held)
    for on, at in zip(held, told, strict=True):
        yield at
        content = {"title": rng.choice(TRAININGS), "attendees": rng.randint(12, 90), "days": rng.choice(("0.5", "1"))}
        _enter(unit.code, "trainings", on, content, at, rng)
    if not held and not forgets:
        at = at_work(forward(date(year + 1, 1, 4), rng.randint(0, 8)), rng)
        yield at
        by = county.actor(holders("editor", unit.code)[0].username)
        said = {"logbook": "trainings", "unit": county.unit_of(unit.code), "year": year}
        logbooks.state_nothing(by=by, at=at, code=logbooks.new_code(rng.choice), **said)


def _some_day(life: Life, year: int, rng: Random) -> date:
    """A working day of the year that was lived, or one to come, which never is told."""
    days = [day for day in life.days if day.year == year]
    return rng.choice(days) if days else date(year, 12, 31)


def _decisions(life: Life, unit: Unit, year: int) -> Story:
    """By the quarter, some days after its end."""
    rng = life.rng(f"decisions {unit.code} {year}")
    for first, end in _quarters(year):
        at = at_work(forward(end, rng.randint(1, 6)), rng)
        yield at
        for sort, most in (("permit", 260), ("penalty", 40)):
            content = {"sort": sort, "since": first.isoformat(), "count": rng.randint(most // 8, most)}
            _enter(unit.code, "decisions", end - timedelta(1), content, at, rng)


def _charges(life: Life, unit: Unit, year: int, title: str, about: int) -> Story:
    """By the quarter too."""
    rng = life.rng(f"charges {unit.code} {year}")
    for first, end in _quarters(year):
        at = at_work(forward(end, rng.randint(1, 6)), rng)
        yield at
        content = {"title": title, "since": first.isoformat(), "amount": f"{about * rng.uniform(0.7, 1.3):.2f}"}
        _enter(unit.code, "charges", end - timedelta(1), content, at, rng)


def _quarters(year: int) -> list[tuple[date, date]]:
    """The first day of each, and the day after its last."""
    return [(date(year, 3 * n - 2, 1), date(year + n // 4, 3 * n % 12 + 1, 1)) for n in range(1, 5)]


def _office(life: Life, year: int) -> Story:
    """Of the office's own: meetings, a topic each quarter, money."""
    rng = life.rng(f"office's logbooks {year}")
    told = [
        (_some_day(life, year, rng), "conferences", {"title": title, "sort": sort})
        for title, sort in zip(MEETINGS, ("work", "topic", "standing"), strict=True)
    ]
    told += [
        (_some_day(life, year, rng), "responses", {"title": title} | dict.fromkeys(ways, True))
        for title, ways in TOPICS
    ]
    told.append((_some_day(life, year, rng), "press_events", {"title": "民生实事进展新闻发布会", "principal": True}))
    told.append((_some_day(life, year, rng), "interviews_held", {"title": "县长谈营商环境", "principal": True}))
    told.append((_some_day(life, year, rng), "funds", {"title": "查阅点设备和培训", "amount": "6.8"}))
    told.append((_some_day(life, year, rng), "special_columns", {"title": "稳就业专栏", "sort": "site"}))
    told.sort(key=lambda each: each[:2])
    moments = sorted(at_work(forward(on, 1), rng) for on, _, _ in told)
    for (on, logbook, content), at in zip(told, moments, strict=True):
        yield at
        _enter(OFFICE, logbook, on, content, at, rng)
