"""A complaint as its citizen meets it. See ``gongkai.doors.counter``."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from gongkai.ground.ui.parts import Moment
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.queries import unit_by_code
from gongkai.ground.units.scope import APPLICANT
from gongkai.kernel.cases.following import Card, OwnAct
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow import clocks
from gongkai.procedures.complaints import Complaint, actions, queries, words
from gongkai.procedures.complaints.actions import Telling
from gongkai.procedures.complaints.faces.counter_forms import About, What, Who, Withdraw, closed
from gongkai.pure.clock import Light, Reading
from gongkai.pure.law.applicants import NATURAL

TITLE = "政府信息公开举报投诉"
NOUN = "举报投诉"
DUE = "最晚办结"
RECEIPT = "complaint_receipt"
PAGES = (About, What, Who)
ASIDE = "complaints/counter/aside.html"
CLOCK = actions.ANSWER
PAPERS = frozenset(
    {"complaint_receipt", "complaint_accepted", "complaint_declined", "complaint_extended", "complaint_result"}
)


def holder(answers: dict[str, dict[str, Any]]) -> None:
    """Nothing that is published answers a complaint."""
    return


def gone(wished: dict[str, str]) -> str:
    return closed(wished.get("unit", ""))


def send(answers: dict[str, dict[str, Any]], *, query_code: str, form_token: str, at: datetime) -> tuple[Case, str]:
    """Submit it; the same form sent twice, even at once, gives the one case."""
    who = answers["who"]
    party = {name: who[name] for name in ("name", "organisation", "phone") if who[name]}
    kind = "other" if who["organisation"] else NATURAL.key
    made = actions.submit(
        about=unit_by_code(answers["unit"]["unit"]),
        telling=Telling(answers["what"]["matter"], answers["what"]["text"], party, kind),
        at=at,
        query_code=query_code,
        form_token=form_token,
    )
    return made.case, made.query_code


def next_steps(case: Case, today: date) -> list[str]:
    if case.closed:
        return [f"这张表以前已经交过，编号{case.reference}就是那一件。它已于{zh_date(case.closed_on)}办结。"]
    clock = clocks.clock_of(case.ref, actions.ACCEPT)
    first = f"{case.unit.name}最晚{zh_date(clock.last_on)}告诉您是否受理。" if clock and clock.last_on else ""
    return [
        first or "15日内告诉您是否受理。",
        "受理以后，60日内告诉您处理结果。",
        words.CONFIDENCE,
        "凭编号和查询码，随时看得到办到哪一步。",
    ]


def track_card(case: Case, reading: Reading | None, today: date) -> Card:
    """Where it stands: one sentence with the date, and who has it."""
    light, tag, big, text = _says(case, reading, today)
    rights = (
        ""
        if case.state == Complaint.WITHDRAWN.code
        else f"对处理有意见，可以向{case.unit.name}提出，也可以向上一级政府信息公开工作主管部门反映。"
    )
    return Card(light, tag, big, text, reading is not None, "", _coming(case, reading), rights)


def _says(case: Case, reading: Reading | None, today: date) -> tuple[Light, str, str, str]:
    unit = case.unit.name
    if case.state == Complaint.WITHDRAWN.code:
        return Light.DONE, "已撤回", f"您已于{zh_date(case.closed_on)}撤回。", "需要时您可以重新反映。"
    if case.state == Complaint.DECLINED.code:
        return (
            Light.DONE,
            "不予受理",
            f"{zh_date(case.closed_on)}决定不予受理。",
            "理由和可以到哪里去反映，见下面的告知书。",
        )
    if case.closed:
        label = queries.result_label(case.outcome)
        return Light.DONE, "已办结", f"{zh_date(case.closed_on)}已经办结：{label}。", "处理结果告知书在下面。"
    nothing = "您不用做什么。"
    if reading is None:
        clock = clocks.clock_of(case.ref, actions.ACCEPT)
        last = clock.last_on if clock else None
        late = bool(last) and today > last
        told = (
            f"{'本应' if late else '最晚'}{zh_date(last)}{'前' if late else ''}告诉您是否受理。"
            if last
            else "15日内告诉您是否受理。"
        )
        return (Light.RED if late else Light.GREEN), "等决定是否受理", told, f"{unit}正在看您反映的情况。{nothing}"
    last = reading.last_on
    if last and today > last:
        return (
            Light.RED,
            "已超期",
            f"本应在{zh_date(last)}前办结，已经超期。",
            f"{unit}还没有办结。这是我们的责任，您可以打电话催办。",
        )
    big = f"最晚{zh_date(last)}告诉您处理结果。" if last else "受理后60日内告诉您处理结果。"
    return Light.GREEN, "正在调查处理", big, f"{unit}正在调查。{nothing}"


def _coming(case: Case, reading: Reading | None) -> Moment | None:
    if case.closed:
        return None
    if reading is None:
        return Moment("决定是否受理", text="不受理的，写明理由和可以到哪里去反映。", state="next")
    when = f"最晚{zh_date(reading.last_on)}" if reading.last_on else ""
    return Moment("告诉您处理结果", when=when, text="处理结果告知书会写明查到什么、怎么处理。", state="next")


def told_otherwise(case: Case, reading: Reading | None) -> dict[str, str]:
    return {}


def acts(case: Case) -> tuple[OwnAct, ...]:
    return (WITHDRAW,) if Complaint.withdraw.leads_from(case.state) else ()


def acted(case: Case, name: str, posted: Mapping[str, str]) -> str:
    """What is said of an act that has been taken already; "" if it has not."""
    return WITHDRAW.done if name == WITHDRAW.name and case.state == Complaint.WITHDRAWN.code else ""


def _withdraw(case: Case, values: dict[str, Any], seen: int | None, at: datetime) -> None:
    actions.withdraw(case=case, by=APPLICANT, at=at, seen=seen)


WITHDRAW = OwnAct(
    "withdraw", "撤回这一件", "undo-2", "要撤回这一件吗？", "撤回以后我们不再办理，也不能恢复。需要时您可以重新反映。", "撤回",
    "这一件已经撤回。", Withdraw, _withdraw, danger=True,
)  # fmt: skip
