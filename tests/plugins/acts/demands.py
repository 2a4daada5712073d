"""Acts beside the course of a case: reminding, urging, conferring, replying, handing over to a colleague."""

from gongkai.kernel.cases import actions as cases
from gongkai.kernel.cases import demands
from gongkai.pure.declare import Role
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY, LATER, applied


def urged(cast, kind="urge", by="he_jiancha"):
    """A unit is urged of an application that it has not answered yet."""
    return demands.demand(
        case=applied(cast, "handling"), kind=kind, unit=cast.units["zjj"], role=Role.CASE_OFFICER, text="请今天拿出答复书。", days=3,
        by=cast.actor(by), at=DAY,
    )  # fmt: skip


@scene("demands.demand")
def _(cast):
    case = applied(cast, "handling")
    return lambda: demands.demand(
        case=case, kind="confer", unit=cast.units["wjw"], role=Role.CASE_OFFICER, text="名单里有没有贵单位的？", days=3,
        by=cast.actor("zhou_jingban"), at=LATER,
    )  # fmt: skip


@scene("demands.reply")
def _(cast):
    made = urged(cast)
    return lambda: demands.reply(demand=made, text="今天送签。", by=cast.actor("zhou_jingban"), at=LATER)


@scene("cases.assign")
def _(cast):
    case = applied(cast, "handling")
    return lambda: cases.assign(case=case, officer="zheng_jingban", by=cast.actor("zhou_jingban"), at=LATER)
