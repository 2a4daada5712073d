"""What there was, what came, what went, what there is: 年初48个，新设9个，撤并4个，年末53个. Kind `difference`.

Only what is told can be reckoned with: where nothing is said to have gone, fewer than it makes is no contradiction, for some may
have; where nothing is said to have come, neither is more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.moves.movement import EARLIER, lead_as_read
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.intervals import Interval, total
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import canonical, same
from gongkai.pure.audit.repair import one_digit_repair
from gongkai.pure.audit.report import Report
from gongkai.pure.audit.slips import one_slip

REASONS = {
    "stock": (
        "按原有、新增和减少的数计算应为{expected}，文中写{stated}",
        "What there was, what came and what went make {expected}; the text says {stated}",
    ),
    "stock-holds": ("与原有、新增和减少的数相符", "It agrees with what there was, what came and what went"),
}

_START = re.compile(
    r"(?:(?<!\d)1月(?:份|初)?(?:在册|现有|共?有)?|年初|期初|上年[末底]|去年[末底]|上一年度?[末底]|(?P<year>20\d\d)年[末底]|原有)(?:[^，。；：\d]{0,24})$"
    r"|[由从](?:上一?年度?|去年|原来|年初|20\d\d年)?的?$"
)
_END = re.compile(
    r"(?:(?<![上去])年[末底]|12月(?:份|底|末)?(?:在册|现有|共?有)?|期末|现有|现行有效|目前|[还尚仍]有|(?:总数|总量|累计|合计|总计)(?:达到?|为|有)?)(?:[^，。；：\d]{0,24})$"
    r"|^(?:调整|变更|变动|变|增加|减少|上升|下降|增|降|减)(?:为|到|至)了?$"
)
_IN = re.compile(
    r"(?:新增|新设|新建|新开|新制|新成立|新纳入|新注册|新开通|制定|制发|出台|承接|增设|净增加?)(?!.*[为至成])[^，。；：\d]{0,12}$"
)
_OUT = re.compile(
    r"(?:撤销|撤并|关停|关闭|注销|核销|销号|废止|宣布失效|失效|取消|退出|停用|清退|净减少?|脱贫|出列|摘帽)(?!.*[为至成])[^，。；：\d]{0,12}$"
)
_MOVED = re.compile(r"[由从](?:[^，。；]{0,6}的?)?$")
_NEUTRAL = re.compile(r"修改|修订|更名|升级|改版(?!后)|变更|其中|改造")
_SOME_NEW = re.compile(r"[^，。；（]{0,8}[，（]其中[^，。；\d]{0,6}新")
"""年末尚有100处，其中新增20处: some came."""
_VAGUE = re.compile(r"一批|若干|部分|整合|合并|调整(?![为到至])|划转|不含|除外")


def stocks(report: Report, previous: Report | None = None) -> Iterator[Finding]:
    """Of each sentence that tells a beginning, an end, and what came or went between."""
    for passage in report.passages:
        before: Sentence | None = None
        for sentence in passage.sentences:
            rows: dict[tuple[str, int], list[Quantity]] = {}
            for each in sentence.counts:
                key = canonical(each.unit), sentence.before(each).count("；")
                rows.setdefault(key, []).append(each)
            for (unit, _), row in rows.items():
                if unit and len(row) > 1 and (found := _judge(sentence, row, before)):
                    yield found
            before = sentence


def _judge(sentence: Sentence, row: Sequence[Quantity], before: Sentence | None) -> Finding | None:
    """before: the sentence before, which may tell what there was."""
    roles: dict[str, list[Quantity]] = {"start": [], "end": [], "in": [], "out": [], "neutral": []}
    strays: list[Quantity] = []
    for each in row:
        roles.get(_role(_words(sentence, each)), strays).append(each)
    came, went = roles["in"], roles["out"]
    if not roles["start"] and len(roles["end"]) == 1:
        end = roles["end"][0]
        ahead = strays[:1] if strays[:1] == list(row[:1]) else before.counts if before and not strays else ()
        named = [each for each in ahead if same(each.unit, end.unit) and _of_one_noun(each, end)]
        roles["start"] += named
        strays = [each for each in strays if each not in named]
    if len(roles["start"]) != 1 or len(roles["end"]) != 1 or not (came or went):
        return None
    start, end = roles["start"][0], roles["end"][0]
    net = any("净" in each.lead for each in (*came, *went))
    if _MOVED.search(start.lead) and (net or roles["neutral"] or not (came and went)):
        return None  # 由1642项增加到1829项: a difference
    if start.value <= 0 or (not came and EARLIER.search(start.lead) and not _STILL.search(end.lead)):
        return None  # 原有32家，撤并11家，现有21家 is a difference
    expected = _made(start, came, went)
    figures = (start, *came, *went, end)
    if expected.meets(end.interval):
        return _finding(sentence, figures, came, went, True)
    above = expected.below(end.interval)
    left = (
        not came and _STILL.search(end.lead) and one_slip(end.value, expected.low or end.value)
    )  # 脱贫6512人，年末尚有…
    told = (came and went) or net or left or (above if came else end.interval.below(expected))
    here = [each for each in figures if each.start >= sentence.start]
    first, last = min(here, key=_place), max(here, key=_place)
    stray = any(first.start < each.start < last.start for each in strays)
    new = _SOME_NEW.match(sentence.text, end.end - sentence.start)
    if (
        not told
        or stray
        or new
        or _VAGUE.search(sentence.between(first, last))
        or any(each.approximation for each in figures)
    ):
        return None
    return _finding(sentence, figures, came, went, False)


def _words(sentence: Sentence, each: Quantity) -> str:
    """The words before a figure; of 在册712户1298人 both figures have those before the first."""
    beside = next((q for q in sentence.counts if q.end == each.start), None)
    return lead_as_read(sentence, beside if beside and not each.lead else each)


_STILL = re.compile("[还尚仍]有")
_AT_THE_END = re.compile("^(?:(?:本|到|至|截至)?□*年?[末底]|目前|现)?(?:[现共还尚仍]有|在册|为|有)*")


def _of_one_noun(first: Quantity, end: Quantity) -> bool:
    """「奖励扶助对象2812人，新增463人，退出57人，年末奖励扶助对象3128人」: the end is of the first figure's own noun."""
    lead = _SIGN.split(end.lead)[-1]
    noun = _AT_THE_END.sub("", lead).rstrip("为有是达到共")
    told = _NOUN.sub("", first.lead).rstrip("为有是达到共")
    return len(noun) >= _LEAST_NOUN and lead != noun and told.endswith(noun)


_NOUN = re.compile("[的各]")
_LEAST_NOUN = 3


def _place(quantity: Quantity) -> int:
    return quantity.start


_SIGN = re.compile("[，；：（]")


_COMPARED = re.compile("[较比]")


def _role(lead: str) -> str:
    words = _SIGN.split(lead)[-1]
    if _NEUTRAL.search(words):
        return "neutral"
    if _START.search(words) and not _COMPARED.search(words):
        return "start"
    for name, pattern in (("in", _IN), ("out", _OUT), ("end", _END)):
        if pattern.search(words):
            return name
    return "stray"


def _finding(
    sentence: Sentence,
    figures: tuple[Quantity, ...],
    came: Sequence[Quantity],
    went: Sequence[Quantity],
    holds: bool,
) -> Finding:
    start, end = figures[0], figures[-1]
    made = start.value + sum(each.value for each in came) - sum(each.value for each in went)
    line = start.number + "".join(f"+{each.number}" for each in came) + "".join(f"−{each.number}" for each in went)
    exactly = made == end.value
    line += f"={telling.like(made, end)}" + ("" if exactly else f"{'≈' if holds else '≠'}{telling.shown(end)}")
    n = len(came)
    repair = (
        None
        if holds
        else one_digit_repair(figures, lambda q: _made(q[0], q[1 : 1 + n], q[1 + n : -1]).meets(q[-1].interval))
    )
    first, last = telling.quote(sentence, [each for each in figures if each.start >= sentence.start])
    first = min(first, start.start)
    args = {"stated": end.printed, "expected": f"{telling.like(made, end)}{end.unit}"}
    ordered = tuple(each.figure for each in sorted(figures, key=lambda q: q.start))
    return Finding(
        "difference", "holds" if holds else "contradicts", first, last, ordered, end.printed, args["expected"], line,
        "stock-holds" if holds else "stock", args, repair, 0.85,
    )  # fmt: skip


def _made(start: Quantity, came: Sequence[Quantity], went: Sequence[Quantity]) -> Interval:
    return start.interval + total([each.interval for each in came]) - total([each.interval for each in went])
