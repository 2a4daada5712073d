"""Walking a site: page after page from where the run stands, so that it can be broken off anywhere and goes on there."""

import shutil
import zlib
from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic
from urllib.parse import urlencode, urljoin

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.engines.monitoring import actions, queries
from gongkai.engines.monitoring.models import DONE, WAITING, Page, Run
from gongkai.ground.guard.queries import lists
from gongkai.ground.home import home_path
from gongkai.pure.monitor.admitting import Admission, Site
from gongkai.pure.monitor.fetching import CUT, FORBIDDEN, HTML, Answer, Fetcher
from gongkai.pure.monitor.reading import Read, finds, read

TRIES = 2
"""Who did not answer is asked once more, at the end."""


class Walk:
    """A run on its way: its site, who asks, what was admitted. Made anew from the rows wherever it goes on."""

    def __init__(self, run: Run, base: str, fetcher: Fetcher, also: tuple[str, ...] = ()) -> None:
        self.run, self.fetcher, self.site = run, fetcher, Site(base, also)
        self.admission = Admission(fetcher.limits.depth)
        known = queries.addresses(run)
        self.known, self.inside = {address for address, _ in known}, 0
        for address, inside in known:
            if inside:
                self.inside += 1
                self.admission.knows(address)

    def step(self, at: datetime, seconds: float) -> bool:
        """Go on for so long; True once the run is at its end, which is then judged and kept."""
        until = monotonic() + seconds
        while (page := queries.next_page(self.run)) is not None:
            self._visit(page, at)
            if monotonic() > until:
                return False
        self._try_search(at)
        actions.finish(run=self.run, kept=Kept(self.run), owners=queries.owners, at=at)
        Kept(self.run).forget()
        return True

    def _visit(self, page: Page, at: datetime) -> None:
        url, today = self.site.url(page.address), localdate(at)
        if not self.fetcher.allowed(url):
            page.trouble, page.state = FORBIDDEN, DONE
            page.save(update_fields=["trouble", "state"])
            self._leave(FORBIDDEN)
            return
        answer = self.fetcher.get(url, page_only=True) if page.inside else self.fetcher.get(url, most=1024)
        found = fill(page, answer, today, own=not self.run.site, at=at)
        page.tries += 1
        page.state = WAITING if answer.failed and page.tries < TRIES else DONE
        fresh: list[Page] = []
        if page.inside and page.state == DONE:
            if found is not None:
                Kept(self.run).keep(page.digest, answer.body)
                links = [(each.href, each.words) for each in found.links] if self.admission.follow(page.digest) else []
                fresh = self._admitted(page, links)
            elif answer.location:
                fresh = self._admitted(page, [(answer.location, page.words)])
        with transaction.atomic():
            page.save()
            Page.objects.bulk_create(fresh)
            Run.objects.filter(pk=self.run.pk).update(left=self.run.left)

    def _admitted(self, page: Page, links: list[tuple[str, str]]) -> list[Page]:
        """The addresses of a page that are still to be asked. What is refused is counted, not walked."""
        fresh = []
        for href, words in links:
            place = self.site.place(href, page.address)
            if place is None or place.address in self.known:
                continue
            self.known.add(place.address)
            depth = page.depth + 1
            full = self.inside >= self.run.most if place.inside else len(self.known) - self.inside > self.run.most
            refused = "pages" if full else self.admission.refuse(place.address, depth if place.inside else 0)
            if place.inside and not self.fetcher.allowed(self.site.url(place.address)):
                refused = FORBIDDEN
            if refused:
                self._leave(refused)
                continue
            if place.inside:
                self.inside += 1
                self.admission.knows(place.address)
            fresh.append(
                Page(run=self.run, address=place.address, inside=place.inside, depth=depth, source=page.address, words=words[:80])
            )  # fmt: skip
        return fresh

    def _leave(self, why: str) -> None:
        self.run.left[why] = self.run.left.get(why, 0) + 1

    def _try_search(self, at: datetime) -> None:
        home = queries.home_page(self.run)
        if home is None or home.dead or "search" in home.told:
            return
        home.told["search"] = tried_search(self.site, self.fetcher, home, own=not self.run.site, today=localdate(at))
        home.save(update_fields=["told"])


def fill(page: Page, answer: Answer, today: date, *, own: bool, at: datetime) -> Read | None:
    """Write into a page's row what came of asking it; the page as it was read, if there was one to read."""
    page.status, page.trouble, page.dead, page.seconds = answer.status, answer.trouble, answer.dead, answer.seconds
    page.asked_at = at
    if not page.inside or answer.dead or answer.status != 200 or answer.media not in HTML:
        page.told, page.digest = {}, ""
        return None
    found = read(answer.body, today)
    excused = queries.excuses(page.address) if own else (lambda sort, value: False)
    # Of a page that was cut off it is not known what it does not hold.
    page.told = {
        "title": found.title,
        "column": found.column,
        "newest": found.newest.isoformat() if found.newest else None,
        "blank": found.blank and answer.trouble != CUT,
        "finds": finds(found, lists(), found.published or today, excused),
    }
    if page.depth == 0:
        page.told |= {"labels": found.labels, "marks": found.marks, "form": found.search, "example": found.example}
    page.digest = sha256(answer.body).hexdigest()
    return found


def tried_search(site: Site, fetcher: Fetcher, home: Page, *, own: bool, today: date) -> str:
    """What is wrong with the search of a home page, "" if nothing: it is asked for words that stand on the home page."""
    form, words = home.told.get("form"), home.told.get("example", "")
    if not form:
        return "首页没有搜索"
    if not words:
        return ""
    action, name = form
    place = site.place(urljoin(site.url(home.address), action or home.address), home.address)
    if place is None:
        return "首页的搜索没有地址"
    # Nobody searches by the thousand: robots.txt often keeps programs away from a search that is there for people. One's own is tried all the same.
    url = f"{site.url(place.address)}{'&' if '?' in place.address else '?'}{urlencode({name: words})}"
    if not own and not fetcher.allowed(url):
        return ""
    answer = fetcher.get(url)
    if answer.dead or answer.status >= 400:
        return f"搜索打不开（{answer.status}）" if answer.status else "搜索打不开"
    results = read(answer.body, today)
    if not any(words[:4] in "".join(each.words.split()) for each in results.links):
        return f"首页上的“{words}”搜不到"
    return ""


class Kept:
    """The bytes of the pages of a run while it is under way: what turns out to be evidence is taken from here."""

    def __init__(self, run: Run) -> None:
        self.folder: Path = home_path("cache", "monitor", run.pk)

    def keep(self, digest: str, body: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / digest).write_bytes(zlib.compress(body, 6))

    def packed(self, digest: str) -> bytes | None:
        try:
            return (self.folder / digest).read_bytes()
        except OSError:
            return None

    def forget(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def all_of_it(walk: Walk, now: Callable[[], datetime], show: Callable[[int, int], None]) -> Run:
    """Walk a run to its end at once."""
    while not walk.step(now(), 1.0):
        done, total = queries.progress(walk.run)
        show(done, max(total, done + 1))
    show(1, 1)
    return walk.run
