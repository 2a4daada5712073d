"""好差评: the five official grades by which whoever brought a matter rates how it was handled (国办发〔2019〕51号). The keys are permanent."""

from gongkai.pure.law.applicants import Choice

GRADES = (
    Choice("very_good", "非常满意"),
    Choice("good", "满意"),
    Choice("fair", "基本满意"),
    Choice("bad", "不满意"),
    Choice("very_bad", "非常不满意"),
)
GOOD = tuple(each.key for each in GRADES[:3])
"""Counted as 好评."""
BAD = tuple(each.key for each in GRADES[3:])
"""差评: looked into on the next working day at the latest, and answered to whoever gave it."""

CALLED = (
    Choice("fixed", "情况属实，已经改正"),
    Choice("later", "情况属实，限期改正"),
    Choice("explained", "没有法定依据的要求，已经解释"),
)
"""What comes of looking into a bad grade."""
FIXED_LATER = "later"
CALL_WITHIN, PUT_RIGHT_WITHIN, JUDGE_WITHIN = 1, 15, 5
"""Working days: to look into a bad grade; at most to put right what takes longer [a province's rule]; to judge a grade that a unit disputes [ours]."""
