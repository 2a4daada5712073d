"""What outcomes of applications are of: 「收到申请26件，…，另有1件结转下年度办理。从答复结果看，予以公开14件，…」.

Never of letters, proposals or calls, nor of what stood before the section told how many applications it had.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.pure.audit.claims.naming import CHANGE, label
from gongkai.pure.audit.claims.parts import families
from gongkai.pure.audit.claims.parts.breakdown import Breakdown
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import same
from gongkai.pure.audit.report import Passage

_CAME = re.compile("收到|受理|接收|接到|新收|承办|交办|接听|接办|转办")
_OTHER_MATTER = re.compile("来信|信件|信箱|来电|热线|工单|留言|诉求|信访|来访|建议|提案|议案|投诉|举报|咨询|邮件")
_NOT_ALL = re.compile(
    r"其中|上一?年|去年|结转|同比|平均|日均|累计|(?:网上|网络|信函|当面|现场|传真)[^，。；]{0,4}申请$"
)
_HEADING = re.compile("(?:^|[。；！\\s])[一二三四五六七八九十]{1,3}、")


def of_its_matter(
    passage: Passage, sentence: Sentence, front: Sequence[Quantity], parts: Sequence[Quantity]
) -> list[Quantity]:
    """Those of the figures before a list of results that it may be of."""
    of_applications = families.of_a_form([label(each) for each in parts])
    own = _own(front, parts[0])
    begins = _section(passage, sentence, parts[0])
    return [
        each
        for at, each in enumerate(front)
        if not (own and each.start < min(own.start, begins))
        and not (of_applications and _is_of_other_matter(front[: at + 1], own))
    ]


def _own(front: Sequence[Quantity], part: Quantity) -> Quantity | None:
    """The last figure that tells how many applications came."""
    return next((each for each in reversed(front) if _tells_applications(each) and same(each.unit, part.unit)), None)


def _tells_applications(each: Quantity) -> bool:
    named = "申请" in each.lead + each.tail and _CAME.search(each.lead)
    return bool(each.counts and named) and not (CHANGE.search(each.lead) or _NOT_ALL.search(each.lead))


def _section(passage: Passage, sentence: Sentence, part: Quantity) -> int:
    """Where the section begins: an old export may run several into one paragraph."""
    at = passage.paragraph.start
    for each in passage.sentences:
        if each.start <= sentence.start:
            found = [each.start + told.start() for told in _HEADING.finditer(each.text)]
            at = max([at, *(one for one in found if one < part.start)])
    return at


def _is_of_other_matter(front: Sequence[Quantity], own: Quantity | None) -> bool:
    """「来信428件，办结425件」: the last that came before what was closed were letters."""
    each = front[-1]
    near = [q for q in front if same(q.unit, each.unit) and (_CAME.search(q.lead) or q is each or q is own)]
    for told in reversed(near):
        words = told.lead + told.tail
        if "申请" in words:
            return False
        if _OTHER_MATTER.search(words):
            return True
    return False


_SEVERAL = 4


def _is_long(names: Sequence[str]) -> bool:
    return len(names) >= _SEVERAL and families.excluding(names)


_LEFT = re.compile(
    "(?:申请)?(?:因?[^，。；\\d]{0,6})?(?:[尚仍还]?(?:未到期|未办结|在办|正在办理|在办理)|(?:将|已|按规定)*结转(?:至|到|入)?(?:下|次|明))"
)
_BESIDE = re.compile("(?:[另尚仍还]有|其余|剩余|年底前|(?:截至)?□*年?(?:年)?底|[，。；、\\s])*")


def with_what_is_left(passage: Passage, sentence: Sentence, parts: Sequence[Quantity], at: int) -> Breakdown | None:
    """Results with what the section tells to go on, of all that came; None where it tells no such figure, or several."""
    begins, row = _section(passage, sentence, parts[0]), passage.quantities
    row = tuple(each for each in row if each.start >= begins and same(each.unit, parts[0].unit))
    came = [each for each in row if each.end <= sentence.start + at and _tells_applications(each)]
    left = [each for each in row if each not in parts and _BESIDE.fullmatch(each.lead) and _LEFT.match(each.tail)]
    if len(came) != 1 or len(left) != 1 or any(_CARRIED_IN.search(each.lead) for each in row):
        return None
    names, added = tuple(label(each) for each in parts), sum(each.value for each in parts)
    if added == came[0].value or not (added + left[0].value == came[0].value or _is_long(names)):
        return None
    return Breakdown(came[0], (*parts, left[0]), "divided", in_turn=(*names, "其余"))


_CARRIED_IN = re.compile("上一?年度?[^，。；]{0,4}结转|结转[^，。；]{0,2}上一?年|去年[^，。；]{0,4}结转")
