"""搜索: what the public may see, found by words, numbers, sound; with facets, help where nothing is found, and as JSON."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.views.decorators.cache import cache_control

from gongkai.doors import throttle
from gongkai.doors.counter.door import door
from gongkai.doors.frame import page
from gongkai.engines.feeders import finding, suggesting
from gongkai.engines.feeders.finding import FACETS, LIBRARY_FACETS, Answer, Hit
from gongkai.engines.feeders.showing import Line, address, ask_of, shown
from gongkai.engines.site import addresses
from gongkai.engines.site.faces import faces, validity_tag
from gongkai.ground.search import places, popular
from gongkai.ground.search.asking import LONGEST, Ask
from gongkai.ground.search.helping import Instead
from gongkai.ground.ui.shell import Link
from gongkai.kernel.records.queries import standing_section

BY_NETWORK = throttle.Brake("search", free=90, window=60)
SUGGESTING = throttle.Brake("suggest", free=300, window=60)
"""A window's machine is one network to many people: an office's hall searches about once a second."""
CRUMBS = (Link("搜索", ""),)
TOO_FAST = "搜得太快了，请等{}秒再搜。"


@door("GET", "HEAD")
def search(request: HttpRequest) -> HttpResponse:
    """``?q`` and the facets, ``order=newest``, ``page``, ``literal=1`` for the words as they are typed, ``format=json``."""
    ask, machine = ask_of(request.GET.dict(), FACETS), request.GET.get("format") == "json"
    network = throttle.network_of(request)
    if pause := BY_NETWORK.pause(network):
        return _refused(request, ask, machine, TOO_FAST.format(pause), 429, pause)
    BY_NETWORK.failed(network)  # each counts: a search costs us more than the one who asks
    if elsewhere := _merged(request, ask):
        return elsewhere
    try:
        if not (ask.said or ask.chosen):
            return _json(Answer(ask, [], 0, [])) if machine else _empty(request)
        answer = finding.find_public(ask)
    except places.Unavailable:
        return _refused(request, ask, machine, _unavailable(), 503, 60)
    if answer.total and not answer.instead and ask.page == 1 and not ask.chosen and not machine:
        popular.count(ask.said, network)
    return _json(answer) if machine else _shown(request, answer)


def _merged(request: HttpRequest, ask: Ask) -> HttpResponse | None:
    """An address that names a section which has merged into another leads to the same question there."""
    key = ask.chosen.get("section") or ""
    into = standing_section(key) if key else None
    if into is None or into.key == key:
        return None
    asked = request.GET.copy()
    asked["section"] = into.key
    return HttpResponsePermanentRedirect(f"{request.path}?{asked.urlencode()}")


@door("GET", "HEAD")
def library(request: HttpRequest, kind: str) -> HttpResponse:
    """The library of a kind: all of it, newest first, or what is found in it; ``?q``, its facets, ``order=newest``, ``page``."""
    face = faces().get(kind)
    if face is None or not face.library:
        raise Http404
    ask, network = ask_of(request.GET.dict(), LIBRARY_FACETS), throttle.network_of(request)
    if elsewhere := _merged(request, ask):
        return elsewhere
    context: dict[str, Any] = {"ask": ask}
    status, again = 200, ""
    if pause := BY_NETWORK.pause(network):
        context["trouble"], status, again = TOO_FAST.format(pause), 429, str(pause)
    else:
        BY_NETWORK.failed(network)
        try:
            answer = finding.find_in_library(kind, ask)
            context = shown(addresses.library(kind), answer, lambda hit: Line(hit, _url_of(hit), validity_tag(hit.row)))
        except places.Unavailable:
            context["trouble"], status, again = _unavailable(), 503, "60"
    context |= {
        "page_title": face.library, "library_url": addresses.library(kind), "listing_url": addresses.listing("k", kind), "kind_name": face.name,
        "elsewhere_url": _of(ask.said), "apply_url": addresses.APPLY,
    }  # fmt: skip
    made = page(request, "counter/library.html", context, (Link(face.library, ""),), status)
    made["Cache-Control"] = "private, no-cache"
    if again:
        made["Retry-After"] = again
    return made


def _unavailable() -> str:
    return "搜索正在重新建立，过几分钟就好。" if places.is_rebuilding() else "搜索暂时用不了，我们正在修。"


@door("GET", "HEAD")
@cache_control(private=True, max_age=60)
def suggest(request: HttpRequest) -> HttpResponse:
    """What may be meant by what is typed so far; nothing, instead of an error, where it cannot be told."""
    network, typed = throttle.network_of(request), request.GET.get("q", "")[:LONGEST]
    if SUGGESTING.pause(network):
        return HttpResponse(status=204)
    SUGGESTING.failed(network)
    try:
        found = suggesting.suggest_public(typed)
    except places.Unavailable:
        return HttpResponse(status=204)
    told = [
        {
            "words": each.words,
            "title": bool(each.record),
            "url": addresses.record(each.record) if each.record else _of(each.words),
        }
        for each in found
    ]
    return JsonResponse({"suggestions": told}, json_dumps_params={"ensure_ascii": False})


def _of(words: str) -> str:
    return address(addresses.SEARCH, Ask(words))


def _url_of(hit: Hit) -> str:
    return addresses.record(hit.row.key)


def _empty(request: HttpRequest) -> HttpResponse:
    """Nothing asked yet: what others look for."""
    hot = [(words, _of(words)) for words in suggesting.most_asked()]
    return _page(request, {"ask": Ask(""), "hot": hot})


def _shown(request: HttpRequest, answer: Answer) -> HttpResponse:
    context = shown(addresses.SEARCH, answer, lambda hit: Line(hit, _url_of(hit), validity_tag(hit.row)))
    context["sections"] = [(name, addresses.section(key)) for key, name in answer.sections]
    if not answer.total:
        context["hot"] = [(words, _of(words)) for words in suggesting.most_asked()]
    return _page(request, context)


def _refused(request: HttpRequest, ask: Ask, machine: bool, words: str, status: int, again: int) -> HttpResponse:
    if machine:
        made: HttpResponse = JsonResponse({"error": words}, status=status, json_dumps_params={"ensure_ascii": False})
    else:
        made = _page(request, {"ask": ask, "trouble": words}, status)
    made["Retry-After"] = str(again)
    return made


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    said = context["ask"].said
    title = f"“{said}”的搜索结果" if said else "搜索"
    common = {
        "page_title": title,
        "apply_url": addresses.APPLY,
        "catalogue_url": addresses.CATALOGUE,
        "search_url": addresses.SEARCH,
    }
    made = page(request, "counter/search.html", context | common, CRUMBS, status)
    made["Cache-Control"] = "private, no-cache"
    return made


def _json(answer: Answer) -> HttpResponse:
    ask = answer.ask
    told = {
        "query": ask.said,
        "chosen": dict(ask.chosen),
        "order": "newest" if ask.newest else "best",
        "page": ask.page,
        "pages": answer.pages,
        "total": answer.total,
        "results": [_result(hit) for hit in answer.hits],
        "facets": {
            facet.name: [{"value": v.value, "label": v.label, "count": v.count} for v in (*facet.values, *facet.more)]
            for facet in answer.facets
        },
        "instead": _instead(answer.instead) if answer.instead else None,
        "bears_number": answer.bearing,
        "read_as": list(answer.sounding),
        "did_you_mean": _meant(answer),
    }
    made = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    made["Cache-Control"] = "private, no-cache"
    return made


def _meant(answer: Answer) -> list[str]:
    return [answer.instead.corrected] if answer.instead and answer.instead.corrected else answer.meant


def _instead(instead: Instead) -> dict[str, Any]:
    return {
        "query": instead.words,
        "corrected": instead.corrected,
        "left_out": list(instead.left_out),
        "near_number": instead.near,
    }


def _result(hit: Hit) -> dict[str, Any]:
    row = hit.row
    return {
        "id": row.key, "title": row.content["title"], "url": _url_of(hit), "json": f"{_url_of(hit)}index.json", "kind": row.kind,
        "unit": hit.unit, "section": hit.section, "published_on": hit.day.isoformat(), "document_number": row.document_number,
        "index_number": row.index_number, "validity": row.validity, "excerpt": "".join(piece for piece, _ in hit.excerpt),
        "attachment": hit.attachment,
    }  # fmt: skip
