"""Beside a case: how its papers reached the applicant, and the label for an envelope, which opens their address."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai.ground.documents.typesetting import typeset
from gongkai.ground.files.serving import download
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.actions import view_party
from gongkai.kernel.cases.models import Case
from gongkai.procedures.foi import Foi, serving, words
from gongkai.pure.declare import Role, Screen

SENDERS = (Role.CASE_OFFICER, Role.WINDOW_CLERK)
PATH = "/desk/p/foi/service/"
LABEL = Path(__file__).parent / "templates" / "foi" / "label.typ"


def page(request: HttpRequest, scope: Scope) -> HttpResponse:
    """What was sent and what came of it; asked by POST, the label for an envelope."""
    case = cases.get_visible(scope, request.GET.get("case", ""))
    if case is None or case.procedure != Foi.code or not _may(case, scope):
        raise Http404
    if request.method == "POST":
        return _label(request, scope, case)
    titles, told = {each.number: each.title for each in serving.papers_of(case)}, serving.noted(case)
    context = request.shell(
        "文书的送达", case=case, subject=cases.subjects_of([case])[case.ref], back=Link(case.reference, f"/desk/c/{case.reference}/"),
        services=[(each, titles.get(each.notice, ""), told.get(each.seq, {})) for each in serving.services_of(case)][::-1],
    )  # fmt: skip
    return render(request, "foi/service.html", context)


def _may(case: Case, scope: Scope) -> bool:
    return any(case.unit_id in scope.by_role.get(role, ()) for role in SENDERS)


def _label(request: HttpRequest, scope: Scope, case: Case) -> HttpResponse:
    """That the address was opened is a fact, as when it is looked at on the page of the case."""
    party: dict[str, Any] = view_party(case=case, by=scope.actor(), at=request.at)
    if not party.get("address"):
        said = "申请人没有留通信地址，印不出地址签。" if party else "申请人的信息已经清除，印不出地址签。"
        messages.warning(request, said)
        return redirect(request.get_full_path())
    made = typeset(
        LABEL,
        {
            "to": words.salutation(party, case.party_type), "person": party.get("name", ""), "address": party["address"], "phone": party.get("phone", ""),
            "unit": case.unit.name, "unit_address": case.unit.address or "", "unit_phone": case.unit.phone or "", "reference": case.reference,
        },
    )  # fmt: skip
    return download(made, f"{case.reference}地址签.pdf", "application/pdf")


SCREENS = (Screen("service", "", page, by=SENDERS),)


def links(case: Case, scope: Scope) -> list[Link]:
    """The way from a case to how its papers reach the applicant, for those who send them."""
    if not _may(case, scope) or not serving.papers_of(case):
        return []
    return [Link("文书的送达和地址签", f"{PATH}?case={case.reference}", icon="mail")]
