"""What happened to a case, as its applicant may know it: only steps whose declaration has a public sentence, which may say what their
fact does (收到日期由{old}更正为{new})."""

from collections.abc import Mapping
from dataclasses import replace

from gongkai.ground.ledger.facts import filled
from gongkai.ground.ui.parts import Moment
from gongkai.kernel.cases.models import Case
from gongkai.kernel.cases.queries import said_of_steps, steps_of, taken_late
from gongkai.pure import declare

OPENED = "open"
CAME = {
    "web": "网上提交",
    "counter": "当面提交",
    "fax": "传真发来",
    "letter": "信函寄来",
    "email": "电子邮件发来",
    "transfer": "其他机关转来",
}


def moments_of(case: Case, coming: Moment | None, otherwise: Mapping[str, str], noun: str) -> list[Moment]:
    """Past steps in their order, the last one marked while the case is open, then what comes next. ``otherwise``: what is said of a step
    in the place of its own words, by its name.
    """
    steps = declare.procedure(case.procedure).steps
    late = {each.taken.seq: f"这一步比规定的时间晚了{each.days}{each.unit}{each.over}" for each in taken_late(case)}
    taken = list(reversed(steps_of(case)))
    sentences = {
        each.seq: otherwise.get(each.name, steps[each.name].public)
        for each in taken
        if each.name in steps and steps[each.name].public
    }
    said = said_of_steps(case.ref) if any("{" in sentence for sentence in sentences.values()) else {}
    past = []
    for each in taken:
        if each.name == OPENED:
            came = otherwise.get(OPENED) or f"{CAME[case.channel]}，已经登记。"
            past.append(Moment(f"收到您的{noun}", at=each.at, text=came))
        elif sentence := sentences.get(each.seq):
            text = filled(sentence, said[each.ledger_name()]) if "{" in sentence else sentence
            past.append(Moment(steps[each.name].label, at=each.at, text=text, late=late.get(each.seq, "")))
    if past and not case.closed:
        past.append(replace(past.pop(), state="now"))
    return [*past, *([coming] if coming else [])]
