"""Acts on requests to correct one's own records."""

from gongkai.procedures.rectification import actions as rectification
from gongkai.procedures.rectification import serving
from gongkai.procedures.rectification.actions import Asking
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY, LATER

ASKING = Asking(
    "natural",
    {"name": "王小明", "phone": "13800000000"},
    "危房改造档案里的出生日期",
    "档案里写1979年，身份证上是1977年，附身份证复印件。",
)


def asked(cast):
    by = cast.actor("chen_chuangkou")
    return rectification.register(
        unit=cast.units["zjj"], asking=ASKING, channel="counter", received_on=DAY.date(), by=by, at=DAY
    )


def put_forward(cast):
    return rectification.propose(
        case=asked(cast), outcome="rct_corrected", text="经核对身份证，已经更正档案里的出生日期。", by=cast.actor("zhou_jingban"), at=DAY
    )  # fmt: skip


@scene("rectification._open")
def _(cast):
    return lambda: asked(cast)


@scene("rectification.propose")
def _(cast):
    case, by = asked(cast), cast.actor("zhou_jingban")
    return lambda: rectification.propose(
        case=case, outcome="rct_accurate", text="经核对，档案里的记录没有错误。", by=by, at=LATER
    )


@scene("rectification.return_answer")
def _(cast):
    case = put_forward(cast)
    return lambda: rectification.return_answer(case=case, reason="请写依据", by=cast.actor("liu_qianfa"), at=LATER)


@scene("rectification.decide")
def _(cast):
    case = put_forward(cast)
    return lambda: rectification.decide(case=case, by=cast.actor("liu_qianfa"), at=LATER)


@scene("rectification.recall")
def _(cast):
    case = asked(cast)
    return lambda: rectification.recall(case=case, how="本人来电话说不要了", by=cast.actor("zhou_jingban"), at=LATER)


POSTED = {"way": "post", "posting": "EA123456789CN", "on": LATER.date()}


def told_of(cast):
    """A result that was signed."""
    return rectification.decide(case=put_forward(cast), by=cast.actor("liu_qianfa"), at=LATER)


def posted(cast):
    case = told_of(cast)
    paper = serving.papers_of(case)[0].number
    serving.hand_over(case=case, paper=paper, by=cast.actor("zhou_jingban"), at=LATER, **POSTED)
    return case


@scene("serving.hand_over")
def _(cast):
    case = told_of(cast)
    paper = serving.papers_of(case)[0].number
    return lambda: serving.hand_over(case=case, paper=paper, by=cast.actor("zhou_jingban"), at=LATER, **POSTED)


@scene("serving.arrived")
def _(cast):
    case = posted(cast)
    return lambda: serving.arrived(case=case, which=1, on=LATER.date(), by=cast.actor("zhou_jingban"), at=LATER)


@scene("serving.came_back")
def _(cast):
    case, by = posted(cast), cast.actor("zhou_jingban")
    return lambda: serving.came_back(case=case, which=1, on=LATER.date(), reason="收件人不在", by=by, at=LATER)


@scene("serving._note_opening")
def _(cast):
    case = told_of(cast)
    return lambda: serving.note_access(case=case, notice=serving.papers_of(case)[0], at=LATER)
