"""The registry of measures told: under which head each stands, where it comes from, and the page that documents all of them."""

from collections.abc import Iterable
from typing import Any

from gongkai.engines.measures.queries import Period, measures
from gongkai.ground.ui.words import zh_date
from gongkai.pure import declare
from gongkai.pure.declare import Measure

SOURCES = {
    "case": "办件", "record": "公开的信息", "outlet": "各渠道公开的信息", "submission": "报送", "entry": "登记簿", "demand": "催办、督办和会商",
    "keypoint": "年度要点", "step": "办理和审核的环节", "matter": "台账里登记的事项",
}  # fmt: skip
"""What a sheet's rows are."""
BALANCES = {
    "in": "期初以前收到、期初还没有办结的", "out": "期末以前收到、期末还没有办结的", "held": "期内在手上的", "standing": "期末还有效的",
}  # fmt: skip
DIMENSIONS = {
    "unit": "单位", "channel": "渠道", "party_type": "申请人类别", "outcome": "结果", "law": "适用的条例", "kind": "类别", "normative": "是否规范性文件",
    "within_term": "是否按期（不延期）", "on_time": "是否按期", "grade": "评价", "destination": "报到哪里", "state": "状态", "sort": "类别",
    "route": "直接还是复议后", "procedure": "程序", "kept": "是否按期答复", "step": "环节", "extended": "是否延期", "level": "来自",
}  # fmt: skip
PUBLIC = "公开和发布"
HEADS = {
    "submissions": "报送", "cases": "各类办件", "keypoints": "年度要点", "findings": "监督", "alerts": "监督", "looks": "网站检查", "faults": "网站检查",
    "subscribers": "订阅和渠道", "deliveries": "订阅和渠道", "withholdings": "负面清单", "statements": "统计数确认", "keys": "接口密钥", "topics": "网站专题",
}  # fmt: skip
"""What measures of no drawer are about, by the first word of their keys; the others are about what is published."""


def by_head(period: Period | None = None) -> list[tuple[str, list[Measure]]]:
    """All measures under what they are about: the records, each procedure, each logbook; what forms narrow behind the measure that it narrows.
    ``period``: only those that are defined for some of its days.
    """
    names = {drawer.declaration.name: drawer.declaration.measures for drawer in declare.procedures()}
    names |= {drawer.declaration.name: drawer.declaration.measures for drawer in declare.logbooks()}
    told = {measure.key for found in names.values() for measure in found}
    rest = [measure for key, measure in measures().items() if key not in told and not measure.of]
    others: dict[str, list[Measure]] = {}
    for measure in rest:
        others.setdefault(HEADS.get(measure.key.partition(".")[0], PUBLIC), []).append(measure)
    heads = [*others.items(), *((name, list(found)) for name, found in names.items())]
    whole = ((head, [each for measure in found for each in _with_narrowed(measure)]) for head, found in heads)
    held = ((head, [each for each in found if period is None or holds_in(each, period)]) for head, found in whole)
    return [(head, found) for head, found in held if found]


def _with_narrowed(measure: Measure) -> list[Measure]:
    return [measure, *(each for each in measures().values() if each.of == measure.key)]


def holds_in(measure: Measure, period: Period) -> bool:
    """Is it defined for some day of the period?"""
    return measure.since <= period.last and (measure.upto is None or measure.upto >= period.first)


def how(measure: Measure) -> str:
    """Where it comes from and how it is taken, in words."""
    source = SOURCES[measure.sheet]
    taken = BALANCES.get(measure.balance, "期内的")
    return f"{source}，{taken}{'，数目相加' if measure.total else '，按条数'}"


def valid(measure: Measure) -> str:
    """Since when it holds, and until when, in words."""
    since = f"{measure.since.year}年" if (measure.since.month, measure.since.day) == (1, 1) else zh_date(measure.since)
    return f"{since}起" if measure.upto is None else f"{since}至{measure.upto.year}年"


def as_markdown() -> str:
    """The page ``docs/measures.md``."""
    lines = [
        "# Measures", "",
        f"{len(measures())} measures. Every figure of a table, a report or the desk is one of these, counted over the rows of a unit and a period; press it and it opens on those rows. This page is made by",
        "`gongkai measures --format markdown`, and a test holds it to the declarations. Blank is not 0: a measure marked * is known only from who entered it.",
        "One that begins with the words of a form is that row of it. How a definition is read by two engines: [ADR 0038](adr/0038-what-is-counted-goes-out-as-parquet.md).", "",
    ]  # fmt: skip
    for head, found in by_head():
        lines += [
            f"## {head}",
            "",
            "| key | name | unit | definition | source | by | valid | owner |",
            "|---|---|---|---|---|---|---|---|",
        ]
        for each in found:
            by = "、".join(dict.fromkeys(_named(each.dimensions)))
            cells = (each.label, each.unit, each.definition, how(each), by, valid(each), each.owner)
            lines.append(f"| `{each.key}`{'*' if each.told else ''} | {' | '.join(cells)} |")
        lines.append("")
    return "\n".join(lines)


def as_data() -> list[dict[str, Any]]:
    """For programs: every measure with all that it declares."""
    return [
        {
            "key": m.key, "name": m.label, "unit": m.unit, "definition": m.definition, "source": m.sheet, "by": list(m.dimensions),
            "from": m.since.isoformat(), "to": m.upto.isoformat() if m.upto else None, "owner": m.owner, "narrows": m.of or None,
        }
        for _, found in by_head()
        for m in found
    ]  # fmt: skip


def _named(dimensions: Iterable[str]) -> Iterable[str]:
    return (DIMENSIONS[each] for each in dimensions)
