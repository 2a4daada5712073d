"""What came of complaints, for the public: in the office's words, with nothing of whoever complained."""

from typing import Any

from gongkai.procedures.complaints import queries
from gongkai.pure.law.applicants import label_of
from gongkai.pure.law.grievances import MATTERS

results_title = "举报投诉的处理结果"
results_lead = "认为单位没有依法公开信息、没有按期答复申请的，可以向政府信息公开工作主管部门举报投诉（条例第五十一条）。查下来怎样、怎么处理的，公布在这里，不写是谁反映的。"
results_ask = "网上举报投诉"


def results() -> list[dict[str, Any]]:
    """One line a complaint, the latest first: ``on``, ``unit``, ``code`` of the unit, ``matter``, ``result``, ``text``, ``state`` of what was to be put right."""
    return [
        {
            "on": each.case.closed_on,
            "unit": each.about.short_name,
            "code": each.about.code,
            "matter": label_of(MATTERS, each.matter),
            "result": queries.result_label(each.case.outcome),
            "text": each.published_text,
            "rectified": each.rectified_on,
            "rectify_by": each.rectify_by,
        }
        for each in queries.published()
    ]
