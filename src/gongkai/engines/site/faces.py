"""What a kind's site face may say; without one a kind is shown by its declared fields alone.

A drawer's ``faces/site.py`` may define (all optional):

- ``nav``: its word in the main navigation; ``order``: its place there and on the home page
- ``news``: heading of its newest records on the home page, ``news_rows`` how many; ``wide``: with number and state
- ``state(view) -> (css class, words) | None``: a tag beside the title that follows from the frozen content
- ``line(view) -> list[str]``: what a list says of a record below its title, beside number and unit: a sum, a last day
- ``linked(view) -> dict``: what the page's linked data (schema.org) says beside title, days, publisher; ``"@type"`` where it is no Article
- ``in_block``: names of fields that the block shows, which the metadata then leave out
- ``block``: a Jinja template of the drawer, shown between the metadata and the text, with ``view`` and ``row``; above the metadata if
  it ``leads``
- ``roll``: a Jinja template of the drawer in the place of the list's head, where a list holds this kind alone and at most ROLL of it: ``roll``
  are the pairs of row and view, in the order of the units and within one of ``rank(view)``: what stands apart, and the place
- ``library``: the name of its library, a page of the counter where its records are found by facets
- ``told(ids) -> {id: anything}``: what rows of the drawer's own tell of these live records; its acts touch the records' keys
- ``paper(view, told, views, files) -> bytes | None``: the record as a PDF to print; ``told`` maps names to ids of records, whose views come
  along, and the files attached to these by id
- ``aside``: a Jinja template of the drawer, shown beside the text where there is something ``told``, with ``view``, ``row`` and ``told``
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import Any, Protocol

from gongkai.engines.site.rows import Row
from gongkai.ground.ui.words import zh_date
from gongkai.kernel.records.models import is_declared_expired
from gongkai.pure import declare
from gongkai.pure.declare.registry import Drawer

ENDED = {"repealed": "废止", "expired": "宣布失效"}
_IN_TITLE = {"title", "body", "formed_on", "document_number", "normative"}


@dataclass(frozen=True)
class Face:
    """A kind as the site shows it."""

    code: str
    name: str
    package: str
    nav: str
    order: int
    news: str
    news_rows: int
    wide: bool
    block: str
    aside: str
    library: str
    state: Callable[[dict[str, Any]], tuple[str, str] | None] | None
    line: Callable[[dict[str, Any]], list[str]] | None = None
    linked: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    in_block: frozenset[str] = frozenset()
    leads: bool = False
    roll: str = ""
    rank: Callable[[dict[str, Any]], tuple[int, str]] | None = None
    paper: Callable[..., bytes | None] | None = None


def face_of(drawer: Drawer) -> Face:
    module = drawer.face("site")
    said = {name: getattr(module, name) for name in ("nav", "order", "news", "news_rows", "wide", "block", "aside", "library", "state", "line", "linked", "in_block", "leads", "roll", "rank", "paper") if hasattr(module, name)}  # fmt: skip
    plain: dict[str, Any] = {
        "nav": "",
        "order": 100,
        "news": "",
        "news_rows": 6,
        "wide": False,
        "block": "",
        "aside": "",
        "library": "",
        "state": None,
    }
    return Face(drawer.code, drawer.declaration.name, drawer.package, **(plain | said))


def answers() -> tuple[str, ModuleType] | None:
    """The first procedure that tells the public how it fares, with its site face; that face defines ``title`` ``lead`` ``subject``
    ``term``, the measures ``received`` ``carried_in`` ``closed`` and ``rated`` by key, ``granted`` (outcomes) and ``granted_words``, the
    ``clock`` that can be overdue, and ``outcome_words(law, code)``."""
    found = ((drawer.code, drawer.face("site")) for drawer in declare.procedures())
    return next(((code, face) for code, face in found if hasattr(face, "title")), None)


def results() -> tuple[str, ModuleType] | None:
    """The first procedure whose results are made public one by one, with its site face; that face defines ``results_title``
    ``results_lead`` ``results_ask`` and ``results()``, rows with ``on`` ``unit`` ``code`` ``matter`` ``result`` ``text`` ``rectify_by`` and ``rectified``."""
    found = ((drawer.code, drawer.face("site")) for drawer in declare.procedures())
    return next(((code, face) for code, face in found if hasattr(face, "results")), None)


def faces() -> dict[str, Face]:
    """All kinds by code, in their order."""
    found = sorted((face_of(drawer) for drawer in declare.kinds()), key=lambda face: (face.order, face.code))
    return {face.code: face for face in found}


class Lapsing(Protocol):
    """What has a validity: a row of the site or of the search, a record."""

    validity: str
    effective_on: date | None


def validity_tag(row: Lapsing) -> tuple[str, str] | None:
    """State in words and dates, from columns that the ticker's acts move (look: Record)."""
    if row.validity == "pending" and row.effective_on:
        return "tag--info", f"{zh_date(row.effective_on, year=False)}起施行"
    if row.validity == "ahead" and row.effective_on:
        return "tag--info", f"将于{zh_date(row.effective_on)}施行的文本"
    words = {"pending": ("tag--info", "尚未施行"), "effective": ("tag--ok", "现行有效"), "amended": ("tag--ok", "现行有效，已修改"), "expired": ("tag--off", "已失效"), "repealed": ("tag--off", "已废止"), "open": ("tag--ok", "正在征求意见"), "closed": ("tag--off", "征求意见已结束")}  # fmt: skip
    return words.get(row.validity)


def validity_sentence(row: Row) -> str:
    """2026年4月15日起施行，有效期至2031年4月14日; of what was repealed, or declared expired before its last day, since when, and why if
    that was said. What ended before the day on which it was to come into force never did.
    """
    if row.effective_on and row.ended_on and row.validity in ENDED and row.ended_on < row.effective_on:
        because = f"（{row.ended_because}）" if row.ended_because else ""
        planned, ended = f"原定{zh_date(row.effective_on)}起施行", zh_date(row.ended_on)
        return f"{planned}，尚未施行即于{ended}{ENDED[row.validity]}{because}"
    if not declare.kind(row.kind).has_validity:
        return ""
    parts = []
    if row.effective_on:
        parts.append(f"{zh_date(row.effective_on)}起施行")
    if is_declared_expired(row):
        parts.append(f"{zh_date(row.ended_on)}宣布失效")
    elif row.expires_on and row.validity != "repealed":
        parts.append(f"有效期至{zh_date(row.expires_on)}")
    if row.validity == "repealed" and row.ended_on:
        parts.append(f"{zh_date(row.ended_on)}废止" + (f"（{row.ended_because}）" if row.ended_because else ""))
    return "，".join(parts)


def details(view: dict[str, Any], elsewhere: Collection[str] = ()) -> list[tuple[str, str]]:
    """The declared public fields that the page does not show ``elsewhere``: label and value in words."""
    found = []
    for spec in declare.kind(view["kind"]).all_fields():
        value = view.get(spec.name)
        if (
            not spec.public
            or spec.grid
            or spec.name in _IN_TITLE
            or spec.name in elsewhere
            or value in (None, "", [], False)
        ):
            continue
        found.append((spec.label, _in_words(spec, value)))
    return found


def tables(view: dict[str, Any], elsewhere: Collection[str] = ()) -> list[tuple[declare.Field, list[dict[str, str]]]]:
    """The declared tables that a record has and its page does not show ``elsewhere``."""
    specs = declare.kind(view["kind"]).all_fields()
    return [(s, view[s.name]) for s in specs if s.grid and s.public and s.name not in elsewhere and view.get(s.name)]


def _in_words(spec: declare.Field, value: Any) -> str:
    if spec.type == "date":
        return zh_date(date.fromisoformat(value))
    if spec.type == "words":
        return "；".join(value)
    if spec.type == "bool":
        return "是"
    if spec.type == "choice":
        return dict(spec.choices).get(value, value)
    return "；".join(line.strip() for line in str(value).splitlines() if line.strip())
