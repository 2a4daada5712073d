"""Papers handed over to the applicant: sent by web, mail, e-mail or fax, given by hand or shown on site; served on a day, or come back.

The Regulation sets no form for it; the day of service is that on which the applicant has it: signed for by post or by hand, taken in by their mail
system, first opened with the query code, looked at on site. From the day after runs what they may do about it (行政复议法第20条).
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError
from django.utils.timezone import localdate

from gongkai.ground.documents.models import Notice
from gongkai.ground.documents.queries import issued
from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import change, insert
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.outbox import queries as outboxes
from gongkai.ground.outbox.models import DEAD, DONE, GIVEN_UP, POST, SENT
from gongkai.ground.parties import vault
from gongkai.ground.rules.terms import last_working_day
from gongkai.ground.units.scope import APPLICANT, SYSTEM, Actor
from gongkai.kernel.cases.actions import step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.orders import last_day
from gongkai.kernel.flow.duties import close_duties, open_duty, retime_duties
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import Foi, queries, serve_facts, words
from gongkai.procedures.foi.actions import AWAIT_CORRECTION
from gongkai.procedures.foi.models import Application, Service
from gongkai.pure.clock import Counting
from gongkai.pure.declare import Role

CHANNEL = "mail"
SERVE_AGAIN = "serve_again"
PAPERS = frozenset(
    {"receipt", "correction", "extension", "answer", "lapse", "recall", "reasons", "split", "delay", "charge", "withdraw_charge", "unpaid", "passed_on"}
)  # fmt: skip
"""The notices that are addressed to the applicant."""
WEB, EMAIL, BY_POST, IN_PERSON, ON_SITE, FAX = "web", "email", "post", "in_person", "on_site", "fax"
HANDED = "当面交付"
REMEDY_DAYS = 60


def papers_of(case: Case) -> list[Notice]:
    """What can be handed over, the newest first."""
    return issued(case.ref, PAPERS)[::-1]


def services_of(case: Case) -> list[Service]:
    """How the papers of a case were handed over, in the order of it."""
    return list(Service.objects.filter(case=case).select_related("case", "case__unit").order_by("seq"))


def open_services(case: Case) -> list[Service]:
    """What is on its way: neither served nor come back. What waits on the web is not sent."""
    return [each for each in services_of(case) if each.served_on is None and each.returned_on is None]


def on_its_way(case: Case) -> bool:
    """Does a paper wait to be told of? The file of a case goes to the archives only with how its papers arrived."""
    return bool(open_services(case))


def service(case: Case, seq: int) -> Service | None:
    return Service.objects.filter(case=case, seq=seq).select_related("case", "case__unit").first()


def noted(case: Case) -> dict[int, Mapping[str, str]]:
    """What was written of each service: posting number, who signed; nothing once the case's data is erased."""
    found = vault.unseal_all(case.ref, "service:")
    return {int(name.partition(":")[2]): told for name, told in found.items()}


@acting
def send(
    *,
    case: Case,
    paper: str,
    way: str,
    on: date,
    by: Actor,
    at: datetime,
    posting: str = "",
    signer: str = "",
    hour: time | None = None,
    seen: int | None = None,
) -> Service:
    """Hand a paper over, or send it. Given by hand it is served that day; on site ``on`` and ``hour`` are the appointment. Raises StepRefused."""
    notice, today = _paper(case, paper), localdate(at)
    _check(case, notice, way, on, today, posting.strip(), signer.strip(), hour)
    rows = step(case, "send_paper", by=by, at=at, seen=seen)
    seq = Service.objects.filter(case=case).count() + 1
    made = insert(
        Service(
            case=case, seq=seq, notice=notice.number, way=way, sent_on=min(on, today), appointed_on=on if way == ON_SITE else None,
            hour=f"{hour:%H:%M}" if way == ON_SITE and hour else "", served_on=on if way == IN_PERSON else None,
        )
    )  # fmt: skip
    if told := {name: text for name, text in (("posting", posting.strip()), ("signer", signer.strip())) if text}:
        rows.append(vault.seal(case.ref, f"service:{seq}", told))
    if way == EMAIL:
        outbox.queue(
            key=made.key, channel=CHANNEL, task=POST, ref=case.ref, unit_id=case.unit_id, version=None, at=at
        )  # fmt: skip
    rows += close_duties(case, SERVE_AGAIN, on=today, key=notice.number)
    tell(serve_facts.FoiPaperSent(case.reference, notice.title, _sent(made)), case, by=by, at=at, rows=[*rows, made])
    return made


def _paper(case: Case, number: str) -> Notice:
    found = next((each for each in papers_of(case) if each.number == number), None)
    if found is None:
        raise StepRefused("请选一份发给申请人的文书", "paper")
    return found


def _check(
    case: Case, notice: Notice, way: str, on: date, today: date, posting: str, signer: str, hour: time | None
) -> None:
    """Raise StepRefused for what cannot be meant."""
    if way not in dict(Service.WAYS) or way == WEB:
        raise StepRefused("请选一种送达方式。网上的不用登记：申请人凭编号和查询码打开，系统自己记下", "way")
    if on < notice.dated_on:
        raise StepRefused(f"这份文书{words.zh(notice.dated_on)}才作出，日期不能早于这一天", "on")
    if way != ON_SITE and on > today:
        raise StepRefused("日期不能晚于今天", "on")
    if way == ON_SITE and hour is None:
        raise StepRefused("请写约定的时间，例如 9:00", "hour")
    if way == ON_SITE and on < today:
        raise StepRefused("约定的日期不能早于今天；已经看过了的，用“当面交付”登记", "on")
    if way == BY_POST and not posting:
        raise StepRefused("请写邮件单号，退回、签收都靠它查", "posting")
    if way == IN_PERSON and not signer:
        raise StepRefused("请写谁签收的；不是本人的，写明和申请人的关系", "signer")
    if way == EMAIL:
        if vault.is_erased(case.ref) or not vault.unseal(case.ref, "party", {}).get("email"):
            raise StepRefused("申请人没有留电子邮箱，请选别的方式", "way")
        if CHANNEL not in outboxes.channels():
            raise StepRefused("发邮件的渠道还没有接通，请找系统管理员，或者选别的方式", "way")
    waiting = [each for each in open_services(case) if each.notice == notice.number and each.way == way]
    if waiting:
        raise StepRefused(f"这份文书已经用{waiting[0].get_way_display()}发出，还没有结果，请先登记送达或者退回", "way")


def _sent(made: Service) -> str:
    if made.way == IN_PERSON:
        return f"{HANDED}，{words.zh(made.served_on)}签收"
    if made.way == ON_SITE:
        return f"约定{words.zh(made.appointed_on)}{made.hour}现场查阅"
    return f"{made.get_way_display()}发出"


@acting
def serve(*, service: Service, on: date, by: Actor, at: datetime, signer: str = "", seen: int | None = None) -> Service:
    """The applicant has it. Raises StepRefused."""
    case, today = service.case, localdate(at)
    _check_open(service, on, today)
    rows = step(case, "serve_paper", by=by, at=at, seen=seen)
    _change(service, {"served_on": on})
    if signer.strip():
        told = {**noted(case).get(service.seq, {}), "signer": signer.strip()}
        rows.append(_renoted(service, told))
    rows += close_duties(case, SERVE_AGAIN, on=today, key=service.notice)
    longer, then = _correct_from(case, service.notice)
    rows += longer
    fact = serve_facts.FoiPaperServed(case.reference, _title(service), service.get_way_display(), on.isoformat(), then)
    tell(fact, case, by=by, at=at, rows=[*rows, service])
    return service


def _renoted(service: Service, told: Mapping[str, str]) -> Ledgered:
    name = f"service:{service.seq}"
    return vault.seal(service.case.ref, name, dict(told), seq=vault.next_seq(service.case.ref, name))


@acting
def come_back(*, service: Service, on: date, reason: str, by: Actor, at: datetime, seen: int | None = None) -> Service:
    """It came back, or could not be delivered: it is owed to be handed over again, unless the applicant has it by another way. Raises StepRefused."""
    case, today = service.case, localdate(at)
    if not reason.strip():
        raise StepRefused("请写明为什么退回，例如：收件人不在此地址", "reason")
    _check_open(service, on, today)
    rows = step(case, "return_paper", by=by, at=at, seen=seen, note="" if vault.is_erased(case.ref) else reason.strip())
    _change(service, {"returned_on": on})
    rows += close_duties(case, SERVE_AGAIN, on=today, key=service.notice)
    if not queries.first_served(case, service.notice):
        # No term of ours runs: it stands on the list at once, as something to be done.
        rows.append(
            open_duty(
                case, SERVE_AGAIN, role=Role.CASE_OFFICER, on=today, procedure=Foi.code, key=service.notice, due_on=today - timedelta(days=1), paused=True
            )
        )  # fmt: skip
    fact = serve_facts.FoiPaperReturned(case.reference, _title(service), service.get_way_display(), on.isoformat())
    tell(fact, case, by=by, at=at, rows=[*rows, service])
    return service


def _check_open(service: Service, on: date, today: date) -> None:
    if service.served_on or service.returned_on:
        raise StepRefused("这一次已经登记过结果了，请看最新情况")
    if on > today:
        raise StepRefused("日期不能晚于今天", "on")
    if on < service.sent_on:
        raise StepRefused(f"{words.zh(service.sent_on)}才发出，日期不能早于这一天", "on")


def _change(service: Service, values: dict[str, date]) -> None:
    change(service, values)


def _title(service: Service) -> str:
    return next((each.title for each in papers_of(service.case) if each.number == service.notice), service.notice)


def note_access(*, case: Case, notice: Notice, at: datetime) -> None:
    """The applicant opened a paper with number and code: the first time is noted, once, as the day on which it was served on the web."""
    if notice.kind not in PAPERS or notice.kind == "receipt" or vault.is_erased(case.ref):
        return
    if Service.objects.filter(case=case, notice=notice.number, way=WEB).exists():
        return
    try:
        _note_access(case=case, notice=notice, at=at)
    except (IntegrityError, StepRefused):
        return  # noted by another page, or the case moved on just now: the next opening is noted


@acting
def _note_access(*, case: Case, notice: Notice, at: datetime) -> Service:
    today = localdate(at)
    rows = step(case, "read_paper", by=APPLICANT, at=at)
    seq = Service.objects.filter(case=case).count() + 1
    made = insert(Service(case=case, seq=seq, notice=notice.number, way=WEB, sent_on=notice.dated_on, served_on=today))
    rows += close_duties(case, SERVE_AGAIN, on=today, key=notice.number)
    longer, then = _correct_from(case, notice.number)
    fact = serve_facts.FoiPaperRead(case.reference, notice.title, then)
    tell(fact, case, by=APPLICANT, at=at, rows=[*rows, *longer, made])
    return made


def follow_mails(*, at: datetime) -> int:
    """Note what became of papers sent by e-mail: taken in by the applicant's mail system, or not to be delivered."""
    done, today = 0, localdate(at)
    waiting = Service.objects.filter(way=EMAIL, served_on=None, returned_on=None).select_related("case", "case__unit")
    for each in waiting.order_by("id"):
        found = outboxes.by_key(each.key)
        if found and found.state in (SENT, DONE):
            serve(service=each, on=today, by=SYSTEM, at=at)
            done += 1
        elif found and found.state in (DEAD, GIVEN_UP):
            come_back(service=each, on=today, reason=found.error or "邮件没有发出去", by=SYSTEM, at=at)
            done += 1
    return done


def _correct_from(case: Case, notice: str) -> tuple[list[Ledgered], str]:
    """The applicant's days to correct run from the day on which they have the notice (条例第30条: a reasonable term); they never get fewer than they were
    told. The rows, and what is said of it."""
    paper = next((each for each in papers_of(case) if each.number == notice), None)
    if case.state != Foi.CORRECTING.code or paper is None or paper.kind != Foi.ask_correction.notice:
        return [], ""
    application = Application.objects.select_related("case").get(case=case)
    came = queries.first_served(case, notice)
    until = last_working_day(came, application.correction_days) if came and application.correction_days else None
    if until is None or application.correction_due_on is None or until <= application.correction_due_on:
        return [], ""
    change(application, {"correction_due_on": until})
    moved = retime_duties(case, AWAIT_CORRECTION, due_on=until, warn_on=None)
    return [application, *moved], f"，补正期限到{words.told(until)}"


def served_on(case: Case) -> date | None:
    """The day on which the applicant had the answer: the first of its services; None while none is known."""
    answer = next((each for each in papers_of(case) if each.kind == Foi.answer.notice), None)
    days = [each.served_on for each in services_of(case) if answer and each.notice == answer.number and each.served_on]
    return min(days, default=None)


def remedy_until(served: date) -> date:
    """The last day on which reconsideration may be asked for (行政复议法第20条): the day of service is not counted, and a day off moves it."""
    return last_day(served, REMEDY_DAYS, Counting.CALENDAR)
