"""What looks unusual in how a unit handles its cases, as declarations: each is put as a question, with its sample, and never as a verdict."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pattern:
    """``told`` is the sentence that opens the question, of {unit}, {procedure}, {sample}, {hits} and for some {days}, {rate}, {others}; ``asks`` what is asked;
    ``counted`` how it is counted. It is asked of ``least`` cases or more, if ``several`` or more, and ``share`` of them, are so. ``grows``:
    by which share more than what was explained they must be to be asked again, and by one at least. ``compared``: with the other units of the level, in the place of ``share``.
    ``current``: of what is open now, not of what was closed in twelve months.
    """

    key: str
    label: str
    told: str
    asks: str
    counted: str
    least: int = 1
    several: int = 1
    share: float = 0.0
    grows: float = 0.0
    compared: bool = False
    current: bool = False


PATTERNS = (
    Pattern(
        "minute", "受理当日（一分钟内）办结", "{unit}近12个月办结{procedure}{sample}件，其中{hits}件从受理到办结不到1分钟。",
        "这些是当场就能答复的，还是办完了才补进系统的？",
        "从“受理”那一步（没有这一步的从登记）到办结那一步，不超过1分钟；从旧台账导入的没有这两步，不会算进来。",
        several=3,
    ),
    Pattern(
        "last_day", "多数在最后一天办结", "{unit}近12个月有期限的{procedure}办结{sample}件，其中{hits}件正好在到期日那天办结。",
        "是案子难，还是平时放着、到期才办？",
        "办结的日期就是到期日；延过期的，按延长以后的到期日。",
        least=6, several=5, share=0.6, grows=0.2,
    ),
    Pattern(
        "extended", "每件都延期", "{unit}近12个月有期限的{procedure}办结{sample}件，其中{hits}件延长过期限。",
        "每一件都确实要延长，还是先延了再说？",
        "延长过答复期限的件，占有期限、已经办结的件。",
        least=5, several=5, share=0.9, grows=0.2,
    ),
    Pattern(
        "refused", "不予公开的比例和同类单位相差很大",
        "{unit}近12个月答复{procedure}{sample}件，其中{hits}件不予公开，占{rate}；同类的其他单位合起来占{others}。",
        "是申请的内容本来不同，还是把握的尺度不同？",
        "“不予公开”各类结果的件，占有期限、已经办结的件；和同一类别（部门、乡镇等）的其他单位比，两边的区间（95%）不相交才问。",
        least=10, grows=0.2, compared=True,
    ),
    Pattern(
        "still", "多日没有动作", "{unit}在办的{procedure}{sample}件里，有{hits}件{days}个工作日以上没有任何动作。",
        "卡在哪里，谁来推动？",
        "最近一步（受理、征求意见、送签、记办理记录等）以后过了{days}个工作日的在办件；等申请人补正、缴费、等征求的意见的不算，催办、督办不算动作。",
        current=True,
    ),
)  # fmt: skip

BY_KEY = {each.key: each for each in PATTERNS}
