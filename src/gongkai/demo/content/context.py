"""The values behind the slots of one document: dates, places, numbers, names, the unit's own data."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from random import Random

import chinese_calendar

from gongkai.demo.content import places
from gongkai.demo.content.registry import Unit, load
from gongkai.demo.content.seasons import in_season
from gongkai.pure.clock import Calendar

_SEASONS = ("冬季", "春季", "春季", "春季", "春季", "夏季", "夏季", "夏季", "秋季", "秋季", "冬季", "冬季")
_INSTRUMENTS = ("办法", "办法", "实施办法", "实施细则", "规定", "暂行办法", "办法（试行）", "暂行规定")
_OPEN_LENGTHS = (5, 5, 7, 7, 10, 15)


@cache
def lexicon() -> Mapping[str, tuple[str, ...]]:
    """Word lists by slot name."""
    places = load("texts/places.toml")
    lists = {**places["lists"], **load("texts/lexicon.toml")["lists"]}
    return {name: tuple(words.split()) for name, words in lists.items()}


@cache
def is_workday(day: date) -> bool:
    """A working day of China; beyond the announced years the days that the clock expects to be worked."""
    return Calendar.national().expected.is_working(day.toordinal())


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


def quarter_before(day: date) -> tuple[str, date]:
    """The last quarter that was over, in words, and its last day."""
    last = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1) - timedelta(1)
    return f"{last.year}年{'一二三四'[last.month // 3 - 1]}季度", last


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
        # What is said of somewhere in the county is said of the place that the document is about.
        value = self("town") + self("village") if name == "anywhere" and not fresh else self._draw(name)
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
        if head[0] in "dmy" and (
            len(head) == 1 or head[1] in "+-" or head[:3] in ("md+", "md-", "ym+") or head == "md"
        ):
            return self._date(head)
        plain = head.rstrip("23")
        if own := _OWN.get(plain):
            return own(self)
        if plain in places.LISTS:
            return self.place(plain)
        return self.word(plain)

    def word(self, name: str) -> str:
        """One of a list, of those that can be said in this month."""
        return pick(self.rng, in_season(name, lexicon()[name], self.day.month))

    def place(self, kind: str) -> str:
        """A place in the town that the document is about, which is chosen with its first place."""
        own = places.of_unit(kind, self.unit.tag)
        county = places.anywhere(kind)
        # What the town has none of (a park, a scenic spot) is one of the county's, of those that bear no other town's name.
        for found in (places.in_town(kind, self("town")), tuple(n for n in county if not places.town_of(n)), county):
            if fitting := tuple(name for name in found if own.search(name)):
                return pick(self.rng, fitting)
        raise LookupError(f"nowhere a {kind} for {self.unit.short_name}")

    def _date(self, name: str) -> str:
        kind = "md" if name.startswith("md") else "ym" if name.startswith("ym") else name[0]
        shift = int(name[len(kind) :] or 0)
        if kind == "y":
            return str(self.day.year + shift)
        if kind == "ym":
            months = self.day.year * 12 + self.day.month - 1 + shift
            return f"{months // 12}年{months % 12 + 1}月"
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
    homes = places.homes(context.unit)
    if context.rural:
        homes = tuple(town for town in homes if town in places.rural()) or places.rural()
    return pick(context.rng, homes)


def _village(context: Context) -> str:
    return pick(context.rng, places.towns()[context("town")])


def _anywhere(context: Context) -> str:
    """A village or community with its town: drawn anew each time, so that rows do not share one."""
    town = context("town") if len(places.homes(context.unit)) == 1 else pick(context.rng, tuple(places.towns()))
    return town + pick(context.rng, places.towns()[town])


def _committee(context: Context) -> str:
    """The committee of the village or of the community's residents."""
    village = context("village")
    return f"{village}民委员会" if village.endswith("村") else f"{village}居民委员会"


def _crop(context: Context) -> str:
    return context.word("crop")


def _pest(context: Context) -> str:
    """What harms the crop that the document is about."""
    pests = load("texts/lexicon.toml")["pests"]
    return pick(context.rng, tuple(pests.get(context("crop"), pests["其他"]).split()))


def _of_goods(table: str, said: str) -> Callable[[Context], str]:
    """A word that goes with what the document is about, by the table's first key that is part of it."""

    def value(context: Context) -> str:
        about = context(said)
        rows = load("texts/lexicon.toml")[table]
        return pick(context.rng, tuple(next(row for key, row in rows.items() if re.search(key, about)).split()))

    return value


def _harvest(context: Context) -> str:
    return pick(context.rng, in_season("harvest", lexicon()["crop"], context.day.month))


def _pupils(context: Context) -> str:
    """Whom the school admits."""
    kinds = {"幼儿园": "年满三周岁的幼儿", "职业": "初中毕业生", "中学": "小学毕业生"}
    return next((pupils for part, pupils in kinds.items() if part in context("school")), "年满六周岁的适龄儿童")


def _cadre_post(context: Context) -> str:
    bureau = context.unit.short_name.endswith("局")
    strange = ("副主任", "副站长", "督查专员", "办公室主任") if bureau else ("副局长", "副站长", "总工程师")
    return pick(context.rng, tuple(post for post in lexicon()["cadre_post"] if post not in strange))


_HOLIDAYS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
}


@cache
def holiday_after(day: date) -> str:
    """The public holiday of the month to come, else the school holiday or the weekend."""
    for shift in range(1, 32):
        try:
            free, name = chinese_calendar.get_holiday_detail(day + timedelta(shift))
        except NotImplementedError:
            break
        if free and name in _HOLIDAYS:
            return _HOLIDAYS[name]
    return "暑假" if day.month in (6, 7, 8) else "周末"


def _lately(context: Context) -> str:
    """The half year that is behind us."""
    return "上半年" if 6 <= context.day.month <= 11 else "下半年" if context.day.month == 12 else "去年下半年"


def _counted(context: Context) -> str:
    """The period that the latest figures are about."""
    year, quarter = context.day.year, (context.day.month - 1) // 3
    return (f"{year - 1}年", f"{year}年一季度", f"{year}年上半年", f"{year}年前三季度")[quarter]


def _surname(context: Context) -> str:
    return pick(context.rng, lexicon()["surname"])


def _given(context: Context) -> str:
    return pick(context.rng, lexicon()["given"])


def _own_or(list_name: str, tag: str) -> Callable[[Context], str]:
    def value(context: Context) -> str:
        return context.unit.short_name if context.unit.tag == tag else context.place(list_name)

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


_EVERY = "各乡镇人民政府、街道办事处，县直有关单位"


def _addressees(context: Context) -> str:
    unit = context.unit
    if unit.level == "department":
        return pick(context.rng, (_EVERY, "各有关单位", "各股室、所属各单位，各乡镇（街道）"))
    if unit.tag == "street":
        return pick(context.rng, ("各社区居民委员会，街道所属各单位", "各社区，街道各办公室"))
    if unit.level == "town":
        own = unit.short_name[-1]
        return pick(context.rng, (f"各村民委员会，{own}直各单位", f"各村，{own}机关各办公室"))
    return {"school": "各处室、各年级", "hospital": "各科室"}.get(unit.tag, "各股室、各岗位")


_ROOMS = {
    "school": ("食堂", "学生宿舍", "教学楼", "实验室", "运动场", "图书室", "校门口", "报告厅", "配电房", "水泵房"),
    "hospital": ("门诊楼", "住院部", "药房", "检验科", "供氧站", "医废暂存间", "食堂", "停车场", "配电房", "档案室"),
}
_OFFICE = ("服务大厅", "办公楼", "档案室", "配电房", "仓库", "停车场", "值班室", "机房", "会议室", "食堂", "院区")


def _inside(context: Context) -> str:
    return context.unit.short_name + pick(context.rng, _ROOMS.get(context.unit.tag, _OFFICE))


def _inside_for(name: str) -> Callable[[Context], str]:
    """A room or section of the unit, of those that a certain work is about."""

    def value(context: Context) -> str:
        words = load("texts/lexicon.toml")["inside"]
        return context.unit.short_name + pick(
            context.rng, tuple((words.get(f"{name}_{context.unit.tag}") or words[name]).split())
        )

    return value


def _clinic(context: Context) -> str:
    name = context.unit.short_name if context.unit.tag == "hospital" else context.said.get("hospital", "")
    kinds = (("卫生院", "clinic_town"), ("妇幼", "clinic_maternal"), ("中医", "clinic_tcm"))
    return context.word(next((words for part, words in kinds if part in name), "clinic"))


_SUPPLY = {
    "water": ("停水", "管道抢修 管网漏损修复 阀门更换 水池清洗 水表改造", "提前储水，恢复后先放掉浑水"),
    "gas": ("停气", "管道抢修 阀门更换 调压设备检修 管线迁改", "关闭燃气阀门，恢复后检查点火"),
    "power": ("停电", "线路检修 配电台区改造 变压器增容 线路迁改", "断开电器电源，电梯、医疗设备请落实备用电源"),
}


def _supply(part: int) -> Callable[[Context], str]:
    """What a company of pipes or wires stops, why, and what its users are to do."""
    return lambda context: pick(context.rng, tuple(_SUPPLY[context.unit.tag][part].split()))


def _below(context: Context) -> str:
    if context.unit.level == "town":
        return "各社区和有关单位" if context.unit.tag == "street" else "各村和有关单位"
    return "各乡镇（街道）和有关单位" if context.unit.level == "department" else "各科室和岗位"


def _of_unit(list_name: str) -> Callable[[Context], str]:
    """From the list of the unit's kind if there is one, else from the common list."""

    def value(context: Context) -> str:
        words = lexicon()
        names = (f"{list_name}_{context.unit.code}", f"{list_name}_{context.unit.tag}", list_name)
        return context.word(next(name for name in names if name in words))

    return value


def _goods(context: Context) -> str:
    """Most purchases are for the office, some for what the unit is there for."""
    words = lexicon()
    own = f"goods_{context.unit.tag}"
    return context.word(own if own in words and context.rng.random() < 0.6 else "goods_office")


def _deputy(context: Context) -> str:
    return pick(context.rng, ("代表", "委员"))


_OWN: dict[str, Callable[[Context], str]] = {
    "unit": lambda c: c.unit.name,
    "short": lambda c: c.unit.short_name,
    "me": _me,
    "to": _addressees,
    "below": _below,
    "inside": _inside,
    "desk": _inside_for("desk"),
    "inside_post": _inside_for("post"),
    "germ": _inside_for("germ"),
    "bed": _inside_for("bed"),
    "self": lambda c: c.unit.short_name,
    "clinic": _clinic,
    "stop": _supply(0),
    "stop_why": _supply(1),
    "stop_hint": _supply(2),
    "company": _of_unit("company"),
    "smallwork": _of_unit("smallwork"),
    "subsidy": _of_unit("subsidy"),
    "legal_thing": _of_unit("legal_thing"),
    "inside_room": _of_unit("inside_room"),
    "tel": lambda c: c.unit.phone,
    "addr": lambda c: c.unit.address,
    "mail": lambda c: c.unit.email,
    "town": _town,
    "village": _village,
    "anywhere": _anywhere,
    "school": _own_or("school", "school"),
    "hospital": _own_or("hospital", "hospital"),
    "season": lambda c: _SEASONS[c.day.month - 1],
    "quarter": lambda c: quarter_before(c.day)[0],
    "half": lambda c: "上半年" if c.day.month <= 6 else "下半年",
    "lately": _lately,
    "counted": _counted,
    "holiday": lambda c: holiday_after(c.day),
    "supplier": _of_goods("suppliers", "goods"),
    "defect": _of_goods("defects", "product"),
    "capacity": _of_goods("capacities", "company"),
    "farm_subsidy": _of_unit("farm_subsidy"),
    "vaccine": _of_goods("vaccines", "disease"),
    "prevention": _of_goods("preventions", "disease"),
    "envi_do": _of_goods("envi_dos", "envi"),
    "pupils": _pupils,
    "harvest": _harvest,
    "cadre_post": _cadre_post,
    "pay_words": lambda c: pick(c.rng, ("发放管理", "申请审核")),
    "rule_words": lambda c: pick(c.rng, ("管理", "监督管理", "")),
    "to_all": lambda c: _EVERY if c.unit.level == "department" else _addressees(c),
    "committee": _committee,
    "crop": _crop,
    "pest": _pest,
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
