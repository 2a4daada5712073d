"""在网站上订阅: the newest of what somebody wishes to see. The address is the subscription: whoever keeps it has it, and nothing is kept of them."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse

from gongkai.doors import throttle
from gongkai.doors.counter.door import door
from gongkai.doors.counter.wished import follow_url, query_of, subscribe_url, wish_of
from gongkai.doors.frame import page
from gongkai.engines.channels.mailing import said
from gongkai.engines.channels.wishes import Item, fits, items_of
from gongkai.engines.feeders import finding
from gongkai.engines.site import addresses, feeds
from gongkai.engines.site.faces import validity_tag
from gongkai.engines.site.reader import HEAD, Reader
from gongkai.ground.search import places
from gongkai.ground.search.asking import Ask
from gongkai.ground.subscribers.queries import Wish
from gongkai.ground.ui.shell import Link
from gongkai.kernel.records.queries import by_refs
from gongkai.kernel.records.validity import titled

BY_NETWORK = throttle.Brake("follow", free=90, window=60)
PAGES = 3
"""Of what the search finds by a word, so many pages of the newest are looked through."""
TITLE = "我订的信息"


@door("GET", "HEAD")
def follow(request: HttpRequest) -> HttpResponse:
    """``?s`` sections, ``?w`` words: the newest, and the same as feeds."""
    wish = wish_of(request.GET)
    context = {
        "told": said(wish), "feeds": [(label, f"{addresses.FOLLOW}/{name}?{query_of(wish)}") for name, _, label in addresses.FEED_TYPES],
        "change_url": subscribe_url(wish), "page_title": TITLE,
    }  # fmt: skip
    status, again = 200, 0
    try:
        context["items"] = [
            (item, addresses.record(item.record.pk), validity_tag(item.record)) for item in _newest(request, wish)
        ]
    except _NotNow as trouble:
        context["trouble"], status, again = str(trouble), trouble.status, trouble.seconds
    made = page(request, "counter/follow.html", context, (Link(TITLE, ""),), status)
    made["Cache-Control"] = "private, no-cache"
    if again:
        made["Retry-After"] = str(again)
    return made


@door("GET", "HEAD")
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """The same as a feed."""
    media_type = next((told for known, told, _ in addresses.FEED_TYPES if known == name), None)
    if media_type is None:
        raise Http404
    wish, reader = wish_of(request.GET), Reader()
    try:
        items = _newest(request, wish)
    except _NotNow as trouble:
        made = HttpResponse(str(trouble), status=trouble.status, content_type="text/plain; charset=utf-8")
        made["Retry-After"] = str(trouble.seconds)
        return made
    origin = f"https://{reader.government.domain}" if reader.government else ""
    times = reader.published_at([item.record.pk for item in items])
    entries = [_entry(origin, item, *times[item.record.pk]) for item in items]
    here = f"{origin}{addresses.FOLLOW}/{name}?{query_of(wish)}"
    told = feeds.Told(f"{TITLE}：{said(wish)}", f"{origin}{follow_url(wish)}", here, reader.began_at, entries)
    made = HttpResponse(feeds.WRITERS[name](told), content_type=f"{media_type}; charset=utf-8")
    made["Cache-Control"] = "private, max-age=300"
    return made


class _NotNow(Exception):
    def __init__(self, said: str, status: int, seconds: int) -> None:
        super().__init__(said)
        self.status, self.seconds = status, seconds


def _newest(request: HttpRequest, wish: Wish) -> list[Item]:
    """The newest that fit. What the search takes for the same word, and is not, is left out: mails tell of the very same."""
    if not (wish.sections or wish.words):
        return []
    network = throttle.network_of(request)
    if pause := BY_NETWORK.pause(network):
        raise _NotNow(f"看得太快了，请等{pause}秒。", 429, pause)
    BY_NETWORK.failed(network)
    reader = Reader()
    ids = [row.id for key in wish.sections for row in reader.newest("s", key)]
    try:
        for word in wish.words:
            for number in range(1, PAGES + 1):
                hits = finding.find_public(Ask(word, newest=True, page=number)).hits
                ids += [hit.row.key for hit in hits]
                if not hits:
                    break
    except places.Unavailable:
        raise _NotNow("按词找暂时用不了，过几分钟就好。", 503, 60) from None
    records = by_refs([f"record:{each}" for each in dict.fromkeys(ids)]).values()
    found = [item for item in items_of(records) if fits(wish, item)]
    found.sort(key=lambda item: (item.record.published_on, item.record.pk), reverse=True)
    return found[:HEAD]


def _entry(origin: str, item: Item, published: datetime, updated: datetime) -> feeds.Entry:
    record, url = item.record, f"{origin}{addresses.record(item.record.pk)}"
    return feeds.Entry(
        url,
        url,
        titled(record.title, record.validity),
        record.unit.name,
        published,
        updated,
        tags=(record.section.name,),
    )
