"""清理: the normative documents in a scope are gone through one by one, kept, amended, repealed or declared expired; the result is a
document of its own, and what it says comes true in the act by which it is published.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from html import escape
from itertools import groupby

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import government
from gongkai.ground.units.queries import units as open_units
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import NotAllowed, StepRefused
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import validity
from gongkai.kernel.records.course import Unready
from gongkai.kernel.records.flow import RecordFlow
from gongkai.kernel.records.guarding import check_sentence
from gongkai.kernel.records.models import IN_FORCE, Record, Section
from gongkai.kernel.records.relations import related
from gongkai.kernel.records.telling import touch_keys
from gongkai.kinds.policy import facts, queries
from gongkai.kinds.policy.models import FATES, REASON_LENGTH, Clearing, ClearingItem
from gongkai.pure.declare import Role

KEEPERS = (Role.LEGAL_REVIEWER, Role.OPENNESS_OFFICE)
NOT_INTERPRETED = "公布清理结果，没有新的规定"
OUT_OF_FORCE = {"repeal": "repealed", "expire": "expired"}
"""What becomes of a document's validity by how it was decided on."""
HEADINGS = {
    "keep": "继续有效的行政规范性文件", "amend": "需要修改的行政规范性文件", "repeal": "废止的行政规范性文件",
    "expire": "宣布失效的行政规范性文件",
}  # fmt: skip
CLOSED = "这次清理的结果已经起草，不能再改；要改，请先把“清理结果”的草稿作废"


def is_closed(clearing: Clearing) -> bool:
    """Is its result drawn up, and not given up?"""
    result = clearing.result
    return clearing.signed_on is not None or (result is not None and result.state != RecordFlow.DISCARDED.code)


def _check_keeper(unit: Unit, by: Actor, *, whole: bool) -> None:
    if whole and not by.holds(Role.OPENNESS_OFFICE, unit.pk):
        raise NotAllowed("几个单位的文件一起清理，要由政务公开办来办")
    if not by.holds_any(KEEPERS, unit.pk):
        raise NotAllowed("清理要由该单位的法制审核人或者政务公开办来办")


@acting
def begin(
    *,
    unit: Unit,
    title: str,
    whole: bool,
    first: int | None,
    last: int | None,
    subject: str = "",
    by: Actor,
    at: datetime,
) -> Clearing:
    """Begin to go through the normative documents in force of a unit (``whole``: of all that the openness office is over), formed from a year to a year, on
    a subject. What stands in a clearing that is not signed is left to that one. Raises StepRefused, NotAllowed.
    """
    _check_keeper(unit, by, whole=whole)
    if not title.strip():
        raise StepRefused("请写这次清理叫什么", "title")
    if first and last and last < first:
        raise StepRefused("到哪年不能早于从哪年", "last")
    units = by.holds_for[Role.OPENNESS_OFFICE] if whole else {unit.pk}
    found = queries.to_be_cleared(units, first, last, subject)
    if not found:
        raise StepRefused("这个范围里没有要清理的现行行政规范性文件，或者都在另一次清理里")
    clearing = Clearing.objects.create(
        unit=unit,
        title=title.strip(),
        scope=_in_words(_whose(unit, units), first, last, subject),
        begun_on=localdate(at),
        by=by.name,
    )
    items = ClearingItem.objects.bulk_create([ClearingItem(clearing=clearing, record=record) for record in found])
    fact = facts.ClearingBegun(clearing.pk, clearing.title, len(items))
    record_fact(fact, ref=clearing.ref, by=by.name, at=at, rows=[clearing, *items])
    return clearing


def _whose(unit: Unit, covered: Collection[int]) -> str:
    if len(covered) == 1:
        return unit.short_name
    everybody = {each.pk for each in open_units()} <= set(covered)
    return f"{government().short_name}各单位" if everybody else f"{unit.short_name}等{len(covered)}个单位"


def _in_words(whose: str, first: int | None, last: int | None, subject: str) -> str:
    """县住建局，2018年至2022年成文，主题“教育”"""
    parts = [whose]
    if first and last:
        parts.append(f"{first}年成文" if first == last else f"{first}年至{last}年成文")
    elif first or last:
        parts.append(f"{first}年以后成文" if first else f"{last}年以前成文")
    return "，".join([*parts, *([f"主题“{subject}”"] if subject else [])])


@acting
def decide(
    *, clearing: Clearing, decisions: Mapping[int, tuple[str, str]], by: Actor, at: datetime
) -> list[ClearingItem]:
    """Decide on some of its documents, by item: how, and why. What is decided stays, whenever the rest follows; it may be decided anew
    until the result is drawn up. Raises StepRefused (its field "reason-<item>"), NotAllowed.
    """
    if not by.holds_any(KEEPERS, clearing.unit_id):
        raise NotAllowed("清理要由该单位的法制审核人或者政务公开办来办")
    if is_closed(clearing):
        raise StepRefused(CLOSED)
    changed = []
    for item in queries.items_of(clearing, list(decisions)):
        fate, reason = decisions[item.pk][0], decisions[item.pk][1].strip()
        if (fate, reason) == (item.fate, item.reason):
            continue
        if fate not in dict(FATES):
            raise StepRefused("请从列出的选项里选一个", f"fate-{item.pk}")
        if fate != "keep" and not reason:
            raise StepRefused(f"请写明为什么{dict(FATES)[fate]}", f"reason-{item.pk}")
        if len(reason) > REASON_LENGTH:
            raise StepRefused(f"理由最多{REASON_LENGTH}个字，现在有{len(reason)}个字", f"reason-{item.pk}")
        check_sentence(reason, f"reason-{item.pk}", localdate(at))
        item.fate, item.reason, item.on, item.by = fate, reason, localdate(at), by.name
        item.save()
        changed.append(item)
    if not changed:
        raise StepRefused("这一页没有改动")
    fact = facts.ClearingDecided(clearing.pk, len(changed))
    record_fact(fact, ref=clearing.ref, by=by.name, at=at, rows=changed)
    return changed


@acting
def draw_up(*, clearing: Clearing, section: Section, by: Actor, at: datetime, record_id: str | None = None) -> Record:
    """Draft the result, once all is decided: a document that lists each with what became of it, to go through the gates. Raises
    StepRefused, NotAllowed."""
    if is_closed(clearing):
        raise StepRefused(CLOSED)
    items = queries.items_of(clearing)
    if left := sum(not item.fate for item in items):
        raise StepRefused(f"还有{left}件没有定，都定了才能起草清理结果")
    unit = clearing.unit
    content = {
        "title": f"{unit.name}关于公布行政规范性文件清理结果的公告", "formed_on": localdate(at).isoformat(), "body": _body(clearing, items),
        "keywords": "规范性文件；清理", "no_interpretation": NOT_INTERPRETED,
    }  # fmt: skip
    record = records.draft(
        kind="policy", unit=unit, section=section, content=content, by=by, at=at, record_id=record_id
    )
    clearing.result = record
    clearing.save(update_fields=["result"])
    record_fact(facts.ClearingDrawnUp(clearing.pk, record.pk), ref=clearing.ref, by=by.name, at=at, rows=[clearing])
    return record


def _body(clearing: Clearing, items: list[ClearingItem]) -> str:
    ordered = sorted(items, key=lambda item: [code for code, _ in FATES].index(item.fate))
    lists = [(fate, list(found)) for fate, found in groupby(ordered, key=lambda item: item.fate)]
    counts = "，".join(f"{dict(FATES)[fate]}{len(found)}件" for fate, found in lists)
    parts = [f"<p>{escape(clearing.scope)}的现行行政规范性文件共{len(items)}件，已经逐件清理：{counts}。现予公布。</p>"]
    for fate, found in lists:
        why = fate != "keep"
        rows = [
            f"<tr><td>{n}</td><td>{_linked(item.record)}</td><td>{escape(item.record.document_number)}</td>{f'<td>{escape(item.reason)}</td>' if why else ''}</tr>"
            for n, item in enumerate(found, start=1)
        ]
        head = f"<tr><th>序号</th><th>标题</th><th>文号</th>{'<th>理由</th>' if why else ''}</tr>"
        parts.append(f"<h2>{HEADINGS[fate]}</h2><table><tbody>{head}{''.join(rows)}</tbody></table>")
    if any(fate in OUT_OF_FORCE for fate, _ in lists):
        parts.append("<p>废止和宣布失效的文件，从本公告公布之日起不再作为行政管理的依据。</p>")
    return "".join(parts)


def _linked(record: Record) -> str:
    return f'<a href="/r/{record.pk}/">{escape(record.title)}</a>'


def check(record: Record, body: str) -> None:
    """The result of a clearing names each document that it decides on. Raises Unready."""
    clearing = queries.clearing_of(record) if record.published_on is None else None
    if clearing is None:
        return
    missing = [item.record.title for item in queries.items_of(clearing) if escape(item.record.title) not in body]
    if missing:
        raise Unready(
            f"清理结果里少了“{missing[0]}”{f'等{len(missing)}件' if len(missing) > 1 else ''}，请照清理的决定补上"
        )


def carry_out(record: Record, *, by: Actor, at: datetime) -> None:
    """What a result that is published says comes true: within the same act, of each document that is in force still, with its own fact."""
    clearing = queries.clearing_of(record)
    if clearing is None or clearing.signed_on:
        return
    items = queries.items_of(clearing)
    for item in items:
        target = OUT_OF_FORCE.get(item.fate)
        if target and item.record.live and item.record.validity in ("pending", *IN_FORCE):
            validity.put_out(item.record, target, by=by, at=at)
    repealed = [item.record for item in items if item.fate == "repeal" and item.record.live]
    relations = related(record, "repeals", repealed, at)
    clearing.signed_on = localdate(at)
    clearing.save(update_fields=["signed_on"])
    counts = [sum(item.fate == fate for item in items) for fate, _ in FATES]
    touches = [f"related:{item.record_id}" for item in items if item.record.live]
    fact = facts.ClearingSigned(clearing.pk, record.pk, *counts)
    record_fact(
        fact, ref=record.ref, by=by.name, at=at, rows=[clearing, *relations], touches=[*touch_keys(record), *touches]
    )
