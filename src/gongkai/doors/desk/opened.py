"""The list behind a figure, a line for each row that it counts: no more of it than the person may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from gongkai.doors.desk.lines import HIDDEN
from gongkai.engines.channels import reporting_up
from gongkai.engines.measures.models import (
    CaseSheet,
    DemandSheet,
    EntrySheet,
    KeyPointSheet,
    MatterSheet,
    Sheet,
    StepSheet,
    SubmissionSheet,
)
from gongkai.engines.measures.queries import plain
from gongkai.engines.site.addresses import record as address
from gongkai.ground.subscribers.models import RHYTHMS
from gongkai.ground.ui.words import zh_number
from gongkai.ground.units import queries as units
from gongkai.ground.upward import queries as upward
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.models import Case
from gongkai.kernel.keypoints import queries as keypoints
from gongkai.kernel.keypoints.models import STATES as POINT_STATES
from gongkai.kernel.logbooks import queries as logbooks
from gongkai.kernel.oversight import queries as oversight
from gongkai.kernel.oversight.models import SORTS as FINDING_SORTS
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.flow import RecordFlow
from gongkai.pure import declare
from gongkai.pure.declare import Phase
from gongkai.pure.law.applicants import APPLICANT_TYPES, PUBLICATION_CHANNELS, label_of
from gongkai.pure.law.withholding import GROUNDS
from gongkai.pure.monitor.indicators import INDICATORS

ENDED = "已办结"
CASE_HEADS = ("编号", "申请内容", "申请人", "承办单位", "收到日期", "办结日期", "办理结果")
RECORD_HEADS = ("索引号", "标题", "单位", "日期", "渠道")
ENTRY_HEADS = ("日期", "登记内容", "单位", "数")
SUBMISSION_HEADS = ("报送日期", "信息", "单位", "报到哪里")
POINT_HEADS = ("完成时限", "任务", "牵头单位", "状态")
DEMAND_HEADS = ("发出日期", "办件", "单位", "答复期限")
STEP_HEADS = ("日期", "办件或者信息", "单位", "环节")
MATTER_HEADS = ("日期", "事项", "单位", "办结、结束的日期")


@dataclass(frozen=True)
class Line:
    """A row of an opened list: its cells, and an address if the person may see what it counts."""

    url: str
    cells: tuple[str, ...]


def heads_of(found: QuerySet[Sheet]) -> tuple[str, ...]:
    """What stands above the list's columns."""
    return HEADS.get(found.model, RECORD_HEADS)


def lines_of(request: HttpRequest, rows: list[Sheet]) -> list[Line]:
    """One line for each row counted; what the person may not see stays a line without number and title."""
    return LINES.get(type(rows[0]), _record_lines)(request, rows) if rows else []


def _case_lines(request: HttpRequest, rows: list[Sheet]) -> list[Line]:
    seen = {c.reference: c for c in cases.visible_to(request.scope).filter(reference__in=[r.ref for r in rows])}
    subjects, names = cases.subjects_of(list(seen.values())), units.units_by_id()
    lines = []
    for row in rows:
        case = seen.get(row.ref)
        lines.append(
            Line(
                f"/desk/c/{row.ref}/" if case else "",
                (
                    row.ref if case else "—",
                    subjects[case.ref] if case else HIDDEN,
                    label_of(APPLICANT_TYPES, row.party_type),
                    names[row.unit_id].short_name,
                    _day(row.first_received_on),
                    _day(row.closed_on),
                    _ended(row, case),
                ),
            )
        )
    return lines


def _ended(row: CaseSheet, case: Case | None) -> str:
    """How a case ended; what ended without an answer is told by its state, for the row that counts it may hold other things too."""
    if not row.outcome:
        return "在办"
    if case and Phase(case.phase) is Phase.VOID:
        return declare.procedure(case.procedure).states[case.state].label
    return declare.procedure(row.procedure).outcomes.get(row.outcome, ENDED)


def _record_lines(request: HttpRequest, rows: list[Sheet]) -> list[Line]:
    ids = [getattr(row, "record", row.ref) for row in rows]
    seen = {r.pk: r for r in records.visible_to(request.scope).filter(pk__in=ids)}
    # What stands on the site, everybody may see; there.
    public = {r.pk: r for r in records.live().filter(pk__in=[each for each in ids if each not in seen])}
    names, lines = units.units_by_id(), []
    for row, record_id in zip(rows, ids, strict=True):
        record, channel = seen.get(record_id) or public.get(record_id), getattr(row, "channel", "")
        at_desk = f"/desk/r/{record_id}/" if record_id in seen else address(record_id)
        lines.append(
            Line(
                at_desk if record else "",
                (
                    (record.index_number or "—") if record else "—",
                    record.title if record else HIDDEN,
                    names[row.unit_id].short_name,
                    _day(row.on if channel else row.published_on),
                    label_of(PUBLICATION_CHANNELS, channel) if channel else "",
                ),
            )
        )
    return lines


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _entry_lines(request: HttpRequest, rows: list[EntrySheet]) -> list[Line]:
    found = logbooks.visible_to(request.scope).filter(pk__in=[row.entry for row in rows])
    seen, names = {entry.pk: entry for entry in found}, units.units_by_id()
    return [
        Line(
            f"/desk/logbooks/e/{row.entry}/" if row.entry in seen else "",
            (
                _day(row.on),
                seen[row.entry].title if row.entry in seen else HIDDEN,
                names[row.unit_id].short_name,
                zh_number(plain(row.amount)),
            ),
        )
        for row in rows
    ]


def _submission_lines(request: HttpRequest, rows: list[SubmissionSheet]) -> list[Line]:
    found = upward.visible_to(request.scope).filter(code__in=[row.ref for row in rows])
    seen, names = {each.code: each for each in found}, units.units_by_id()
    ids = [each.ref.partition(":")[2] for each in seen.values()]
    titles = {r.ref: r.title for r in records.visible_to(request.scope).filter(pk__in=ids)}
    lines = []
    for row in rows:
        one = seen.get(row.ref)
        title = titles.get(one.ref, HIDDEN) if one else HIDDEN
        url = f"/desk/upward/{row.ref}/" if one else ""
        lines.append(
            Line(
                url,
                (_day(row.reported_on), title, names[row.unit_id].short_name, reporting_up.name_of(row.destination)),
            )
        )
    return lines


def _demand_lines(request: HttpRequest, rows: list[DemandSheet]) -> list[Line]:
    references = [row.ref.rpartition("/")[0] for row in rows]
    seen = {c.reference: c for c in cases.visible_to(request.scope).filter(reference__in=references)}
    subjects, names = cases.subjects_of(list(seen.values())), units.units_by_id()
    lines = []
    for row, reference in zip(rows, references, strict=True):
        case = seen.get(reference)
        said = f"{reference} {subjects[case.ref]}" if case else HIDDEN
        url = f"/desk/c/{reference}/" if case else ""
        lines.append(Line(url, (_day(row.demanded_on), said, names[row.unit_id].short_name, _day(row.due_on))))
    return lines


def _point_lines(request: HttpRequest, rows: list[KeyPointSheet]) -> list[Line]:
    seen = {each.pk: each for each in keypoints.visible_to(request.scope).filter(pk__in=[row.ref for row in rows])}
    names, states = units.units_by_id(), dict(POINT_STATES)
    lines = []
    for row in rows:
        point = seen.get(row.ref)
        said, url = (point.named, f"/desk/key-points/{row.ref}/") if point else (HIDDEN, "")
        lines.append(Line(url, (_day(row.due_on), said, names[row.unit_id].short_name, states[row.state])))
    return lines


def _step_lines(request: HttpRequest, rows: list[StepSheet]) -> list[Line]:
    subjects = [row.ref.rpartition("#")[0].partition(":")[2] for row in rows]
    cases_seen = {c.reference: c for c in cases.visible_to(request.scope).filter(reference__in=subjects)}
    titles, names = cases.subjects_of(list(cases_seen.values())), units.units_by_id()
    records_seen = {r.pk: r for r in records.visible_to(request.scope).filter(pk__in=subjects)}
    lines = []
    for row, subject in zip(rows, subjects, strict=True):
        url, said = "", HIDDEN
        if row.subject == "record" and subject in records_seen:
            url, said = f"/desk/r/{subject}/", records_seen[subject].title
        elif row.subject == "case" and subject in cases_seen:
            url, said = f"/desk/c/{subject}/", f"{subject} {titles[cases_seen[subject].ref]}"
        lines.append(Line(url, (_day(row.on), said, names[row.unit_id].short_name, _step_label(row))))
    return lines


def _step_label(row: StepSheet) -> str:
    steps = RecordFlow.steps if row.subject == "record" else declare.procedure(row.sort).steps
    return steps[row.step].label if row.step in steps else row.step


def _matter_lines(request: HttpRequest, rows: list[MatterSheet]) -> list[Line]:
    keys = [row.ref.partition("/")[2] for row in rows if row.source == FINDING]
    seen = set(oversight.visible_to(request.scope).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    names, lines = units.units_by_id(), []
    for row in rows:
        key = row.ref.partition("/")[2]
        url = f"/desk/findings/{key}/" if row.source == FINDING and key in seen else ""
        said = f"{MATTERS[row.source]}{_sort(row)}"
        lines.append(
            Line(url, (_day(row.begun_on), said, names[row.unit_id].short_name, _day(row.ended_on or row.met_on)))
        )
    return lines


def _sort(row: MatterSheet) -> str:
    """Which of its kind it is, in a word; "" where that tells nothing."""
    label = SORTS.get(row.source, {}).get(row.sort, "")
    return f"（{label}）" if label else ""


FINDING = "finding"
MATTERS = {
    FINDING: "监督事项", "alert": "到期提醒", "look": "网站检查", "fault": "网站问题", "subscriber": "邮件订阅", "delivery": "渠道任务",
    "withholding": "负面清单", "statement": "统计数确认", "key": "接口密钥", "topic": "网站专题",
}  # fmt: skip
"""What a line of such a matter is called; more of it is told on its own page, to those who may see that."""
SORTS: dict[str, dict[str, str]] = {
    FINDING: dict(FINDING_SORTS), "fault": {each.code: each.label for each in INDICATORS.values()}, "subscriber": dict(RHYTHMS),
    "alert": {"yellow": "黄灯", "red": "红灯"}, "delivery": {each.key: each.label for each in PUBLICATION_CHANNELS}, "withholding": dict(GROUNDS),
}  # fmt: skip
HEADS = {
    CaseSheet: CASE_HEADS, EntrySheet: ENTRY_HEADS, SubmissionSheet: SUBMISSION_HEADS, DemandSheet: DEMAND_HEADS, KeyPointSheet: POINT_HEADS,
    StepSheet: STEP_HEADS, MatterSheet: MATTER_HEADS,
}  # fmt: skip
LINES = {
    CaseSheet: _case_lines, EntrySheet: _entry_lines, SubmissionSheet: _submission_lines, DemandSheet: _demand_lines,
    KeyPointSheet: _point_lines, StepSheet: _step_lines, MatterSheet: _matter_lines,
}  # fmt: skip
