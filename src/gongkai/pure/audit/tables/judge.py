"""Findings over the relations of recognised tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.pure.audit.finding import Finding
from gongkai.pure.audit.tables.cells import plain
from gongkai.pure.audit.tables.equations import Equation, Slot, equations
from gongkai.pure.audit.tables.recognised import Recognised, Strange
from gongkai.pure.audit.tables.repair import Cause, cause, connected
from gongkai.pure.audit.tables.words import cell_name, row_name, rule_args, title
from gongkai.pure.law.relations import LONG_SUM, WholeNumbers

# How sure it is that the figures stand in the cells they were read into.
MARKED, FLATTENED, BLANKS_READ = 1.0, 0.95, 0.8


def judge(recognised: Sequence[Recognised], previous: Sequence[Recognised] = ()) -> list[Finding]:
    """What holds and what does not, in each table. previous: the tables of last year's report of the same body."""
    findings: list[Finding] = []
    for found in recognised:
        last = next((each for each in previous if each.part == found.part and found.part), None)
        findings.extend(_relations(found, last))
        findings.extend(_bounds(found))
    return findings


def _relations(found: Recognised, last: Recognised | None) -> Iterator[Finding]:
    known = equations(found, last)
    broken = [each for each in known if each.outcome == "broken"]
    causes: dict[int, Cause] = {}
    for group in connected(broken):
        behind = cause(found, group, known)
        causes.update({id(each): behind for each in group})
    for each in known:
        if each.outcome == "unknown" and _is_cut_short(found, each):
            continue  # an extract of the form says nothing of the rows that it leaves out
        yield _finding(found, each, causes.get(id(each), Cause()), _source(found, each, broken))


def _finding(found: Recognised, equation: Equation, behind: Cause, source: str) -> Finding:
    outcome, level = equation.outcome, equation.relation.level
    args = {**rule_args(found.form, equation.relation), **_at(found, equation)}
    told = [slot for slot in equation.slots if slot.told and not slot.previous]
    blanks_read = any(slot.blank and slot.high is not None for slot in equation.slots)
    confidence = MARKED if found.exact else FLATTENED
    if outcome == "unknown" or behind.lost & equation.places:
        missing = [_name(found, slot) for slot in equation.slots if slot.high is None or slot.place in behind.lost]
        args["missing"] = "、".join(missing)
        verdict, reason = "unclear", "relation.unknown"
    elif outcome == "holds":
        verdict, reason = "holds", "relation.holds"
    elif _is_open(found, equation):
        verdict, reason = "unclear", "relation.strange-rows"
    elif level == "W":
        verdict, reason = "unclear", "relation.warning"
    else:
        verdict, reason = "contradicts", "relation.broken"
        told = _cannot_all_be(equation)
        if blanks_read:
            reason, confidence = "relation.broken-blank", BLANKS_READ
        elif source:
            reason, args["source"] = "relation.follows", source
    figures = tuple(slot.item.figure for slot in told)
    left, right = (low for low, _ in equation.sides)
    rows = {slot.place[0] for slot in equation.slots if slot.told and not slot.previous}
    start = min([*(found.labels[row][0] for row in rows), *(figure.start for figure in figures)])
    return Finding(
        kind="relation",
        verdict=verdict,
        start=start,
        end=max(figure.end for figure in figures),
        figures=tuple(sorted(figures, key=lambda each: each.start)),
        stated=plain(left),
        expected="" if outcome == "unknown" else plain(right),
        arithmetic=_arithmetic(equation, outcome),
        reason=reason,
        args=args,
        repair=behind.change if verdict == "contradicts" else None,
        confidence=confidence,
    )


def _is_open(found: Recognised, equation: Equation) -> bool:
    """Whether the table has rows of its own among those of a sum, or lacks some."""
    relation = equation.relation
    terms = {term.key for term in (*relation.left, *relation.right) if not term.previous}
    if relation.along != "columns" or len(terms) < len(("total", "part", "part")) or relation.left_is == "max":
        return False
    rows = sorted(terms & found.labels.keys(), key=lambda row: found.labels[row])
    return any(_is_among(each, rows, abs(_gap(equation))) or _parts_halves(found, each, rows) for each in found.strange)


_NUMBERED = re.compile(r"\s*[（(]?\d")


def _is_among(strange: Strange, rows: Sequence[str], gap: Decimal) -> bool:
    """Whether it stands among the rows, or behind the last one as a further part: with a number, or making up for the gap."""
    if strange.before == rows[-1] != strange.behind:
        return strange.value == gap or _NUMBERED.match(strange.words) is not None
    return strange.before in rows or strange.behind in rows[1:]


def _parts_halves(found: Recognised, strange: Strange, rows: Sequence[str]) -> bool:
    """Whether it stands between a part's own parts and the next part, which comes first in the text as the top of a table's right half."""
    if not strange.before or strange.behind != rows[0]:
        return False
    return found.form.row(strange.before).parent in rows[1:]


def _is_cut_short(found: Recognised, equation: Equation) -> bool:
    printed = {row.key for row in found.form.rows}
    return any(slot.item is None and slot.place[0] in printed for slot in equation.slots if not slot.previous)


def _at(found: Recognised, equation: Equation) -> dict[str, str]:
    form = found.form
    if equation.relation.along == "rows":
        name = row_name(form, equation.at)
        return {"at": f"{name}一行", "at_en": f", row {name}", "where": equation.at}
    if len(form.columns) == 1:
        return {"at": "", "at_en": "", "where": ""}
    name = f"“{form.column(equation.at).label}”"
    return {"at": f"{name}一列", "at_en": f", column {name}", "where": equation.at}


def _name(found: Recognised, slot: Slot) -> str:
    name = cell_name(found.form, *slot.place)
    return f"上年{name}" if slot.previous else name


def _cannot_all_be(equation: Equation) -> list[Slot]:
    """The smallest set of told cells that can't all be true: of the side that is too great what makes it great, all of the other."""
    (left_low, _), (_, right_high) = equation.sides
    left_is_greater = right_high is not None and left_low > right_high
    great, small = (equation.left, equation.right) if left_is_greater else (equation.right, equation.left)
    if equation.relation.left_is == "max" and great is equation.left:
        great = (max(great, key=lambda slot: slot.low),)
    weighing = [slot for slot in great if slot.low != 0]
    return [slot for slot in (*weighing, *small) if slot.told and not slot.previous]


def _source(found: Recognised, equation: Equation, broken: Sequence[Equation]) -> str:
    """For the total's column: the other column that breaks the same relation by the same difference, if it is the only one."""
    if equation.relation.along != "columns" or equation.at != "total" or equation not in broken:
        return ""
    others = [each for each in broken if each.relation is equation.relation and each is not equation]
    if len(others) != 1 or _gap(others[0]) != _gap(equation):
        return ""
    return f"“{found.form.column(others[0].at).label}”一列"


def _gap(equation: Equation) -> Decimal:
    (left, _), (right, _) = equation.sides
    return left - right


# The sum spelt out ---------------------------------------------------------------------------------------------------


def _arithmetic(equation: Equation, outcome: str) -> str:
    """「222+9=223+8」, 「222+9=231≠230=223+7」, 「8645>8598=4198+358+82+3960」; what is blank is left out; where that leaves all open it is a □."""
    (left, _), (right, _) = equation.sides
    left_text = plain(left) if equation.relation.left_is == "max" else _spelt(equation.left, outcome)
    right_text = _spelt(equation.right, outcome)
    if outcome == "unknown":
        return f"{left_text}{'≤' if equation.relation.op == '<=' else '='}{right_text}"
    if outcome == "holds" and equation.relation.op == "=":
        return f"{left_text}={right_text}"
    if equation.relation.op == "=":
        sign = "≠"
    else:
        sign = "≤" if outcome == "holds" else ">"
    left_chain = left_text if left_text == plain(left) else f"{left_text}={plain(left)}"
    right_chain = right_text if right_text == plain(right) else f"{plain(right)}={right_text}"
    return f"{left_chain}{sign}{right_chain}"


def _spelt(side: Sequence[Slot], outcome: str) -> str:
    shown = [slot for slot in side if slot.told or (slot.high is None and outcome == "unknown")]
    if len(shown) > LONG_SUM:
        shown = [slot for slot in shown if slot.low or slot.high is None]
    text = ""
    for slot in shown:
        sign = "-" if slot.sign < 0 else "+"
        text += f"{sign if text or sign == '-' else ''}{'□' if slot.high is None else plain(slot.low)}"
    return text or "0"


# Counts --------------------------------------------------------------------------------------------------------------


def _bounds(found: Recognised) -> Iterator[Finding]:
    """Counts that are negative or no whole numbers."""
    for relation in found.form.relations:
        if not isinstance(relation, WholeNumbers):
            continue
        for place, item in found.cells.items():
            if item.figure is None or item.low != item.high:
                continue
            negative = item.low < 0
            fraction = item.low != item.low.to_integral_value() and not set(place) & relation.money
            if negative or fraction:
                reason = "bound.negative" if negative else "bound.decimal"
                args = {
                    **rule_args(found.form, relation),
                    "form": title(found.form),
                    "cell": cell_name(found.form, *place),
                }
                yield Finding(
                    kind="bound",
                    verdict="contradicts",
                    start=found.labels[place[0]][0],
                    end=item.end,
                    figures=(item.figure,),
                    stated=item.figure.value,
                    expected="≥0" if negative else "",
                    arithmetic=f"{item.figure.value}<0" if negative else item.figure.value,
                    reason=reason,
                    args=args,
                    confidence=MARKED if found.exact else FLATTENED,
                )
