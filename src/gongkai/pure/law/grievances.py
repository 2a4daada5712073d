"""What 举报投诉 about openness are about, and how each can end (条例第51条; 2008: 第33条). The keys are permanent: they are stored."""

from gongkai.pure.law.applicants import Choice

COMPLAINT = "complaint"

MATTERS = (
    Choice("unpublished", "应当主动公开的没有公开"),
    Choice("unanswered", "申请公开没有按期答复"),
    Choice("answer", "对申请公开的答复有意见"),
    Choice("wrong", "公开的内容不准确、不及时"),
    Choice("private", "公开了不该公开的个人隐私、商业秘密"),
    Choice("fee", "收费不合规定"),
    Choice("service", "指南、查阅点、窗口服务的问题"),
    Choice("matter_other", "其他"),
)

RESULTS = (
    Choice("grievance_upheld", "属实"),
    Choice("grievance_partly", "部分属实"),
    Choice("grievance_unfounded", "不属实"),
    Choice("grievance_declined", "不予受理"),
    Choice("grievance_withdrawn", "本人撤回"),
)
FOUND = RESULTS[:3]
"""The results of an inquiry; the others end it without one."""
DECLINED, WITHDRAWN = RESULTS[3].key, RESULTS[4].key
UPHELD = frozenset({"grievance_upheld", "grievance_partly"})
"""After which the unit has something to put right."""
