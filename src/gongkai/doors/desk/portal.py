"""The site on the desk: of which blocks its pages are put together. What is arranged is looked at first, and can be put back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.acting import attempt_once, number
from gongkai.doors.desk.catalogue import data_of, ordered
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.shell import show
from gongkai.engines.site import addresses, arranging, pages, topical
from gongkai.engines.site.look import Look
from gongkai.engines.site.reader import Reader
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units_for
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.portal import actions, queries
from gongkai.kernel.portal.blocks import (
    HOME,
    LEVELS,
    LONGEST,
    MOST,
    MOST_LINES,
    OF_TOPIC,
    OF_UNIT,
    Block,
    all_sources,
    model_of,
    place_of,
)  # fmt: skip
from gongkai.kernel.records.queries import all_sections
from gongkai.kernel.records.withholding import KEEPERS
from gongkai.pure.declare import Role

BASE = "/desk/portal/"
SPARE = 2
"""Empty blocks behind those that there are."""
USUAL = 6
DEEP = "　"


class BlocksForm(UiForm):
    """The blocks of a page, each in a row of fields; one whose source is empty is left out."""

    def __init__(self, place: str, blocks: Sequence[Block], data: Any = None) -> None:
        super().__init__(data)
        sections = [(each.key, f"{DEEP * depth}{each.name}") for each, depth in ordered(all_sections())]
        choices = [("", "不放"), *all_sources(place, sections)]
        known = {source for _, group in choices[1:] for source, _ in group}
        rows = number(data.get("rows")) if data is not None else None
        self.count = min(rows or len(blocks) + SPARE, MOST)
        self._row_of: list[int] = []
        for n in range(self.count):
            block = blocks[n] if n < len(blocks) else None
            source = block.source if block and block.source in known else ""
            self.add(f"order-{n}", forms.IntegerField(label="第几", min_value=1, max_value=99, initial=n + 1))
            self.add(
                f"heading-{n}",
                forms.CharField(
                    label="标题", required=False, max_length=LONGEST, initial=block.heading if block else ""
                ),
            )
            self.add(f"source-{n}", forms.ChoiceField(label="内容", required=False, choices=choices, initial=source))
            count = forms.IntegerField(label="几条", required=False, min_value=1, max_value=MOST_LINES, initial=(block.count if block else 0) or USUAL)  # fmt: skip
            self.add(f"count-{n}", count)

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}-{n}"] for name in ("order", "heading", "source", "count")] for n in range(self.count)]

    @property
    def blocks(self) -> list[Block]:
        """In the order asked for; where two ask for one place, as they stand."""
        said = self.cleaned_data
        kept = [n for n in range(self.count) if said[f"source-{n}"]]
        self._row_of = sorted(kept, key=lambda n: (said[f"order-{n}"], n))
        return [Block(said[f"heading-{n}"], said[f"source-{n}"], said[f"count-{n}"] or USUAL) for n in self._row_of]

    def refuse(self, sentence: str, field: str = "") -> None:
        """An act counts the blocks that it was given, the form its rows."""
        name, _, block = field.partition("-")
        super().refuse(sentence, f"{name}-{self._row_of[int(block)]}" if block else field)


def _own_units(request: HttpRequest) -> list[Unit]:
    return units_for(request.scope, *KEEPERS)


def _whole(request: HttpRequest) -> bool:
    """May somebody arrange the pages of the whole site?"""
    return request.scope.has(Role.OPENNESS_OFFICE)


class Place:
    """A page whose blocks somebody may arrange."""

    def __init__(self, request: HttpRequest, place: str) -> None:
        self.place, self.unit = place, next((u for u in _own_units(request) if place_of(u.code) == place), None)
        self.topic = queries.topic_by_key(place.removeprefix("topic.")) if place.startswith("topic.") else None
        models = [model_of(level) for level in LEVELS]
        if self.unit is None and not (_whole(request) and (self.topic or place in (HOME, *models))):
            raise Http404
        self.name = queries.name_of(place, self.unit.short_name if self.unit else self.topic.name if self.topic else "")
        self.latest = queries.latest_of(place)
        self.url = f"{BASE}{place}/"
        self.site_url = addresses.PORTAL if place == HOME else addresses.unit(self.unit.code) if self.unit else ""
        self.back = Link(self.topic.name, f"/desk/topics/{self.topic.key}/") if self.topic else Link("网页怎么排", BASE)

    @property
    def version(self) -> int:
        return self.latest.version if self.latest else 0

    @property
    def arranged(self) -> list[Block]:
        return self.latest.parts if self.latest else []

    def blocks(self, look: Look) -> list[Block]:
        """As it is now, arranged or by itself."""
        if self.arranged:
            return self.arranged
        if self.place == HOME:
            return arranging.home_blocks(look)
        if self.topic:
            return [Block(OF_TOPIC["picked"], "picked")]
        if self.unit:
            shown = [part.block for part in arranging.of_unit(look, self.unit)][:MOST]
            return [block if block.heading else replace(block, heading=OF_UNIT[block.source]) for block in shown]
        return [Block(OF_UNIT["facts"], "facts"), *(b for b in arranging.home_blocks(look) if b.counted)]

    def shown(self, look: Look, blocks: Sequence[Block]) -> bytes:
        """The page as it would be; of a model, the first unit's that it would be for."""
        if self.place == HOME:
            return next(content for path, content in pages.portal(look, blocks) if path == "index.html")  # type: ignore[return-value]
        if self.topic:
            return topical.front(look, self.topic, blocks)[1]  # type: ignore[return-value]
        unit = self.unit or next((u for u in look.reader.units_by_code.values() if self._is_for(u)), None)
        if unit is None:
            raise Http404
        return pages.unit_front(look, look.reader.units_by_code[unit.code], blocks)[1]  # type: ignore[return-value]

    def _is_for(self, unit: Unit) -> bool:
        return model_of(unit.level) == self.place and unit.closed_on is None


@desk(*KEEPERS)
def overview(request: HttpRequest) -> HttpResponse:
    """The pages that this person may arrange."""
    units, said = _own_units(request), queries.arranged()
    if len(units) == 1 and not _whole(request):
        return redirect(f"{BASE}{place_of(units[0].code)}/")
    whole = [HOME, *(model_of(level) for level in LEVELS if level != "government")] if _whole(request) else []
    return show(
        request,
        "desk/portal/overview.html",
        "网站",
        tabs=tabs(request, BASE),
        lines=[(queries.name_of(place), f"{BASE}{place}/", len(said.get(place, ()))) for place in whole],
        units=[(unit, f"{BASE}{place_of(unit.code)}/", len(said.get(place_of(unit.code), ()))) for unit in units],
    )


def tabs(request: HttpRequest, here: str) -> list[dict[str, Any]]:
    """What belongs to the site, side by side: one unit's head of disclosure has but its own page."""
    known = (
        (BASE, "网页怎么排"),
        ("/desk/topics/", "专题"),
        ("/desk/site-notices/", "网站公告"),
        ("/desk/former/", "旧网址"),
        ("/desk/views/", "访问量"),
    )
    return [{"label": label, "url": url, "current": url == here} for url, label in known] if _whole(request) else []


@desk(*KEEPERS, methods=("GET", "POST"))
def place_page(request: HttpRequest, place: str) -> HttpResponse:
    """A page's blocks, in a form; and the versions that there were."""
    at_hand, look = Place(request, place), Look(Reader())
    form = BlocksForm(place, at_hand.blocks(look), data_of(request))
    if request.method == "POST" and form.is_valid():
        values = {"place": place, "blocks": form.blocks, "unit": at_hand.unit, "seen": number(request.POST.get("seen"))}
        by, at = request.scope.actor(), request.at
        if attempt_once(request, form, lambda: actions.arrange(by=by, at=at, **values)) is None:
            messages.success(request, "已经排好，几秒钟后网上能看到。")
            return redirect(at_hand.url)
    return show(
        request,
        "desk/portal/place.html",
        at_hand.name,
        status=422 if form.is_bound else 200,
        back=at_hand.back,
        form=form,
        seen=request.POST.get("seen") or str(at_hand.version),
        place=at_hand,
        versions=[(each, told_of(each.parts)) for each in queries.versions_of(place)],
    )


def told_of(blocks: Sequence[Block]) -> str:
    """Of which blocks a page is put together, in words."""
    return "、".join(block.heading for block in blocks) or "没有自己排"


@desk(*KEEPERS, methods=("POST",))
def preview(request: HttpRequest, place: str) -> HttpResponse:
    """The page as it would be with what the form says; nothing is kept."""
    at_hand, look = Place(request, place), Look(Reader())
    form = BlocksForm(place, at_hand.blocks(look), request.POST if "rows" in request.POST else None)
    if not form.is_bound:
        return HttpResponse(at_hand.shown(look, at_hand.blocks(look)))
    if form.is_valid():
        blocks = form.blocks
        try:
            actions.check(place, blocks)
        except StepRefused as refusal:
            form.refuse(str(refusal), refusal.field)
        else:
            return HttpResponse(at_hand.shown(look, blocks))
    return show(
        request, "desk/portal/place.html", at_hand.name, status=422, back=at_hand.back, form=form,
        seen=request.POST.get("seen", ""), place=at_hand, versions=[],
    )  # fmt: skip


@desk(*KEEPERS, methods=("POST",))
def put_back(request: HttpRequest, place: str, version: int) -> HttpResponse:
    """An earlier version again; 0: the page as it is by itself."""
    at_hand = Place(request, place)
    who: dict[str, Any] = {
        "place": place, "unit": at_hand.unit, "seen": number(request.POST.get("seen")), "by": request.scope.actor(), "at": request.at,
    }  # fmt: skip
    try:
        actions.put_back(version=version, **who) if version else actions.leave(**who)
        messages.success(request, "已经改回去，几秒钟后网上能看到。")
    except StepRefused as refusal:
        messages.warning(request, f"{refusal}。")
    return redirect(at_hand.url)


portal_urls = [
    path("portal/", overview),
    path("portal/<str:place>/", place_page),
    path("portal/<str:place>/preview", preview),
    path("portal/<str:place>/put-back/<int:version>", put_back),
]
