"""归档: how long the file of a closed case is kept, that it went to the archives, and what is erased once its term is over."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.rows import insert
from gongkai.ground.parties import vault
from gongkai.ground.units.scope import Actor, Scope
from gongkai.kernel.cases import facts
from gongkai.kernel.cases.actions import erase, may_view_party, still_needed, tell
from gongkai.kernel.cases.models import CHALLENGES, CLOSED, FOLLOWS, Case, CaseLink, HandedIn
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.pure.declare import Role, procedures
from gongkai.pure.law.retention import Retention, retention

SHORTEST = 10
"""The least number of years that a file is kept."""


def kept(cases: Collection[Case]) -> dict[str, Retention]:
    """How long the files of closed cases are kept, by ref, in one query."""
    reviewed = set(
        CaseLink.objects.filter(about__in=cases, sort__in=(CHALLENGES, FOLLOWS)).values_list("about_id", flat=True)
    )
    return {each.ref: retention(each.procedure, each.outcome, reviewed=each.pk in reviewed) for each in cases}


def until(case: Case) -> date | None:
    """The last day on which a closed case's file is kept; None for ever."""
    return kept([case])[case.ref].until(case.closed_on)


def handed_in(cases: Collection[Case]) -> dict[int, HandedIn]:
    """By the case's key, the last time that its file went to the archives."""
    found = HandedIn.objects.filter(case__in=cases).order_by("seq")
    return {each.case_id: each for each in found}


def among(found: QuerySet[Case], *, handed_in: bool) -> QuerySet[Case]:
    """Of these those whose file is in the archives, or those whose file is not."""
    there = Exists(HandedIn.objects.filter(case=OuterRef("pk")))
    return found.filter(there if handed_in else ~there)


def closed_before(found: QuerySet[Case], on: date, pk: int) -> QuerySet[Case]:
    """Of cases in the order of their closing, the last first, those behind one."""
    return found.filter(Q(closed_on__lt=on) | Q(closed_on=on, pk__lt=pk))


def not_yet(case: Case) -> str:
    """Why the file of a case cannot go to the archives now; "" if it can."""
    if not case.closed:
        return "还没有办结，不能移交"
    if still_needed(case) or any(open_duties(case.ref)):
        return "还有没办完的事（复议、诉讼、重新办理、送达、回访），办完再移交"
    if _papers_on_their_way(case):
        return "还有文书发出以后没有登记送达或者退回，登记以后再移交"
    if vault.is_erased(case.ref):
        return "申请人的信息已经清除，没有案卷可以移交了"
    return ""


def _papers_on_their_way(case: Case) -> bool:
    """As the drawer knows it, if papers of its cases are handed over with their day of service."""
    drawer = next(each for each in procedures() if each.code == case.procedure)
    serving = drawer.module("serving")
    return serving is not None and serving.on_its_way(case)


@acting
def hand_in(*, case: Case, digest: str, files: int, by: Actor, at: datetime) -> HandedIn:
    """The file went to the archives; ``digest`` is that of the package's manifest. Raises NotAllowed, StepRefused."""
    if not may_view_party(case, by):
        raise NotAllowed("案卷由主办单位办这一件的人移交")
    if why := not_yet(case):
        raise StepRefused(why)
    how = kept([case])[case.ref]
    seq = HandedIn.objects.filter(case=case).count() + 1
    row = insert(HandedIn(case=case, seq=seq, on=localdate(at), digest=digest, files=files, years=how.years, rule=how.version))  # fmt: skip
    tell(facts.CaseHandedIn(case.reference, digest, files, how.label), case, by=by, at=at, rows=[row])
    return row


def expired(scope: Scope, today: date) -> list[Case]:
    """The closed cases in the units that somebody administers whose term is over and whose personal data is still there, the oldest first."""
    units = scope.by_role.get(Role.ADMINISTRATOR, frozenset())
    closed: QuerySet[Case] = Case.objects.select_related("unit").filter(phase__in=CLOSED, unit_id__in=units)
    # No term is shorter than ten years: what ended since is not looked at.
    old = list(closed.filter(closed_on__lt=date(today.year - SHORTEST, 1, 1)).order_by("closed_on", "pk"))
    terms = kept(old)
    over = [each for each in old if (last := terms[each.ref].until(each.closed_on)) and last < today]
    there = set(vault.readable().filter(ref__in=[each.ref for each in over]).values_list("ref", flat=True))
    return [each for each in over if each.ref in there]


def erase_expired(*, case: Case, by: Actor, at: datetime) -> None:
    """Erase what is personal of a case whose term is over; run parties.scrub afterwards. Raises StepRefused."""
    last = until(case) if case.closed else None
    if last is None or last >= localdate(at):
        raise StepRefused("这一件的保管期限还没有满，不能按期满清除")
    erase(case=case, by=by, at=at)
