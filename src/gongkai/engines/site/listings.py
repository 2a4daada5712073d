"""Lists: the head of a section, unit or kind, and its pages by year, numbered from the oldest."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape

from gongkai.engines.site import addresses, data
from gongkai.engines.site.faces import Face
from gongkai.engines.site.look import Look, Metas, Page, column_metas
from gongkai.engines.site.reader import HEAD, PER_PAGE
from gongkai.engines.site.records import Output
from gongkai.engines.site.rows import Row
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import zh_date
from gongkai.pure import declare

ROLL = 400
"""Records at most that are shown in an order of their own on one page."""
NOTHING = "这个栏目还没有公开的信息。按规定应当在20个工作日内公开。"


class _Axis:
    """What differs between lists of a section, a unit and a kind."""

    def __init__(self, look: Look, axis: str, key: str) -> None:
        self.look, self.axis, self.key = look, axis, key
        self.unit = look.reader.units_by_code.get(key) if axis == "u" else None
        getattr(self, f"_{axis}")()

    def _s(self) -> None:
        section = self.look.reader.sections[self.key]
        self.name, self.lead, self.where = section.name, section.description, "catalogue"
        self.metas: Metas = column_metas(section.name, section.description, section.keywords, section.column_type)
        above = self.look.reader.ancestors(self.key)[:-1]
        self.above = [Link("政务公开", addresses.CATALOGUE), *(Link(s.name, addresses.section(s.key)) for s in above)]
        self.side = _tree(self.look, self.key)

    def _u(self) -> None:
        self.name, self.lead, self.where = self.unit.name, f"{self.unit.name}公开的全部信息。", "units"
        self.metas = column_metas(self.unit.name, self.lead, self.unit.short_name, "信息公开目录")
        self.above = [Link("部门和乡镇", addresses.UNITS)]
        self.side = unit_side(self.look, self.unit, "list")

    def _k(self) -> None:
        face = self.look.faces.get(self.key)
        self.name = face.name if face else self.key
        lapses = face is not None and declare.kind(self.key).has_validity
        order = "按单位的次序排" if face and face.roll else "新的在前"
        self.lead = f"各单位公开的{self.name}，{order}。{'作废的也留在这里，注明是否有效。' if lapses else ''}"
        self.where = f"k:{self.key}"
        self.metas = column_metas(
            self.name, self.lead, self.name, self.name if self.name == "政策文件" else "信息公开目录"
        )
        self.above = [Link("政务公开", addresses.CATALOGUE)]
        self.side = _tree(self.look, "")

    @property
    def intro(self) -> Markup | str:
        """What stands at the top of its head: of a kind that has a library the way there."""
        face = self.look.faces.get(self.key) if self.axis == "k" else None
        if not (face and face.library):
            return self.lead
        return Markup('{} <a href="{}">{}，按主题、机构、年份和有效性查</a>').format(
            self.lead, addresses.library(face.code), face.library
        )

    def crumbs(self, *more: Link) -> tuple[Link, ...]:
        own = Link(self.name, addresses.listing(self.axis, self.key) if more else "")
        return (Link("首页", addresses.PORTAL), *self.above, own, *more)


def _tree(look: Look, current: str) -> Markup:
    """The catalogue beside a list, unfolded where the reader is."""
    if current not in look.trees:
        macros: Any = look.env.get_template("site/macros.html").module
        look.trees[current] = Markup(macros.tree(look.reader, current))
    return look.trees[current]


def unit_side(look: Look, unit: Any, here: str) -> Markup:
    return Markup(look.env.get_template("site/unit_side.html").render(unit=unit, here=here))


def head(look: Look, axis: str, key: str) -> Iterator[Output]:
    """The head of a section or kind with its feed. A unit's head is its home page."""
    about = _Axis(look, axis, key)
    reader = look.reader
    address = addresses.listing(axis, key)
    rows, years = reader.newest(axis, key), reader.years(axis, key)
    older = _older(look, axis, key, years, {row.id for row in rows})
    roll = _roll(look, axis, key, rows)
    told = "先看新的" if not roll else f"共{len(roll)}条"
    if not roll and not years and len(rows) == HEAD:
        told = f"最新的{HEAD}条，更早的请到下一级栏目看"
    if rows:
        told += f"，最近更新{zh_date(max(row.updated_on for row in rows))}"
    page = Page(about.name, about.metas, about.crumbs(), where=about.where, feed=address)
    yield addresses.path(address), look.render(
        "site/listing.html", page, axis=axis, key=key, heading=about.name, lead=about.intro, rows=rows, years=years,
        told=told if rows else "", nothing=NOTHING, newer="", older="" if roll else older, shown="", roll=roll, roll_template=_roll_template(look, rows), show_unit=True, side=about.side,
        children=reader.children(key) if axis == "s" else [], facts=section_facts(look, reader.sections[key]) if axis == "s" else [],
        closed_on=reader.sections[key].closed_on if axis == "s" else None, data=True, earlier=earlier_list(reader.went_to(key), "") if axis == "s" else None,
    )  # fmt: skip
    yield from data.head(look, axis, key, about.name)


def earlier_list(went_to: Any, unit: str) -> Link | None:
    """The list of a section where what another one held before is, of a unit or of all."""
    if went_to is None:
        return None
    return Link(went_to.name, addresses.unit_section(unit, went_to.key) if unit else addresses.section(went_to.key))


def _roll_template(look: Look, rows: list[Row]) -> str:
    return look.faces[rows[0].kind].roll if rows and rows[0].kind in look.faces else ""


def _roll(look: Look, axis: str, key: str, rows: list[Row]) -> list[tuple[Row, dict[str, Any]]]:
    """A list of one kind that is shown in an order of its own, whole; [] where it is shown by its days, as most are."""
    face = look.faces.get(rows[0].kind) if rows else None
    if face is None or not face.roll or face.rank is None:
        return []
    whole = look.reader.all_of(axis, key, face.code, ROLL)
    return in_its_order(look, face, whole)


def in_its_order(look: Look, face: Face, rows: list[Row]) -> list[tuple[Row, dict[str, Any]]]:
    """Records of a kind that has a roll, each with what it says, in the roll's order."""
    views, rank = look.reader.views([row.id for row in rows]), face.rank or (lambda view: (0, ""))

    def place(each: tuple[Row, dict[str, Any]]) -> tuple[Any, ...]:
        row, view = each
        unit, (apart, within) = look.reader.units_by_id[row.unit_id], rank(view)
        return apart, unit.position, unit.code, within, row.title, row.id

    return sorted(((row, views[row.id]) for row in rows), key=place)


LEVELS = {"department": "各部门", "town": "各乡镇和街道", "institution": "各公共企事业单位"}


def section_facts(look: Look, section: Any) -> list[tuple[str, str]]:
    """What the catalogue says of a section: why it is published, by whom, for whom, how often."""
    named = look.reader.responsible(section)
    links = "、".join(f'<a href="{addresses.unit(unit.code)}">{escape(unit.short_name)}</a>' for unit in named)
    levels = "、".join(label for level, label in LEVELS.items() if section.levels and section.is_for(level))
    found = [
        ("公开依据", section.basis), ("责任单位", Markup(links) if named else levels), ("公开对象", section.audience),
        ("更新要求", section.interval.label if section.interval else ""),
    ]  # fmt: skip
    return [(label, value) for label, value in found if value]


def _older(look: Look, axis: str, key: str, years: list[tuple[int, int]], shown: set[str]) -> str:
    """Where what the head shows no more begins: on its page by year, at its line. "" if the head shows all there is."""
    for year, _ in years:
        slots = look.reader.slots(axis, key, year)
        for place in range(len(slots) - 1, -1, -1):
            if slots[place] not in shown and look.reader.rows([slots[place]]):
                return f"{addresses.listing_page(axis, key, year, place // PER_PAGE + 1)}#{slots[place]}"
    return ""


def year_pages(
    look: Look, axis: str, key: str, year: int, touched: set[str] | None = None, shifted: bool = True
) -> Iterator[Output]:
    """The pages of a year, oldest first; with ``touched`` only those that show these records, or from the first such one on if they shifted the others."""
    about, slots = _Axis(look, axis, key), look.reader.slots(axis, key, year)
    last = (len(slots) - 1) // PER_PAGE + 1
    for number in _numbers(slots, last, touched, shifted):
        ids = slots[(number - 1) * PER_PAGE : number * PER_PAGE]
        live = look.reader.rows(ids)
        rows = [live[i] for i in reversed(ids) if i in live]
        address = addresses.listing_page(axis, key, year, number)
        heading = f"{about.name}（{year}年）"
        page = Page(
            f"{heading}第{number}页",
            about.metas,
            about.crumbs(Link(f"{year}年第{number}页", "")),
            about.where,
            unit=about.unit,
        )
        yield addresses.path(address), look.render(
            "site/listing.html", page, axis=axis, key=key, heading=heading, lead="", rows=rows, years=[], children=[], facts=[], closed_on=None, earlier=None,
            told=f"{year}年公开的，第{number}页，从最早的数起", nothing="这一页的信息都已经撤下。", show_unit=axis != "u",
            roll=[], roll_template="", newer=addresses.listing_page(axis, key, year, number + 1) if number < last else addresses.listing(axis, key),
            older=addresses.listing_page(axis, key, year, number - 1) if number > 1 else "", shown="", side=about.side, data=False,
        )  # fmt: skip
        yield data.page(look, axis, key, year, number, last, rows[::-1])


def _numbers(slots: list[str], last: int, touched: set[str] | None, shifted: bool) -> list[int]:
    if touched is None:
        return list(range(1, last + 1))
    places = {n // PER_PAGE + 1 for n, record_id in enumerate(slots) if record_id in touched}
    if shifted and places:
        # The page before links on to a page that may be new.
        return list(range(max(1, min(places) - 1), last + 1))
    return sorted(places)
