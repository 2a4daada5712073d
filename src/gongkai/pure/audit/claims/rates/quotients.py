"""Means per head and ratios: 「18个乡镇共发布4140条，平均每个乡镇230条」, 「按1:6配备」. Kind `percent`: a quotient told."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from gongkai.pure.audit.claims import telling
from gongkai.pure.audit.claims.naming import CHANGE, is_total
from gongkai.pure.audit.claims.parts.breakdown import is_mean
from gongkai.pure.audit.claims.rates.eachof import each_of
from gongkai.pure.audit.claims.rates.finedays import A_YEAR, LEAST_DAYS, fine_days
from gongkai.pure.audit.claims.rates.listmeans import list_means
from gongkai.pure.audit.claims.rates.meansafar import among_the_year, of_the_act_before, of_the_named
from gongkai.pure.audit.claims.rates.ofkinds import names_several, of_kinds
from gongkai.pure.audit.claims.rates.ofothers import behind_its_list, of_several, of_something_else, without_inner
from gongkai.pure.audit.claims.rates.onlinedays import slipped_day
from gongkai.pure.audit.claims.rates.perhead import per_head
from gongkai.pure.audit.claims.rates.periods import periods
from gongkai.pure.audit.claims.rates.roundmeans import is_cut, rounded, told_round
from gongkai.pure.audit.claims.rates.spans import YEAR, months, months_of
from gongkai.pure.audit.claims.rates.yearly import yearly
from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.intervals import Interval
from gongkai.pure.audit.judge import places, plainly, verdict
from gongkai.pure.audit.quantities import Quantity, Sentence
from gongkai.pure.audit.quantities.units import TO_ONE, canonical, same
from gongkai.pure.audit.repair import one_digit_repair
from gongkai.pure.audit.report import Report
from gongkai.pure.audit.slips import one_slip

REASONS = {
    "mean": ("按总数计算，平均应为{expected}，所述为{stated}", "The total makes a mean of {expected}, not {stated}"),
    "mean-cut": ("计算为{expected}，所述{stated}为舍入或截取尾数所得", "The total makes {expected}; {stated} is that rounded or with digits cut off"),
    "mean-holds": ("平均数与总数相符", "The mean agrees with the total"),
    "reckoned": ("按文中所说的期间计算，平均应为{expected}，所述为{stated}", "Over the period that the text tells the mean is {expected}, not {stated}"),
    "daily": ("按日均数计算全年约为{expected}，所述为{stated}，相差一位以上", "The daily mean makes about {expected} in a year, not {stated}"),
    "daily-holds": ("日均数与全年数相符", "The daily mean agrees with the year"),
    "product": ("按每份数量计算共{expected}，所述为{stated}", "The number of each makes {expected} in all, not {stated}"),
    "product-holds": ("每份数量与总数相符", "The number of each agrees with the total"),
    "days": ("按全年天数计算约为{expected}，所述为{stated}", "Of the days of a year that is about {expected}, not {stated}"),
    "mean-days": ("按全年天数计算为{expected}；按多少天计算没有写明，不能据此判断", "Of the days of a year that is {expected}; of how many days it is is not told"),
    "days-holds": ("与全年天数相符", "It agrees with the days of a year"),
    "plan": ("按计划数计算完成{expected}，所述为{stated}", "Of the plan that is {expected}, not {stated}"),
    "plan-holds": ("完成比例与计划数相符", "The share of the plan agrees"),
}  # fmt: skip

_EACH = re.compile(
    r"[日月]均[^，。；\d]{0,8}$|^(?:人次|[户人村校亩会场期案次件家篇条笔])均[^，。；\d]{0,6}$|(?:平均|均)?每(?:个|家|名|人|月|期|天|日|周|季度|季|一)?(?:工作日|乡镇|镇|部门|单位|村|街道|月|期|名|人|天|日)?[^，。；\d]{0,10}$|^人均[^，。；\d]{0,6}$|平均每[^，。；\d]{0,12}$|^[，、]?(?:街镇|乡镇|镇街|县区|街道|部门|单位|社区)平均(?:约|为|达)*$"
)
# A year has as many days as it is open for business: working days or all.
_PERIODS = {"月": (12, 12), "季度": (4, 4), "天": (240, 366), "日": (240, 366)}
_WORKING_DAYS = (250, 251, 249, 252, 248, 253, 247)
_ALL_YEAR = re.compile(r"全年|年度|□{4}年|年(?=总?(?:访问|浏览|点击|阅读))")
_SINGLE = re.compile(r"最|上年|去年|□{4}年度?(?:为|是)?$|单[条篇期次个日月]|每|平均|均")
_PART_OF_YEAR = re.compile(r"月|季度|半年|以来|改版|上线|期间|后$|高峰|[工休周]")
_PLAN = re.compile(r"(?:目标|任务|计划|指标)[^，。；\d]{0,8}$")
_NO_MEAN = re.compile("最|缩短|压缩|减少|增加|提前|提速|提高|降低|下降|上升|标准")
_PAID = re.compile(r"^(?:发放|兑付|兑现|拨付|补助|补贴)[\u4e00-\u9fff]{0,4}$")
_GIVEN = re.compile("^[，、]?(?:全部|均|并)?免费(?:赠阅|发放|赠送|派送|派发|寄送)(?:出|了)?$")
_SIGNS = {"holds": "→", "rounding": "≈", "contradicts": "≠", "unclear": "≠"}
_MET_AGAIN = frozenset(["个", "家", "户", "村", "所"])
_LASTING = frozenset(["天", "课时", "学时", "小时", "分钟"])
_CAME = re.compile(r"报名|报考|应聘|应考|投档|审查|审核|参考")
_RECKONED = re.compile(
    r"(?P<front>（(?:(?:按照?|以)(?:全年|实际)?(?:开[放通]|运行|上线|工作)?|[自从][^（），。；]{2,12}(?:共?计|起计?)(?:算|共)?))\d+(?:天|日|个工作日|个月)(?:计算?|平均)?）"
)
_WANTED = re.compile(r"招聘|招录|招考|录用|录取|引进|岗位|职位|名额|计划")
_DONE = re.compile(r"(?:完成|达到|为|占)[^，。；\d]{0,10}(?:目标|任务|计划|指标)?的?$|完成率[^，。；\d]{0,3}$")


def quotients(report: Report, last: Report | None) -> Iterator[Finding]:
    """Of each sentence."""
    for passage in report.passages:
        for number, sentence in enumerate(passage.sentences):
            yield from _means(sentence, passage.sentences[max(0, number - 2) : number], report)
            told_apart = each_of(sentence, passage.sentences[max(0, number - 1) : number], report.year)
            yield from (_judge(*each) for each in told_apart)
            yield from (_as_reckoned(_judge(*each)) for each in yearly(sentence))
            yield from _daily(sentence)
            yield from fine_days(sentence)
            yield from _plans(sentence)
            yield from _editions(sentence)
            yield from _ratios(sentence)
            yield from periods(sentence)
            yield from list_means(sentence)
            yield from of_kinds(sentence)


def _means(sentence: Sentence, before: Sequence[Sentence], report: Report) -> Iterator[Finding]:
    if "均" not in sentence.text and "每" not in sentence.text:
        return
    counts = [each for each in sentence.quantities if each.counts]
    for number, mean in enumerate(counts):
        if number == 1 and "日均" in mean.lead and (by_days := of_the_act_before(sentence, before, mean)):
            yield _as_reckoned(_judge(by_days[1], by_days[0], by_days[0].interval, mean))
        if number and (of_people := per_head(sentence, before, mean)):
            yield _judge(of_people[0], of_people[1], of_people[1].interval, mean)
            continue
        if number < 1 or not _EACH.search(mean.lead) or _NO_MEAN.search(mean.lead) or names_several(sentence, mean):
            continue
        segment = sentence.before(mean).rfind("；")
        ahead = [each for each in counts[:number] if each.start - sentence.start > segment]
        totals = [each for each in ahead if _counted_alike(each, mean) and not _SINGLE.search(each.lead)]
        if not totals:
            continue
        total = totals[-1]
        named = [each for each in counts[:number] if each.value > 1 and _named(each, mean)]
        named = [each for each in named if not is_mean(each)] or named  # 推送648条，月均54条，累计阅读126.36万次，篇均
        # 建群214个，其中…社区建群198个，平均每个社区建群18个: a part of what is divided divides nothing
        named = [
            e
            for e in named
            if not any(t.start < e.start and "其中" in sentence.between(t, e) for t in totals)
            or behind_its_list(sentence, totals, e)
        ]
        heads = [each for each in named if each in ahead] or named
        period = next((n for word, n in _PERIODS.items() if re.search(f"每个?{word}|{word}均", mean.lead)), None)
        days = [each for each in ahead if canonical(each.unit) == "天"] if "日均" in mean.lead else []
        told = counts[number + 1 : number + 2] if _reckoned_by(sentence, mean, counts[number + 1 : number + 2]) else []
        days = days or told
        if heads and period is None:
            loose = not _people(total.unit, mean.unit) or ("篇均" in mean.lead and heads[-1].unit == "条")
            found = _of_heads(sentence, totals, heads, mean)
            found = (each for each in found if each.verdict == "holds" or not of_something_else(sentence, total, mean))
            yield from (each for each in found if not loose or each.verdict == "holds" or _slipped(each))
        elif days:
            by_days = _of_heads(sentence, totals, days[-1:], mean)
            yield from (_as_reckoned(each) if told and len(totals) == 1 else each for each in by_days)
        elif (
            not heads
            and period is None
            and (named := _of_its_subject(sentence, before, total, mean) or of_the_named(before, sentence, total, mean))
        ):
            yield _judge(total, named, named.interval, mean)
        elif not heads and period is None and (told_before := _told_before(before, mean)):
            found = _judge(total, told_before, told_before.interval, mean)
            if found.verdict == "holds":
                yield found
        elif period and (slipped := slipped_day(sentence, totals, mean)):
            yield slipped
        elif (
            period
            and not heads
            and "全年" not in total.lead
            and (span := months(sentence.read[: total.start - sentence.start])) is not None
        ):
            yield from _of_months(totals, span, mean) if period == _PERIODS["月"] else ()
        elif period and not heads and (_ALL_YEAR.search(sentence.before(total)) or among_the_year(sentence, before)):
            days = _days(sentence, report.year) if period[0] < period[1] else period[:1]
            found = [_of_a_year(each, days, mean) for each in totals[::-1] if same(each.unit, total.unit)]
            found = [each for each in found if each.verdict == "holds"] or found
            span = months_of(report)
            if found[0].verdict != "contradicts" or span in (None, YEAR):
                yield found[0]
            elif period == _PERIODS["月"]:
                yield from _of_months(totals, span, mean)


def _of_months(totals: Sequence[Quantity], span: int | None, mean: Quantity) -> Iterator[Finding]:
    """「2008年5月至12月，受理37件，月均4.6件」: of so many months as the text tells."""
    by = Interval.exact(Decimal(span or YEAR))
    found = [_judge(each, None, by, mean) for each in totals[::-1] if same(each.unit, totals[-1].unit)] if span else []
    if holding := next((each for each in found if each.verdict == "holds"), None):
        yield holding
    elif len(found) == 1:
        yield _as_reckoned(found[0])


_YEAR = re.compile(r"20\d\d(?=年)")


def _days(sentence: Sentence, year: int | None) -> tuple[int, ...]:
    """How many days the year has that a sentence names, or else the report's; where neither is told, it may be a leap year."""
    named = _YEAR.search(sentence.read)
    told = int(named[0]) if named else year
    return A_YEAR if told is None else (365 + isleap(told),)


def _of_a_year(total: Quantity, periods: Sequence[int], mean: Quantity) -> Finding:
    """The mean of a year's months or days: of all of these, or of the working days; some other days between may be meant."""
    ways = (*periods, *_WORKING_DAYS) if periods[0] > LEAST_DAYS else periods
    found = [_judge(total, None, Interval.exact(Decimal(n)), mean) for n in ways]
    if holding := next((each for each in found if each.verdict != "contradicts"), None):
        return holding
    between = Interval(Decimal(_PERIODS["天"][0]), Decimal(periods[-1])) if ways != periods else None
    if between and _judge(total, None, between, mean).verdict != "contradicts":
        return replace(found[0], verdict="unclear", reason="mean-days", repair=None)
    return found[0]


_ACCOUNT = re.compile(
    r"(?P<name>微信|微博|抖音|快手|视频号|公众号|公报|简报|网站|客户端|头条)(?:公众号|账号|平台)?(?P<rest>[^，。；\d]*)$"
)
_OF_ALL = re.compile(
    r"^(?:全年|年度|累计|总|共)*(?:阅读|浏览|点击|播放|访问|观看|转发|关注|推送)*(?:总?[数量]|总?次数|人次)?(?:共|达到?|为|约)*$"
)


_EACH_ITEM = re.compile(r"每(?P<unit>[条篇期个次件册])")


def _of_its_subject(sentence: Sentence, before: Sequence[Sentence], total: Quantity, mean: Quantity) -> Quantity | None:
    """「微信推送412条…。微信公众号全年阅读总量18.5万人次，平均每条449人次」: the only figure of that counter told of the same account."""
    told = _ACCOUNT.search(total.lead)
    counter = _EACH_ITEM.search(mean.lead)
    if told is None or counter is None or not _OF_ALL.match(told["rest"]) or sentence.before(total) != total.lead:
        return None
    named = [
        each
        for other in before
        for each in other.counts
        if canonical(each.unit) == counter["unit"] and told["name"] in each.lead and not CHANGE.search(each.lead)
    ]
    return named[0] if len(named) == 1 and named[0].value > 1 else None


_EACH_BODY = re.compile("每[个家名](?P<what>[^，。；\\d]{1,12})$")


def _told_before(before: Sequence[Sentence], mean: Quantity) -> Quantity | None:
    """「…，共19个村（社区）。召开村民议事会57场，平均每个村（社区）3场」: the nearest figure of those very ones; it may hold by it."""
    each = _EACH_BODY.search(mean.lead)
    named = [
        count
        for sentence in before
        for count in sentence.counts
        if each and count.value > 1 and (what := count.tail.strip("，。、；")) and each["what"].startswith(what)
    ]
    return named[-1] if named else None


def _reckoned_by(sentence: Sentence, mean: Quantity, following: list[Quantity]) -> bool:
    """「日均受理1950件（按250个工作日计算）」, 「每月145.3条（按7个月计）」, 「日均1080人次（自5月1日计245天）」."""
    by = canonical(following[0].unit) if following else ""
    named = "月" if by in ("月", "个月") else "[日天]" if by in ("工作日", "天") else None
    told = _RECKONED.match(sentence.text, mean.end - sentence.start) if named and re.search(named, mean.lead) else None
    return told is not None and told.end("front") == following[0].start - sentence.start


def _as_reckoned(found: Finding) -> Finding:
    """The same where the text tells of how many days or months the mean is, and one figure alone that it can be of."""
    return replace(found, reason="reckoned") if found.verdict == "contradicts" else found


def _of_heads(sentence: Sentence, totals: list[Quantity], heads: list[Quantity], mean: Quantity) -> Iterator[Finding]:
    """立案1486件，办结1327件，罚没1863.5万元，案均1.40万元: any two that make it; if none do, the nearest, where there is no choice of both.

    Of a total and its parts (186人次，其中机关74，乡镇112) the total is blamed.
    """
    inside = [
        each for each in totals if "其中" in sentence.between(totals[0], each) and same(each.unit, totals[0].unit)
    ]
    nearest = [each for each in reversed(totals) if each not in inside] + inside[::-1]
    found = [
        _judge(total, head, head.interval, mean) for total in nearest for head in reversed(heads) if head is not total
    ]
    if holding := next((each for each in found if each.verdict == "holds"), None):
        yield holding
    elif inside == totals[-1:]:
        return  # 6240万元，其中小微企业3600万元，笔均30万元
    elif len(heads) > 1 and rounded(mean).meets(nearest[0].interval.scaled(1 / sum(each.value for each in heads))):
        return  # 综合窗口28个、专业窗口100个，工作人员213名，每个窗口1.66人: of all
    elif found and len(outer := without_inner(sentence, heads)) == 1 < len(heads) and outer[0] is not nearest[0]:
        yield _judge(nearest[0], outer[0], outer[0].interval, mean)
    elif found and (len(set(heads) - set(nearest[:1])) == 1 or len(heads) == 2 > len(totals)):
        yield found[0]
    elif len(totals) == 1 and _with_its_parts(sentence, heads):
        yield _judge(totals[0], heads[0], heads[0].interval, mean)


def _with_its_parts(sentence: Sentence, heads: Sequence[Quantity]) -> bool:
    """「鉴定563件，其中刑事案件487件，其他案件76件，金额3842万元，平均每件6.82万元」: whether they are a whole and all its parts."""
    parts = [each for each in heads[1:] if "其中" in sentence.between(heads[0], each)]
    return len(parts) == len(heads) - 1 > 1 and sum(each.value for each in parts) == heads[0].value


_A_DAY = re.compile(r"日均(?P<what>[^，。；\d]{0,8})$")
_AROUND_DAILY = re.compile(r"[，、□年]|全年|年度|累计|总计|合计|共计?|总|达到?|约|为")
_STOP = re.compile(r"[。；]")


def _daily(sentence: Sentence) -> Iterator[Finding]:
    """「日均访问1.3万人次，全年访问475万人次」: the mean told first. It contradicts only by a place, not by days of rest."""
    if "日均" not in sentence.text:
        return
    for mean, whole in pairwise(each for each in sentence.quantities if each.counts):
        gap = sentence.between(mean, whole)
        what = _A_DAY.search(mean.lead)
        if not what or not _ALL_YEAR.search(whole.lead) or not _people(mean.unit, whole.unit) or "其中" in gap:
            continue
        again = _AROUND_DAILY.sub("", whole.lead)
        if _STOP.search(gap) or again not in what["what"] or _PART_OF_YEAR.search(sentence.before(mean)):
            continue
        product = Interval((mean.interval.low or Decimal(0)) * 240, (mean.interval.high or mean.value) * 366)
        holds = product.meets(whole.interval)
        if not holds and mean.value * 100 <= whole.value <= mean.value * 500:
            continue
        scaled = mean.scale > 1 or whole.scale > 1
        figures = (mean, whole)
        made = telling.like(round(mean.value * 365), whole)
        yield Finding(
            "unit" if scaled else "percent", "holds" if holds else "contradicts", mean.start, whole.end,
            tuple(each.figure for each in figures), whole.printed, made,
            f"{mean.number}×365={made}{'→' if holds else '≠'}{whole.number}", "daily-holds" if holds else "daily",
            {"stated": whole.printed, "expected": made}, None, 0.85,
        )  # fmt: skip


def _slipped(found: Finding) -> bool:
    """Whether one slip of the pen made the stated mean of what the figures make: who reads 条 for 篇 may have read what is not meant."""
    stated = Decimal(found.figures[-1].value)
    return one_slip(stated, round(Decimal(found.expected), -int(stated.as_tuple().exponent)))


_READ = re.compile("访问|浏览|点击|阅读|播放")


def _counted_alike(total: Quantity, mean: Quantity) -> bool:
    """Also 阅读量385.6万人次 and 每条1805次, 访问量86万人次 and 月均7.2万."""
    read = _READ.search(total.lead) and {canonical(total.unit), canonical(mean.unit)} <= {"人次", "次", ""}
    return bool(read) or _people(total.unit, mean.unit)


def _people(one: str, other: str) -> bool:
    return same(one, other) or {canonical(one), canonical(other)} == {"人", "人次"}


_AROUND_MEAN = re.compile(r"平均|每|均|个|发布|公开|信息|约|为")
_PER = re.compile(r"(?<![日月年平])(人次|[户人村校亩会场期案次件家篇条笔])均")
_CASES = re.compile("案|办结|查处|处罚")
_EACH_OF = re.compile(
    r"每(?:个|家)(?P<what>[\u4e00-\u9fff]{1,6}?)(?:平均|均|配备|约|有|为|办[件理结]|受理|接待|[^\u4e00-\u9fff]|$)"
)


def _named(head: Quantity, mean: Quantity) -> bool:
    """Whether what is divided by is what each one is said of: 18个乡镇 and 每个乡镇; 36期 and 每期; 1284家 and 户均."""
    named = _AROUND_MEAN.sub("", mean.lead)
    if per := _PER.search(mean.lead):
        if per[1] == "案":
            return canonical(head.unit) in ("件", "起", "宗") and bool(_CASES.search(head.lead))
        counter = canonical(head.unit)
        return (
            counter.startswith(per[1])
            or per[1] in head.lead[-3:]
            or per[1] in head.tail[:3]
            or (per[1], counter) in (("户", "家"), ("篇", "条"))
        )
    counters = {head.unit, canonical(head.unit)} if head.unit.endswith("次") else {head.unit}  # 9场次, 平均每场
    if any(f"每{each}" in mean.lead for each in counters - {"", "个"}):
        return True
    if head.tail and named and head.tail[:2] in mean.lead:
        return True
    each = _EACH_OF.search(mean.lead)
    of_it = each is not None and head.unit in ("个", "家")
    if of_it and each is not None and len(each["what"]) > 1 and each["what"] in head.tail:
        return True  # 14个乡镇便民服务中心办件12.16万件，平均每个中心办件
    return bool(of_it and each and re.search(f"{each['what']}.{{0,4}}共?$", head.lead))


def _judge(total: Quantity, head: Quantity | None, by: Interval, mean: Quantity) -> Finding:
    expected = total.interval.over(by) or total.interval
    # A mean is rounded even where its unit is whole: 113.5 packets are told as 113 or 114.
    found = "holds" if rounded(mean).meets(expected) else told_round(mean, expected)
    divisor = head.value if head else by.high or Decimal(1)
    shown = telling.quotient(total.value / divisor, mean)
    figures = tuple(each for each in (total, head, mean) if each is not None)
    arithmetic = f"{total.number}÷{head.number if head else divisor}={shown}{_SIGNS[found]}{mean.number}"
    repair = one_digit_repair(figures, _mean_fits) if found == "contradicts" and head else None
    reason = "mean" if found == "contradicts" else "mean-cut" if is_cut(mean, expected) else "mean-holds"
    return Finding(
        "percent", found, min(f.start for f in figures), max(f.end for f in figures), tuple(each.figure for each in figures),
        mean.printed, shown, arithmetic, reason, {"stated": mean.printed, "expected": shown}, repair, 0.85,
    )  # fmt: skip


def _mean_fits(figures: tuple[Quantity, ...]) -> bool:
    total, head, mean = figures
    return head.value > 0 and rounded(mean).meets(total.interval.scaled(1 / head.value))


_OF_A_PLAN = re.compile(r"任务|目标|计划|指标|完成率")
_PLAN_FIRST = re.compile(r"^的?(?:目标|任务|计划)")


def _plans(sentence: Sentence) -> Iterator[Finding]:
    """「目标任务500条，实际完成612条，完成任务的122.4%」."""
    for number, percent in enumerate(sentence.quantities):
        if (
            not percent.is_percent
            or number < 2
            or not _DONE.search(percent.lead)
            or not _OF_A_PLAN.search(percent.lead)
        ):
            continue
        ahead = [each for each in sentence.quantities[:number] if each.counts and not CHANGE.search(each.lead)]
        plan = next((each for each in ahead if _PLAN.search(each.lead) or _PLAN_FIRST.search(each.tail)), None)
        done = next((each for each in reversed(ahead) if each is not plan and plan and _of_one_unit(each, plan)), None)
        if plan is None or done is None or plan.value <= 0 or "；" in sentence.between(plan, percent):
            continue
        quotient = done.interval.over(plan.interval)
        if quotient is None or (
            percent.value == percent.whole_is and _ALL_DONE.search(sentence.between(done, percent))
        ):
            continue  # 三季度累计完成95项，四季度全部完成，完成率100%
        expected = quotient.scaled(Decimal(percent.whole_is))
        found = verdict(percent, expected)
        shown = plainly(done.value / plan.value * percent.whole_is, places(percent)) + percent.unit
        figures = (plan, done, percent)
        yield Finding(
            "percent", found, min(f.start for f in figures), max(f.end for f in figures), tuple(f.figure for f in figures),
            percent.printed, shown, f"{done.number}÷{plan.number}={shown}{'→' if found == 'holds' else '≠'}{percent.printed}",
            "plan-holds" if found != "contradicts" else "plan", {"stated": percent.printed, "expected": shown}, None, 0.85,
        )  # fmt: skip


_ALL_DONE = re.compile("全部|均已|如期完成")


def _of_one_unit(done: Quantity, plan: Quantity) -> bool:
    """3126对 of 3000对计划怀孕夫妇: the counter may be read as a part of the words behind."""
    return same(done.unit, plan.unit) or bool(not plan.unit and done.unit and plan.tail.startswith(done.unit))


_PROPORTION = re.compile("比(?:例|率)?(?:约?为|达到?|是)*$")


def _ratios(sentence: Sentence) -> Iterator[Finding]:
    """「招聘120名，报名1164人，报考比例9.7:1」."""
    for ratio in sentence.counts:
        if ratio.unit != TO_ONE or not _PROPORTION.search(ratio.lead):
            continue
        ahead = [each for each in sentence.counts if each.end <= ratio.start]
        came = [each for each in ahead if _CAME.search(each.lead) and canonical(each.unit) == "人"]
        wanted = [each for each in ahead if _WANTED.search(each.lead + each.tail) and not _CAME.search(each.lead)]
        found = [_judge(one, other, other.interval, ratio) for one in came[::-1] for other in wanted if other.value > 0]
        others = [each for each in ahead if canonical(each.unit) == "人" and each not in (*came, *wanted)]
        if holding := next((each for each in found if each.verdict == "holds"), None):
            yield holding
        elif len(found) == 1 and not others:
            yield found[0]


_FOR_EACH = re.compile(r"每")


def _editions(sentence: Sentence) -> Iterator[Finding]:
    """「编印公报4期，每期发行1200册，共发行4800册」."""
    if "每" not in sentence.text:
        return
    counts = [each for each in sentence.quantities if each.counts]
    how_long = {each for each in counts if "每" in each.lead and canonical(each.unit) in _LASTING}
    how_long -= {
        one for one, two in pairwise(counts) if same(one.unit, two.unit) and is_total(two)
    }  # 35期，每期12分钟，总时长420分钟
    counts = [each for each in counts if each not in how_long]  # 每期3天、60人
    for at, (each, whole) in enumerate(pairwise(counts[1:]), 1):
        head = next((q for q in counts[at - 1 :: -1] if f"每{q.unit}" in each.lead), counts[at - 1])
        lead = sentence.between(head, each)
        told = _FOR_EACH.search(lead) and (f"每{head.unit}" in lead or (head.tail[:2] and head.tail[:2] in each.lead))
        if (
            not told
            or not head.is_whole
            or each.approximation
            or not (same(each.unit, whole.unit) or (canonical(each.unit), canonical(whole.unit)) == ("人", "人次"))
            or not (is_total(whole) or _PAID.search(whole.lead) or _GIVEN.search(whole.lead))
        ):
            continue
        others = [q for q in counts if q.start < head.start and same(q.unit, head.unit) and q.is_whole]
        if any(whole.interval.meets(each.interval.scaled(other.value)) for other in others):
            continue  # 解读24篇，其中图解12篇，平均每篇1500次: of all
        if whole.value < each.value * head.value and whole.unit in _MET_AGAIN:
            continue  # 检查4次，每次12个单位，共36个: some were looked at twice
        product = each.interval.scaled(head.value)
        holds = whole.interval.meets(product)
        if _GIVEN.search(whole.lead) and not product.below(whole.interval):
            continue  # some of what was printed may be left
        if not holds and (whole.approximation or of_several(sentence, each, whole)):
            continue
        figures = (head, each, whole)
        made = telling.like(each.value * head.value, whole)
        arithmetic = f"{head.number}×{each.number}={made}" + (
            "" if made == whole.number else f"{'≈' if holds else '≠'}{whole.number}"
        )
        repair = (
            None
            if holds
            else one_digit_repair(figures, lambda q: q[2].interval.meets(q[1].interval.scaled(q[0].value)))
        )
        yield Finding(
            "percent", "holds" if holds else "contradicts", min(f.start for f in figures), max(f.end for f in figures),
            tuple(f.figure for f in figures), whole.printed, made, arithmetic,
            "product-holds" if holds else "product", {"stated": whole.printed, "expected": made}, repair, 0.85,
        )  # fmt: skip
