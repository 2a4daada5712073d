"""What a report counts of applications for information."""

from gongkai.pure.declare import Measure
from gongkai.pure.law.outcomes import RULES, codes_by
from gongkai.pure.law.ratings import BAD, GRADES

_DIMENSIONS = ("unit", "channel", "party_type", "outcome", "law")
_FOI = {"procedure": "foi"}
_ANSWERS = tuple(code for rule in RULES for code in codes_by(rule, "answer"))

MEASURES = (
    Measure(
        key="foi.received",
        label="新收政府信息公开申请",
        definition="本期首次收到的申请件数，按条例第31条确定的收到日期计；补正后重新起算的，仍按首次收到计一次。",
        unit="件",
        sheet="case",
        on="first_received_on",
        where=_FOI,
        dimensions=_DIMENSIONS,
    ),
    Measure(
        key="foi.closed",
        label="办结的申请",
        definition="本期办结的申请件数，按答复发出或者终结的日期计；每件申请只有一个办理结果。",
        unit="件",
        sheet="case",
        on="closed_on",
        where=_FOI,
        dimensions=(*_DIMENSIONS, "within_term", "on_time"),
    ),
    Measure(
        key="foi.closed_in_time",
        label="按期办结的申请",
        definition="本期办结、在期限以前答复或者终结的申请件数，延长过的按延长以后的期限。",
        unit="件",
        sheet="case",
        on="closed_on",
        where=_FOI | {"on_time": True},
        dimensions=_DIMENSIONS,
    ),
    Measure(
        key="foi.answered",
        label="答复的申请",
        definition="本期以答复书办结的申请件数，按答复发出的日期计。",
        unit="件",
        sheet="case",
        on="closed_on",
        where=_FOI | {"outcome": _ANSWERS},
        dimensions=(*_DIMENSIONS, "within_term", "on_time"),
    ),
    Measure(
        key="foi.rated",
        label="评价过的申请",
        definition="本期办结、申请人评价过的件数，一件只评一次；裁定不采纳的不计。",
        unit="件",
        sheet="case",
        on="closed_on",
        where=_FOI | {"grade": tuple(each.key for each in GRADES)},
        dimensions=("unit", "grade"),
    ),
    Measure(
        key="foi.rated_bad",
        label="评价为不满意的申请",
        definition="本期办结、申请人评价为不满意或者非常不满意的件数；裁定不采纳的不计。",
        unit="件",
        sheet="case",
        on="closed_on",
        where=_FOI | {"grade": BAD},
        dimensions=("unit",),
    ),
    Measure(
        key="foi.carried_in",
        label="上年结转的申请",
        definition="上期末以前收到、到上期末还没有办结的申请件数。",
        unit="件",
        sheet="case",
        on="first_received_on",
        balance="in",
        where=_FOI,
        dimensions=_DIMENSIONS,
    ),
    Measure(
        key="foi.carried_out",
        label="结转下年度继续办理的申请",
        definition="本期末以前收到、到本期末还没有办结的申请件数。",
        unit="件",
        sheet="case",
        on="first_received_on",
        balance="out",
        where=_FOI,
        dimensions=_DIMENSIONS,
    ),
)
