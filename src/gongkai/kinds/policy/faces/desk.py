"""The desk's face of policy documents: what is shown of one beside its text and gates, and what can be done to it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.ground.files.models import File
from gongkai.ground.rules import queries as rules
from gongkai.ground.ui.parts import Panel
from gongkai.ground.ui.words import days_left, zh_date
from gongkai.ground.units.scope import Scope
from gongkai.kernel.flow import clocks
from gongkai.kernel.records.flow import STATES
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import consultations_of, interpretations_of, version_of
from gongkai.kinds.policy import consolidating, filing, forms, interpreting, preparing, queries
from gongkai.kinds.policy.faces.clearing import SCREENS
from gongkai.kinds.policy.models import Filing
from gongkai.pure.clock import ruler
from gongkai.pure.declare import Phase, Role

OPEN_STATES = [state.code for state in STATES.values() if state.phase is Phase.OPEN]
DUTIES = {filing.FILING: "报送备案", preparing.LEGALITY: "合法性审查"}
"""Duties beside those of the gates, as the worklist names them."""


def _nothing(record: Record, today: date) -> list[tuple[str, str]]:
    return []


@dataclass(frozen=True)
class Act:
    """Something that can be done to a policy document; see the desk's protocol of the same name. ``roles``: who it falls to;
    ``fits``: whether it has a place in the document's present state."""

    name: str
    label: str
    icon: str
    key: str
    done: str
    form: Callable[..., Any]
    run: Callable[..., Any]
    roles: tuple[Role, ...]
    fits: Callable[[Record], bool]
    danger: bool = False
    aside: bool = False
    says: str = ""
    about: Callable[[Record, date], list[tuple[str, str]]] = field(default=_nothing)
    papers: Callable[[Record], list[File]] = field(default=lambda record: [])


def _verb(verb: Callable[..., Any]) -> Callable[..., Any]:
    def run(record: Record, values: dict[str, Any], *, seen: int | None, **who: Any) -> Any:
        return verb(record=record, **values, **who)

    return run


def _review_legality(record: Record, values: dict[str, Any], *, seen: int | None, **who: Any) -> Any:
    # The opinion is on the text that was seen.
    return preparing.review_legality(record=record, **values, seen=seen, **who)


def _may_be_deliberated(record: Record) -> bool:
    review = queries.latest_review(record)
    return preparing.is_open(record) and review is not None and review.conclusion == "lawful"


def _lacking(record: Record, today: date) -> list[tuple[str, str]]:
    return [("还要办", "\n".join(missing))] if (missing := preparing.lacks(record, today)) else []


def _to_be_sent(record: Record) -> bool:
    return record.live and record.normative and queries.filing_of(record) is None


def _to_be_registered(record: Record) -> bool:
    found = queries.filing_of(record)
    return found is not None and not found.number


def _may_be_waived(record: Record) -> bool:
    if not (interpreting.is_due(record) and record.state in OPEN_STATES):
        return False
    return not version_of(record).values().get(interpreting.REASON)


ACTS = (
    Act("review_legality", "登记合法性审查", "scale", "l", "审查意见已经登记。", forms.LegalityForm.of, _review_legality, (Role.LEGAL_REVIEWER,), preparing.is_open, about=_lacking, says="没有经过合法性审查、或者审查不合法的，不能集体审议，也不能公开。"),
    Act("deliberate", "登记集体审议", "users", "u", "集体审议已经登记。", forms.DeliberationForm.of, _verb(preparing.deliberate), preparing.KEEPERS, _may_be_deliberated, aside=True, about=_lacking),
    Act("no_interpretation", "不另作解读", "info", "i", "理由已经写明，公开以后网页上看得到。", forms.WaiveForm.of, _verb(interpreting.waive), interpreting.KEEPERS, _may_be_waived, aside=True, says="政策文件要和解读一起公开；不用解读的，写明理由。"),
    Act("consolidate", "整理修改后全文", "scroll-text", "v", "草稿已经建好，在右边“关联文件”里打开，改成现在的文本再送审。", forms.ConsolidateForm.of, _verb(consolidating.begin), (Role.EDITOR,), consolidating.is_due, aside=True, says="从最近的文本起草一份修改后全文。照修改的决定改好，走完三关公开；原件不动，网页上互相看得到。"),
    Act("send_for_filing", "登记报送备案", "send", "b", "报送备案已经登记，期限停了。", forms.SendForm.of, _verb(filing.send), (Role.LEGAL_REVIEWER,), _to_be_sent, says="登记以后网页上会写明报送的日期。"),
    Act("register_filing", "登记备案号", "stamp", "b", "备案号已经登记，网页上看得到。", forms.RegisterForm.of, _verb(filing.register), (Role.LEGAL_REVIEWER,), _to_be_registered),
)  # fmt: skip


__all__ = ["DUTIES", "SCREENS", "acts", "panels"]


def acts() -> dict[str, Act]:
    return {act.name: act for act in ACTS}


def panels(record: Record, scope: Scope, today: date) -> list[Panel]:
    """What stands beside the document on its page."""
    return [*_course(record, today), *_clearings(record)]


def _clearings(record: Record) -> list[Panel]:
    """What signed clearings decided on it."""
    found = queries.cleared([record.pk]).get(record.pk, [])
    links = [
        (f"{item.clearing.title}：{item.get_fate_display()}", item.reason or zh_date(item.clearing.signed_on), f"/r/{item.clearing.result_id}/")
        for item in found
    ]  # fmt: skip
    return [Panel("清理", links=tuple(links))] if links else []


def _course(record: Record, today: date) -> list[Panel]:
    before = _preparation(record, today) if record.published_on is None else []
    if interpreting.is_due(record):
        return [*before, _interpretation(record)]
    if not record.normative or record.published_on is None:
        return before
    clock, found = clocks.clock_of(record.ref, filing.FILING), queries.filing_of(record)
    if clock is None and found is None:
        return []
    if clock is None:
        return [Panel("备案", pairs=tuple(_said(found, None)))]
    rule = rules.clock_rule(clock.rule)
    drawn = ruler(clocks.events_of(clock), rule, rules.calendar(), today)
    due = None if clock.stopped_on else clock.last_on
    return [Panel("备案", drawn, days_left(drawn.reading, rule.term.counting), tuple(_said(found, due)))]


def _preparation(record: Record, today: date) -> list[Panel]:
    """How far a document is on its way to issue: what the public said, whether it is lawful, which meeting passed it."""
    pairs = [("征求意见", _consulted(each, said)) for each, said in consultations_of(record)]
    if not pairs and not preparing.is_due(record):
        return []
    if review := queries.latest_review(record):
        said = f"{zh_date(review.reviewed_on)}，{review.organ}：{review.get_conclusion_display()}。{review.opinion}"
        pairs.append(("合法性审查", said))
    if meeting := queries.latest_deliberation(record):
        said = f"{zh_date(meeting.held_on)}，{meeting.meeting}：{meeting.get_decision_display()}"
        pairs.append(("集体审议", f"{said}。{meeting.note}" if meeting.note else said))
    pairs += [("还要办", missing) for missing in preparing.lacks(record, today)] or [("签发前", "制定程序已经走完")]
    return [Panel("制定程序", pairs=tuple(pairs))]


def _consulted(record: Record, said: dict[str, Any]) -> str:
    """A call or an outcome in words, with how far it is itself."""
    stands = STATES[record.state].label
    if said["stage"] == "call":
        days = (zh_date(date.fromisoformat(said[name])) for name in ("starts_on", "ends_on"))
        return f"{'至'.join(days)}（{stands}）"
    return f"收到{said['received']}条，采纳{said['adopted']}条，部分采纳{said['partly']}条，未采纳{said['declined']}条（{stands}）"


def _interpretation(record: Record) -> Panel:
    """How far the interpretation is that the document has to go out with."""
    pairs = [(STATES[each.state].label, each.title) for each in interpretations_of(record)]
    if reason := queries.no_interpretation(record):
        pairs.append(("不另作解读", reason.because))
    content = version_of(record).values()
    if because := content.get(interpreting.REASON):
        pairs.append(("不另作解读", because))
    ready = interpreting.is_ready(record, content)
    pairs.append(("签发前", "解读已经备齐" if ready else interpreting.MISSING))
    return Panel("政策解读", pairs=tuple(pairs))


def _said(found: Filing | None, due: date | None) -> list[tuple[str, str]]:
    if found is None:
        return [("最晚报送", f"{zh_date(due)}（自公布之日起15日，最后一天放假的顺延）")] if due else []
    said = [("备案机关", found.authority), ("报送日期", zh_date(found.sent_on))]
    if found.number:
        return [*said, ("备案号", found.number), ("备案日期", zh_date(found.registered_on))]
    return [*said, ("备案号", "备案机关还没有给")]
