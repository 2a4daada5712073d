"""How a bulletin (通报) of a quarter or a month begins: its figures, the columns of its table of units, and the sentences that figures are put into. A figure is
named by its token, as in the outlines of annual reports; ``before.`` is the period before.
"""

from gongkai.pure.law.outlines import Part, Passage

RANKED_BY = "foi.closed"
"""What was closed, by which units are ranked: like for like, of one procedure."""
LEADING = (
    "records.published", "interpretations.published", "submissions.adopted", "foi.received", "foi.closed", "foi.closed_in_time", "foi.carried_out",
    "foi.rated", "foi.rated_bad", "cases.urged", "keypoints.due", "keypoints.done", "complaints.received",
)  # fmt: skip
"""The measures of the first table."""
LABELS = {
    "foi.carried_out": "期末还在办理的申请",
    "keypoints.due": "本期到期的要点任务",
    "keypoints.done": "本期到期、已经完成的要点任务",
}
"""What measures are called there whose own names tell of a year. Each by itself, without 其中, which would reach on to the lines below."""
BY_UNIT = {
    "published": "records.published", "received": "foi.received", "closed": "foi.closed", "in_time": "foi.closed_in_time", "urged": "cases.urged",
    "points": "keypoints.due", "done": "keypoints.done",
}  # fmt: skip
"""The measures of the second, by its columns."""
LATE, STALE, RANK = "现在超期的事项", "更新超期的栏目", "答复及时率位次"
"""Lines of the first table that are no measures: as they stand on the day on which the figures are taken."""
OUTLINE = (
    Part("一、主要数据", ()),
    Part(
        "二、主动公开",
        (
            Passage(
                (
                    "本期主动公开政府信息{records.published}条，",
                    "上期{before.records.published}条；",
                    "发布政策解读{interpretations.published}篇，",
                    "报送的信息被采用{submissions.adopted}条。",
                )
            ),
        ),
    ),
    Part(
        "三、依申请公开",
        (
            Passage(
                (
                    "本期新收政府信息公开申请{foi.received}件，",
                    "上期{before.foi.received}件。",
                    "本期办结{foi.closed}件，",
                    "其中按期办结{foi.closed_in_time}件。",
                    "期末还在办理{foi.carried_out}件。",
                )
            ),
            Passage(("申请人评价{foi.rated}件，", "其中不满意{foi.rated_bad}件。"), needs="foi.rated"),
        ),
    ),
    Part(
        "四、督办和要点",
        (
            Passage(("本期催办、督办{cases.urged}次，", "上期{before.cases.urged}次。")),
            Passage(("本期到期的要点任务{keypoints.due}项，", "已经完成{keypoints.done}项。"), needs="keypoints.due"),
        ),
    ),
    Part("五、各单位情况", ()),
    Part("六、存在的问题和要求", (Passage((), "", "写突出的问题、点到的单位和下一步的要求"),)),
)
