"""调取、协办: another holder (the archives, who succeeded a closed unit, a body below) is asked for what it keeps, an assisting unit to help.

In law both are one thing: the government's own work on an answer. No article leaves its time out of the term; what rests the clock is asking for
an opinion (条例第33条第3款), which is another step (``consulting``). Who is asked has a small term of their own.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from gongkai.ground.files.fields import Upload
from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import change, insert
from gongkai.ground.parties import vault
from gongkai.ground.rules.terms import last_working_day
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import holders
from gongkai.ground.units.scope import Actor
from gongkai.kernel.cases.actions import step, tell
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.clocks import clock_of
from gongkai.kernel.flow.duties import close_duties, open_duties, open_duty
from gongkai.kernel.flow.models import Duty
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.procedures.foi import Foi, facts, releasing, words
from gongkai.procedures.foi.actions import ANSWER, notice
from gongkai.procedures.foi.consulting import why_not_outside
from gongkai.procedures.foi.models import Assistance
from gongkai.procedures.foi.wordings import written_out
from gongkai.pure.declare import Role

RETRIEVE, ASSIST = "retrieve", "assist"
AWAIT_HOLDER = "await_holder"
"""What the lead unit owes of a letter to a holder outside: to look after it. A unit of ours owes the reply itself, under the kind's own name."""
KINDS = dict(Assistance.KINDS)
USUAL, LONGEST_TERM, MOST_OPEN = 5, 15, 20
SHORTEST = 5
DROPPED, NOTHING = "dropped", "none"
CAME = dict(Assistance.CAME)
HELD = ("all", "part")
"""Replies by which something was there."""


def assistances_of(case: Case) -> list[Assistance]:
    return list(Assistance.objects.filter(case=case).select_related("unit", "case", "case__unit").order_by("seq"))


def awaited(case: Case) -> list[Assistance]:
    """Those whose reply is still waited for; nobody once the case has ended."""
    keys = {duty.key for duty in _duties(case)}
    return [each for each in assistances_of(case) if each.key in keys] if keys else []


def _duties(case: Case) -> list[Duty]:
    return [duty for duty in open_duties(case.ref) if duty.kind in (RETRIEVE, ASSIST, AWAIT_HOLDER)]


def asked_of(case: Case) -> dict[int, dict[str, str]]:
    """Whom each letter went to and what it asked, by its number; nothing once the case's data is erased."""
    return {int(name.partition(":")[2]): told for name, told in vault.unseal_all(case.ref, "assistance:").items()}


def replies_of(case: Case) -> dict[int, str]:
    """What was replied, by the letter's number."""
    return {int(name.partition(":")[2]): told for name, told in vault.unseal_all(case.ref, "assisted:").items()}


def outlasts(case: Case, on: date, days: int) -> date | None:
    """The day until which the case is to be answered, where a reply that is given so many days would come later than that."""
    clock = clock_of(case.ref, ANSWER)
    due = clock.due_on if clock else None
    return due if due and last_working_day(on, days) > due else None


@acting
def ask(
    *, case: Case, kind: str, what: str, days: int, by: Actor, at: datetime, unit: Unit | None = None, whom: str = "",
    seen: int | None = None,
) -> Assistance:  # fmt: skip
    """Ask a holder for what it keeps, or a unit to help, by a letter of its own. ``unit`` if it is one of ours: then its officers owe the reply and
    find the letter on their desk; any other is named in ``whom`` (sealed), and the lead unit's officer looks after it. Raises StepRefused.
    """
    if kind not in KINDS:
        raise StepRefused("请选调取还是协办")
    if case.confidential and unit:
        raise StepRefused("涉密件别的单位看不到，不能在系统里请它协办、向它调取；请按保密规定另办", "unit")
    if len(what.strip()) < SHORTEST:
        raise StepRefused(f"请写清楚要什么，至少{SHORTEST}个字", "what")
    written_out(case, what=what, whom=whom)
    if not 1 <= days <= LONGEST_TERM:
        raise StepRefused(f"请写1到{LONGEST_TERM}个工作日", "days")
    today = localdate(at)
    name = _whom(case, kind, unit, whom.strip(), today)
    if len(awaited(case)) >= MOST_OPEN:
        raise StepRefused(f"已经有{MOST_OPEN}份在等答复，有了结果再发")
    rows = step(case, Foi.ask_assistance.name, by=by, at=at, seen=seen)
    made = insert(
        Assistance(
            case=case, seq=Assistance.objects.filter(case=case).count() + 1, kind=kind, unit=unit, asked_on=today,
            due_on=last_working_day(today, days),
        )
    )  # fmt: skip
    rows += [made, vault.seal(case.ref, f"assistance:{made.seq}", {"whom": name, "asked": what.strip()})]
    rows.append(
        open_duty(
            case, kind if unit else AWAIT_HOLDER, role=Role.CASE_OFFICER, on=today, procedure=Foi.code, unit_id=unit.pk if unit else None,
            key=made.key, due_on=made.due_on, warn_on=(today if days == 1 else last_working_day(today, days - 1)) if unit else None,
            paused=unit is None,
        )
    )  # fmt: skip
    rows += notice(case, kind, {"paragraphs": words.assistance(kind, what.strip(), made.due_on)}, at, to=name)
    fact = facts.FoiAssistanceAsked(case.reference, _what(kind, unit), made.seq, words.told(made.due_on))
    tell(fact, case, by=by, at=at, rows=rows)
    return made


def _what(kind: str, unit: Unit | None) -> str:
    """In the ledger a unit of ours is named, and nobody else."""
    whom = unit.short_name if unit else "本级政府以外的保管单位"
    return f"向{whom}调取" if kind == RETRIEVE else f"请{whom}协办"


def _whom(case: Case, kind: str, unit: Unit | None, whom: str, today: date) -> str:
    """The addressee's name. Raises StepRefused for one who is not to be asked, or has a letter that waits."""
    if unit and whom:
        raise StepRefused("既选了单位又写了别的：一份函只发给一家，请只留一样", "whom")
    if not unit and not whom:
        raise StepRefused("请选一个单位，或者写明向谁调取", "whom" if kind == RETRIEVE else "unit")
    if not unit and kind == ASSIST:
        raise StepRefused("协办的请从本级政府的单位里选；本级以外的，用“调取”", "unit")
    if unit and unit.pk == case.unit_id:
        raise StepRefused("这是本单位，请选别的单位；单位里商量的，用“内部会商”", "unit")
    if unit and not holders(Role.CASE_OFFICER, unit.pk, today):
        raise StepRefused(f"{unit.short_name}还没有经办人，没有人能答复，请另选或者请系统管理员任命", "unit")
    if not unit and (why_not := why_not_outside(case, whom)):
        raise StepRefused(why_not.replace("征求意见书", "函").replace("征求本单位的意见", "向本单位调取"), "whom")
    named = asked_of(case)
    for each in awaited(case):
        same = each.unit_id == unit.pk if unit else named.get(each.seq, {}).get("whom") == whom
        if same and each.kind == kind:
            raise StepRefused(
                f"第{each.seq}份已经发给对方，还没有答复；要补充的，请先催办，或者登记不再等再发",
                "unit" if unit else "whom",
            )
    return unit.name if unit else whom


def answers_to(case: Case, by: Actor) -> list[Assistance]:
    """Those that somebody may reply to, or note the reply of: the lead unit's officer all of them, who was asked their own."""
    return [each for each in awaited(case) if _may(each, by)]


def _may(assistance: Assistance, by: Actor) -> bool:
    unit_ids = {assistance.case.unit_id, assistance.unit_id} - {None}
    return any(by.holds(Role.CASE_OFFICER, unit_id) for unit_id in unit_ids)


def answer(
    *, assistance: Assistance, came: str, text: str, by: Actor, at: datetime, files: Sequence[Upload] = (), seen: int | None = None
) -> Assistance:  # fmt: skip
    """Reply, or note what came by other ways; ``files`` become papers that may be given away, for the lead unit to look through and cover.
    Raises NotAllowed, StepRefused, FileRefused.
    """
    return _answer(assistance=assistance, came=came, text=text, made=releasing.as_pages(files), by=by, at=at, seen=seen)


@acting
def _answer(
    *, assistance: Assistance, came: str, text: str, made: Sequence[releasing.Paged], by: Actor, at: datetime, seen: int | None
) -> Assistance:  # fmt: skip
    case, on = assistance.case, localdate(at)
    if not _may(assistance, by):
        raise NotAllowed("答复要由被请的单位或者主办单位的经办人来办")
    if assistance.answered_on:
        raise StepRefused("这一份刚才已经答复过了，请看最新情况", "which")
    own = by.holds(Role.CASE_OFFICER, case.unit_id)
    _check(came, text.strip(), bool(made), own)
    rows = step(case, Foi.assisted.name, by=by, at=at, seen=seen, unit_id=case.unit_id if own else assistance.unit_id)
    papers = releasing.keep(case, made, by, at)
    kept = None if came == DROPPED else on <= assistance.due_on
    values = {"answered_on": on, "came": came, "kept": kept, "materials": [each.seq for each in papers]}
    change(assistance, values)
    rows += [assistance, vault.seal(case.ref, f"assisted:{assistance.seq}", text.strip()), *_end(assistance, on)]
    then = f"，附材料{len(papers)}份" if papers else ""
    then += "，晚于期限" if kept is False else ""
    what = f"{_what(assistance.kind, assistance.unit)}的结果"
    tell(facts.FoiAssisted(case.reference, what, assistance.seq, CAME[came], then), case, by=by, at=at, rows=rows)
    return assistance


def _check(came: str, text: str, brings: bool, own: bool) -> None:
    if came not in CAME or (came == DROPPED and not own):
        raise StepRefused("请选结果", "came")
    if len(text) < SHORTEST:
        wants = {NOTHING: "到哪里、怎么找过", DROPPED: "为什么不再等"}.get(
            came, "提供了什么、怎么来的，有没有不宜公开的内容"
        )
        raise StepRefused(f"请写清楚{wants}，至少{SHORTEST}个字", "text")
    if brings and came in (NOTHING, DROPPED):
        raise StepRefused("附了材料，结果请选“有，都提供了”或者“提供了一部分”", "came")


def _end(assistance: Assistance, on: date) -> list[Ledgered]:
    found: list[Ledgered] = []
    for kind in (RETRIEVE, ASSIST, AWAIT_HOLDER):
        found += close_duties(assistance.case, kind, on=on, key=assistance.key)
    return found
