"""What the pages of a run come to by the indicators. Pure over what was read: no page is asked here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from gongkai.engines.monitoring.models import Page
from gongkai.pure.monitor import indicators
from gongkai.pure.monitor.fetching import FORBIDDEN, TROUBLES
from gongkai.pure.monitor.reading import SITE_LABELS

HOME_COLUMN = "首页"
WORDS = {
    400: "地址不对", 401: "要登录", 403: "不让看", 404: "没有这一页", 410: "已经撤下", 500: "服务器出错", 502: "服务器出错", 503: "服务器忙",
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """Something that was seen in a run. ``digest``: of the page in which it stands; ``personal``: that page's bytes are not to be kept."""

    indicator: str
    key: str
    page: str
    place: str
    target: str = ""
    status: int = 0
    trouble: str = ""
    digest: str = ""

    @property
    def mark(self) -> str:
        """By which it is the same thing run after run."""
        return sha256(f"{self.indicator}\n{self.key}".encode()).hexdigest()[:32]


def judge(pages: Iterable[Page], today: date) -> list[Seen]:
    """All that the pages come to, in the order of the indicators; of a site whose home page does not open nothing else."""
    pages = list(pages)
    home = next((each for each in pages if each.depth == 0), None)
    if home is not None and (home.dead or home.status >= 400):
        return [_on(home, "unreachable", "home", f"首页打不开：{why(home)}")]
    by_address = {each.address: each for each in pages}
    found = [*_failing(pages, home), *_columns(pages, today), *_written(pages), *_dead(pages, by_address)]
    if home is not None:
        found += _home(home, today)
    order = list(indicators.INDICATORS)
    return sorted(found, key=lambda each: (order.index(each.indicator), each.page, each.key))


def why(page: Page) -> str:
    """Why a page did not open."""
    if page.trouble:
        return TROUBLES[page.trouble]
    return f"{WORDS.get(page.status, '服务器出错' if page.status >= 500 else '打不开')}（{page.status}）"


def _on(page: Page, indicator: str, key: str, place: str) -> Seen:
    return Seen(indicator, key, page.address, place, status=page.status, trouble=page.trouble, digest=page.digest)


def _failing(pages: list[Page], home: Page | None) -> Iterator[Seen]:
    visits = [each for each in pages if each.inside and each.trouble != FORBIDDEN]
    failed = sum(bool(each.trouble in ("slow", "broken", "silent") or each.status >= 500) for each in visits)
    if home and len(visits) >= indicators.VISITS and Decimal(failed) / len(visits) > indicators.MOST_FAILED:
        yield _on(home, "unreachable", "share", f"访问{len(visits)}页，{failed}页没有打开")


def _home(home: Page, today: date) -> Iterator[Seen]:
    told = home.told
    newest = told.get("newest")
    if newest is None:
        yield _on(home, "undated", "home", "首页上没有日期")
    elif today - date.fromisoformat(newest) > indicators.HOME_FRESH:
        yield _on(home, "home_stale", "home", f"首页最新的信息是{newest}")
    for code, name in indicators.IDENTIFIERS.items():
        if not told.get("marks", {}).get(code):
            yield _on(home, "identifier", code, f"首页没有{name}")
    for name in SITE_LABELS:
        if not told.get("labels", {}).get(name):
            yield _on(home, "labels", name, f"首页没有标签{name}")
    if told.get("search"):
        yield _on(home, "search", "home", told["search"])


def _columns(pages: list[Page], today: date) -> Iterator[Seen]:
    """Pages that list the same column count as one: its head with all that is older."""
    columns: dict[str, list[Page]] = {}
    for each in pages:
        name = each.told.get("column", "")
        if name and name != HOME_COLUMN and not each.dead:
            columns.setdefault(name, []).append(each)
    blank, stale = [], []
    for name, of in columns.items():
        head = min(of, key=lambda each: (each.depth, each.pk or 0))
        if all(each.told.get("blank") for each in of):
            blank.append(_on(head, "blank", name, f"“{name}”没有内容"))
            continue
        fresh = indicators.freshness(name)
        newest = max((each.told["newest"] for each in of if each.told.get("newest")), default=None)
        if fresh and newest and today - date.fromisoformat(newest) > fresh:
            stale.append(_on(head, "stale", name, f"“{name}”最新的信息是{newest}，应{fresh.days}天内更新"))
    yield from blank
    yield from stale
    start = next((each for each in pages if each.depth == 0), None)
    if start is not None and len(stale) >= indicators.MOST_STALE:
        yield _on(start, "columns_stale", "site", f"{len(stale)}个栏目没有按时更新")
    if start is not None and len(blank) >= indicators.MOST_BLANK:
        yield _on(start, "columns_blank", "site", f"{len(blank)}个栏目没有内容")


def _written(pages: list[Page]) -> Iterator[Seen]:
    """The same words on many pages, as at their foot, are one thing: told of the page that was met first."""
    known: set[tuple[str, str]] = set()
    for page in sorted(pages, key=lambda each: (each.depth, each.pk or 0)):
        for find in page.told.get("finds", ()):
            indicator = "personal" if find["personal"] else "grave" if find["stops"] else "writing"
            key = (indicator, find["place"])
            if key in known:
                continue
            known.add(key)
            better = f"（应写“{find['better']}”）" if find["better"] else ""
            yield _on(page, indicator, find["place"], f"{find['place']}{better}")


def _dead(pages: list[Page], by_address: dict[str, Page]) -> Iterator[Seen]:
    for each in pages:
        if each.depth == 0 or not each.dead:
            continue
        source = by_address.get(each.source)
        place = f"“{each.words}”" if each.words else "没有文字的链接"
        yield Seen(
            "dead_in" if each.inside else "dead_out", each.address, each.source or each.address, f"{place}：{why(each)}", target=each.address,
            status=each.status, trouble=each.trouble, digest=source.digest if source else "",
        )  # fmt: skip
