"""The figures of charts in an account: counted where the account's figures are, and anew only with them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongkai.engines.measures import queries as counting
from gongkai.engines.reporting.chapters import with_block
from gongkai.engines.reporting.figures import Counted, Counting, meaning, named, of
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units_by_id
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import actions
from gongkai.kernel.records.models import Record, Version
from gongkai.pure.declare.accounts import said
from gongkai.pure.declare.charts import BY, FORMS, LAST_YEAR, MONTHS, TOKEN, UNITS, chip, gathered, tokens_in

MOST = 12
"""A report with more charts is none."""
Rows = list[dict[str, str]]


def offered(figures: Counting) -> list[Counted]:
    """The measures that a chart can show: those that are known and not 0."""
    return [each for each in figures.measures() if each.value]


def breakdowns(figures: Counting) -> dict[str, str]:
    """By what a chart can part a figure: by month where there are several, by unit where there are several."""
    found = dict(BY)
    if len(_months(figures)) < 2:
        del found[MONTHS], found[LAST_YEAR]
    if len(figures.units) < 2:
        del found[UNITS]
    return found


def rows_for(figures: Counting, token: str) -> Rows:
    """What a chart shows, as the account holds it. Raises LookupError for a chart of nothing."""
    found = TOKEN.fullmatch(token)
    if not found:
        raise LookupError(token)
    _, by, key = found.groups()
    measure, where = meaning(key)
    told = f"{said(figures.told)}{'各单位' if by == UNITS else '各月'}{named(key)}{'（和上年比）' if by == LAST_YEAR else ''}"
    head = {"chart": token, "title": told, "unit": measure.unit}
    if by == UNITS:
        known = units_by_id()
        counts = [(known[unit].short_name, int(n)) for unit, n in figures.by_unit(key, where).items() if n]
        return [{**head, "label": name, "now": str(n), "before": ""} for name, n in gathered(counts)]

    def counted(month: str) -> str:
        figure = counting.value(measure, counting.period_of(month), figures.units, where, figures.size)
        return "" if figure is None else str(figure)

    return [
        {**head, "label": f"{int(month[5:])}月", "now": counted(month), "before": counted(_a_year_before(month)) if by == LAST_YEAR else ""}
        for month in _months(figures)
    ]  # fmt: skip


def _months(figures: Counting) -> list[str]:
    first, last = figures.period.first, figures.period.last
    return [f"{first.year}-{month:02}" for month in range(first.month, last.month + 1)]


def _a_year_before(month: str) -> str:
    return f"{int(month[:4]) - 1}{month[4:]}"


def counted_for(content: Mapping[str, Any], unit: Unit) -> Rows | None:
    """The figures of all charts that an account's text shows, where its figures are counted; a chart of nothing keeps those that it had."""
    figures, kept = of(content, unit), content.get("charts") or []
    found: Rows = []
    for token in tokens_in(content["body"] or ""):
        try:
            found += rows_for(figures, token)
        except LookupError:
            found += [row for row in kept if row["chart"] == token]
    return found or None


def place(
    *, record: Record, content: dict[str, Any], token: str, chapter: str, by: Actor, at: datetime, seen: int | None
) -> Version:
    """Set a chart at the end of a chapter, with its figures counted where the draft's are: one version more. Raises StepRefused, Overtaken."""
    body = content["body"] or ""
    if token in tokens_in(body):
        raise StepRefused("这张图已经在正文里，要挪地方，请在“写文字”里剪切、粘贴", "measure")
    if len(tokens_in(body)) >= MOST:
        raise StepRefused(f"一份报告最多放{MOST}张图", "measure")
    try:
        rows = rows_for(of(content, record.unit), token)
    except LookupError:
        raise StepRefused("没有这样的图，请另选", "measure") from None
    if not any(row["now"] not in ("", "0") for row in rows):
        raise StepRefused("这一项都是0，画出来没有可看的，请另选", "measure")
    try:
        body = with_block(body, chapter, chip(token, rows[0]["title"]))
    except LookupError:
        raise StepRefused(f"正文里没有“{chapter}”这一部分了，请另选", "chapter") from None
    made = content | {"body": body}
    return actions.save(
        record=record, content=made | {"charts": counted_for(made, record.unit)}, by=by, at=at, seen=seen
    )


def token_of(form: str, by: str, key: str) -> str:
    """The token of a chart; units lie one below the other as bars, whatever form is asked for."""
    return f"chart.{'bar' if by == UNITS or form not in FORMS else form}.{by}.{key}"
