"""Topics, what is kept of those that are over, key areas, notices of the site."""

from collections.abc import Iterator, Sequence

from gongkai.engines.site import addresses, arranging
from gongkai.engines.site.listings import section_facts
from gongkai.engines.site.look import Look, Page, column_metas
from gongkai.engines.site.records import Output
from gongkai.ground.ui.shell import Link
from gongkai.kernel.portal.blocks import Block
from gongkai.kernel.portal.models import OVER, PLANNED, Topic

HOME, TOPICS = Link("首页", addresses.PORTAL), Link("专题", addresses.TOPICS)
LINES = 3
"""Records of each key area on their common page."""


def listing(look: Look) -> Iterator[Output]:
    """The topics that are shown, and those that are over."""
    metas = column_metas("专题", "一件事的信息放在一起", "专题", "专题专栏")
    page = Page("专题", metas, (HOME, Link("专题", "")), address=addresses.TOPICS)
    shown, over = look.reader.topics_shown, [topic for topic in look.reader.topics.values() if topic.state == OVER]
    yield addresses.path(addresses.TOPICS), look.render("site/topics.html", page, shown=shown, over=over)


def topic(look: Look, key: str) -> Iterator[Output]:
    """A topic's page, from its first day on for ever."""
    found = look.reader.topics.get(key)
    if found and found.state != PLANNED:
        yield front(look, found)


def front(look: Look, about: Topic, blocks: Sequence[Block] | None = None) -> Output:
    """A topic's page; with ``blocks`` as it would be with these."""
    address = addresses.topic(about.key)
    metas = column_metas(about.name, about.lead or about.name, about.name, "专题专栏")
    page = Page(about.name, metas, (HOME, TOPICS, Link(about.name, "")), address=address)
    parts = [part for part in arranging.of_topic(look, about, blocks) if part.rows]
    return addresses.path(address), look.render("site/topic.html", page, topic=about, parts=parts)


def archive(look: Look) -> Iterator[Output]:
    """Pages that are not kept up any more and stay where they are: of topics, sections and units."""
    reader = look.reader
    page = Page(
        "归档的网页", column_metas("归档的网页", "不再更新、仍然能看的网页", "归档", "概况信息"),
        (HOME, Link("归档的网页", "")), address=addresses.ARCHIVE,
    )  # fmt: skip
    yield addresses.path(addresses.ARCHIVE), look.render(
        "site/archive.html", page, topics=[topic for topic in reader.topics.values() if topic.state == OVER],
        sections=[section for section in reader.sections.values() if section.closed_on],
        units=[unit for unit in reader.units_by_code.values() if unit.closed_on],
    )  # fmt: skip


def key_areas(look: Look) -> Iterator[Output]:
    """Each key area: by when it is brought up to date, by whom, when it last was, and its newest records."""
    reader = look.reader
    lead = "群众最关心的事，按要求的时间更新。"
    page = Page(
        "重点领域", column_metas("重点领域", lead, "重点领域信息公开", "重点领域"),
        (HOME, Link("政务公开", addresses.CATALOGUE), Link("重点领域", "")), where="catalogue", address=addresses.KEY_AREAS,
    )  # fmt: skip
    areas = []
    for section in reader.key_areas:
        rows = reader.newest("s", section.key, LINES)
        facts = [(label, value) for label, value in section_facts(look, section) if label in ("责任单位", "更新要求")]
        areas.append((section, rows, facts, max((row.updated_on for row in rows), default=None)))
    yield addresses.path(addresses.KEY_AREAS), look.render("site/key_areas.html", page, lead=lead, areas=areas)


def notices(look: Look) -> Iterator[Output]:
    """What the office tells whoever visits the site, and what it told before."""
    page = Page(
        "网站公告", column_metas("网站公告", "关于本站的公告", "网站公告", "概况信息"), (HOME, Link("网站公告", "")),
        address=addresses.SITE_NOTICES,
    )  # fmt: skip
    told = [notice for notice in look.reader.site_notices if notice.state != PLANNED]
    yield addresses.path(addresses.SITE_NOTICES), look.render("site/notices.html", page, notices=told)
