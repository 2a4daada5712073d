"""What a figure of a published annual report counts, as far as anybody may know it: records by their titles, cases without a name or a word of
theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from gongkai.doors import throttle
from gongkai.doors.counter.door import door
from gongkai.doors.frame import page
from gongkai.engines.measures.models import CaseSheet, DemandSheet, EntrySheet, KeyPointSheet, Sheet, SubmissionSheet
from gongkai.engines.measures.queries import of_rows, plain
from gongkai.engines.reporting import figures as counting
from gongkai.engines.site import addresses
from gongkai.ground.ui.shell import Link
from gongkai.ground.ui.words import zh_number
from gongkai.ground.units.queries import unit_by_code, units_by_id
from gongkai.kernel.keypoints import queries as keypoints
from gongkai.kernel.keypoints.models import STATES
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.clean import figures_in
from gongkai.pure import declare
from gongkai.pure.law.applicants import APPLICANT_TYPES, PUBLICATION_CHANNELS, label_of

PAGE = 100
BY_NETWORK = throttle.Brake("figures", free=120, window=60)
GONE = "（现在不在网站上）"
NOT_SHOWN = "（没有公开）"
TOO_FAST = "看得太快了，请过{}再看。"


@dataclass(frozen=True)
class Line:
    url: str
    cells: tuple[str, ...]


@door("GET", "HEAD")
def figure(request: HttpRequest, record_id: str, token: str) -> HttpResponse:
    """One figure of a report that stands on the site; ``?from`` so many rows on."""
    view = records.published_views([record_id]).get(record_id)
    record = records.live().filter(pk=record_id).first()
    if view is None or record is None or not declare.kind(view["kind"]).account or not view.get("size"):
        raise Http404
    written = dict(figures_in(declare.kind(view["kind"]).text(view))).get(token)
    unit = unit_by_code(view["unit"]["code"])
    if written is None or unit is None:
        raise Http404
    network = throttle.network_of(request)
    crumbs = (
        Link("年度报告", addresses.ANNUAL),
        Link(view["title"], addresses.record(record_id)),
        Link("这个数是怎么来的", ""),
    )
    if pause := BY_NETWORK.pause(network):
        return page(request, "counter/figure.html", {"trouble": TOO_FAST.format(pause)}, crumbs, 429)
    BY_NETWORK.failed(network)
    try:
        figures = counting.of(view, unit)
        measure, found = figures.rows(token)
    except LookupError:
        raise Http404 from None
    after = request.GET.get("from", "")
    start, total = int(after) if after.isdecimal() and len(after) < 9 else 0, found.count()
    rows = list(found[start : start + PAGE])
    url, heads, lines = addresses.figure(record_id, token), *_told(rows)
    context = {
        "page_title": f"{counting.named(token)}_{view['title']}",
        "name": counting.named(token), "figure": of_rows(measure, found), "taken": figures.taken(token), "measure": measure, "written": written, "view": view,
        "record_url": addresses.record(record_id), "heads": heads, "lines": lines,
        "shown": f"第{start + 1}—{start + len(rows)}行，共{zh_number(total)}行" if total > PAGE else "",
        "older_url": f"{url}?from={start + PAGE}" if start + PAGE < total else "",
        "newer_url": f"{url}?from={max(start - PAGE, 0)}" if start else "",
    }  # fmt: skip
    return page(request, "counter/figure.html", context, crumbs)


def _told(rows: list[Sheet]) -> tuple[tuple[str, ...], list[Line]]:
    if not rows:
        return (), []
    heads, told = _TOLD.get(type(rows[0]), _RECORDS)
    return heads, told(rows)


def _cases(rows: list[CaseSheet]) -> list[Line]:
    names = units_by_id()
    return [
        Line(
            "",
            (
                names[row.unit_id].short_name,
                _day(row.first_received_on),
                label_of(APPLICANT_TYPES, row.party_type),
                _day(row.closed_on),
                declare.procedure(row.procedure).outcomes.get(row.outcome, "已办结") if row.outcome else "在办",
            ),
        )
        for row in rows
    ]


def _records(rows: list[Any]) -> list[Line]:
    ids = [getattr(row, "record", row.ref) for row in rows]
    live = {each.pk: each for each in records.live().filter(pk__in=ids)}
    names, lines = units_by_id(), []
    for row, key in zip(rows, ids, strict=True):
        one, channel = live.get(key), getattr(row, "channel", "")
        lines.append(
            Line(
                addresses.record(key) if one else "",
                (
                    one.title if one else GONE,
                    names[row.unit_id].short_name,
                    _day(row.on if channel else row.published_on),
                    label_of(PUBLICATION_CHANNELS, channel) if channel else "",
                ),
            )
        )
    return lines


def _entries(rows: list[EntrySheet]) -> list[Line]:
    names = units_by_id()
    return [Line("", (names[row.unit_id].short_name, _day(row.on), zh_number(plain(row.amount)))) for row in rows]


def _points(rows: list[KeyPointSheet]) -> list[Line]:
    """Key points by their titles, if the site's column shows them."""
    shown = keypoints.shown_titles([row.ref for row in rows])
    names, states = units_by_id(), dict(STATES)
    return [
        Line(
            addresses.KEY_POINTS if row.ref in shown else "",
            (shown.get(row.ref, NOT_SHOWN), names[row.unit_id].short_name, _day(row.due_on), states[row.state]),
        )
        for row in rows
    ]


def _others(rows: list[Any]) -> list[Line]:
    names = units_by_id()
    day = next(name for name in ("reported_on", "demanded_on") if hasattr(rows[0], name))
    return [Line("", (names[row.unit_id].short_name, _day(getattr(row, day)))) for row in rows]


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


_RECORDS: tuple[tuple[str, ...], Callable[[list[Any]], list[Line]]] = (("标题", "单位", "日期", "渠道"), _records)
_TOLD: dict[type[Sheet], tuple[tuple[str, ...], Callable[[list[Any]], list[Line]]]] = {
    CaseSheet: (("承办单位", "收到日期", "申请人", "办结日期", "办理结果"), _cases),
    EntrySheet: (("单位", "日期", "数"), _entries),
    SubmissionSheet: (("单位", "日期"), _others),
    DemandSheet: (("单位", "日期"), _others),
    KeyPointSheet: (("任务", "牵头单位", "完成时限", "状态"), _points),
}
