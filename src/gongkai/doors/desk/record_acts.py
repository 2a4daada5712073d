"""What can be done to a record, by whom, and why not now."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest

from gongkai.doors.desk import act_forms as forms
from gongkai.doors.desk import relating
from gongkai.doors.desk.faces import acts_of_kind
from gongkai.ground.files.models import File
from gongkai.ground.ui.parts import Offer
from gongkai.ground.units.queries import holders, unit_by_id
from gongkai.ground.units.scope import Actor, Scope
from gongkai.kernel.records import actions, determining, guarding, validity
from gongkai.kernel.records.flow import AT_A_GATE, STATES, STEPS, RecordFlow
from gongkai.kernel.records.gates import GATES, nobody_passed, standings, stands_at
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import (
    determination_of,
    get_visible,
    relations_of,
    section_by_key,
    version_of,
    waits_with,
    writers_of,
)
from gongkai.kernel.records.relations import keeper
from gongkai.pure.declare import Role
from gongkai.pure.law.review_chain import COORDINATION, SECRECY, SIGN

MOST_TOLD = 8


def _nothing(record: Record, today: date) -> list[tuple[str, str]]:
    return []


def _found(record: Record, today: date) -> list[tuple[str, str]]:
    """What the guard found and nobody has dealt with: to be read before it is let through."""
    held_up = guarding.look(record, version_of(record)).open
    if not held_up:
        return []
    told = "\n".join(dict.fromkeys(hit.sentence for hit in held_up[:MOST_TOLD]))
    return [(f"有{len(held_up)}处要先遮盖，或者写明为什么可以公开", told)]


def _to_sign(record: Record, today: date) -> list[tuple[str, str]]:
    if record.state != RecordFlow.SCHEDULED.code:
        return _found(record, today)
    said = f"{forms.scheduled_by(record)}。现在公开就取消这个定时；要换时间，请先“取消定时”。"
    return [("已经定时", said), *_found(record, today)]


def _kept(record: Record, today: date) -> list[tuple[str, str]]:
    kept = determination_of(record)
    return [(f"定为{kept.get_outcome_display()}，{kept.basis}", kept.reason)] if kept else []


def _stands_in(record: Record, today: date) -> list[tuple[str, str]]:
    return [("现在的栏目", record.section.name)]


@dataclass(frozen=True)
class Act:
    """An act on a record; the same shape as a drawer's acts on cases."""

    name: str
    label: str
    icon: str
    key: str
    done: str | Callable[[Record], str]
    form: Callable[..., Any]
    run: Callable[..., Any]
    danger: bool = False
    aside: bool = False
    says: str = ""
    about: Callable[[Record, date], list[tuple[str, str]]] = field(default=_nothing)
    papers: Callable[[Record], list[File]] = field(default=lambda record: [])


def _verb(verb: Callable[..., Any]) -> Callable[..., Any]:
    def run(record: Record, values: dict[str, Any], **who: Any) -> Any:
        return verb(record=record, **values, **who)

    return run


def _publish(record: Record, values: dict[str, Any], **who: Any) -> Record:
    later, channels, answers = forms.at(values), values.get("channels") or ("website",), values["answers"]
    if later:
        return actions.schedule(record=record, publish_at=later, channels=channels, answers=answers, **who)
    return actions.publish(record=record, channels=channels, answers=answers, **who)


def _join(record: Record, values: dict[str, Any], **who: Any) -> Record:
    channels = values.get("channels") or ("website",)
    return actions.join(record=record, channels=channels, answers=values["answers"], **who)


def _withdraw(record: Record, values: dict[str, Any], **who: Any) -> Record:
    return actions.withdraw(record=record, ground=values["ground"], keep_title=values["keep_title"], **who)


def _agree(record: Record, values: dict[str, Any], *, by: Actor, **who: Any) -> Record:
    organ = next(
        (each.unit_id for each in stands_at(record, by.holds_for) if each.code == COORDINATION), record.unit_id
    )
    return actions.agree(record=record, organ=unit_by_id(organ), by=by, **values, **who)


def _submitted(record: Record) -> str:
    return f"已经送审，现在是“{STATES[record.state].label}”。"


def _cleared(record: Record) -> str:
    return f"审查通过，现在是“{STATES[record.state].label}”。"


def _went_on(record: Record) -> str:
    return f"审核通过，现在是“{STATES[record.state].label}”。"


def _returned(record: Record) -> str:
    return (
        "已经退回起草人。"
        if record.state == RecordFlow.DRAFT.code
        else f"已经退回，现在是“{STATES[record.state].label}”。"
    )


def _move(record: Record, values: dict[str, Any], **who: Any) -> Record:
    return actions.move(record=record, section=section_by_key(values["section"]), **who)


ACTS = {
    act.name: act
    for act in (
        Act("submit", "送审", "send", "s", _submitted, forms.SubmitForm.of, _verb(actions.submit), about=_found, says="送审以后到审核退回以前不能再改。"),
        Act("take_back", "取回", "undo-2", "q", "已经取回，可以接着写。改好再送审。", forms.PressForm.of, _verb(actions.take_back), aside=True, says="还没有人审核过，取回来接着写，写好再送审。"),
        Act("pass_review", "审核通过", "check", "s", _went_on, forms.UnitReviewForm.of, _verb(actions.pass_review), about=_found),
        Act("agree", "会签同意", "check", "j", "已经会签。", forms.OpinionForm.of, _agree, about=_found, says="会签的是涉及本单位的内容。有不同意见，请点“退回”写明。"),
        Act("clear", "审查通过", "shield-check", "s", _cleared, forms.SecrecyReviewForm.of, _verb(actions.clear), about=_found, says="审查的是国家秘密、商业秘密、个人隐私和个人信息（条例第14、15、17条）。"),
        Act("approve", "审核同意", "check", "j", "审核同意，已经送下一关。", forms.OpinionForm.of, _verb(actions.approve), about=_found),
        Act("publish", "签发公开", "stamp", "s", "已经签发。", forms.PublishForm.of, _publish, about=_to_sign, says="签发以后编索引号，几秒内上网，记入公开台账。"),
        Act("join", "签发，随文件公开", "stamp", "r", "已经签发，它解读的文件公开的时候一起公开。", forms.JoinForm.of, _join, about=_found, says="它解读的文件还没有公开。文件签发公开的时候，这一件在同一刻公开。"),
        Act("unjoin", "取消随文件公开", "x", "q", "已经取消，等待签发。", forms.PressForm.of, _verb(actions.unjoin), aside=True),
        Act("keep_back", "定为不公开", "lock", "o", "已经记下，不上网；到再评估的日子会提醒。", forms.KeepBackForm.of, _verb(determining.keep_back), aside=True, says="决定、依据和理由记入台账。到期再评估，理由不在了就转为公开（条例第18条）。"),
        Act("look_again", "再评估，仍不公开", "calendar-check", "s", "已经记下，到时候再评估。", forms.LookAgainForm.of, _verb(determining.look_again), about=_kept),
        Act("release", "转为公开", "undo-2", "g", "回到草稿，改好送审，走完三关就公开。", forms.ReleaseForm.of, _verb(determining.release), aside=True, about=_kept),
        Act("send_back", "退回", "undo-2", "t", _returned, forms.SendBackForm.of, _verb(actions.send_back)),
        Act("unschedule", "取消定时", "x", "q", "定时公开已经取消，等待签发。", forms.PressForm.of, _verb(actions.unschedule), aside=True),
        Act("revise", "更正", "pencil", "g", "可以改了。改好以后再走一遍审核，网上的旧版到新版公开时才换。", forms.ReviseForm.of, _verb(actions.revise), aside=True),
        Act("call_off", "不更正了", "x", "q", "更正已经取消，网上的版本不变。", forms.PressForm.of, _verb(actions.call_off), aside=True, says="网上的那一版不变。更正时写的草稿不再用；以后还要改，再点“更正”。"),
        Act("move", "移到别的栏目", "library", "m", "已经移到新栏目，网址不变。", forms.MoveForm.of, _move, aside=True, about=_stands_in),
        Act("repeal", "标为已废止", "history", "f", "已经标为废止，仍列在目录里。", forms.RepealForm.of, _verb(validity.repeal), danger=True, says="网页和目录里都会注明，正文仍看得到。由新文件代替的不用在这里标：在新文件上登记“废止”，到它施行那天自动标。"),
        Act("relate", "登记关联文件", "paperclip", "n", "关联已经登记，两边的网页都会写。", relating.RelateForm.of, relating.relate, aside=True, says="两件都公开以后，两边的网页上互相看得到。"),
        Act("unrelate", "取消关联", "x", "k", "关联已经取消。", relating.UnrelateForm.of, relating.unrelate, aside=True),
        Act("withdraw", "撤下", "trash-2", "x", "已经从所有渠道撤下，原网址说明依据。", forms.WithdrawForm.of, _withdraw, danger=True),
        Act("discard", "作废草稿", "trash-2", "z", "草稿已经作废。", forms.PressForm.of, _verb(actions.discard), danger=True, says="作废以后不能再接着写，要重新起草。"),
    )
}  # fmt: skip


def record_or_404(request: HttpRequest, record_id: str) -> Record:
    """A record that this person may see. Raises Http404."""
    found = get_visible(request.scope, record_id)
    if found is None:
        raise Http404
    return found


def acts_on(record: Record) -> dict[str, Any]:
    """All that can be done to a record of its kind, by name: what falls to its kind alone comes first."""
    return acts_of_kind(record.kind) | ACTS


def offers(record: Record, scope: Scope) -> list[Offer]:
    """What this person can do to a record now."""
    found = []
    for act in acts_on(record).values():
        if may(act, record, scope) and _is_in_place(act, record):
            found.append(Offer(act, _reason(act.name, record, scope.username)))
    return found


def _is_in_place(act: Any, record: Record) -> bool:
    return act.fits(record) if hasattr(act, "fits") else _fits(act.name, record)


def unfit(act: Act, record: Record) -> str:
    """Why an act has no place in the record's present state; "" if it has."""
    return "" if _is_in_place(act, record) else f"现在是“{STATES[record.state].label}”环节，不能{act.label}。"


def may_edit(record: Record, scope: Scope) -> bool:
    return record.state == RecordFlow.DRAFT.code and record.unit_id in scope.by_role.get(Role.EDITOR, ())


def _fits(name: str, record: Record) -> bool:
    if name == "move":
        return record.state in actions.MOVABLE and record.live is (record.state == RecordFlow.PUBLISHED.code)
    if name in ("relate", "unrelate"):
        # At a gate nobody but the reviewer acts, and what is off the site leads nowhere.
        stands = record.state in (RecordFlow.DRAFT.code, RecordFlow.PUBLISHED.code)
        return stands and (name == "relate" or any(each.source_id == record.pk for each in relations_of(record)))
    if name == "repeal":
        return record.live and record.validity in ("pending", "effective", "amended", "expired")
    if name == "keep_back" and record.live:
        return False
    if name in ("withdraw", "call_off") and not record.live:
        return False
    if name == "join" and not waits_with(record):
        return False
    if name == "take_back" and record.state in AT_A_GATE and not nobody_passed(record):
        return False
    if name == "discard" and record.live:
        return False
    return STEPS[name].leads_from(record.state)


AT_GATES = {gate.step: (code,) for code, gate in GATES.items() if code != SIGN} | {
    "keep_back": (SECRECY,),
    "send_back": tuple(GATES),
}
"""Of the acts at gates, at which stops of a chain they are taken."""


PASSED = "这一道审核已经办过了，现在不归您办。"


def may(act: Act, record: Record, scope: Scope) -> bool:
    """Does this act fall to this person? What is done at a gate falls to whoever stands there, for the own unit or for an organ that is asked."""
    if act.name in AT_GATES and record.state in AT_A_GATE and STEPS[act.name].leads_from(record.state):
        return any(each.code in AT_GATES[act.name] for each in stands_at(record, scope.by_role))
    roles: tuple[Role, ...]
    if hasattr(act, "roles"):
        roles = act.roles
    elif act.name == "move":
        roles = (Role.EDITOR,)
    elif act.name == "repeal":
        roles = (Role.SIGNATORY,)
    elif act.name in ("relate", "unrelate"):
        roles = (keeper(record),)
    else:
        roles = STEPS[act.name].roles
    if act.name == "take_back" and record.author != scope.username:
        return False
    return any(record.unit_id in scope.by_role.get(role, ()) for role in roles)


def may_have(act: Act, record: Record, scope: Scope) -> bool:
    """Could this act have fallen to this person at an earlier stop of the record's chain? They are then told that somebody was quicker."""
    return act.name in AT_GATES and any(record.unit_id in scope.by_role.get(role, ()) for role in STEPS[act.name].roles)


def instead(record: Record, scope: Scope, today: date) -> str:
    """What somebody who may not edit a record now can do, or who can do it."""
    if record.unit_id not in scope.by_role.get(Role.EDITOR, ()):
        return f"{record.unit.short_name}的信息由该单位的信息编辑来改。"
    here = f"现在是“{STATES[record.state].label}”环节，不能改。"
    if here_now := standings(record):
        own = may(ACTS["take_back"], record, scope) and _fits("take_back", record)
        first = here_now[0]
        who = "、".join(person.name for person in holders(first.role, first.unit_id, today)[:3])
        return (
            f"{here}{'要改请先“取回”，或者' if own else '要改'}请{first.role.label}{f'（{who}）' if who else ''}退回。"
        )
    if record.state == RecordFlow.SCHEDULED.code:
        return f"{here}要改请签发人先“取消定时”，再退回。"
    if record.state == RecordFlow.JOINED.code:
        return f"{here}要改请签发人先“取消随文件公开”，再退回。"
    if record.state == RecordFlow.PUBLISHED.code:
        return f"{here}要改请先点“更正”。"
    return f"{here}要重新公开请另外起草。"


def _reason(name: str, record: Record, username: str) -> str:
    if name in ("pass_review", "agree", "clear", "approve", "keep_back", "publish") and username in writers_of(record):
        return f"是您{'送审' if username == record.author else '起草或者改过'}的，要由另一个人来办。"
    if name in ("clear", "keep_back") and username == record.reviewer:
        return "单位审核是您办的，保密审查要由另一个人来办。"
    if name == "pass_review" and username == record.secrecy_reviewer:
        return "保密审查是您办的，单位审核要由另一个人来办。"
    return ""
