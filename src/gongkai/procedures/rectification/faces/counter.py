"""Correcting one's own records as a citizen meets it. See ``gongkai.doors.counter``."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from gongkai.ground.ui.parts import Moment
from gongkai.ground.ui.words import zh_date
from gongkai.ground.units.queries import government, reconsideration_organ, unit_by_code
from gongkai.ground.units.scope import APPLICANT
from gongkai.kernel.cases.following import Card, OwnAct
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow import clocks
from gongkai.procedures.rectification import Rectification, actions, serving
from gongkai.procedures.rectification.actions import ADVERSE, Asking
from gongkai.procedures.rectification.faces.counter_forms import Recall, What, Who, Whose, closed
from gongkai.pure.clock import Light, Reading
from gongkai.pure.law.applicants import NATURAL

TITLE = "更正本人的信息"
NOUN = "更正申请"
DUE = "最晚告知"
RECEIPT = "rectification_receipt"
PAGES = (Whose, What, Who)
ASIDE = "rectification/counter/aside.html"
CLOCK = actions.ANSWER
PAPERS, opened = serving.PAPERS, serving.note_access
NOTHING = "现在不需要您做什么。"


def holder(answers: dict[str, dict[str, Any]]) -> None:
    """Nothing that is published corrects a record."""
    return


def gone(wished: dict[str, str]) -> str:
    return closed(wished.get("unit", ""))


def send(answers: dict[str, dict[str, Any]], *, query_code: str, form_token: str, at: datetime) -> tuple[Case, str]:
    """Submit it; the same form sent twice, even at once, gives the one case."""
    what, who = answers["what"], answers["who"]
    party = {name: who[name] for name in ("name", "id_number", "phone", "address") if who[name]}
    asking = Asking(NATURAL.key, party, what["subject"], f"{what['wrong']}\n\n证据：{what['evidence']}")
    unit = unit_by_code(answers["unit"]["unit"])
    made = actions.submit(unit=unit, asking=asking, at=at, query_code=query_code, form_token=form_token)
    return made.case, made.query_code


def next_steps(case: Case, today: date) -> list[str]:
    if case.closed:
        return [f"这张表以前已经交过，编号{case.reference}就是那一件。它已于{zh_date(case.closed_on)}办结。"]
    clock = clocks.clock_of(case.ref, CLOCK)
    until = f"最晚{zh_date(clock.due_on)}" if clock and clock.due_on else "20个工作日内"
    return [
        f"请把证据的复印件寄给或者交给{case.unit.name}，注明编号{case.reference}。",
        f"{case.unit.name}核实以后，{until}告诉您处理结果。",
        "凭编号和查询码，随时看得到办到哪一步。",
    ]


def track_card(case: Case, reading: Reading | None, today: date) -> Card:
    """Where it stands: one sentence with the date, and who has it."""
    light, tag, big, text = _says(case, reading, today)
    rights = f"对处理有意见，可以向{case.unit.name}提出。"
    if case.outcome in ADVERSE:
        organ = reconsideration_organ(case.unit, government())
        rights = f"认为应当更正的，可以在知道之日起60日内向{organ}申请行政复议。"
    return Card(light, tag, big, text, not case.closed, "", _coming(case, reading), rights)


def _says(case: Case, reading: Reading | None, today: date) -> tuple[Light, str, str, str]:
    unit, last = case.unit.name, reading.last_on if reading else None
    if case.state == Rectification.RECALLED.code:
        return Light.DONE, "已撤回", f"您已于{zh_date(case.closed_on)}撤回。", "需要时您可以重新提出。"
    if case.closed:
        told = Rectification.outcomes[case.outcome]
        return Light.DONE, "已告知", f"{zh_date(case.closed_on)}已经告知您处理结果。", f"{told}。告知书在下面。"
    if last and today > last:
        late = f"本应在{zh_date(last)}前告知您，已经超期{reading.overdue}个工作日。"
        return Light.RED, "已超期", late, f"{unit}还没有办结。这是我们的责任，您可以打电话催办，也可以投诉。"
    until = f"最晚{zh_date(last)}告诉您处理结果。" if last else "20个工作日内告诉您处理结果。"
    text = f"{unit}正在核实。证据的复印件还没有交的，请寄给或者交给{unit}；交过的，{NOTHING}"
    return Light.GREEN, "正在核实", until, text


def _coming(case: Case, reading: Reading | None) -> Moment | None:
    if case.closed:
        return None
    last = reading.last_on if reading else None
    text = "更正了没有、为什么，告知书都会写明；无权更正的，写明转到了哪里，或者该找谁。"
    return Moment("告诉您处理结果", when=f"最晚{zh_date(last)}" if last else "", text=text, state="next")


def told_otherwise(case: Case, reading: Reading | None) -> dict[str, str]:
    return {}


def acts(case: Case) -> tuple[OwnAct, ...]:
    return (RECALL,) if Rectification.recall.leads_from(case.state) else ()


def acted(case: Case, name: str, posted: Mapping[str, str]) -> str:
    """What is said of an act that has been taken already; "" if it has not."""
    return RECALL.done if name == RECALL.name and case.state == Rectification.RECALLED.code else ""


def _recall(case: Case, values: dict[str, Any], seen: int | None, at: datetime) -> None:
    actions.recall(case=case, by=APPLICANT, at=at, seen=seen)


RECALL = OwnAct(
    "recall", "撤回这一件", "undo-2", "要撤回这一件吗？", "撤回以后我们不再处理，也不能恢复。需要时您可以重新提出。", "撤回",
    "这一件已经撤回。", Recall, _recall, danger=True,
)  # fmt: skip
