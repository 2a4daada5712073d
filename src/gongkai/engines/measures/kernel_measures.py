"""Measures of every kind of record; a drawer declares its own beside itself."""

from gongkai.pure.declare import Measure
from gongkai.pure.declare.flow import CALL_BACK, CONFER, DISPUTE, HAND_OVER, PUT_RIGHT, REMIND, URGE
from gongkai.pure.declare.measures import OFFICE, SUPERVISOR

URGING = (REMIND, URGE)

_SOURCES = {
    "findings": "finding", "alerts": "alert", "looks": "look", "faults": "fault", "subscribers": "subscriber", "deliveries": "delivery",
    "withholdings": "withholding", "statements": "statement", "keys": "key", "topics": "topic",
}  # fmt: skip
_SUPERVISED = ("sort", "kept")
# Key (its first word names the source), name, definition, unit, day, balance and the day it ends, what it narrows, breakdowns, owner.
_MATTERS = (
    ("findings.made", "要求说明和整改建议书", "本期发出的要求说明、整改建议书件数，按对哪个单位计。", "件", "begun_on", "", "", {}, ("sort", "state"), SUPERVISOR),
    ("findings.answered", "回复的要求说明和整改建议书", "本期第一次回复的件数，按期没按期分开数。", "件", "met_on", "", "", {}, _SUPERVISED, SUPERVISOR),
    ("findings.closed", "销号的要求说明和整改建议书", "本期核查后销号的件数。", "件", "ended_on", "", "", {}, _SUPERVISED, SUPERVISOR),
    ("findings.open", "没有销号的要求说明和整改建议书", "期末以前发出、到期末没有销号的件数。", "件", "begun_on", "standing", "ended_on", {}, ("sort", "state"), SUPERVISOR),
    ("alerts.told", "到期提醒", "本期黄灯、红灯提醒的次数，同一个期限提醒几级算几次。", "次", "begun_on", "", "", {}, ("sort",), SUPERVISOR),
    ("alerts.seen", "看到了的到期提醒", "本期有人看到的黄灯、红灯提醒次数，按看到的日期计。", "次", "met_on", "", "", {}, ("sort",), SUPERVISOR),
    ("looks.begun", "网站检查", "本期开始检查本级政府网站的次数。", "次", "begun_on", "", "", {}, (), OFFICE),
    ("faults.found", "网站检查发现的问题", "本期检查发现的问题处数，同一处几次查到只计一次，分给单位的计在单位。", "处", "begun_on", "", "", {}, ("sort", "state"), OFFICE),
    ("faults.gone", "消除的网站问题", "本期再查时已经消除的问题处数。", "处", "ended_on", "", "", {}, ("sort",), OFFICE),
    ("faults.standing", "还在的网站问题", "期末以前发现、到期末没有消除的问题处数。", "处", "begun_on", "standing", "ended_on", {}, ("sort",), OFFICE),
    ("subscribers.asked", "申请邮件订阅", "本期申请邮件订阅的人次，计在本级政府，不记是谁。", "人次", "begun_on", "", "", {}, ("sort", "state"), OFFICE),
    ("subscribers.confirmed", "确认邮件订阅", "本期本人确认的邮件订阅人次。", "人次", "met_on", "", "", {}, ("sort",), OFFICE),
    ("subscribers.left", "退订邮件", "本期退订的人次，没有确认过期清除的也在内。", "人次", "ended_on", "", "", {}, ("sort",), OFFICE),
    ("subscribers.standing", "邮件订阅人数", "期末本人确认过、没有退订的人数。", "人", "met_on", "standing", "ended_on", {}, ("sort",), OFFICE),
    ("deliveries.queued", "交渠道发送的任务", "本期交微信、微博、邮件、短信等渠道发布、更正、撤下、发送的任务数。", "件", "begun_on", "", "", {}, ("sort", "state"), OFFICE),
    ("deliveries.failed", "没有发出去的渠道任务", "本期交渠道的里面，到统计时渠道拒收或者试了太久没有发出去的任务数。", "件", "begun_on", "", "", {"state": "dead"}, ("sort",), OFFICE),
    ("withholdings.listed", "列入负面清单", "本期列入不予公开负面清单的项数（条例第18条）。", "项", "begun_on", "", "", {}, ("sort",), OFFICE),
    ("withholdings.lifted", "移出负面清单", "本期评估后移出负面清单的项数。", "项", "ended_on", "", "", {}, ("sort",), OFFICE),
    ("withholdings.standing", "负面清单", "期末在负面清单上的项数。", "项", "begun_on", "standing", "ended_on", {}, ("sort",), OFFICE),
    ("statements.signed", "确认年度统计数", "本期单位确认本单位年度统计数的次数，按确认的日期计，后来撤回的也在内。", "次", "begun_on", "", "", {}, (), OFFICE),
    ("statements.taken_back", "撤回统计数的确认", "本期撤回确认的次数。", "次", "ended_on", "", "", {}, (), OFFICE),
    ("keys.standing", "接口密钥", "期末发放了、没有停用的接口密钥数，过期没有停用的也在内。", "个", "begun_on", "standing", "ended_on", {}, (), OFFICE),
    ("topics.shown", "网站专题", "本期开始显示的网站专题数。", "个", "begun_on", "", "", {}, ("state",), OFFICE),
    ("topics.standing", "正在显示的网站专题", "期末正在显示的网站专题数。", "个", "begun_on", "standing", "ended_on", {}, (), OFFICE),
)  # fmt: skip

MEASURES = (
    Measure(
        key="records.published",
        label="主动公开的政府信息",
        definition="本期首次公开的政府信息条数，不同渠道公开的相同信息计1条；后来撤下的仍计入公开的那一期。",
        unit="条",
        sheet="record",
        on="published_on",
        dimensions=("unit", "kind", "normative"),
    ),
    Measure(
        key="outlets.published",
        label="通过各渠道公开的政府信息",
        definition="本期在一个渠道上公开的政府信息条数，按在该渠道公开的日期计。",
        unit="条",
        sheet="outlet",
        on="on",
        dimensions=("unit", "channel"),
    ),
    Measure(
        key="submissions.made",
        label="报送的信息",
        definition="本期报送到本级政府网站和上级平台的条数，同一条报送到几处，每处算一条。",
        unit="条",
        sheet="submission",
        on="reported_on",
        dimensions=("unit", "destination", "state"),
    ),
    Measure(
        key="submissions.adopted",
        label="报送后被采用的信息",
        definition="本期报送的里面，到统计时已经被采用的条数。采用率以本期报送的条数为分母。",
        unit="条",
        sheet="submission",
        on="reported_on",
        where={"state": "adopted"},
        dimensions=("unit", "destination"),
    ),
    Measure(
        key="points.open",
        label="政府信息公开查阅点",
        definition="期末开放的政府信息公开查阅点数，由政务公开办登记，计在本级政府。",
        unit="个",
        sheet="entry",
        on="on",
        balance="standing",
        where={"source": "points", "what": ""},
        dimensions=("unit",),
        total="amount",
    ),
    Measure(
        key="interpretations.published",
        label="发布的政策解读稿件",
        definition="本期首次公开的政策解读篇数。",
        unit="篇",
        sheet="record",
        on="published_on",
        where={"kind": "interpretation"},
        dimensions=("unit",),
    ),
    Measure(
        key="cases.urged",
        label="催办、督办",
        definition="本期发出的催办、督办次数，按被催的单位计；一件办件催几次算几次。",
        unit="次",
        sheet="demand",
        on="demanded_on",
        where={"kind": URGING},
        dimensions=("unit", "procedure", "kind", "kept"),
    ),
    Measure(
        key="cases.urging_answered",
        label="答复的催办、督办",
        definition="本期答复的催办、督办次数，按答复的日期计；按期没按期分开数。办件办结以前没有答复的不在内。",
        unit="次",
        sheet="demand",
        on="answered_on",
        where={"kind": URGING},
        dimensions=("unit", "procedure", "kind", "kept"),
    ),
    *(
        Measure(key, label, definition, "项", "keypoint", on, where=where, dimensions=("unit", "level"))
        for key, label, definition, on, where in (
            ("keypoints.due", "年度要点任务", "完成时限在本期的要点任务数，按牵头单位计；撤销的不计。", "due_on", {}),
            (
                "keypoints.done",
                "完成的要点任务",
                "完成时限在本期、到统计时已经完成的要点任务数。",
                "due_on",
                {"state": "done"},
            ),
            (
                "keypoints.kept",
                "按期完成的要点任务",
                "完成时限在本期、在时限以前完成的要点任务数。",
                "due_on",
                {"state": "done", "kept": True},
            ),
            (
                "keypoints.open",
                "没有完成的要点任务",
                "完成时限在本期、到统计时还没有完成的要点任务数，暂缓的不计。",
                "due_on",
                {"state": ("not_begun", "under_way")},
            ),
            (
                "keypoints.put_off",
                "暂缓的要点任务",
                "完成时限在本期、写明原因暂缓的要点任务数。",
                "due_on",
                {"state": "put_off"},
            ),
            (
                "keypoints.completed",
                "本期报完成的要点任务",
                "本期报完成的要点任务数，按完成日期计，不论完成时限在哪一期。",
                "done_on",
                {"state": "done"},
            ),
        )
    ),
    Measure(
        "records.withdrawn", "撤下的政府信息", "本期从网站撤下的政府信息条数，按撤下的日期计。", "条", "record", "withdrawn_on",
        dimensions=("unit", "kind", "normative"),
    ),
    Measure(
        "records.standing", "在网上的政府信息", "期末公开着、没有撤下的政府信息条数，不论哪一年公开的。", "条", "record", "published_on", "standing",
        dimensions=("unit", "kind", "normative"), until="withdrawn_on",
    ),
    Measure(
        "outlets.withdrawn", "从渠道撤下的政府信息", "本期在一个渠道上撤下的政府信息条数，按在该渠道撤下的日期计。", "条", "outlet", "withdrawn_on",
        dimensions=("unit", "channel"),
    ),
    Measure(
        "submissions.declined", "报送后没有采用的信息", "本期答复不采用的报送条数，按答复的日期计。", "条", "submission", "decided_on",
        where={"state": "declined"}, dimensions=("unit", "destination"),
    ),
    Measure(
        "submissions.pending", "报送后还没有答复的信息", "期末以前报送、到期末还没有答复采用不采用的条数。", "条", "submission", "reported_on", "standing",
        dimensions=("unit", "destination"), until="decided_on",
    ),
    Measure(
        "cases.conferred", "内部会商", "本期向别的单位提出的内部会商次数，按被问的单位计。", "次", "demand", "demanded_on",
        where={"kind": CONFER}, dimensions=("unit", "procedure", "kept"),
    ),
    Measure(
        "cases.urging_open", "还没有答复的催办、督办", "期末以前发出、到期末还没有答复的催办、督办次数。", "次", "demand", "demanded_on", "standing",
        where={"kind": URGING}, dimensions=("unit", "procedure", "kind"), until="answered_on", owner=SUPERVISOR,
    ),
    *(
        Measure(f"records.{key}", label, definition, "次", "step", "on", where={"subject": "record", "step": step}, dimensions=("unit", "sort"))
        for key, step, label, definition in (
            ("passed_review", "pass_review", "单位审核通过", "本期单位审核通过的次数，退回后又通过的再计一次。"),
            ("cleared", "clear", "保密和个人信息审查通过", "本期保密审查和个人信息审查通过的次数（条例第17条），退回后又通过的再计一次。"),
            ("agreed", "agree", "会签同意", "本期会签单位同意的次数，几个单位会签的各计一次。"),
            ("approved", "approve", "政务公开办审核同意", "本期政务公开办审核同意的次数。"),
            ("sent_back", "send_back", "审核退回", "本期审核、审查中退回修改的次数，一条退回几次算几次。"),
            ("kept_back", "keep_back", "审查后定为不公开", "本期审查后定为依申请公开或者不予公开的次数（条例第17条）。"),
            ("masked", "mask", "遮盖后公开", "本期遮盖不能公开的内容的次数。"),
            ("revised", "revise", "更正公开了的信息", "本期开始更正已经公开的信息的次数。"),
            ("joined", "join", "解读与文件同步签发", "本期签发后随文件一起公开的次数。"),
        )
    ),
    *(
        Measure(f"cases.{key}", label, definition, "次", "step", "on", where={"subject": "case", "step": step}, dimensions=("unit", "sort"))
        for key, step, label, definition in (
            ("called_back", CALL_BACK, "对差评回访", "本期就不满意的评价登记回访的次数，按承办单位计。"),
            ("put_right", PUT_RIGHT, "差评整改", "本期登记改正评价里说的问题的次数。"),
            ("ratings_disputed", DISPUTE, "申请不采纳评价", "本期单位认为评价有误，申请不采纳的次数。"),
            ("handed_over", HAND_OVER, "因单位撤销移交的办件", "本期因单位撤销移交承接单位的次数，按承接的单位计。"),
            ("papers_served", "serve_paper", "送达文书", "本期登记文书送达的次数，网上取阅的另计。"),
            ("papers_returned", "return_paper", "文书退回", "本期登记文书没有送达、退回的次数。"),
            ("papers_read", "read_paper", "网上取阅文书", "本期申请人第一次在网上打开文书的次数。"),
        )
    ),
    *(
        Measure(key, label, definition, unit, "matter", on, balance, where={"source": _SOURCES[key.partition(".")[0]]} | where, dimensions=("unit", *by), until=until, owner=owner)
        for key, label, definition, unit, on, balance, until, where, by, owner in _MATTERS
    ),
)  # fmt: skip
