"""What the nightly search found in what is published: worst first, with how far the search is and which lists hold."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path

from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.shell import show
from gongkai.engines.sweep import queries
from gongkai.engines.sweep.beside import Said
from gongkai.engines.sweep.models import Suspect, SuspectText
from gongkai.ground.guard.queries import lists, loaded
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units_by_id
from gongkai.kernel.records.models import Record
from gongkai.pure.guard.passages import Passage, scan
from gongkai.pure.guard.sorts import SORTS, masked

BASE = "/desk/guard/"
PAGE = 25
ONLY = {"stops": "要处理的"}


@dataclass(frozen=True)
class Line:
    """A record and what stands in it: 身份证号2 私人电话1."""

    record: Record
    found: list[tuple[str, int, bool]]

    @classmethod
    def of(cls, record: Record, suspect: Suspect) -> "Line":
        return cls(record, _told(suspect.sorts))


def _told(sorts: dict[str, int]) -> list[tuple[str, int, bool]]:
    told = sorted(((SORTS[code], n) for code, n in sorts.items()), key=lambda each: not each[0].stops)
    return [(sort.label, n, sort.stops) for sort, n in told]


PLACES = {
    "withheld": ("负面清单", "/desk/withheld/{}/"),
    "guide": ("公开指南的补充", "/desk/guides/{}/"),
    "notice": ("网站公告", "/desk/site-notices/"),
    "topic": ("专题", "/desk/topics/{}/edit/"),
    "page": ("网页上各块的标题", "/desk/portal/{}/"),
    "point": ("查阅点", "/desk/points/{}/edit/"),
    "section": ("公开目录的栏目", "/desk/catalogue/{}/edit/"),
    "keypoint": ("工作要点", "/desk/key-points/{}/"),
    "government": ("政府基本信息", "/desk/government/"),
    "unit": ("单位的名称、地址、办公时间，在服务器上用命令gongkai unit change改", ""),
    "outside": ("写明的别处的文件", "/desk/r/{}/"),
}
"""How a family of what is said beside the records is called, and where on the desk one is changed, if it is."""


@dataclass(frozen=True)
class TextLine:
    """What is said beside the records, where it is changed, and what stands in it."""

    title: str
    place: str
    unit: str
    url: str
    found: list[tuple[str, int, bool]]

    @classmethod
    def of(cls, said: Said, suspect: SuspectText, units: dict[int, Unit]) -> "TextLine":
        place, url = PLACES[said.family]
        key = said.key.partition(":")[0] if said.family == "outside" else said.key.replace(":", "/")
        unit = units[said.unit_id].short_name if said.unit_id else ""
        return cls(_covered(said), place, unit, url.format(key), _told(suspect.sorts))


def _covered(said: Said) -> str:
    """Its title, with whatever was found in that covered."""
    return masked(said.title, [each.find for each in scan([Passage(said.title)], on=said.on)])


@desk()
def found(request: HttpRequest) -> HttpResponse:
    """The records of this person's scope in which something stands (``?only=stops``: that would hold up a publication; ``?after``); before
    them what is said beside the records, as far as this person keeps it."""
    only = asked(request, "only", ONLY)
    after = request.GET.get("after", "")
    shown = list(_after(queries.standing(request.scope, stops=bool(only)), after)[: PAGE + 1])
    texts = [] if after else queries.standing_beside(request.scope, request.today, stops=bool(only))
    units = units_by_id() if texts else {}
    suspects = queries.suspects([record.pk for record in shown])
    versions = {row.key: row for row in reversed(loaded())}
    return show(
        request,
        "desk/swept.html",
        "已公开的再查一遍",
        texts=[TextLine.of(said, row, units) for said, row in texts],
        lines=[Line.of(record, suspects[record.pk]) for record in shown[:PAGE]],
        chips=[
            {"label": "全部", "url": BASE, "on": not only},
            *({"label": label, "url": f"{BASE}?only={key}", "on": only == key} for key, label in ONLY.items()),
        ],
        older_url=_url(only, f"{shown[PAGE - 1].stops}.{shown[PAGE - 1].pk}") if len(shown) > PAGE else "",
        newer_url=_url(only) if after else "",
        now=queries.latest(),
        last=queries.finished(),
        lists=[(each, SORTS[each.sort].label, versions.get(each.key)) for each in lists()],
    )


def _after(records: QuerySet[Record], after: str) -> QuerySet[Record]:
    stops, _, key = after.partition(".")
    if not stops.isdecimal() or len(stops) > 9:
        return records
    return records.filter(Q(stops__lt=int(stops)) | Q(stops=int(stops), pk__gt=key))


def _url(only: str, after: str = "") -> str:
    named = {name: value for name, value in (("only", only), ("after", after)) if value}
    return f"{BASE}?{urlencode(named)}" if named else BASE


swept_urls = [path("guard/", found)]
