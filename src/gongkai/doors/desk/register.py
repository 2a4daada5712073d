"""The register (台账): the cases of one's units in the columns that offices keep, narrowed by anything, paged by key, and as a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk import lights
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.faces import asked_for
from gongkai.doors.desk.lines import KEPT, waiting
from gongkai.doors.desk.narrowing import total
from gongkai.doors.desk.old_registers import imports, old_register_urls
from gongkai.doors.desk.registering import BASE, NOBODY, Narrowed, choices, narrowed
from gongkai.doors.desk.reports import download
from gongkai.doors.desk.shell import show
from gongkai.engines.reporting.actions import export
from gongkai.engines.reporting.forms import list_xlsx
from gongkai.engines.supervision.register import queries as registers
from gongkai.ground.parties import vault
from gongkai.ground.ui.words import iso_date
from gongkai.ground.units.queries import names_of
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.models import Clock, Duty
from gongkai.pure import declare
from gongkai.pure.codes.masks import mask_name
from gongkai.pure.declare import Phase
from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, NATURAL, label_of

PAGE = 50
PART = 500
MOST_OUT = 5_000
CAME_IN = "旧台账导入"
LOOKED_THROUGH = 2_000
"""Subjects are sealed and in no index: so many of the newest are opened one by one for the words that are asked for."""
HEADS = (
    "登记号", "收到日期", "方式", "申请人类别", "申请人", "申请内容", "程序", "承办单位", "经办", "环节", "到期日", "亮灯", "延期", "征求意见",
    "办结日期", "结果", "送达", "复议诉讼",
)  # fmt: skip
DEFINITION = "申请人只写给办这一件的人，姓名隐去一部分；收到日期是首次收到的日期；延期、延迟的天数是工作日。"


@dataclass(frozen=True)
class Entry:
    """A line of the register. ``asker`` "" for whoever does not handle the case; ``reviews`` with the address of each."""

    url: str
    reference: str
    old: bool
    old_number: str
    came: str
    channel: str
    party: str
    asker: str
    subject: str
    procedure: str
    unit: str
    officer: str
    state: str
    due: str
    seen: lights.Seen | None
    extended: str
    consulted: str
    closed: str
    outcome: str
    served: str
    reviews: tuple[tuple[str, str], ...]

    @property
    def cells(self) -> tuple[str | date, ...]:
        """As HEADS names them; a day is a day."""
        return (
            f"{self.reference}（{CAME_IN}{self.old_number and f'，原{self.old_number}'}）" if self.old else self.reference, _day(self.came), self.channel, self.party, self.asker, self.subject, self.procedure, self.unit, self.officer, self.state,
            _day(self.due), self.seen.words if self.seen else "", self.extended, self.consulted, _day(self.closed), self.outcome, self.served,
            "；".join(words for words, _ in self.reviews),
        )  # fmt: skip


def _day(said: str) -> str | date:
    """A day that is told in digits; anything else (暂定2027-01-05) as it is told."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return said


@desk()
def register(request: HttpRequest) -> HttpResponse:
    """A page of the register, narrowed as the address says; ``?after`` is the key of the last line that was shown."""
    wanted, wrong = narrowed(request)
    found, looked = _found(request, wanted)
    begun = request.GET.get("after", "")
    page = _after(found, begun)
    shown = page[:PAGE]
    lines = entries(shown, request.scope, request.today)
    offered = choices(request.scope, wanted, request.today)
    return show(
        request,
        "desk/register/register.html",
        "办件台账",
        wanted=wanted,
        wrong=wrong,
        choices=offered,
        lines=lines,
        personal=any(line.asker for line in lines),
        total=f"{len(found)}件" if isinstance(found, list) else total(found).replace("条", "件"),
        looked=looked,
        who=_whose(wanted.who),
        picks_who=any(each["name"] == "who" for each in offered),
        without_who=wanted.url(who=""),
        older_url=wanted.url(after=str(shown[-1].pk)) if len(page) > PAGE else "",
        newer_url=wanted.url() if begun else "",
        export_url=wanted.url(f"{BASE}export"),
        imports=imports(request.scope),
    )


def _whose(who: str) -> str:
    """Whose cases are shown, in words."""
    if who == NOBODY:
        return "还没有人受理的"
    return f"{names_of({who}).get(who, '这位')}经办的" if who else ""


def _after(found: QuerySet[Case] | list[Case], begun: str) -> list[Case]:
    """A page and one more of what was found, from a key on."""
    key = int(begun) if begun.isascii() and begun.isdecimal() and len(begun) < 19 else 0
    if isinstance(found, list):
        return [case for case in found if not key or case.pk < key][: PAGE + 1]
    return list((found.filter(id__lt=key) if key else found)[: PAGE + 1])


def _found(request: HttpRequest, wanted: Narrowed) -> tuple[QuerySet[Case] | list[Case], int]:
    """What is asked for; with words of the subject a list, and through how many it was looked if there were more (0: through all)."""
    found = wanted.of(registers.all_of(request.scope), request.scope, request.today)
    if not wanted.q:
        return found, 0
    newest, words = list(found[: LOOKED_THROUGH + 1]), wanted.q.lower().split()
    looked = newest[:LOOKED_THROUGH]
    with_words = []
    for start in range(0, len(looked), PART):
        part = looked[start : start + PART]
        told = _told(part, request.scope)
        with_words += [case for case in part if all(word in told[case.ref] for word in words)]
    return with_words, LOOKED_THROUGH if len(newest) > LOOKED_THROUGH else 0


def _told(found: list[Case], scope: Scope) -> dict[str, str]:
    """In what of each case words are looked for: numbers and subject; who applies only for those who are told."""
    opened = vault.unseal_some([case.ref for case in found], "subject", "party", cases.OLD_NUMBER)
    handled, told = registers.handled(scope, found), {}
    for case in found:
        said = [case.reference, opened["subject"].get(case.ref, ""), opened[cases.OLD_NUMBER].get(case.ref, "")]
        party = opened["party"].get(case.ref, {}) if case.ref in handled else {}
        said += [party.get(name, "") for name in ("name", "organisation")]
        told[case.ref] = "\n".join(said).lower()
    return told


@desk(methods=("POST",))
def register_export(request: HttpRequest) -> HttpResponse:
    """The register as it is narrowed, as a spreadsheet in which no cell is a formula; taking it out is a fact."""
    wanted, wrong = narrowed(request)
    found, _ = _found(request, wanted)
    most = list(found[: MOST_OUT + 1])
    if wrong or not most or len(most) > MOST_OUT:
        said = (
            wrong[0]
            if wrong
            else "没有可以导出的"
            if not most
            else f"一次最多导出{MOST_OUT:,}件，请按单位、日期分几次导出"
        )
        messages.warning(request, said)
        return redirect(wanted.url())
    lines = [entry.cells for part in _parts(most) for entry in entries(part, request.scope, request.today)]
    content = list_xlsx("办件台账", DEFINITION, HEADS, lines)
    export(what=f"办件台账{wanted.words()}", count=len(lines), by=request.scope.actor(), at=request.at)
    return download(content, f"办件台账{iso_date(request.today)}.xlsx")


def _parts(found: list[Case]) -> Iterator[list[Case]]:
    for start in range(0, len(found), PART):
        yield found[start : start + PART]


def entries(found: list[Case], scope: Scope, today: date) -> list[Entry]:
    """The lines of these cases, in as many queries as of one."""
    if not found:
        return []
    refs = [case.ref for case in found]
    opened = vault.unseal_some(refs, "subject", "party", cases.OLD_NUMBER)
    handled, terms, duties = registers.handled(scope, found), registers.terms_of(refs), registers.duties_of(refs)
    lengthened, reviews = registers.extensions_of(list(terms.values())), registers.reviews_of(found, scope)
    seen = lights.seen(list(duties.values()), today, {})
    officers = _officers(found, duties)
    more, old = _more(found), registers.came_in(refs)
    return [
        _entry(
            case,
            opened["subject"].get(case.ref, cases.ERASED),
            _asker(case, opened["party"].get(case.ref, {})) if case.ref in handled else "",
            officers.get(case.ref, ""),
            terms.get(case.ref),
            duties.get(case.ref),
            seen,
            lengthened.get(case.ref, 0),
            more.get(case.ref, {}),
            reviews.get(case.ref, []),
            case.ref in old,
            opened[cases.OLD_NUMBER].get(case.ref, ""),
            today,
        )
        for case in found
    ]


def _officers(found: list[Case], duties: dict[str, Duty]) -> dict[str, str]:
    """The name of who has each case, by ref; nobody while nobody took it on."""
    took = registers.officers_of(found)
    who = {case.ref: took.get(case.ref) or (duties[case.ref].person if case.ref in duties else "") for case in found}
    names = names_of({each for each in who.values() if each})
    return {ref: names.get(each, "") for ref, each in who.items()}


def _more(found: list[Case]) -> dict[str, dict[str, str]]:
    """What the drawers add to columns of their own: whose opinion was asked, how the answer reached the applicant."""
    added: dict[str, dict[str, str]] = {}
    for drawer in declare.procedures():
        of = [case for case in found if case.procedure == drawer.code]
        face = drawer.face("register") if of else None
        if face:
            added |= face.cells(of)
    return added


def _entry(
    case: Case, subject: str, asker: str, officer: str, term: Clock | None, duty: Duty | None, seen: dict[int, lights.Seen], lengthened: int,
    more: dict[str, str], reviews: list[Case], old: bool, old_number: str, today: date,
) -> Entry:  # fmt: skip
    procedure = declare.procedure(case.procedure)
    state = procedure.states[case.state].label
    void = Phase(case.phase) is Phase.VOID
    return Entry(
        url=f"/desk/c/{case.reference}/",
        reference=case.reference,
        old=old,
        old_number=old_number,
        came=iso_date(case.first_received_on),
        channel=label_of(CHANNELS, case.channel),
        party=label_of(APPLICANT_TYPES, case.party_type),
        asker=asker,
        subject=subject,
        procedure=procedure.name,
        unit=case.unit.short_name,
        officer=officer,
        state=state,
        due=_due(case, term, duty, seen, today),
        seen=lights.Seen("done", KEPT[case.on_time]) if case.closed else _seen(duty, seen),
        extended=f"{lengthened}天" if lengthened else "已延期" if case.extended else "",
        consulted=more.get("consulted", ""),
        closed=iso_date(case.closed_on),
        outcome=(state if void else procedure.outcomes.get(case.outcome, "")) if case.closed else "",
        served=more.get("served", ""),
        reviews=tuple((_review(each), f"/desk/c/{each.reference}/") for each in reviews),
    )


def _due(case: Case, term: Clock | None, duty: Duty | None, seen: dict[int, lights.Seen], today: date) -> str:
    """By when the case is to be answered, or what is waited for meanwhile: after a correction its term starts anew."""
    if duty and not case.closed and Phase(case.phase) is Phase.WAITING and (term is None or duty.clock_id != term.pk):
        return waiting(duty, today, seen[duty.pk])
    if term is None:
        return ""
    if term.paused and not case.closed:
        return "暂停计时"
    provisional = "暂定" if term.due_on is None and term.provisional_on else ""
    return f"{provisional}{iso_date(term.last_on)}"


def _seen(duty: Duty | None, seen: dict[int, lights.Seen]) -> lights.Seen | None:
    """The light of what is to be done first, with what that is where it is not simply the next step."""
    if duty is None:
        return None
    what, lamp = asked_for(duty), seen[duty.pk]
    return replace(lamp, words=f"{what}：{lamp.words}") if what else lamp


def _asker(case: Case, party: dict[str, str]) -> str:
    organisation = "" if case.party_type == NATURAL.key else party.get("organisation")
    return organisation or mask_name(party.get("name", "")) or "（已清除）"


def _review(case: Case) -> str:
    procedure = declare.procedure(case.procedure)
    ended = procedure.outcomes.get(case.outcome, "") or procedure.states[case.state].label
    return f"{procedure.name}{case.reference}：{ended}"


register_urls = [
    *old_register_urls,
    path("register/", register),
    path("register/export", register_export),
]
