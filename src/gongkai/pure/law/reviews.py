"""How reconsideration and lawsuits about what an organ did can end, and in which column of the annual table each result is counted.

A code is permanent: it is stored with the closed case. The columns are those of part four of the annual report. Which result belongs in which
is the form's where the form says it (维持; the 2014 table: 维持具体行政行为或者驳回原告诉讼请求); the rest is ours: whatever found the act
wrong or ordered it done is 结果纠正, whatever ended without judging the act is 其他结果.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

RECONSIDERATION, LITIGATION = "reconsideration", "litigation"
Column = Literal["upheld", "corrected", "other"]
COLUMNS: Mapping[str, str] = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果"}

DIRECT, AFTER = "direct", "after"
ROUTES: Mapping[str, str] = {DIRECT: "未经复议直接起诉", AFTER: "复议后起诉"}
"""How a lawsuit came about (part four counts both apart)."""


@dataclass(frozen=True)
class Result:
    """One way to end. ``article``: where it rests, ``old_article``: in the law before 2024 (reconsideration). ``orders``: the organ is told to
    act again or to perform within a term."""

    code: str
    label: str
    column: Column
    article: str
    old_article: str = ""
    orders: bool = False


RECONSIDERATION_RESULTS = (
    Result("rec_upheld", "维持", "upheld", "第六十八条", "第二十八条"),
    Result("rec_refused", "驳回行政复议请求", "upheld", "第六十九条", "第二十八条"),
    Result("rec_perform", "责令限期履行", "corrected", "第六十六条", "第二十八条", orders=True),
    Result("rec_redo", "撤销，责令重新作出", "corrected", "第六十四条", "第二十八条", orders=True),
    Result("rec_annulled", "撤销或者部分撤销", "corrected", "第六十四条", "第二十八条"),
    Result("rec_changed", "变更", "corrected", "第六十三条", "第二十八条"),
    Result("rec_unlawful", "确认违法", "corrected", "第六十五条", "第二十八条"),
    Result("rec_void", "确认无效", "corrected", "第六十七条", "第二十八条"),
    Result("rec_dismissed", "驳回行政复议申请", "other", "第三十三条", "第十七条"),
    Result("rec_withdrawn", "申请人撤回，终止", "other", "第四十一条", "第二十五条"),
    Result("rec_mediated", "调解结案", "other", "第七十三条"),
    Result("rec_ended", "其他原因终止", "other", "第四十一条", "第二十五条"),
)
LITIGATION_RESULTS = (
    Result("suit_refused", "驳回诉讼请求", "upheld", "第六十九条"),
    Result("suit_perform", "判决限期履行", "corrected", "第七十二条", orders=True),
    Result("suit_redo", "撤销，判决重新作出", "corrected", "第七十条", orders=True),
    Result("suit_annulled", "撤销或者部分撤销", "corrected", "第七十条"),
    Result("suit_changed", "变更", "corrected", "第七十七条"),
    Result("suit_unlawful", "确认违法", "corrected", "第七十四条"),
    Result("suit_void", "确认无效", "corrected", "第七十五条"),
    Result("suit_rejected", "驳回起诉", "other", "第四十九条"),
    Result("suit_withdrawn", "原告撤诉", "other", "第六十二条"),
    Result("suit_mediated", "调解结案", "other", "第六十条"),
    Result("suit_ended", "终结诉讼", "other", "第一百零一条"),
)
RESULTS: Mapping[str, tuple[Result, ...]] = {
    RECONSIDERATION: RECONSIDERATION_RESULTS,
    LITIGATION: LITIGATION_RESULTS,
}


def result(code: str) -> Result:
    """A result by its code. Raises LookupError."""
    for each in (*RECONSIDERATION_RESULTS, *LITIGATION_RESULTS):
        if each.code == code:
            return each
    raise LookupError(f"There is no result {code!r}.")


def counted_as(procedure: str, column: str) -> tuple[str, ...]:
    """The codes of a procedure's results that are counted in a column of part four."""
    return tuple(each.code for each in RESULTS[procedure] if each.column == column)
