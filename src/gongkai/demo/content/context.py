"""The values behind the slots of one document: dates, places, numbers, names, the unit's own data."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from random import Random

import chinese_calendar

from gongkai.demo.content.registry import Unit, load

_SEASONS = ("冬季", "冬季", "春季", "春季", "春季", "夏季", "夏季", "夏季", "秋季", "秋季", "秋季", "冬季")
_INSTRUMENTS = ("办法", "办法", "实施办法", "实施细则", "规定", "暂行办法", "办法（试行）", "暂行规定")
_OPEN_LENGTHS = (5, 5, 7, 7, 10, 15)


@cache
def lexicon() -> Mapping[str, tuple[str, ...]]:
    """Word lists by slot name."""
    places = load("texts/places.toml")
    lists = {**places["lists"], **load("texts/lexicon.toml")["lists"]}
    return {name: tuple(words.split()) for name, words in lists.items()}


@cache
def towns() -> Mapping[str, tuple[str, ...]]:
    """The villages and communities of each town and street."""
    return {town: tuple(villages.split()) for town, villages in load("texts/places.toml")["towns"].items()}


@cache
def is_workday(day: date) -> bool:
    """A working day of China; beyond the announced years Monday to Friday."""
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.weekday() < 5


def workday_after(day: date, days: int) -> date:
    """The first working day on or after `day` + `days`."""
    day += timedelta(days)
    while not is_workday(day):
        day += timedelta(1)
    return day


def workday_before(day: date, days: int) -> date:
    """The last working day on or before `day` - `days`."""
    day -= timedelta(days)
    while not is_workday(day):
        day -= timedelta(1)
    return day


def in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def pick(rng: Random, words: tuple[str, ...]) -> str:
    return words[int(rng.random() * len(words))]


class Context:
    """What one document knows. A slot said twice says the same; `fresh` asks for another value."""

    def __init__(
        self, rng: Random, unit: Unit, day: date, given: Mapping[str, str] | None = None, *, rural: bool = False
    ) -> None:
        self.rng = rng
        self.unit = unit
        self.day = day
        self.rural = rural
        self.said: dict[str, str] = dict(given or {})

    def __call__(self, name: str, fresh: bool = False) -> str:
        if not fresh:
            known = self.said.get(name)
            if known is not None:
                return known
        value = self._draw(name)
        if fresh or name[-1] in "23":
            taken = self.said.setdefault("\0" + name.rstrip("23"), self.said.get(name.rstrip("23"), ""))
            for _ in range(12):
                if value not in taken.split("\0"):
                    break
                value = self._draw(name)
            self.said["\0" + name.rstrip("23")] = f"{taken}\0{value}"
        if not fresh and ":" not in name:
            self.said[name] = value
        return value

    def _draw(self, name: str) -> str:
        head, _, rest = name.partition(":")
        if rest:
            return _NUMBERS[head](self.rng, rest)
        if head[0] in "dmy" and (len(head) == 1 or head[1] in "+-" or head[:3] in ("md+", "md-") or head == "md"):
            return self._date(head)
        plain = head.rstrip("23")
        if own := _OWN.get(plain):
            return own(self)
        return pick(self.rng, lexicon()[plain])

    def _date(self, name: str) -> str:
        kind = "md" if name.startswith("md") else name[0]
        shift = int(name[len(kind) :] or 0)
        if kind == "y":
            return str(self.day.year + shift)
        if kind == "m":
            return str((self.day.month - 1 + shift) % 12 + 1)
        day = workday_after(self.day, shift) if shift >= 0 else workday_before(self.day, -shift)
        if kind == "d" or day.year != self.day.year:
            return in_words(day)
        return f"{day.month}月{day.day}日"


def _whole(rng: Random, bounds: str) -> str:
    low, high = bounds.split("-")
    return str(rng.randint(int(low), int(high)))


def _decimal(rng: Random, bounds: str) -> str:
    low, high = bounds.split("-")
    places = len(low.partition(".")[2]) or 1
    return f"{rng.uniform(float(low), float(high)):.{places}f}"


def _tens(rng: Random, bounds: str) -> str:
    low, high = bounds.split("-")
    return str(rng.randrange(int(low), int(high) + 1, 10))


_NUMBERS: dict[str, Callable[[Random, str], str]] = {"n": _whole, "f": _decimal, "t": _tens}


def _town(context: Context) -> str:
    if context.unit.level == "town":
        return context.unit.short_name
    village = context.said.get("village")
    for town, villages in towns().items():
        if village in villages:
            return town
    return pick(context.rng, _rural() if context.rural else tuple(towns()))


@cache
def _rural() -> tuple[str, ...]:
    return tuple(town for town in towns() if not town.endswith("街道"))


def _village(context: Context) -> str:
    return pick(context.rng, towns()[context("town")])


def _anywhere(context: Context) -> str:
    """A village or community with its town: drawn anew each time, so that rows do not share one."""
    town = context.unit.short_name if context.unit.level == "town" else pick(context.rng, tuple(towns()))
    return town + pick(context.rng, towns()[town])


def _surname(context: Context) -> str:
    return pick(context.rng, lexicon()["surname"])


def _given(context: Context) -> str:
    return pick(context.rng, lexicon()["given"])


def _own_or(list_name: str, tag: str) -> Callable[[Context], str]:
    def value(context: Context) -> str:
        if context.unit.tag == tag:
            return context.unit.short_name
        return pick(context.rng, lexicon()[list_name])

    return value


def _me(context: Context) -> str:
    name = context.unit.short_name
    for ending, word in (
        ("街道", "我街道"),
        ("镇", "我镇"),
        ("乡", "我乡"),
        ("局", "我局"),
        ("校", "我校"),
        ("院", "我院"),
    ):
        if name.endswith(ending):
            return word
    return "本单位"


def _this(context: Context) -> str:
    instrument = context("instrument")
    for word in ("细则", "规定", "办法", "意见"):
        if word in instrument:
            return "本" + word
    return "本文件"


def _addressees(context: Context) -> str:
    unit = context.unit
    if unit.level == "department":
        every = "各乡镇人民政府、街道办事处"
        return pick(context.rng, (every + "，县直有关单位", "各有关单位", "各股室、所属各单位，各乡镇（街道）"))
    if unit.level == "town":
        own = "街道" if unit.tag == "street" else unit.short_name[-1]
        return pick(context.rng, (f"各村（居）民委员会，{own}直各单位", f"各村（社区），{own}机关各办公室"))
    return {"school": "各处室、各年级", "hospital": "各科室"}.get(unit.tag, "各股室、各岗位")


_INSIDE = {
    "school": ("食堂", "学生宿舍", "教学楼", "实验室", "运动场", "图书室", "校门口", "报告厅", "配电房", "水泵房"),
    "hospital": ("门诊楼", "住院部", "药房", "检验科", "供氧站", "医废暂存间", "食堂", "停车场", "配电房", "档案室"),
}
_OFFICE = (
    "服务大厅",
    "办公楼",
    "档案室",
    "配电房",
    "仓库",
    "停车场",
    "值班室",
    "咨询台",
    "机房",
    "会议室",
    "食堂",
    "院区",
)


def _inside(context: Context) -> str:
    return context.unit.short_name + pick(context.rng, _INSIDE.get(context.unit.tag, _OFFICE))


def _below(context: Context) -> str:
    if context.unit.level == "town":
        return "各村（社区）和有关单位"
    return "各乡镇（街道）和有关单位" if context.unit.level == "department" else "各科室和岗位"


def _of_unit(list_name: str) -> Callable[[Context], str]:
    """From the list of the unit's kind if there is one, else from the common list."""

    def value(context: Context) -> str:
        words = lexicon()
        return pick(context.rng, words.get(f"{list_name}_{context.unit.tag}") or words[list_name])

    return value


def _goods(context: Context) -> str:
    """Most purchases are for the office, some for what the unit is there for."""
    words = lexicon()
    own = words.get(f"goods_{context.unit.tag}")
    return pick(context.rng, own if own and context.rng.random() < 0.6 else words["goods_office"])


def _deputy(context: Context) -> str:
    return pick(context.rng, ("代表", "委员"))


_OWN: dict[str, Callable[[Context], str]] = {
    "unit": lambda c: c.unit.name,
    "short": lambda c: c.unit.short_name,
    "me": _me,
    "to": _addressees,
    "below": _below,
    "inside": _inside,
    "tel": lambda c: c.unit.phone,
    "addr": lambda c: c.unit.address,
    "mail": lambda c: c.unit.email,
    "town": _town,
    "village": _village,
    "anywhere": _anywhere,
    "school": _own_or("school", "school"),
    "hospital": _own_or("hospital", "hospital"),
    "season": lambda c: _SEASONS[c.day.month - 1],
    "half": lambda c: "上半年" if c.day.month <= 8 else "下半年",
    "masked": lambda c: _surname(c) + "某某" if c.rng.random() < 0.8 else _surname(c) + "某",
    "fullname": lambda c: _surname(c) + _given(c),
    "open": lambda c: str(_OPEN_LENGTHS[int(c.rng.random() * len(_OPEN_LENGTHS))]),
    "instrument": lambda c: pick(c.rng, _INSTRUMENTS),
    "this": _this,
    "post": _of_unit("post"),
    "vio": _of_unit("vio"),
    "permit_thing": _of_unit("permit_thing"),
    "goods": _goods,
    "festival": lambda c: lexicon()["festival_months"][c.day.month - 1],
    "area": lambda c: c.unit.short_name if c.unit.level == "town" else "明川县",
    "deputy": _deputy,
    "congress": lambda c: "县人大代表" if c("deputy") == "代表" else "县政协委员",
    "motion": lambda c: "建议" if c("deputy") == "代表" else "提案",
}
