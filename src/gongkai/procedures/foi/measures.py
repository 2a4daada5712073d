"""What a report counts of applications for information."""

from gongkai.pure.declare import Measure
from gongkai.pure.law.outcomes import RULES, codes_by
from gongkai.pure.law.ratings import BAD, GRADES

_DIMENSIONS = ("unit", "channel", "party_type", "outcome", "law")
_FOI = {"procedure": "foi"}
_ANSWERS = tuple(code for rule in RULES for code in codes_by(rule, "answer"))

_STEPS = (
    ("corrections_asked", "ask_correction", "要求补正", "次", "本期发出补正告知书的次数（条例第30条）。"),
    ("corrections_received", "receive_correction", "收到补正", "次", "本期收到补正、期限重新计算的次数。"),
    ("passed_on", "pass_on", "转送其他单位的申请", "次", "本期经申请人同意转送有关单位的次数，按转出的单位计。"),
    ("split", "split", "分件办理的申请", "次", "本期一封申请分成几件办理的次数，分一次计一次。"),
    ("consulted", "consult", "征求第三方和有关机关意见", "份", "本期发出的征求意见书份数（条例第32、34条）。"),
    ("opinions_lapsed", "opinion_lapsed", "逾期没有答复的征求意见", "份", "本期征求意见期满、被征求的没有答复的份数。"),
    ("assistance_asked", "ask_assistance", "请其他单位协助", "份", "本期请别的单位调取材料或者协办的份数。"),
    ("extended", "extend", "延长答复期限", "次", "本期延长答复期限的次数，按决定延长的日期计（条例第33条）。"),
    ("reasons_asked", "ask_reasons", "要求说明理由", "次", "本期要求申请人说明大量、反复申请的理由的次数（条例第35条）。"),
    ("delayed", "delay", "确定延迟答复", "次", "本期确定延迟答复的合理期限的次数（条例第35条）。"),
    ("charged", "charge", "信息处理费通知", "次", "本期发出信息处理费收费通知的次数（条例第42条），后来撤回的也在内。"),
    ("paid", "pay", "缴清信息处理费", "次", "本期登记缴清信息处理费的次数。"),
    ("charges_withdrawn", "withdraw_charge", "撤回信息处理费通知", "次", "本期撤回收费通知的次数。"),
    ("redacted", "redact", "区分处理材料", "次", "本期遮盖拟公开的材料、作区分处理的次数（条例第37条）。"),
    ("third_party_told", "tell_third", "告知第三方公开的决定", "次", "本期把不同意公开而决定公开的内容和理由告知第三方的次数（条例第32条）。"),
    ("returned", ("return_answer", "return_anew", "return_review", "return_review_anew"), "退回重拟的答复", "次", "本期签发、审核时退回重拟答复的次数。"),
    ("answered_anew", "answer_anew", "重新答复", "次", "本期按复议决定、法院裁判重新答复的次数，第一次的结果仍计在原来那一期。"),
    ("receipts_corrected", "correct_receipt", "更正收到日期", "次", "本期更正申请收到日期的次数。"),
)  # fmt: skip

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
    Measure(
        "foi.closed_late", "超期办结的申请", "本期办结、过了期限才答复或者终结的申请件数，延长过的按延长以后的期限。", "件", "case", "closed_on",
        where=_FOI | {"on_time": False}, dimensions=_DIMENSIONS,
    ),
    Measure(
        "foi.closed_extended", "延长期限后办结的申请", "本期办结、延长过答复期限的申请件数（条例第33条）。", "件", "case", "closed_on",
        where=_FOI | {"extended": True}, dimensions=(*_DIMENSIONS, "on_time"),
    ),
    *(
        Measure(f"foi.{key}", label, definition, unit, "step", "on", where={"subject": "case", "sort": "foi", "step": step}, dimensions=("unit",))
        for key, step, label, unit, definition in _STEPS
    ),
)  # fmt: skip
