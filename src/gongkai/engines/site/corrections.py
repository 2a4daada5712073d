"""What was corrected or withdrawn after it had been public, when and why: all of it by year, the newest first of all, and a feed."""

from collections.abc import Iterator

from gongkai.engines.site import addresses, queries
from gongkai.engines.site.feeds import Entry, written
from gongkai.engines.site.look import Look, Page, column_metas
from gongkai.engines.site.queries import CORRECTED, WITHDRAWN, Mended
from gongkai.engines.site.reader import HEAD, PER_PAGE
from gongkai.engines.site.records import Output
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import zh_date

TITLE = "撤下和更正"
METAS = column_metas(TITLE, "公开以后撤下和更正的信息，什么时候、为什么", "撤下,更正,勘误", "数据发布")
HOME = Link("首页", addresses.PORTAL)
CATALOGUE = Link("政务公开", addresses.CATALOGUE)


def head(look: Look) -> Iterator[Output]:
    """The newest, how many there were in each year, and the feed."""
    newest = queries.newest_mended(HEAD)
    years = [
        (year, addresses.mended_page(year, (counts.total() - 1) // PER_PAGE + 1), counts[CORRECTED], counts[WITHDRAWN])
        for year, counts in queries.mended_by_year().items()
    ]
    page = Page(TITLE, METAS, (HOME, CATALOGUE, Link(TITLE, "")), where="catalogue", feed=addresses.MENDED)
    yield (
        addresses.path(addresses.MENDED),
        look.render("site/corrections.html", page, heading=TITLE, items=newest, years=years, units=look.reader.units_by_id, newer="", older="", whole=True),
    )  # fmt: skip
    name = look.reader.government.name if look.reader.government else ""
    yield from written(look, f"{name}：{TITLE}", addresses.MENDED, [_entry(look, each) for each in newest])


def year_pages(look: Look, year: int) -> Iterator[Output]:
    """All of a year, numbered from the oldest, so that a new one moves no older page."""
    found = queries.mended_in(year)
    last = (len(found) - 1) // PER_PAGE + 1
    for number in range(1, last + 1):
        heading = f"{TITLE}（{year}年）"
        title = f"{heading}第{number}页"
        crumbs = (HOME, CATALOGUE, Link(TITLE, addresses.MENDED), Link(f"{year}年第{number}页", ""))
        newer = addresses.mended_page(year, number + 1) if number < last else addresses.MENDED
        older = addresses.mended_page(year, number - 1) if number > 1 else ""
        yield (
            addresses.path(addresses.mended_page(year, number)),
            look.render(
                "site/corrections.html", Page(title, METAS, crumbs, where="catalogue"), heading=heading, years=[], newer=newer, older=older,
                items=found[(number - 1) * PER_PAGE : number * PER_PAGE][::-1], units=look.reader.units_by_id, whole=False,
            ),
        )  # fmt: skip


def _entry(look: Look, each: Mended) -> Entry:
    origin = look.origin
    url, unit = f"{origin}{addresses.record(each.record)}", look.reader.units_by_id[each.unit_id].name
    done = "撤下" if each.withdrawn else "更正"
    what = each.title or f"索引号{each.index_number}"
    said = (
        f"{zh_date(each.on)}{done}。{'依据' if each.withdrawn else '原因'}：{each.why}"
        if each.why
        else f"{zh_date(each.on)}{done}。"
    )
    return Entry(f"{origin}{addresses.MENDED}#n{each.idx}", url, f"{done}：{what}", unit, each.at, each.at, said)
