"""The page for a touch screen in a hall: large doors, lists and papers without a keyboard; it prints, and goes back to its start by itself.

What it shows it fetches from the pages and lists that stand there, so it reads ``sections`` and the kinds' faces alone, and no publication makes
it stale.
"""

from collections.abc import Iterator

from gongkai.engines.site import addresses
from gongkai.engines.site.look import Look, Page, column_metas
from gongkai.engines.site.records import Output
from gongkai.kernel.records.models import VALIDITY

KINDS = 3
"""Kinds that have a door; the rest is found below the sections."""


def page(look: Look) -> Iterator[Output]:
    """Reads ``sections``."""
    name = "自助查询"
    about = Page(name, column_metas(name, "大厅触摸屏上看公开信息、打印", "触摸屏,自助查询", "信息公开目录"))
    names = {each.name for each in look.reader.children("")}
    kinds = [face for face in look.faces.values() if face.nav and face.nav not in names][:KINDS]
    doors = [(face.nav, "新的在前", addresses.listing("k", face.code), "scroll-text") for face in kinds]
    doors += [(each.name, "", addresses.section(each.key), "library") for each in look.reader.children("")]
    yield addresses.path(addresses.KIOSK), look.alone("site/kiosk.html", about, doors=doors, validity=VALIDITY[1:])
