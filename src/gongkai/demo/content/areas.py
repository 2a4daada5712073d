"""What stands in the county's key areas, and what public utilities tell each quarter: who publishes what, how often, and what it says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

VILLAGES = ("青石", "白鹭", "大桥", "石门", "龙泉", "柳湾")
Composed = tuple[str, str]


@dataclass(frozen=True)
class Area:
    """A key area as one unit keeps it: in which months it publishes, and which of the last times it missed."""

    section: str
    unit: str
    months: tuple[int, ...]
    text: Callable[[date, Random], Composed]
    missed: int = 0


def _table(heads: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    head = "".join(f"<th>{each}</th>" for each in heads)
    body = "".join("<tr>" + "".join(f"<td>{each}</td>" for each in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _before(day: date, months: int) -> tuple[int, int]:
    """The year and the number of the quarter or month that ended before a day."""
    at = day.year * 12 + day.month - 1 - months
    return at // 12, at % 12 // months + 1


def water(day: date, rng: Random) -> Composed:
    year, quarter = _before(day, 3)
    rows = [
        (place, f"{rng.uniform(6.8, 7.9):.1f}", f"{rng.uniform(0.2, 0.8):.1f}", f"{rng.uniform(0.3, 0.7):.2f}", "合格")
        for place in ("第一水厂出厂水", "第二水厂出厂水", "河西街道用户水龙头", "大桥镇用户水龙头", "龙泉乡用户水龙头")
    ]
    heads = ("监测点", "pH值", "浑浊度（NTU）", "余氯（mg/L）", "结论")
    body = (
        f"<p>{year}年第{quarter}季度，在5个监测点采样检测生活饮用水，结果如下。</p>{_table(heads, rows)}"
        "<p>检测依据：GB 5749—2022《生活饮用水卫生标准》。</p>"
    )
    return f"明川县{year}年第{quarter}季度饮用水水质监测结果", body


def land(day: date, rng: Random) -> Composed:
    year, month = _before(day, 1)
    rows = [
        (f"明土{year}-{month:02}-{n}号", f"{rng.choice(VILLAGES)}镇工业园区" if n % 2 else "河东街道", rng.choice(("工业用地", "住宅用地", "商服用地")), f"{rng.randint(8, 60) * 500:,}", f"{rng.randint(300, 5200)}")
        for n in range(1, rng.randint(2, 4))
    ]  # fmt: skip
    heads = ("宗地编号", "位置", "用途", "面积（平方米）", "成交价（万元）")
    return (
        f"明川县{year}年{month}月国有建设用地使用权出让结果",
        f"<p>{year}年{month}月成交的宗地如下。</p>{_table(heads, rows)}",
    )


def assistance(day: date, rng: Random) -> Composed:
    year, quarter = _before(day, 3)
    rows = [
        (what, f"{rng.randint(*households):,}", f"{rng.randint(200, 900):,}")
        for what, households in (("城市低保", (380, 460)), ("农村低保", (4200, 4700)), ("特困供养", (900, 1100)), ("临时救助", (60, 160)))
    ]  # fmt: skip
    body = f"<p>{year}年第{quarter}季度社会救助资金发放情况如下，名单由各乡镇、街道在村（社区）公示。</p>"
    return f"明川县{year}年第{quarter}季度社会救助资金发放情况", body + _table(("类别", "户数", "资金（万元）"), rows)


def housing(day: date, rng: Random) -> Composed:
    year, quarter = _before(day, 3)
    rows = [("公租房（含货币补贴）", f"{rng.randint(120, 180)}套", f"{rng.randint(90, 118)}套"), ("老旧小区改造", "6个小区", f"开工{rng.randint(3, 6)}个"), ("农村危房改造", "240户", f"竣工{rng.randint(60, 230)}户")]  # fmt: skip
    body = f"<p>截至{year}年第{quarter}季度末，保障性安居工程进展如下。</p>{_table(('项目', '年度任务', '完成情况'), rows)}"
    return f"明川县{year}年第{quarter}季度保障性安居工程进展", body


def enrolment(day: date, rng: Random) -> Composed:
    rows = [(f"{school}小学", area, rng.randint(2, 6)) for school, area in (("实验", "河西街道西门、北关社区"), ("河东", "河东街道全部社区"), ("城关", "河西街道南街社区"), ("大桥镇中心", "大桥镇集镇和沿河3个村"))]  # fmt: skip
    body = (
        f"<p>{day.year}年秋季小学一年级免试就近入学，各校施教区和计划班数如下。</p>{_table(('学校', '施教区', '班数'), rows)}"
        "<p>报名时间7月10日至15日，带户口簿、住房证明和预防接种证。随迁子女凭居住证报名。</p>"
    )
    return f"明川县{day.year}年义务教育学校招生办法和施教区", body


def rivers(day: date, rng: Random) -> Composed:
    rows = [(river, length, f"{rng.randint(1, 4)}次") for river, length in (("明川河干流", "42公里"), ("龙泉溪", "18公里"), ("柳湾河", "23公里"))]  # fmt: skip
    body = f"<p>县级河长由县政府负责同志担任，监督电话0000-0013250。</p>{_table(('河流', '长度', '上月巡河'), rows)}"
    return f"明川县{day.year}年河长责任和巡河情况", body


def closed_firms(day: date, rng: Random) -> Composed:
    year = day.year - 1
    rows = [
        ("明川县顺达砂石加工厂", "无证排污，拒不整改", f"{year}年6月"),
        ("石门镇永兴砖瓦厂", "淘汰落后产能", f"{year}年10月"),
    ]
    return f"明川县{year}年关闭企业名单", f"<p>{year}年依法关闭的企业如下。</p>{_table(('企业', '原因', '时间'), rows)}"


def funds(day: date, rng: Random) -> Composed:
    rows = [(name, use, f"{rng.randint(200, 3600):,}") for name, use in (("农村公路养护资金", "乡道、村道养护"), ("就业补助资金", "培训、岗位补贴"), ("学前教育发展资金", "普惠性幼儿园补助"), ("高标准农田建设资金", "田块整治、灌溉"))]  # fmt: skip
    body = f"<p>{day.year}年纳入预算管理的县级专项资金如下，分配办法和结果由主管部门另行公布。</p>"
    return f"明川县{day.year}年财政专项资金清单", body + _table(("名称", "用途", "金额（万元）"), rows)


def taking(day: date, rng: Random) -> Composed:
    place = rng.choice(VILLAGES)
    body = (
        f"<p>因公共设施建设，征收{place}镇集体土地{rng.randint(12, 90)}亩。土地补偿费和安置补助费按区片综合地价支付，"
        "青苗和地上附着物按实计补，补偿已经全部支付到户。</p>"
    )
    return f"{place}镇{day.year}年第{(day.month - 1) // 6 + 1}批征地补偿安置结果", body


def weather(day: date, rng: Random) -> Composed:
    year, quarter = _before(day, 3)
    rows = [(station, f"{rng.uniform(9, 24):.1f}", f"{rng.uniform(90, 480):.1f}", f"{rng.uniform(180, 520):.1f}") for station in ("国家气象站", "青石站", "龙泉站")]  # fmt: skip
    body = f"<p>{year}年第{quarter}季度，全县3个站点的平均气温、降水量和日照时数如下。</p>"
    return f"明川县{year}年第{quarter}季度气候概况", body + _table(("站点", "平均气温（℃）", "降水量（毫米）", "日照时数（小时）"), rows)  # fmt: skip


def power(day: date, rng: Random) -> Composed:
    year, quarter = _before(day, 3)
    rows = [(area, f"{rng.uniform(99.6, 99.99):.2f}", f"{rng.randint(20, 55)}") for area in ("城区", "乡镇")]
    body = f"<p>{year}年第{quarter}季度供电可靠率和故障抢修平均到达时间如下。电价执行标准在各营业厅公示。</p>"
    return f"县供电公司{year}年第{quarter}季度供电服务质量", body + _table(("范围", "供电可靠率（%）", "抢修平均到达（分钟）"), rows)  # fmt: skip


def tap(day: date, rng: Random) -> Composed:
    year, quarter = _before(day, 3)
    rows = [("出厂水检测", f"{rng.randint(80, 95)}批次", "全部合格"), ("管网抢修", f"{rng.randint(6, 30)}处", "当日修复"), ("来电答复", f"{rng.randint(90, 260)}件", "2个工作日内")]  # fmt: skip
    body = f"<p>{year}年第{quarter}季度供水服务情况如下。水价和报装办法在营业厅、公众号可以查到。</p>"
    return f"县自来水公司{year}年第{quarter}季度供水服务情况", body + _table(("事项", "数量", "结果"), rows)


QUARTERLY, HALF_YEARLY, MONTHLY = (1, 4, 7, 10), (1, 7), tuple(range(1, 13))
UTILITIES = (
    Area("gongyong", "qxj050", QUARTERLY, weather),
    Area("gongyong", "gdgs053", QUARTERLY, power, missed=1),
    Area("gongyong", "zlsgs080", QUARTERLY, tap),
)
AREAS = (
    Area("key_drinking_water", "wjj018", QUARTERLY, water),
    Area("key_land_supply", "zrj011", MONTHLY, land, missed=3),
    Area("key_assistance", "mzj006", QUARTERLY, assistance),
    Area("key_housing", "zjj013", QUARTERLY, housing, missed=2),
    Area("key_enrolment", "jyj003", (5,), enrolment),
    Area("key_river_chiefs", "slj015", (3,), rivers),
    Area("key_closed_firms", "hbj012", (2,), closed_firms),
    Area("key_special_funds", "czj008", (2,), funds),
    Area("key_taking", "zrj011", HALF_YEARLY, taking),
)
RESPONSIBLE = {area.section: area.unit for area in AREAS} | {"key_ppp": "fgj002"}
"""Who is named as responsible for each key area; of joint undertakings with private capital there have been none, and nobody has said so."""
