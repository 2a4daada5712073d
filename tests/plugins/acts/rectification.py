"""Acts on requests to correct one's own records."""

from gongkai.procedures.rectification import actions as rectification
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
