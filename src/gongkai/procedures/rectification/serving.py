"""The papers of a request to correct reach the applicant: sent or given by hand, served on a day or come back, first opened on the web.

What is not corrected carries remedies, and from the day after its service runs what may be done about it (行政复议法第20条). What is written of each
is sealed with the case.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.documents.models import Notice
from gongkai.ground.documents.queries import issued
from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.parties import vault
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.scope import APPLICANT, Actor
from gongkai.kernel.cases.actions import step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.duties import close_duties, open_duty
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.rectification import Rectification, facts
from gongkai.pure.declare import Role

PAPERS = frozenset({"rectification_receipt", "rectification_result", "rectification_ended"})
"""The notices that are addressed to the applicant."""
SERVE_AGAIN = "serve_again"
BY_POST, IN_PERSON, FAX, WEB = "post", "in_person", "fax", "web"
WAYS = {BY_POST: "邮寄", IN_PERSON: "当面交付", FAX: "传真", WEB: "网上取阅"}


@dataclass(frozen=True)
class Service:
    """How a paper was handed over; the days as ISO, "" while there is none."""

    seq: int
    paper: str
    way: str
    sent_on: str
    served_on: str = ""
    returned_on: str = ""
    posting: str = ""
    signer: str = ""

    @property
    def open(self) -> bool:
        return not (self.served_on or self.returned_on)

    @property
    def told(self) -> str:
        if self.served_on:
            return f"{WAYS[self.way]}，{zh_date(date.fromisoformat(self.served_on))}送达"
        if self.returned_on:
            return f"{WAYS[self.way]}，{zh_date(date.fromisoformat(self.returned_on))}退回"
        return f"{WAYS[self.way]}，{zh_date(date.fromisoformat(self.sent_on))}发出，还没有结果"


def papers_of(case: Case) -> list[Notice]:
    """What can be handed over, the newest first."""
    return issued(case.ref, PAPERS)[::-1]


def services_of(case: Case) -> list[Service]:
    """How the papers of a case were handed over, in the order of it; nothing once its data is erased."""
    found = vault.unseal_all(case.ref, "service:")
    return sorted((Service(**told) for told in found.values()), key=lambda each: each.seq)


def open_services(case: Case) -> list[Service]:
    return [each for each in services_of(case) if each.open]


def on_its_way(case: Case) -> bool:
    """Does a paper wait to be told of? The file of a case goes to the archives only with how its papers arrived."""
    return bool(open_services(case))


@acting
def hand_over(
    *, case: Case, paper: str, way: str, on: date, by: Actor, at: datetime, posting: str = "", signer: str = "",
    seen: int | None = None,
) -> Service:  # fmt: skip
    """Hand a paper over, or send it; given by hand it is served that day. Raises StepRefused."""
    today = localdate(at)
    notice = next((each for each in papers_of(case) if each.number == paper), None)
    if notice is None:
        raise StepRefused("请选一份发给申请人的文书", "paper")
    if way not in WAYS or way == WEB:
        raise StepRefused("请选一种送达方式。网上的不用登记：申请人凭编号和查询码打开，系统自己记下", "way")
    if on < notice.dated_on:
        raise StepRefused(f"这份文书{zh_date(notice.dated_on)}才作出，日期不能早于这一天", "on")
    if on > today:
        raise StepRefused("日期不能晚于今天", "on")
    if way == BY_POST and not posting.strip():
        raise StepRefused("请写邮件单号，退回、签收都靠它查", "posting")
    if way == IN_PERSON and not signer.strip():
        raise StepRefused("请写谁签收的；不是本人的，写明和申请人的关系", "signer")
    if any(each.paper == paper and each.way == way for each in open_services(case)):
        raise StepRefused(f"这份文书已经用{WAYS[way]}发出，还没有结果，请先登记送达或者退回", "way")
    rows = step(case, "send_paper", by=by, at=at, seen=seen)
    day = on.isoformat()
    served = day if way == IN_PERSON else ""
    made = Service(len(services_of(case)) + 1, paper, way, day, served, "", posting.strip(), signer.strip())
    rows += [_kept(case, made), *close_duties(case, SERVE_AGAIN, on=today, key=paper)]
    how = f"{WAYS[way]}，{zh_date(on)}签收" if served else f"{WAYS[way]}发出"
    tell(facts.RectificationPaperSent(case.reference, notice.title, how), case, by=by, at=at, rows=rows)
    return made


def _kept(case: Case, made: Service) -> Ledgered:
    if vault.is_erased(case.ref):
        raise StepRefused("这一件申请人的信息已经清除，不能再登记送达")
    name = f"service:{made.seq}"
    return vault.seal(case.ref, name, asdict(made), seq=vault.next_seq(case.ref, name))


def _waiting(case: Case, which: int, on: date, today: date) -> Service:
    found = next((each for each in open_services(case) if each.seq == which), None)
    if found is None:
        raise StepRefused("这一次已经登记过结果了，请看最新情况")
    if on > today:
        raise StepRefused("日期不能晚于今天", "on")
    if on.isoformat() < found.sent_on:
        raise StepRefused(f"{zh_date(date.fromisoformat(found.sent_on))}才发出，日期不能早于这一天", "on")
    return found


@acting
def arrived(
    *, case: Case, which: int, on: date, by: Actor, at: datetime, signer: str = "", seen: int | None = None
) -> Service:
    """The applicant has it. Raises StepRefused."""
    found = _waiting(case, which, on, localdate(at))
    rows = step(case, "serve_paper", by=by, at=at, seen=seen)
    made = replace(found, served_on=on.isoformat(), signer=signer.strip() or found.signer)
    rows += [_kept(case, made), *close_duties(case, SERVE_AGAIN, on=localdate(at), key=made.paper)]
    fact = facts.RectificationPaperServed(case.reference, _title(case, made), WAYS[made.way], on.isoformat())
    tell(fact, case, by=by, at=at, rows=rows)
    return made


@acting
def came_back(
    *, case: Case, which: int, on: date, reason: str, by: Actor, at: datetime, seen: int | None = None
) -> Service:
    """It came back, or could not be delivered: it is owed to be handed over again. Raises StepRefused."""
    if not reason.strip():
        raise StepRefused("请写明为什么退回，例如：收件人不在此地址", "reason")
    today = localdate(at)
    found = _waiting(case, which, on, today)
    rows = step(case, "return_paper", by=by, at=at, seen=seen, note=reason.strip())
    made = replace(found, returned_on=on.isoformat())
    rows += [_kept(case, made), *close_duties(case, SERVE_AGAIN, on=today, key=made.paper)]
    rows.append(
        open_duty(case, SERVE_AGAIN, role=Role.CASE_OFFICER, on=today, procedure=Rectification.code, key=made.paper)
    )
    fact = facts.RectificationPaperReturned(case.reference, _title(case, made), WAYS[made.way], on.isoformat())
    tell(fact, case, by=by, at=at, rows=rows)
    return made


def note_access(*, case: Case, notice: Notice, at: datetime) -> None:
    """The applicant opened a paper with number and code: the first time is noted as the day on which it was served on the web."""
    if notice.kind not in PAPERS or notice.kind == "rectification_receipt" or vault.is_erased(case.ref):
        return
    if any(each.paper == notice.number and each.way == WEB for each in services_of(case)):
        return
    try:
        _note_opening(case=case, notice=notice, at=at)
    except StepRefused:
        return  # the case moved on just now: the next opening is noted


@acting
def _note_opening(*, case: Case, notice: Notice, at: datetime) -> Service:
    day = localdate(at).isoformat()
    rows = step(case, "read_paper", by=APPLICANT, at=at)
    made = Service(len(services_of(case)) + 1, notice.number, WEB, notice.dated_on.isoformat(), day)
    rows += [_kept(case, made), *close_duties(case, SERVE_AGAIN, on=localdate(at), key=made.paper)]
    tell(facts.RectificationPaperRead(case.reference, notice.title), case, by=APPLICANT, at=at, rows=rows)
    return made


def _title(case: Case, made: Service) -> str:
    return next((each.title for each in papers_of(case) if each.number == made.paper), made.paper)


def served_on(case: Case, kind: str = "rectification_result") -> date | None:
    """The day on which the applicant had a paper: the first of its services; None while none is known."""
    numbers = {each.number for each in papers_of(case) if each.kind == kind}
    days = [each.served_on for each in services_of(case) if each.paper in numbers and each.served_on]
    return date.fromisoformat(min(days)) if days else None
