"""Acts about how a case was rated."""

from gongkai.ground.units.scope import APPLICANT
from gongkai.kernel.cases import rating
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY, LATER, applied


def rated(cast, grade="bad"):
    case = applied(cast, "answered")
    rating.rate(case=case, grade=grade, words="等了很久。", by=APPLICANT, at=DAY)
    return case


def disputed(cast):
    case = rated(cast)
    rating.dispute(case=case, reason="评错了件，说的是另一件事。", by=cast.actor("zhou_jingban"), at=DAY)
    return case


def promised(cast):
    case = rated(cast)
    rating.call_back(case=case, result="later", text="材料本周内补寄。", days=5, by=cast.actor("zhou_jingban"), at=DAY)
    return case


@scene("rating.rate")
def _(cast):
    case = applied(cast, "answered")
    return lambda: rating.rate(case=case, grade="good", words="", by=APPLICANT, at=LATER)


@scene("rating.call_back")
def _(cast):
    case = rated(cast)
    return lambda: rating.call_back(
        case=case, result="fixed", text="已经说明。", by=cast.actor("zhou_jingban"), at=LATER
    )


@scene("rating.put_right")
def _(cast):
    case = promised(cast)
    return lambda: rating.put_right(case=case, text="已经补寄。", by=cast.actor("zhou_jingban"), at=LATER)


@scene("rating.dispute")
def _(cast):
    case = rated(cast)
    return lambda: rating.dispute(
        case=case, reason="评错了件，说的是另一件事。", by=cast.actor("zhou_jingban"), at=LATER
    )


@scene("rating.judge")
def _(cast):
    case = disputed(cast)
    return lambda: rating.judge(case=case, adopt=False, reason="核对了记录。", by=cast.actor("gao_gongkai"), at=LATER)
