"""政府信息公开情况统计表, the table of the report years 2014 to 2018 (国办发〔2014〕32号): nine sections, one column.

Part two and seven to nine are counted from what units enter in logbooks, the rest from records and cases.
"""

from gongkai.pure.law.applicants import CHANNELS, PUBLICATION_CHANNELS
from gongkai.pure.law.layout import VALUE, Cell, Column, Count, Row, Table, outcomes_of
from gongkai.pure.law.outcomes import FOI_2008, FOI_2019
from gongkai.pure.law.relations import Relation, WholeNumbers, terms
from gongkai.pure.law.reviews import LITIGATION, RECONSIDERATION, counted_as

# The table knows the outcomes of the 2008 Regulation by itself. Those of 2019 can't occur in its years unless a case is
# imported wrongly dated; where they go is ours, so that the mapping is total: the nearest kind of answer, and
# 告知通过其他途径办理 for what the older Regulation had no answer for.
LEAVES = {(FOI_2008, code): code for code in ("c31", "c32", "c33", "c35", "c36", "c37", "c38")}
LEAVES |= {(FOI_2008, code): code for code in ("c341", "c342", "c343", "c344", "c345", "c346")}
LEAVES |= {
    (FOI_2019, "3_1"): "c32",
    (FOI_2019, "3_2"): "c33",
    (FOI_2019, "3_3_1"): "c341",
    (FOI_2019, "3_3_2"): "c346",
    (FOI_2019, "3_3_3"): "c344",
    (FOI_2019, "3_3_4"): "c342",
    (FOI_2019, "3_3_5"): "c345",
    (FOI_2019, "3_3_6"): "c345",
    (FOI_2019, "3_3_7"): "c346",
    (FOI_2019, "3_3_8"): "c38",
    (FOI_2019, "3_4_1"): "c36",
    (FOI_2019, "3_4_2"): "c36",
    (FOI_2019, "3_4_3"): "c37",
    (FOI_2019, "3_5_1"): "c38",
    (FOI_2019, "3_5_2"): "c38",
    (FOI_2019, "3_5_3"): "c31",
    (FOI_2019, "3_5_4"): "c38",
    (FOI_2019, "3_5_5"): "c38",
    (FOI_2019, "3_6_1"): "c37",
    (FOI_2019, "3_6_2"): "c38",
    (FOI_2019, "3_6_3"): "c38",
}

REFUSALS = ("c341", "c342", "c343", "c344", "c345", "c346")
ANSWERS = ("c31", "c32", "c33", "c34", "c35", "c36", "c37", "c38")


def _outlets(row_key: str) -> Cell:
    channel = next(each.key for each in PUBLICATION_CHANNELS if each.cell == row_key)
    return Count("outlets.published", {"channel": channel})


def _received(row_key: str) -> Cell:
    channels = tuple(each.key for each in CHANNELS if each.cell == row_key)
    return Count("foi.received", {"channel": channels if len(channels) > 1 else channels[0]})


def _answered(*row_keys: str) -> Cell:
    outcomes = tuple(outcome for key in row_keys for outcome in outcomes_of(LEAVES, key))
    return Count("foi.answered", {"outcome": outcomes})


def _decided(procedure: str, column: str) -> Cell:
    measure = {RECONSIDERATION: "reconsiderations.decided", LITIGATION: "lawsuits.decided"}[procedure]
    return Count(measure, {"outcome": counted_as(procedure, column)})


ROWS = (
    Row("a", "一、主动公开情况", kind="head"),
    Row(
        "a1",
        "（一）主动公开政府信息数",
        "条",
        "sum",
        "a",
        "不同渠道和方式公开相同信息计1条",
        Count("records.published"),
    ),
    Row("a1n", "其中：主动公开规范性文件数", "条", parent="a1", cell=Count("records.published", {"normative": True})),
    Row("a1m", "制发规范性文件总数", "件", parent="a", cell=Count("records.issued_normative")),
    Row("a2", "（二）通过不同渠道和方式公开政府信息的情况", kind="head", parent="a"),
    Row("a21", "1.政府公报公开政府信息数", "条", parent="a2", cell=_outlets("a21")),
    Row("a22", "2.政府网站公开政府信息数", "条", parent="a2", cell=_outlets("a22")),
    Row("a23", "3.政务微博公开政府信息数", "条", parent="a2", cell=_outlets("a23")),
    Row("a24", "4.政务微信公开政府信息数", "条", parent="a2", cell=_outlets("a24")),
    Row("a25", "5.其他方式公开政府信息数", "条", parent="a2", cell=_outlets("a25")),
    Row("b", "二、回应解读情况", kind="head"),
    Row(
        "b1",
        "（一）回应公众关注热点或重大舆情数",
        "次",
        "sum",
        "b",
        "不同方式回应同一热点或舆情计1次",
        Count("responses.made"),
    ),
    Row("b2", "（二）通过不同渠道和方式回应解读的情况", kind="head", parent="b"),
    Row("b21", "1.参加或举办新闻发布会总次数", "次", parent="b2", cell=Count("press_events.held")),
    Row("b21p", "其中：主要负责同志参加新闻发布会次数", "次", parent="b21", cell=Count("press_events.principal")),
    Row("b22", "2.政府网站在线访谈次数", "次", parent="b2", cell=Count("interviews_held.held")),
    Row(
        "b22p",
        "其中：主要负责同志参加政府网站在线访谈次数",
        "次",
        parent="b22",
        cell=Count("interviews_held.principal"),
    ),
    Row("b23", "3.政策解读稿件发布数", "篇", parent="b2", cell=Count("interpretations.published")),
    Row("b24", "4.微博微信回应事件数", "次", parent="b2", cell=Count("responses.social")),
    Row("b25", "5.其他方式回应事件数", "次", parent="b2", cell=Count("responses.other")),
    Row("c", "三、依申请公开情况", kind="head"),
    Row("c1", "（一）收到申请数", "件", "sum", "c", cell=Count("foi.received")),
    Row("c11", "1.当面申请数", "件", parent="c1", cell=_received("c11")),
    Row("c12", "2.传真申请数", "件", parent="c1", cell=_received("c12")),
    Row("c13", "3.网络申请数", "件", parent="c1", cell=_received("c13")),
    Row("c14", "4.信函申请数", "件", parent="c1", cell=_received("c14")),
    Row("c2", "（二）申请办结数", "件", "sum", "c", cell=Count("foi.closed")),
    # In time means answered by the due day as it was before any extension; all others are 延期, also what was taken back.
    Row("c21", "1.按时办结数", "件", parent="c2", cell=Count("foi.closed", {"within_term": True})),
    Row("c22", "2.延期办结数", "件", parent="c2", cell=Count("foi.closed", {"within_term": (False, None)})),
    Row("c3", "（三）申请答复数", "件", "sum", "c", cell=Count("foi.answered")),
    Row("c31", "1.属于已主动公开范围数", "件", parent="c3", cell=_answered("c31")),
    Row("c32", "2.同意公开答复数", "件", parent="c3", cell=_answered("c32")),
    Row("c33", "3.同意部分公开答复数", "件", parent="c3", cell=_answered("c33")),
    Row("c34", "4.不同意公开答复数", "件", "sum", "c3", cell=_answered(*REFUSALS)),
    Row("c341", "其中：涉及国家秘密", "件", parent="c34", cell=_answered("c341")),
    Row("c342", "涉及商业秘密", "件", parent="c34", cell=_answered("c342")),
    Row("c343", "涉及个人隐私", "件", parent="c34", cell=_answered("c343")),
    Row("c344", "危及国家安全、公共安全、经济安全和社会稳定", "件", parent="c34", cell=_answered("c344")),
    Row("c345", "不是《条例》所指政府信息", "件", parent="c34", cell=_answered("c345")),
    Row("c346", "法律法规规定的其他情形", "件", parent="c34", cell=_answered("c346")),
    Row("c35", "5.不属于本行政机关公开数", "件", parent="c3", cell=_answered("c35")),
    Row("c36", "6.申请信息不存在数", "件", parent="c3", cell=_answered("c36")),
    Row("c37", "7.告知作出更改补充数", "件", parent="c3", cell=_answered("c37")),
    Row("c38", "8.告知通过其他途径办理数", "件", parent="c3", cell=_answered("c38")),
    # The form has no row for what is not decided yet: what it counts are the decisions of the year.
    Row("d", "四、行政复议数量", "件", "sum", cell=Count("reconsiderations.decided")),
    Row("d1", "（一）维持具体行政行为数", "件", parent="d", cell=_decided(RECONSIDERATION, "upheld")),
    Row("d2", "（二）被依法纠错数", "件", parent="d", cell=_decided(RECONSIDERATION, "corrected")),
    Row("d3", "（三）其他情形数", "件", parent="d", cell=_decided(RECONSIDERATION, "other")),
    Row("e", "五、行政诉讼数量", "件", "sum", cell=Count("lawsuits.decided")),
    Row("e1", "（一）维持具体行政行为或者驳回原告诉讼请求数", "件", parent="e", cell=_decided(LITIGATION, "upheld")),
    Row("e2", "（二）被依法纠错数", "件", parent="e", cell=_decided(LITIGATION, "corrected")),
    Row("e3", "（三）其他情形数", "件", parent="e", cell=_decided(LITIGATION, "other")),
    Row("f", "六、举报投诉数量", "件", cell=Count("complaints.received")),
    Row("g", "七、依申请公开信息收取的费用", "万元", cell=Count("foi_fees.taken")),
    Row("h", "八、机构建设和保障经费情况", kind="head"),
    Row("h1", "（一）政府信息公开工作专门机构数", "个", parent="h", cell=Count("staff.offices")),
    Row("h2", "（二）设置政府信息公开查阅点数", "个", parent="h", cell=Count("points.open")),
    Row("h3", "（三）从事政府信息公开工作人员数", "人", "sum", "h", cell=Count("staff.people")),
    Row("h31", "1.专职人员数（不包括政府公报及政府网站工作人员数）", "人", parent="h3", cell=Count("staff.full_time")),
    Row("h32", "2.兼职人员数", "人", parent="h3", cell=Count("staff.part_time")),
    Row(
        "h4",
        "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）",
        "万元",
        parent="h",
        cell=Count("funds.spent"),
    ),
    Row("i", "九、政府信息公开会议和培训情况", kind="head"),
    Row("i1", "（一）召开政府信息公开工作会议或专题会议数", "次", parent="i", cell=Count("conferences.held")),
    Row("i2", "（二）举办各类培训班数", "次", parent="i", cell=Count("trainings.held")),
    Row("i3", "（三）接受培训人员数", "人次", parent="i", cell=Count("trainings.attendees")),
)

CARRIED_IN = Row("carried_in", "上年结转申请数", "件", "aside", cell=Count("foi.carried_in"))

_OUTLETS = ("a21", "a22", "a23", "a24", "a25")

RELATIONS = (
    Relation("T14-a1n", "E", "主动公开规范性文件数不多于主动公开政府信息数", terms("a1n"), "<=", terms("a1")),
    # A warning only: an older document may be published this year.
    Relation("T14-a1m", "W", "主动公开规范性文件数不多于制发规范性文件总数", terms("a1n"), "<=", terms("a1m")),
    Relation(
        "T14-a1-max",
        "E",
        "任一渠道的公开数不多于主动公开政府信息数",
        terms(*_OUTLETS),
        "<=",
        terms("a1"),
        left_is="max",
    ),
    # 其他方式 makes the channels exhaustive, so a total above their sum is an error, not a warning.
    Relation("T14-a1-sum", "E", "主动公开政府信息数不多于各渠道公开数之和", terms("a1"), "<=", terms(*_OUTLETS)),
    Relation("T14-b21", "E", "主要负责同志参加新闻发布会次数不多于总次数", terms("b21p"), "<=", terms("b21")),
    Relation("T14-b22", "E", "主要负责同志参加在线访谈次数不多于总次数", terms("b22p"), "<=", terms("b22")),
    Relation(
        "T14-b1",
        "W",
        "回应热点或舆情数不多于各种方式之和",
        terms("b1"),
        "<=",
        terms("b21", "b22", "b23", "b24", "b25"),
    ),
    Relation("T14-c1", "E", "收到申请数等于各种渠道之和", terms("c1"), "=", terms("c11", "c12", "c13", "c14")),
    Relation("T14-c2", "E", "申请办结数等于按时办结数加延期办结数", terms("c2"), "=", terms("c21", "c22")),
    Relation("T14-c3", "E", "申请答复数等于八种答复之和", terms("c3"), "=", terms(*ANSWERS)),
    Relation("T14-c34", "E", "不同意公开答复数等于六种情形之和", terms("c34"), "=", terms(*REFUSALS)),
    # A warning only: correction notices and withdrawals are counted differently from place to place.
    Relation("T14-c3-c2", "W", "申请答复数等于申请办结数", terms("c3"), "=", terms("c2")),
    Relation("T14-c2-c1", "E", "申请办结数不多于收到申请数加上年结转数", terms("c2"), "<=", terms("c1", "carried_in")),
    Relation("T14-d", "E", "行政复议数量等于三种结果之和", terms("d"), "=", terms("d1", "d2", "d3")),
    Relation("T14-e", "E", "行政诉讼数量等于三种结果之和", terms("e"), "=", terms("e1", "e2", "e3")),
    Relation("T14-h3", "E", "工作人员数等于专职加兼职", terms("h3"), "=", terms("h31", "h32")),
    WholeNumbers("T14-neg", "E", "各数为非负整数，金额可有小数", frozenset({"g", "h4"})),
)

TABLE_2014 = Table(
    key="2014",
    title="政府信息公开情况统计表",
    first_year=2014,
    last_year=2018,
    columns=(Column(VALUE, "统计数"),),
    rows=ROWS,
    relations=RELATIONS,
    notes=("统计期为1月1日至12月31日。",),
    leaves=LEAVES,
    asides=(CARRIED_IN,),
)
