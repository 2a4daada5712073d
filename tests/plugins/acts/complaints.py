"""Acts on complaints."""

from gongkai.procedures.complaints import actions as complaints
from gongkai.procedures.complaints.actions import Telling
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY, LATER

TELLING = Telling("unanswered", "申请两个月没有答复，打电话没有人接。", {"name": "李四维", "phone": "13800000000"})
FOUND = "经查，没有按期答复的情况属实，已责令改正。"


def complained(cast, **more):
    given = {"about": cast.units["zjj"], "telling": TELLING, "channel": "letter", "received_on": DAY.date()} | more
    return complaints.register(by=cast.actor("gao_gongkai"), at=DAY, **given).case


def taken_up(cast, **more):
    return complaints.accept(case=complained(cast, **more), by=cast.actor("gao_gongkai"), at=DAY)


def asked(cast, **more):
    case = taken_up(cast, **more)
    complaints.ask(case=case, letter="请说明这件申请的办理经过。", days=7, by=cast.actor("gao_gongkai"), at=DAY)
    return case


def upheld(cast, **more):
    """Asked, explained, found true: the unit has to put it right."""
    case = asked(cast, **more)
    complaints.explain(case=case, text="经办人调岗，没有交接，现已补办。", by=cast.actor("zhou_jingban"), at=DAY)
    return complaints.decide(
        case=case, outcome="grievance_upheld", text="经查属实，已责令改正。", published=FOUND, days=5, by=cast.actor("gao_gongkai"), at=DAY
    )  # fmt: skip


@scene("complaints._open")
def _(cast):
    return lambda: complained(cast)


@scene("complaints.accept")
def _(cast):
    case = complained(cast)
    return lambda: complaints.accept(case=case, by=cast.actor("gao_gongkai"), at=LATER)


@scene("complaints.decline")
def _(cast):
    case = complained(cast)
    return lambda: complaints.decline(
        case=case, reason="不属于政府信息公开方面的事，请打12345。", by=cast.actor("gao_gongkai"), at=LATER
    )


@scene("complaints.ask")
def _(cast):
    case = taken_up(cast)
    return lambda: complaints.ask(
        case=case, letter="请说明这件申请的办理经过。", days=7, by=cast.actor("gao_gongkai"), at=LATER
    )


@scene("complaints.explain")
def _(cast):
    case = asked(cast)
    return lambda: complaints.explain(
        case=case, text="经办人调岗，没有交接，现已补办。", by=cast.actor("zhou_jingban"), at=LATER
    )


@scene("complaints.extend")
def _(cast):
    case = taken_up(cast)
    return lambda: complaints.extend(
        case=case, days=30, ground="要向多个单位核实", by=cast.actor("gao_gongkai"), at=LATER
    )


@scene("complaints.decide")
def _(cast):
    case = taken_up(cast)
    return lambda: complaints.decide(
        case=case, outcome="grievance_unfounded", text="经查不属实，信息早已公开。", published="经查，反映的信息早已公开，不属实。",
        by=cast.actor("gao_gongkai"), at=LATER,
    )  # fmt: skip


@scene("complaints.rectify")
def _(cast):
    case = upheld(cast)
    return lambda: complaints.rectify(
        case=case, text="已经答复申请人，并向其致歉。", by=cast.actor("zhou_jingban"), at=LATER
    )


@scene("complaints.withdraw")
def _(cast):
    case = complained(cast)
    return lambda: complaints.withdraw(case=case, by=cast.actor("gao_gongkai"), at=LATER)
