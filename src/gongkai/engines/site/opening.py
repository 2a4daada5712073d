"""The page that tells how the public data are had: what there is, under which terms, by which rules."""

from collections.abc import Iterator

from gongkai.engines.site import addresses
from gongkai.engines.site.data import CHANGE, LINE
from gongkai.engines.site.look import Look, Page, column_metas
from gongkai.engines.site.queries import SPAN
from gongkai.engines.site.reader import HEAD, PER_PAGE
from gongkai.engines.site.records import Output
from gongkai.ground.ui.shell import Link

TITLE = "开放数据"


def page(look: Look) -> Iterator[Output]:
    """It reads ``sections`` and the declared shapes, no record."""
    metas = column_metas(TITLE, "公开信息的数据：怎么取、怎么用", "开放数据,数据接口,JSON,CSV", "数据发布")
    shown = Page(TITLE, metas, (Link("首页", addresses.PORTAL), Link(TITLE, "")))
    sections = [s for s in look.reader.sections.values() if s.closed_on is None and s.key not in look.reader.merged]
    yield (
        addresses.path(addresses.OPEN_DATA),
        look.render("site/open.html", shown, sections=sections, faces=list(look.faces.values()), line=LINE, change=CHANGE, head=HEAD, per_page=PER_PAGE, span=SPAN),
    )  # fmt: skip
