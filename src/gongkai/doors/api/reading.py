"""What is public, by query: the sections; lists with a cursor, as JSON or as a table; one record; what changed since an entry of the ledger."""

from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse

from gongkai.doors import throttle
from gongkai.doors.api.declared import CSV, JSON, XLSX, Answer, Operation, Param
from gongkai.doors.api.door import Refused, as_json, conditional, door
from gongkai.engines.exchange import public
from gongkai.engines.site import addresses, data, queries
from gongkai.engines.site.rows import Row
from gongkai.ground.files.serving import download
from gongkai.ground.units.queries import government, units_by_id
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.models import Record, Section
from gongkai.pure import declare
from gongkai.pure.declare.shapes import Member, Shape

LISTS = throttle.Brake("api-lists", free=240, window=60)
TABLES = throttle.Brake("api-tables", free=20, window=60)
MOST, USUAL, MOST_ROWS = 200, 100, 2000
FORMS = {"csv": CSV, "xlsx": XLSX}

FOUND = Shape(
    "Found",
    "查到的一页，公开得晚的在前",
    (
        Member("records", "这一页的信息", lambda f: f["records"], "list", shape=data.LINE),
        Member("next", "后一页的网址；没有就是完了", lambda f: f["next"], "url", null=True),
    ),
)
SINCE = Shape(
    "Since",
    "台账某一笔以后的变化",
    (
        Member("changes", "变化，先后有序", lambda s: s["changes"], "list", shape=data.CHANGE),
        Member("next", "接着取的网址；没有就是到现在为止都取了，以后拿最后一笔的index作since再来", lambda s: s["next"], "url", null=True),
    ),
)  # fmt: skip


class Placed(NamedTuple):
    """A section, and the origin that its addresses begin with."""

    section: Section
    origin: str


SECTION = Shape(
    "Section",
    "公开目录里的一个栏目",
    (
        Member("key", "栏目代码，不变", lambda p: p.section.key),
        Member("name", "名称", lambda p: p.section.name),
        Member("name_en", "英文名称", lambda p: p.section.name_en or None, null=True),
        Member("parent", "上级栏目的代码；没有就是最上一级", lambda p: p.section.parent_key or None, null=True),
        Member("url", "网页", lambda p: f"{p.origin}{addresses.section(p.section.key)}", "url"),
        Member("json", "它的列表", lambda p: f"{p.origin}{addresses.data(addresses.section(p.section.key))}", "url"),
        Member("basis", "公开依据", lambda p: p.section.basis or None, null=True),
        Member("closed_on", "停用日期；还在用的没有", lambda p: p.section.closed_on.isoformat() if p.section.closed_on else None, "date", null=True),
        Member("merged_into", "并入了哪个栏目，写的是代码", lambda p: p.section.merged_into or None, null=True),
    ),
)  # fmt: skip
SECTIONS = Shape(
    "Sections",
    "公开目录的全部栏目",
    (Member("sections", "栏目，按目录里的先后，停用的也在", lambda s: s, "list", shape=SECTION),),
)
MOVED = Answer(301, "栏目并入了别的栏目，到Location写的网址取")
SELECT = (
    Param("section", "栏目代码，包括它的下级栏目；有哪些看/api/sections"),
    Param("unit", "发布机构的代码"),
    Param("kind", "类别代码"),
    Param("year", "公开的年份", "integer", example="2026"),
    Param("cursor", "从哪里接着取：照答复里的next，不用自己编"),
)
OPERATIONS = (
    Operation(
        "listSections", "GET", "/api/sections", "公开目录有哪些栏目", "查信息时section写这里的代码。",
        (Answer(200, "全部栏目", SECTIONS), Answer(304, "和您手上的一样")), refusals=(400, 429),
    ),
    Operation(
        "listRecords", "GET", "/api/records", "按条件列出公开的信息", "可以同时用几个条件。翻页照next，途中有新公开的也不会重复、不会漏。",
        (Answer(200, "查到的", FOUND), MOVED, Answer(304, "和您手上的一样")),
        (*SELECT, Param("limit", f"一页几条，最多{MOST}，不写是{USUAL}", "integer")), refusals=(400, 429),
    ),
    Operation(
        "recordsTable", "GET", "/api/records.{form}", "按条件下载表格", f"一个文件最多{MOST_ROWS:,}条，公开得晚的在前；还有的话，答复头里的Link（rel=next）是下一个文件的网址。单元格里没有公式。",
        (Answer(200, "表格", media=(CSV, XLSX)), MOVED, Answer(304, "和您手上的一样")),
        (Param("form", "哪种表格", place="path", choices=(("csv", "CSV，UTF-8"), ("xlsx", "Excel"))), *SELECT), refusals=(400, 404, 429),
    ),
    Operation(
        "getRecord", "GET", "/api/records/{id}", "一条信息", "公开那一刻存下的原样，和网页旁边的index.json一字不差；它的SHA-256写在公开台账里。",
        (Answer(200, "公开内容，按类别不同", refers="Record"), Answer(304, "和您手上的一样")),
        (Param("id", "永久编号", place="path"),), refusals=(404, 410, 429),
    ),
    Operation(
        "listChanges", "GET", "/api/changes", "台账某一笔以后，公开的信息有什么变化", "从0开始就是全部。变化写下了就不再改。",
        (Answer(200, "变化", SINCE), Answer(304, "和您手上的一样")),
        (Param("since", "台账编号，取它以后的；不写就从头取", "integer", example="0"), Param("limit", f"最多几笔，不超过{MOST}", "integer")), refusals=(400, 429),
    ),
)  # fmt: skip


@door("GET", "HEAD", brake=LISTS)
def sections(request: HttpRequest) -> HttpResponse:
    _refuse(_misasked(request, set()))
    origin = _origin()
    told = SECTIONS.of([Placed(each, origin) for each in records.all_sections()])
    return conditional(request, repr(told), queries.last_at(), lambda: as_json(told))


@door("GET", "HEAD", brake=LISTS)
def listing(request: HttpRequest) -> HttpResponse:
    wanted, after = _wanted(request), _after(request)
    limit = _limit(request)
    found = queries.listed(wanted, after, limit + 1)
    units, origin = units_by_id(), _origin()
    lines = [data.Told(row, units[row.unit_id].code, origin) for row in found[:limit]]
    told = FOUND.of({"records": lines, "next": _next(request, found, limit)})
    return conditional(request, repr(told), queries.last_at(), lambda: as_json(told))


@door("GET", "HEAD", brake=TABLES)
def table(request: HttpRequest, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Refused(404, "表格只有csv和xlsx两种，请改网址的结尾")
    wanted, after = _wanted(request), _after(request)
    found = queries.listed(wanted, after, MOST_ROWS + 1)
    rows, names = found[:MOST_ROWS], {section.pk: section.name for section in records.all_sections()}
    taken = [public.Taken(row.id, names[row.section_id], row.validity) for row in rows]
    following = _next(request, found, MOST_ROWS)
    name = _called(request, names, bool(following or after))
    tag = repr([(row.id, row.published, row.validity, names[row.section_id]) for row in rows] + [form, name, following])

    def made() -> HttpResponse:
        content = public.table(taken, form, name, _origin())
        media = f"{CSV}; charset=utf-8" if form == "csv" else XLSX
        answer = download(content, f"{name}.{form}", media)
        if following:
            answer["Link"] = f'<{following}>; rel="next"'
        return answer

    return conditional(request, tag, queries.last_at(), made)


@door("GET", "HEAD", brake=LISTS)
def one(request: HttpRequest, record_id: str) -> HttpResponse:
    content = records.public_bytes(record_id)
    if content is not None:
        answer = conditional(
            request,
            sha256(content).hexdigest(),
            queries.last_at(),
            lambda: HttpResponse(content, content_type=f"{JSON}; charset=utf-8"),
        )
        answer["Link"] = f'<{addresses.record(record_id)}>; rel="alternate"; type="text/html"'
        return answer
    gone = records.withdrawn(record_id)
    if gone is None:
        raise Refused(404, "没有公开过这个编号的信息，请核对编号")
    raise Refused(410, _withdrawn(gone), headers={"Link": f'<{addresses.record(record_id)}>; rel="alternate"'})


def _withdrawn(record: Record) -> str:
    return f"索引号{record.index_number}的信息已于{record.withdrawn_on}撤下，依据：{record.withdrawn_ground}"


@door("GET", "HEAD", brake=LISTS)
def changes(request: HttpRequest) -> HttpResponse:
    _refuse(_misasked(request, {"since", "limit"}))
    since, limit = _number(request, "since", -1, at_least=0), _limit(request)
    found = queries.changes_after(since, limit + 1)
    shown, following = found[:limit], None
    if len(found) > limit:
        following = _again(request, since=str(shown[-1].idx))
    told = SINCE.of({"changes": shown, "next": following})
    return conditional(request, repr(told), queries.last_at(), lambda: as_json(told))


def _origin() -> str:
    known = government()
    return f"https://{known.domain}" if known else ""


def _limit(request: HttpRequest) -> int:
    return min(_number(request, "limit", USUAL, at_least=1), MOST)


def _number(request: HttpRequest, name: str, default: int, *, at_least: int) -> int:
    text = request.GET.get(name, "")
    if not text:
        return default
    if wrong := _no_number(text, at_least):
        raise Refused(400, "请求里有1处不对", {name: wrong})
    return int(text)


def _no_number(text: str, at_least: int) -> str:
    """What is wrong with a number; "" if nothing is."""
    fits = text.isascii() and text.isdigit() and len(text) < 16 and int(text) >= at_least
    return "" if fits else f"请写不小于{at_least}的整数"


def _misasked(request: HttpRequest, known: set[str]) -> dict[str, str]:
    """Parameters that nobody knows: each was meant to narrow something. And those that stand there twice: only one of them would count."""
    unknown = {name: "没有这个参数，请看接口说明" for name in request.GET if name not in known}
    twice = {
        name: "只能写一次，请留下一个；几个都要的，请分几次取"
        for name, values in request.GET.lists()
        if len(values) > 1
    }
    return twice | unknown


def _refuse(wrong: dict[str, str]) -> None:
    if wrong:
        raise Refused(400, f"请求里有{len(wrong)}处不对", wrong)


def _wanted(request: HttpRequest) -> queries.Wanted:
    """What is asked for. Refused with all that is wrong; a section that merged leads on to the one that has its records."""
    asked, wrong = request.GET, _misasked(request, {param.name for param in SELECT} | {"limit"})
    section, unit, kind = (asked.get(name, "") for name in ("section", "unit", "kind"))
    sections = records.sections_below(section) if section else ()
    if (limit := asked.get("limit", "")) and (said := _no_number(limit, 1)):
        wrong["limit"] = said
    if section and not sections:
        wrong["section"] = "没有这个栏目，有哪些请看/api/sections"
    if unit and unit not in {each.code for each in units_by_id().values()}:
        wrong["unit"] = "没有这个单位，请用单位网址里的代码"
    if kind and kind not in {drawer.code for drawer in declare.kinds()}:
        wrong["kind"] = f"类别只有：{'、'.join(f'{d.code}（{d.declaration.name}）' for d in declare.kinds())}"
    year = asked.get("year", "")
    if year and not (year.isascii() and year.isdigit() and len(year) == 4 and int(year) >= 1949):
        wrong["year"] = "请写成2026这样的年份"
    _refuse(wrong)
    if section and (into := records.standing_section(section)) and into.key != section:
        said = f"栏目{section}已经并入{into.name}，请用section={into.key}"
        raise Refused(301, said, headers={"Location": _again(request, section=into.key)})
    return queries.Wanted(tuple(sections), unit, kind, int(year) if year else None)


def _after(request: HttpRequest) -> tuple[date, str] | None:
    text = request.GET.get("cursor", "")
    day, _, record_id = text.partition(".")
    try:
        return (date.fromisoformat(day), record_id) if text else None
    except ValueError:
        raise Refused(400, "请求里有1处不对", {"cursor": "请照答复里next的网址取，不要自己编"}) from None


def _next(request: HttpRequest, found: list[Row], limit: int) -> str | None:
    """The address of what follows; None if that was all. It is a place in an order, so nothing that is published meanwhile moves it."""
    if len(found) <= limit:
        return None
    last = found[limit - 1]
    return _again(request, cursor=f"{last.published_on}.{last.id}")


def _again(request: HttpRequest, **changed: str) -> str:
    asked: dict[str, Any] = request.GET.dict() | changed
    if "limit" in asked:
        asked["limit"] = _limit(request)  # as it was kept to, not as it was asked for
    return f"{quote(request.path)}?{urlencode(asked)}"


def _called(request: HttpRequest, sections: dict[str, str], partly: bool) -> str:
    """What a file is called: what it holds, and if that is not all."""
    asked = request.GET
    parts = [sections.get(asked.get("section", ""), ""), f"{asked['year']}年" if asked.get("year") else ""]
    parts += [declare.kind(asked["kind"]).name if asked.get("kind") else "", asked.get("unit", "")]
    name = "".join(part for part in parts if part) or "公开的信息"
    return (
        f"{name}（{'从' + asked['cursor'][:10] + '起的' if asked.get('cursor') else '最新的'}{MOST_ROWS}条）"
        if partly
        else name
    )
