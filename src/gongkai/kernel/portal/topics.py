"""Topics and notices of the site: written by the openness office, shown and taken away when their days come."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.units.scope import SYSTEM, Actor
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.portal import facts
from gongkai.kernel.portal.models import OVER, PLANNED, SHOWN, SiteNotice, Topic
from gongkai.kernel.records.catalogue import check_office
from gongkai.kernel.records.guarding import check_sentence

Each = TypeVar("Each", Topic, SiteNotice)
KEY = re.compile(r"[a-z][a-z0-9-]{1,39}")
MOST = 100
"""Records at most that are chosen one by one."""


@acting
def plan_topic(
    *,
    key: str,
    name: str,
    lead: str,
    begins_on: date,
    ends_on: date,
    by: Actor,
    at: datetime,
    picked: Sequence[str] = (),
) -> Topic:
    """Make a topic; if its first day has come it is shown at once. Raises StepRefused, NotAllowed."""
    check_office(by)
    if not KEY.fullmatch(key):
        raise StepRefused("专题代码用小写字母、数字和短横，以字母开头，2到40位，例如 bishu-2026", "key")
    if Topic.objects.filter(pk=key).exists():
        raise StepRefused("已经有这个代码的专题，请换一个", "key")
    topic = Topic(key=key, name=name, lead=lead, begins_on=begins_on, ends_on=ends_on, picked=_joined(picked))
    _check_days(topic, localdate(at))
    _check_words(topic, localdate(at))
    _begin_if_due(topic, localdate(at))
    topic.save(force_insert=True)
    _tell(facts.TopicPlanned, topic, by, at, begins_on=begins_on.isoformat(), ends_on=ends_on.isoformat())
    return topic


@acting
def change_topic(
    *,
    topic: Topic,
    name: str,
    lead: str,
    begins_on: date,
    ends_on: date,
    by: Actor,
    at: datetime,
    picked: Sequence[str] = (),
) -> Topic:
    """Change a topic; one that was over is shown again if its last day is yet to come. Raises StepRefused, NotAllowed."""
    check_office(by)
    before = topic.ledger_image()
    topic.name, topic.lead, topic.begins_on, topic.ends_on, topic.picked = (
        name,
        lead,
        begins_on,
        ends_on,
        _joined(picked),
    )
    if topic.ledger_image() == before:
        raise StepRefused("和现在的一样，没有要改的")
    today = localdate(at)
    _check_words(topic, today)
    if topic.ends_on != date.fromisoformat(before["ends_on"]) or topic.state != OVER:
        _check_days(topic, today)
        if topic.state == OVER:
            topic.state, topic.over_on = SHOWN, None
    if topic.state == PLANNED:
        _begin_if_due(topic, today)
    topic.save()
    said = {"begins_on": begins_on.isoformat(), "ends_on": ends_on.isoformat()}
    _tell(facts.TopicChanged, topic, by, at, before=before["picked"], **said)
    return topic


@acting
def begin_topic(*, topic: Topic, at: datetime) -> Topic:
    """Its first day has come. Raises StepRefused."""
    return _begun(topic, facts.TopicBegun, at)


@acting
def end_topic(*, topic: Topic, by: Actor, at: datetime) -> Topic:
    """It is over; its page stays. Raises StepRefused, NotAllowed."""
    return _ended(topic, facts.TopicEnded, by, at, "这个专题现在没有在显示")


@acting
def post_notice(*, text: str, begins_on: date, ends_on: date, by: Actor, at: datetime) -> SiteNotice:
    """Write a notice; if its first day has come it is shown at once. Raises StepRefused, NotAllowed."""
    check_office(by)
    notice = SiteNotice(text=" ".join(text.split()), begins_on=begins_on, ends_on=ends_on)
    _check_days(notice, localdate(at))
    check_sentence(notice.text, "text", localdate(at))
    _begin_if_due(notice, localdate(at))
    notice.save()
    _tell(facts.SiteNoticePosted, notice, by, at, begins_on=begins_on.isoformat(), ends_on=ends_on.isoformat())
    return notice


@acting
def show_notice(*, notice: SiteNotice, at: datetime) -> SiteNotice:
    """Its first day has come. Raises StepRefused."""
    return _begun(notice, facts.SiteNoticeShown, at)


@acting
def take_down(*, notice: SiteNotice, by: Actor, at: datetime) -> SiteNotice:
    """It is shown no more; it stays on the page of all notices. Raises StepRefused, NotAllowed."""
    return _ended(notice, facts.SiteNoticeTakenDown, by, at, "这条公告现在没有在显示")


def _joined(picked: Sequence[str]) -> str:
    if len(picked) > MOST:
        raise StepRefused(f"最多选{MOST}条，现在有{len(picked)}条；多的请放进一个栏目", "picked")
    return "\n".join(dict.fromkeys(picked))


def _check_days(each: Topic | SiteNotice, today: date) -> None:
    if each.ends_on < each.begins_on:
        raise StepRefused("结束日期要在开始日期以后，或者同一天", "ends_on")
    if each.ends_on < today:
        raise StepRefused("结束日期已经过了，请写今天或者以后的日子", "ends_on")


def _check_words(topic: Topic, today: date) -> None:
    check_sentence(topic.name, "name", today)
    check_sentence(topic.lead, "lead", today)


def _begin_if_due(each: Topic | SiteNotice, today: date) -> None:
    if each.begins_on <= today:
        each.state, each.shown_on = SHOWN, today


def _begun(each: Each, fact: type, at: datetime) -> Each:
    today = localdate(at)
    if each.state != PLANNED or each.begins_on > today:
        raise StepRefused("还没有到开始的日子，或者已经开始了")
    _begin_if_due(each, today)
    each.save()
    _tell(fact, each, SYSTEM, at)
    return each


def _ended(each: Each, fact: type, by: Actor, at: datetime, refusal: str) -> Each:
    if by is not SYSTEM:
        check_office(by)
    if each.state != SHOWN:
        raise StepRefused(refusal)
    each.state, each.over_on = OVER, localdate(at)
    each.save()
    _tell(fact, each, by, at)
    return each


def _tell(fact: type, each: Topic | SiteNotice, by: Actor, at: datetime, *, before: str = "", **more: Any) -> None:
    """``before``: the records that a topic had; their pages name it, as do those of the records that it has now."""
    if isinstance(each, Topic):
        ref = f"topic:{each.key}"
        own = {"topic": each.key, "name": each.name}
        touched = [ref, *(f"related:{record_id}" for record_id in {*each.records, *before.split()})]
    else:
        ref, touched, own = f"site_notice:{each.pk}", ["site_notices"], {"notice": each.pk, "text": each.text}
    record_fact(fact(**own, **more), ref=ref, by=by.name, at=at, rows=[each], touches=touched)
