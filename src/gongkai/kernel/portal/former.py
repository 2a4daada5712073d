"""Addresses that an earlier website had: each leads on to where its content is now, for ever."""

import re
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import unquote, urlsplit

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.units.queries import government, unit_by_code
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.portal import facts, queries
from gongkai.kernel.portal.models import FormerAddress
from gongkai.kernel.portal.paths import as_written
from gongkai.kernel.records.catalogue import check_office
from gongkai.kernel.records.queries import any_section, published_by_words
from gongkai.pure import declare

MOST = 5000
"""Lines at most at once."""
OURS = {
    "", "s", "u", "k", "r", "desk", "counter", "api", "assets", "log", "site-manifest", "sitemap", "topics", "open", "verify", "corrections", "screen", "kiosk", "reading-points",
}  # fmt: skip
"""How addresses begin that are this site's own: none of these is a former one."""
_LINE = re.compile(r"[\s,，;；]+")
_INDEX_NUMBER = re.compile(r"[0-9A-Z]{9}/\d{4}-\d+")
_TARGET = re.compile(r"/([suk]|r|topics)/([^/]+)/")
FIXED = {"/", "/catalogue/", "/units/", "/topics/", "/archive/", "/annual-reports/", "/guide/"}


def read_lines(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Lines of an old address and a new one: the pairs, and of each line that is not right its number and why."""
    pairs, wrong = dict[str, str](), list[str]()
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    for n, line in lines:
        parts = _LINE.split(line)
        if len(parts) != 2:
            wrong.append(f"第{n}行要写两个：旧网址，空格，现在的网址或者索引号")
            continue
        old, why = _old(parts[0])
        new = _target(parts[1])
        if why or not new:
            wrong.append(f"第{n}行{why or '找不到现在的网址，请写本站的网址，或者已经公开的信息的索引号'}")
        elif pairs.setdefault(old, new) != new:
            wrong.append(f"第{n}行的旧网址前面已经写过，去的地方不一样")
    return list(pairs.items()), wrong


def _old(written: str) -> tuple[str, str]:
    """A former address from its root on, and what is wrong with it."""
    split = urlsplit(written)
    path = as_written(unquote(split.path)) or "/"
    address = f"{path}?{split.query}" if split.query else path
    if not path.startswith("/") or len(address) > 300 or (split.scheme and split.scheme not in ("http", "https")):
        return "", "的旧网址要从“/”或者“http”写起，最多300个字符"
    if path.split("/")[1] in OURS and not (path == "/" and split.query):
        return "", "的旧网址是本站现在的网址，不能改去别处"
    return address, ""


def _target(written: str) -> str:
    """An address of this site from one, or from an index number; "" if there is none."""
    if _INDEX_NUMBER.fullmatch(written):
        found = published_by_words([written], live=False)[0]
        return f"/r/{found}/" if found else ""
    split, ours = urlsplit(written), government()
    if split.netloc and not (ours and split.netloc == ours.domain):
        return ""
    path = split.path if split.path.endswith("/") else f"{split.path}/"
    return path if path in FIXED or _is_there(path) else ""


def _is_there(path: str) -> bool:
    found = _TARGET.fullmatch(path)
    if found is None:
        return False
    axis, key = found.groups()
    return {
        "r": lambda: bool(published_by_words([key], live=False)[0]),
        "s": lambda: any_section(key) is not None,
        "u": lambda: unit_by_code(key) is not None,
        "k": lambda: key in {drawer.code for drawer in declare.kinds()},
        "topics": lambda: queries.topic_by_key(key) is not None,
    }[axis]()


@acting
def lead_on(*, text: str, by: Actor, at: datetime) -> int:
    """Let former addresses lead on, a line each; one that is known already leads to the new place from now on. All lines or none.

    Returns how many were new or changed. Raises StepRefused, NotAllowed.
    """
    check_office(by)
    if text.count("\n") > MOST:
        raise StepRefused(f"一次最多{MOST}行，请分几次", "text")
    pairs, wrong = read_lines(text)
    if wrong:
        more = f"（还有{len(wrong) - 5}行也要改）" if len(wrong) > 5 else ""
        raise StepRefused("；".join(wrong[:5]) + more, "text")
    rows = _rows(pairs, at)
    if not rows:
        raise StepRefused("这些都已经登记过，没有要改的" if pairs else "还没有写旧网址", "text")
    record_fact(facts.AddressesLedOn(len(rows)), ref="addresses", by=by.name, at=at, rows=rows, touches=["former"])
    return len(rows)


def _rows(pairs: Sequence[tuple[str, str]], at: datetime) -> list[FormerAddress]:
    known = {row.address: row for row in FormerAddress.objects.filter(address__in=[old for old, _ in pairs])}
    changed = []
    for old, new in pairs:
        row = known.get(old) or FormerAddress(address=old)
        if row.target != new:
            row.target, row.on = new, localdate(at)
            row.save()
            changed.append(row)
    return changed
