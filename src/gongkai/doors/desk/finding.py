"""Search at the desk: cases by number, records by everything in them, within scope; and the list of synonyms, which the office keeps."""

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from gongkai.doors.desk import lines
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.sending import AGAIN, take_once
from gongkai.doors.desk.shell import show
from gongkai.engines.feeders import finding, suggesting
from gongkai.engines.feeders.finding import DESK_FACETS, Hit
from gongkai.engines.feeders.showing import Line, address, ask_of, shown
from gongkai.engines.supervision.register import queries as registers
from gongkai.ground.search import places, queries
from gongkai.ground.search.actions import load_synonyms
from gongkai.ground.search.asking import LONGEST, Ask
from gongkai.ground.search.synonyms import AT_FIRST, Groups, SynonymsRefused, read, written
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.legible import legible
from gongkai.ground.ui.shell import Link
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.codes import reference_of
from gongkai.kernel.cases.models import Case
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.flow import STATES
from gongkai.kernel.records.models import VALIDITY, Record
from gongkai.pure.codes.document_number import as_printed
from gongkai.pure.declare import Role

SEARCH, SYNONYMS = "/desk/search", "/desk/search/synonyms"
CASES = 25
LOOKED_THROUGH, OLD_LOOKED_THROUGH = 500, 2_000


@desk()
def search(request: HttpRequest) -> HttpResponse:
    """``?q``, the facets, ``order=newest``, ``page``. A case or record by its number opens at once."""
    return find(request, legible(request.GET.get("q", ""), lines=False).strip())


def find(request: HttpRequest, said: str) -> HttpResponse:
    """The page of what was found."""
    ask = ask_of(request.GET.dict(), DESK_FACETS)
    if not said and not ask.chosen:
        return _shown(request, ask)
    first = ask.page == 1 and not ask.chosen
    if first and (one := _by_number(request, said)):
        return redirect(one)
    found_cases = cases_with(request, said) if first else []
    more = {
        "cases": [("", lines.of_found(found_cases, ()))] if found_cases else [],
        "looked": LOOKED_THROUGH if first else 0,
    }
    try:
        answer = finding.find_at_desk(ask, request.scope)
    except places.Unavailable:
        return _shown(request, ask, titled=_titled(request, said), rebuilding=places.is_rebuilding(), **more)
    return _shown(request, ask, **shown(SEARCH, answer, _line) | more)


def _line(hit: Hit) -> Line:
    valid = dict(VALIDITY)[hit.row.validity] if hit.row.validity and hit.row.live else ""
    return Line(hit, f"/desk/r/{hit.row.key}/", ("", "，".join(filter(None, (STATES[hit.row.state].label, valid)))))


def _shown(request: HttpRequest, ask: Ask, /, **context: object) -> HttpResponse:
    heading = f"找“{ask.said}”" if ask.said else "搜索"
    office = request.scope.has(Role.OPENNESS_OFFICE)
    return show(
        request,
        "desk/search.html",
        heading,
        **{"ask": ask, "query": ask.said, "synonyms_url": SYNONYMS if office else ""} | context,
    )


def _by_number(request: HttpRequest, said: str) -> str:
    """The address of a case or record by its number; "" if there is none."""
    case = cases.get_visible(request.scope, reference_of(said))
    if case:
        return f"/desk/c/{case.reference}/"
    number = Q(index_number=said) | Q(document_number=as_printed(said)) | Q(pk=said)
    exact = records.visible_to(request.scope).filter(number).first()
    return f"/desk/r/{exact.pk}/" if exact else ""


def _titled(request: HttpRequest, said: str) -> list[tuple[str, list[lines.Line]]]:
    """What the database finds by title and number while there is no index."""
    found = _by_title(request, said) if said else ()
    made = lines.of_found([], found)
    return [("", made)] if made else []


def cases_with(request: HttpRequest, text: str) -> list[Case]:
    """Cases by a part of their number, or by their subject: that is sealed, and in no index, so the latest ones are opened one by one."""
    visible = cases.led_in(request.scope).order_by("-id")
    numbered = list(visible.filter(reference__contains=text.upper())[:CASES])
    known = {case.ref for case in numbered}
    latest = [case for case in visible[:LOOKED_THROUGH] if case.ref not in known]
    subjects = cases.subjects_of(latest) if latest else {}
    titled = [case for case in latest if text.lower() in subjects[case.ref].lower()]
    # What came in from an old register is known to people by the number that it had there.
    known |= {case.ref for case in titled}
    brought = [case for case in registers.brought_in(visible, True)[:OLD_LOOKED_THROUGH] if case.ref not in known]
    old = cases.old_numbers([case.ref for case in brought]) if brought else {}
    return (numbered + titled + [case for case in brought if old.get(case.ref, "").lower() == text.lower()])[:CASES]


def records_with(request: HttpRequest, said: str) -> list[Record]:
    """Records by everything in them, as they are found at the desk; while there is no index by title and number."""
    try:
        hits = finding.find_at_desk(Ask(said), request.scope).hits
    except places.Unavailable:
        return list(_by_title(request, said))
    known = {each.pk: each for each in records.visible_to(request.scope).filter(pk__in=[hit.row.key for hit in hits])}
    return [known[hit.row.key] for hit in hits if hit.row.key in known]


def _by_title(request: HttpRequest, said: str) -> QuerySet[Record]:
    holding = Q(title__icontains=said) | Q(document_number__icontains=as_printed(said))
    return records.visible_to(request.scope).filter(holding).order_by("-formed_on", "-pk")[:CASES]


@desk()
def suggest(request: HttpRequest) -> HttpResponse:
    """What may be meant by what is typed so far, of what exists for this person."""
    try:
        found = suggesting.suggest_at_desk(request.GET.get("q", "")[:LONGEST], request.scope)
    except places.Unavailable:
        return HttpResponse(status=204)
    told = [
        {
            "words": each.words, "title": bool(each.record),
            "url": f"/desk/r/{each.record}/" if each.record else address(SEARCH, Ask(each.words)),
        }
        for each in found
    ]  # fmt: skip
    return JsonResponse({"suggestions": told}, json_dumps_params={"ensure_ascii": False})


class SynonymsForm(UiForm):
    """The whole list, to be changed and stored as a new version."""

    groups = forms.CharField(
        label="同义词", max_length=60_000, widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
        help_text="每行一组，写两个以上意思相同的词，用顿号隔开。#开头的行不算",
        error_messages={"required": "请至少写一组"},
    )  # fmt: skip
    source = forms.CharField(
        label="这一版的来由", max_length=200, required=False, help_text="谁提的，为什么改；以后查得到"
    )

    def clean_groups(self) -> Groups:
        try:
            return read(self.cleaned_data["groups"])
        except SynonymsRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


@desk(Role.OPENNESS_OFFICE, methods=("GET", "POST"))
def synonyms(request: HttpRequest) -> HttpResponse:
    """The list in force, and its versions."""
    form = SynonymsForm(request.POST or None, initial={"groups": written(queries.groups())})
    if request.method == "POST" and form.is_valid():
        try:
            groups, source = form.cleaned_data["groups"], form.cleaned_data["source"]
            who = {"by": request.scope.username, "at": request.at}
            row = take_once(request, lambda: load_synonyms(groups=groups, source=source, **who))
        except SynonymsRefused as refusal:
            form.add_error("groups", str(refusal))
        else:
            messages.success(request, f"第{row.number}版同义词表已经启用，搜索马上按它来。" if row else AGAIN)
            return redirect(SYNONYMS)
    return show(
        request, "desk/synonyms.html", "同义词", status=422 if request.method == "POST" else 200, form=form,
        versions=queries.versions(), at_first=len(AT_FIRST), back=Link("搜索", SEARCH),
    )  # fmt: skip
