"""Who a group consists of: roles that leave nobody over, and members told without a number."""

from __future__ import annotations

import re

from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.quantities.units import canonical
from gongkai.pure.audit.report import Passage

_HEAD = r"(?:第一|双|执行|常务)?(?:组长|主任|召集人|总指挥|指挥长|主席|负责人|牵头人)"
_UNTOLD = re.compile(
    rf"(?:任|为|担任|兼任|兼)(?:[^，。；\d]{{0,8}}的?)?(?<!副){_HEAD}(?!\d)|(?:主任|局长|组长|书记|[县市区镇乡]长|负责人|科长|秘书长)(?:、|和|及|与|以及)(?=[^，。；]{{0,2}}\d)"
)
_COUNTED = re.compile("(?<!副)组长|(?<!副)主任|专职|兼职")
"""Heads that are told with a number; staff, of which who leads the group is none: 由镇长任组长…，明确专职人员1名、兼职人员15名，共16人."""
_ROLE = re.compile(r"^(?:设|配备|有)?(?:组长|第一组长|常务副组长|副组长|成员|组员|联络员|主任|副主任|委员)$")


_STOP = re.compile("[；。]")
_DIGIT = re.compile(r"\d")


def untold(passage: Passage, told: Breakdown) -> bool:
    """「由主任任组长，设副组长4人、成员17人，共22人」: whether one of those counted together is told without a number."""
    if told.opening not in ("after", "all") or canonical(told.whole.unit) != "人":
        return False
    sentence = next((each for each in passage.sentences if each.start <= told.parts[0].start < each.end), None)
    if sentence is None or any(_COUNTED.search(each) for each in told.labels()):
        return False
    stretch = _STOP.split(sentence.text[: told.whole.start - sentence.start])[-1]
    return any(
        _UNTOLD.search(clause) and (not _DIGIT.search(clause) or re.search(rf"^\D*{_UNTOLD.pattern}", clause))
        for clause in stretch.split("，")
    )


_A_HEAD = re.compile("(?<!副)(?:组长|主任)$")
_MEMBER = re.compile("成员|组员|委员")


def all_roles(told: Breakdown) -> bool:
    """「成员10人，其中组长1人，副组长2人，成员6人」: a head and members are all that a group has."""
    names = told.labels()
    return (
        len(names) > 1
        and len(set(names)) == len(names)
        and all(_ROLE.match(each) for each in names)
        and any(_A_HEAD.search(each) for each in names)
        and _MEMBER.search(names[-1]) is not None
    )
