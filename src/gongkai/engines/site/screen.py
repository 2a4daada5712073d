"""The page for a large screen in a hall or a street: the newest titles, one at a time, to be read from eight metres.

It has no frame: nobody clicks there. Without script all lines stand below each other.
"""

from collections.abc import Iterator

from gongkai.engines.site import addresses
from gongkai.engines.site.look import Look, Page, column_metas
from gongkai.engines.site.records import Output
from gongkai.kernel.records.validity import titled

LINES = 20
SIZES = ((36, "short"), (70, "middle"))
"""Up to so many characters a title is set so large that three lines, or five, hold it; a longer one smaller still (screen.css)."""


def page(look: Look) -> Iterator[Output]:
    """Reads every kind's head."""
    name = "最新公开"
    about = Page(name, column_metas(name, "大屏幕上一条一条显示的最新公开信息", name, "信息公开目录"))
    newest = [(row, titled(row.title, row.validity)) for row in look.reader.newest_anywhere()[:LINES]]
    rows = [(row, said, size_of(said), look.reader.units_by_id[row.unit_id].short_name) for row, said in newest]
    yield addresses.path(addresses.SCREEN), look.alone("site/screen.html", about, rows=rows)


def size_of(title: str) -> str:
    return next((size for most, size in SIZES if len(title) <= most), "long")
