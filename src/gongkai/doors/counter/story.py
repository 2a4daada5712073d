"""What happened to a case, as its applicant may know it: only steps whose declaration has a public sentence."""

from dataclasses import replace

from gongkai.ground.ui.parts import Moment
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import steps_of, taken_late
from gongkai.pure import declare

OPENED = "open"
CAME = {"web": "网上提交", "counter": "当面提交", "fax": "传真发来", "letter": "信函寄来"}


def moments_of(case: Case, coming: Moment | None) -> list[Moment]:
    """Past steps in their order, the last one marked while the case is open, then what comes next."""
    steps = declare.procedure(case.procedure).steps
    late = {each.taken.seq: f"这一步比规定的时间晚了{each.days}个工作日{each.over}" for each in taken_late(case)}
    past = []
    for taken in reversed(steps_of(case)):
        if taken.name == OPENED:
            past.append(Moment("收到您的申请", at=taken.at, text=f"{CAME[case.channel]}，已经登记。"))
        elif (step := steps.get(taken.name)) and step.public:
            past.append(Moment(step.label, at=taken.at, text=step.public, late=late.get(taken.seq, "")))
    if past and not case.closed:
        past.append(replace(past.pop(), state="now"))
    return [*past, *([coming] if coming else [])]
