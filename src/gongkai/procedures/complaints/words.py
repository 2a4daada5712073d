"""The sentences of the letters and of the pages."""

from datetime import date

from gongkai.ground.ui.words import zh_date
from gongkai.procedures.complaints import queries
from gongkai.procedures.complaints.models import Grievance
from gongkai.pure.law.applicants import label_of
from gongkai.pure.law.grievances import MATTERS

CONFIDENCE = "您的姓名、联系方式只给办理这一件的人看，不告诉被反映的单位，也不公开。"


def receipt(until: date | None) -> list[str]:
    told = f"最晚{zh_date(until)}告知您是否受理。" if until else "15日内告知您是否受理。"
    return [f"您反映的情况已经登记。{told}", CONFIDENCE]


def accepted(grievance: Grievance, until: date | None) -> list[str]:
    told = f"最晚{zh_date(until)}告知您处理结果。" if until else "60日内告知您处理结果。"
    return [f"您反映{grievance.about.name}的情况，经审查，予以受理。{told}", CONFIDENCE]


def declined(reason: str) -> list[str]:
    return ["您反映的情况，经审查，不予受理。理由如下：", reason.strip()]


def asked(grievance: Grievance, letter: str, due_on: date) -> list[str]:
    lead = f"我们收到关于你单位政府信息公开工作的反映（{label_of(MATTERS, grievance.matter)}）。请就下列事项书面说明情况，并附上有关材料，最晚{zh_date(due_on)}报来："
    return [lead, *letter.strip().splitlines()]


def extended(days: int, until: date | None, ground: str) -> list[str]:
    told = f"，最晚{zh_date(until)}告知您处理结果" if until else ""
    return [f"您反映的情况比较复杂（{ground.strip()}），办理期限延长{days}日{told}。"]


def decided(grievance: Grievance, label: str, text: str) -> list[str]:
    return [
        f"您反映{grievance.about.name}的情况，经调查，{label}。处理结果如下：",
        *text.strip().splitlines(),
        "对处理结果有意见的，可以向上一级政府信息公开工作主管部门反映，也可以依法申请行政复议或者提起行政诉讼（条例第五十一条）。",
    ]


def ordered(grievance: Grievance, label: str, published: str, until: date) -> list[str]:
    return [
        f"关于你单位政府信息公开工作的反映（{label_of(MATTERS, grievance.matter)}），经调查，{label}：{published.strip()}",
        f"请在{zh_date(until)}前改正，并书面报告改正的情况。",
    ]


def public_result(grievance: Grievance, outcome: str) -> str:
    """The words that are proposed for the public page: nothing of whoever complained."""
    matter = label_of(MATTERS, grievance.matter)
    return f"经查，反映{grievance.about.name}“{matter}”的情况{queries.result_label(outcome)}。"
