"""Single pages: home, catalogue, units and their subsites, guides, and those that explain."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from gongkai.engines.site import addresses, arranging, data, dcat, owed
from gongkai.engines.site.answers import fared
from gongkai.engines.site.faces import Face, answers
from gongkai.engines.site.listings import ROLL, earlier_list, in_its_order, unit_side
from gongkai.engines.site.look import HERE, UI, Look, Page, column_metas
from gongkai.engines.site.reader import ANNUAL_TYPE, PER_PAGE
from gongkai.engines.site.records import Output
from gongkai.ground.ledger.facts import fact_types
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.queries import court_of, reconsideration_organ
from gongkai.kernel.cases.facts import OfCase
from gongkai.kernel.portal.blocks import Block
from gongkai.pure import declare

HOME = Link("首页", addresses.PORTAL)
OFFLINE_STYLES = ("ui/tokens", "ui/base", "ui/parts", "ui/forms", "site/site")
GROUPS = (("department", "政府和工作部门"), ("town", "乡镇和街道"), ("institution", "公共企事业单位"))


@dataclass(frozen=True)
class Door:
    """A door of the home page, named by a verb."""

    label: str
    hint: str
    url: str
    icon: str


@dataclass(frozen=True)
class Group:
    level: str
    label: str
    units: list[Any]


def _offline(look: Look) -> bytes:
    """The verification page as one file to keep: a browser loads no module from a file beside a page on the disk."""
    verifier = re.sub(r"^export ", "", (HERE / "static" / "verify.js").read_text("utf-8"), flags=re.MULTILINE)
    wiring = re.sub(r"^import .*$", "", (HERE / "static" / "verify-page.js").read_text("utf-8"), flags=re.MULTILINE)
    folders = {"ui": UI / "static", "site": HERE / "static"}
    css = "\n".join((folders[name.partition("/")[0]] / f"{name}.css").read_text("utf-8") for name in OFFLINE_STYLES)
    template = look.env.get_template("site/verify_offline.html")
    return template.render(css=Markup(css), script=Markup(f"{verifier}\n{wiring}"), facts=_sentences()).encode()


def _sentences() -> str:
    """What each fact of a case is in Chinese, as JSON: the verifier in the browser tells by it what a receipt proves."""
    for drawer in declare.procedures():
        drawer.learn_facts()
    told = {name: each.SENTENCE for name, each in fact_types().items() if issubclass(each, OfCase)}
    return json.dumps(told, ensure_ascii=False)


class Unlisted:
    """An office that is not among the units: nothing more is known of it."""

    address = hours = fax = email = ""


def openness_office(look: Look) -> Any:
    """The unit that handles disclosure for the government."""
    g = look.reader.government
    return next((unit for unit in look.reader.units_by_code.values() if g and unit.name == g.host), None) or Unlisted()


def _groups(look: Look) -> list[Group]:
    """Units by level; the government itself stands first among its departments. Those led from above stand apart: they are not
    counted as this government's (条例第3条)."""
    found = [Group(level, label, [u for u in look.reader.open_units(level) if u.in_totals]) for level, label in GROUPS]
    found[0].units[:0] = look.reader.open_units("government")
    apart = [u for level, _ in GROUPS for u in look.reader.open_units(level) if not u.in_totals]
    return [*found, Group("apart", "垂直管理和上级驻县单位", apart)]


def _doors(look: Look) -> list[Door]:
    """Only doors that lead somewhere."""
    policies = next((f for f in look.faces.values() if f.wide and f.nav), None)
    found = [Door("查政策", "文件原文、解读和是否有效", _library(policies), "scroll-text")] if policies else []
    return [
        *found,
        Door("要信息", "申请公开没有公布的信息", addresses.APPLY, "file-question-mark"),
        Door("查进度", "凭编号和查询码，不用登录", addresses.TRACK, "file-clock"),
    ]


def _library(face: Face) -> str:
    return addresses.library(face.code) if face.library else addresses.listing("k", face.code)


def portal(look: Look, blocks: Sequence[Block] | None = None) -> Iterator[Output]:
    """The home page; with ``blocks`` as it would be with these."""
    name = look.reader.government.name if look.reader.government else "政府网站"
    page = Page(name, column_metas("首页", f"{name}门户网站首页", name, "首页"), where="portal", feed=addresses.PORTAL)
    bands = arranging.of_home(look, blocks)
    yield (
        "index.html",
        look.render("site/portal.html", page, doors=_doors(look), bands=bands, told=fared(look), groups=_groups(look)),
    )


def catalogue(look: Look) -> Iterator[Output]:
    lead = "主动公开的信息都在这里，数字是现在能看到的件数。"
    metas = column_metas("政务公开", lead, "政务公开,政府信息公开目录", "信息公开目录")
    page = Page("政务公开", metas, (HOME, Link("政务公开", "")), where="catalogue", address=addresses.CATALOGUE)
    counts = look.reader.counts_by_section()
    below = {key: look.reader.below(key) for key in look.reader.sections}
    total = {key: sum(counts.get(k, 0) for k in keys) for key, keys in below.items()}
    yield addresses.path(addresses.CATALOGUE), look.render("site/catalogue.html", page, lead=lead, counts=total)
    yield from dcat.catalog(look, below)


def units(look: Look) -> Iterator[Output]:
    metas = column_metas("部门和乡镇", "各单位的网页、公开指南和公开目录", "部门,乡镇,街道", "机构职能")
    page = Page("部门和乡镇", metas, (HOME, Link("部门和乡镇", "")), where="units", address=addresses.UNITS)
    yield addresses.path(addresses.UNITS), look.render("site/units.html", page, groups=_groups(look))
    metas = column_metas("联系方式", "各单位的地址、办公时间和电话", "联系方式,电话,地址", "机构职能")
    page = Page("联系方式", metas, (HOME, Link("部门和乡镇", addresses.UNITS), Link("联系方式", "")), where="units")
    yield addresses.path(addresses.CONTACT), look.render("site/contact.html", page, groups=_groups(look))


def annual(look: Look) -> Iterator[Output]:
    name = "政府信息公开年度报告"
    page = Page(
        name,
        column_metas(name, "各年度的政府信息公开工作年度报告", name, ANNUAL_TYPE),
        (HOME, Link(name, "")),
        where="annual",
    )
    rows = look.reader.annual_reports()
    yield (
        addresses.path(addresses.ANNUAL),
        look.render("site/annual.html", page, rows=rows, standing=owed.standing(look, rows)),
    )


def site_map(look: Look) -> Iterator[Output]:
    page = Page(
        "网站地图", column_metas("网站地图", "本站全部栏目", "网站地图", "概况信息"), (HOME, Link("网站地图", ""))
    )
    yield (
        addresses.path(addresses.MAP),
        look.render("site/map.html", page, groups=_groups(look), faces=list(look.faces.values()), answers=answers()),
    )


def plain_pages(look: Look) -> Iterator[Output]:
    """About, how to verify, and what stands at addresses that do not exist."""
    about = Page(
        "关于本站",
        column_metas("关于本站", "主办单位和无障碍说明", "关于本站,无障碍", "概况信息"),
        (HOME, Link("关于本站", "")),
    )
    yield addresses.path(addresses.ABOUT), look.render("site/about.html", about)
    verify = Page(
        "怎样核验本站", column_metas("怎样核验本站", "用公开台账核对网页", "核验,台账", "概况信息"),
        (HOME, Link("怎样核验本站", "")), scripts=("/assets/verify-page.js",),
    )  # fmt: skip
    yield addresses.path(addresses.VERIFY), look.render("site/verify.html", verify, facts=_sentences())
    yield addresses.VERIFY_OFFLINE[1:], _offline(look)
    yield "404.html", look.render("site/missing.html", Page("没有找到这个网页", [], scripts=("/assets/missing.js",)))


def unit_facts(unit: Any) -> list[tuple[str, str]]:
    """What anybody may want to know of an office (条例 art. 20(2)); empty ones are left out."""
    found = [
        ("机构名称", unit.name), ("办公地址", unit.address), ("办公时间", unit.hours), ("联系电话", unit.phone),
        ("传真", unit.fax), ("电子邮箱", unit.email), ("统一社会信用代码", unit.uscc),
    ]  # fmt: skip
    return [(label, value) for label, value in found if value]


def _unit_page(look: Look, unit: Any, title: str, kind: str, name: str = "", feed: str = "") -> Page:
    crumbs = [HOME, Link("部门和乡镇", addresses.UNITS), Link(unit.name, addresses.unit(unit.code) if name else "")]
    crumbs += [Link(name, "")] if name else []
    return Page(title, column_metas(title, title, unit.short_name, kind), tuple(crumbs), "units", feed, unit)


def unit_front(look: Look, unit: Any, blocks: Sequence[Block] | None = None) -> Output:
    """The first page of a subsite; with ``blocks`` as it would be with these."""
    address, years = addresses.unit(unit.code), look.reader.years("u", unit.code)
    parts = [part for part in arranging.of_unit(look, unit, blocks) if part.rows or not part.block.counted]
    page = _unit_page(look, unit, unit.name, "机构职能", feed=address)
    return addresses.path(address), look.render(
        "site/unit.html", page, unit=unit, successor=look.reader.successor(unit), facts=unit_facts(unit), parts=parts,
        any_news=any(part.rows for part in parts) or bool(years), years=years, updated=max((row.updated_on for part in parts for row in part.rows), default=None), sections=_sections_of(look, unit.code), side=unit_side(look, unit, "home"),
    )  # fmt: skip


def _sections_of(look: Look, code: str) -> list[tuple[Any, int]]:
    """The sections that a unit publishes in, with how many records stand in each."""
    counts = look.once(("sections of", code), lambda: look.reader.counts_by_section(code))
    return [(s, counts[key]) for key, s in look.reader.sections.items() if counts.get(key)]


def unit_home(look: Look, code: str) -> Iterator[Output]:
    """A subsite's home, catalogue and guide."""
    unit, address = look.reader.units_by_code[code], addresses.unit(code)
    yield unit_front(look, unit)
    yield from data.head(look, "u", code, unit.name)
    sections = _sections_of(look, code)
    page = _unit_page(look, unit, f"{unit.name}公开目录", "信息公开目录", "公开目录")
    yield (
        addresses.path(f"{address}catalogue/"),
        look.render(
            "site/unit_catalogue.html", page, unit=unit, sections=sections, side=unit_side(look, unit, "catalogue")
        ),
    )
    yield _unit_about(look, unit)
    page = _unit_page(look, unit, f"{unit.name}政府信息公开指南", "信息公开指南", "公开指南")
    yield addresses.path(f"{address}guide/"), look.render(
        "site/guide.html", page, heading=f"{unit.name}政府信息公开指南", name=unit.name, catalogue=f"{address}catalogue/",
        feed=f"{address}{addresses.ATOM}", own=look.reader.guide_texts(unit), sections=[], office=unit, supervisor=_supervisor(look, unit), organ=reconsideration_organ(unit, look.reader.government), court=court_of(unit, look.reader.government),
        facts=unit_facts(unit), side=unit_side(look, unit, "guide"), closed=bool(unit.closed_on), successor=look.reader.successor(unit),
    )  # fmt: skip


def _unit_about(look: Look, unit: Any) -> Output:
    """How a unit is reached, who leads it, what it is there for: its records of the kinds that have a roll (条例第20条第二项)."""
    faces = [face for face in look.faces.values() if face.roll]
    rows = look.reader.of_unit(unit.code, [face.code for face in faces], ROLL)
    rolls = [(face, in_its_order(look, face, [row for row in rows if row.kind == face.code])) for face in faces]
    page = _unit_page(look, unit, f"{unit.name}机构概况", "机构职能", "机构概况")
    return addresses.path(addresses.unit_about(unit.code)), look.render(
        "site/unit_about.html", page, unit=unit, facts=unit_facts(unit), rolls=[(face, roll) for face, roll in rolls if roll],
        successor=look.reader.successor(unit), side=unit_side(look, unit, "about"),
    )  # fmt: skip


def _supervisor(look: Look, unit: Any) -> Any:
    """Who supervises a public institution, which answers by rules of its own (条例第55条); None for everybody else."""
    return (look.reader.units_by_code.get(unit.parent_code) or "") if unit.level == "institution" else None


def _own_texts(look: Look) -> dict[str, Any]:
    """What the government says of its own in its guide."""
    root = next(iter(look.reader.open_units("government")), None)
    return look.reader.guide_texts(root) if root else {}


def _organs(look: Look) -> str:
    """Who decides on reconsideration, by who answered: each kind of organ that the county has, in the order of its units."""
    said: dict[str, str] = {}
    for unit in look.reader.units_by_code.values():
        if unit.closed_on or unit.level == "institution":
            continue
        whom = unit.name if unit.level == "government" else "各部门、乡镇和街道" if unit.in_totals else "垂直管理的机关"
        said.setdefault(whom, reconsideration_organ(unit, look.reader.government))
    return "；".join(f"对{whom}的答复不服的，向{organ}提出" for whom, organ in said.items())


def _courts(look: Look) -> str:
    """Where suits are filed: one court for what the government itself did, another for all the others."""
    said: dict[str, str] = {}
    for unit in look.reader.units_by_code.values():
        if not unit.closed_on and unit.level != "institution":
            whom = unit.name if unit.level == "government" else "其他单位"
            said.setdefault(whom, court_of(unit, look.reader.government))
    return "；".join(f"起诉{whom}的，向{court}提出" for whom, court in said.items())


def unit_section(look: Look, code: str, key: str) -> Iterator[Output]:
    """The newest of a unit in a section; nothing if it never had any."""
    rows = look.reader.newest_of_unit(code, key)
    if not (rows or code in look.reader.former_units.get(key, ()) or look.reader.has_slots_of_unit(code, key)):
        return
    unit, section = look.reader.units_by_code[code], look.reader.sections[key]
    title = f"{unit.short_name}：{section.name}"
    earlier = earlier_list(look.reader.went_to(key), code)
    nothing = f"这里的信息都已经移到“{earlier.label}”。" if earlier else "这里的信息都已经撤下。"
    told = f"最新的{PER_PAGE}条；更早的请按年份看" if len(rows) == PER_PAGE else "先看新的"
    page = _unit_page(look, unit, title, section.column_type, section.name)
    yield addresses.path(addresses.unit_section(code, key)), look.render(
        "site/listing.html", page, axis="u", key=code, heading=title, lead=section.description, rows=rows, years=[], children=[], facts=[], closed_on=None,
        told=told if rows else "", nothing=nothing, earlier=earlier, newer="", older=addresses.unit(code) if len(rows) == PER_PAGE else "",
        shown="", roll=[], roll_template="", show_unit=False, side=unit_side(look, unit, "catalogue"), data=False,
    )  # fmt: skip


def withheld(look: Look) -> Iterator[Output]:
    """The negative list: what is not published, on what ground, and when that is looked at again (条例第14条至第18条)."""
    title = "不公开的信息（负面清单）"
    items = look.reader.withheld()
    page = Page(
        title,
        column_metas(title, "不予公开的信息、依据和再评估日期", "负面清单,不予公开", "信息公开目录"),
        (HOME, Link("政务公开", addresses.CATALOGUE), Link("不公开的信息", "")),
        where="catalogue",
    )
    yield addresses.path(addresses.WITHHELD), look.render(
        "site/withheld.html", page, items=[item for item in items if not item.lifted_on],
        lifted=[item for item in items if item.lifted_on], units=look.reader.units_by_id,
    )  # fmt: skip


def points(look: Look) -> Iterator[Output]:
    """Where what is public can be read on paper (条例第25条)."""
    title = "查阅点"
    metas = column_metas(title, "当面查看、复印公开信息的地方", "查阅点,政府信息查阅场所", "信息公开指南")
    page = Page(title, metas, (HOME, Link("政务公开", addresses.CATALOGUE), Link(title, "")), where="catalogue")
    yield addresses.path(addresses.POINTS), look.render("site/points.html", page, points=look.reader.points())


def guide(look: Look) -> Iterator[Output]:
    """The county's own guide, with the office that handles disclosure for it (条例第3条、第12条)."""
    g = look.reader.government
    name = g.name if g else "本级政府"
    office = openness_office(look)
    known: list[tuple[str, str]] = []
    if g:
        known = [
            ("机构名称", g.host), ("办公地址", g.address), ("邮政编码", g.postcode), ("办公时间", g.hours), ("联系电话", g.phone),
            ("传真", office.fax), ("电子邮箱", office.email),
        ]  # fmt: skip
    title = "政府信息公开指南"
    page = Page(
        title,
        column_metas(title, f"{name}政府信息公开指南", title, "信息公开指南"),
        (HOME, Link(title, "")),
        where="catalogue",
    )
    yield addresses.path(addresses.GUIDE), look.render(
        "site/guide.html", page, heading=f"{name}政府信息公开指南", name=name, catalogue=addresses.CATALOGUE, feed=addresses.FEED, own=_own_texts(look),
        sections=look.reader.children(""), office=office, supervisor=None, organ=_organs(look), court=_courts(look), closed=False, facts=[(label, value) for label, value in known if value], side="",
    )  # fmt: skip
