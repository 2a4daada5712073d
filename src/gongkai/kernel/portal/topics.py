"""Topics and notices of the site: written by the openness office, shown and taken away when their days come."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.units.scope import SYSTEM, Actor
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.portal import facts
from gongkai.kernel.portal.models import OVER, PLANNED, SHOWN, SiteNotice, Topic
from gongkai.kernel.records.catalogue import check_office

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
    if topic.ends_on != date.fromisoformat(before["ends_on"]) or topic.state != OVER:
        _check_days(topic, today)
        if topic.state == OVER:
            topic.state, topic.over_on = SHOWN, None
    if topic.state == PLANNED:
        _begin_if_due(topic, today)
    topic.save()
    _tell(facts.TopicChanged, topic, by, at, begins_on=begins_on.isoformat(), ends_on=ends_on.isoformat())
    return topic


@acting
def begin_topic(*, topic: Topic, at: datetime) -> Topic:
    """Its first day has come. Raises StepRefused."""
    _begin(topic, localdate(at))
    topic.save()
    _tell(facts.TopicBegun, topic, SYSTEM, at)
    return topic


@acting
def end_topic(*, topic: Topic, by: Actor, at: datetime) -> Topic:
    """It is over; its page stays. Raises StepRefused, NotAllowed."""
    if by is not SYSTEM:
        check_office(by)
    _end(topic, localdate(at), "这个专题现在没有在显示")
    topic.save()
    _tell(facts.TopicEnded, topic, by, at)
    return topic


@acting
def post_notice(*, text: str, begins_on: date, ends_on: date, by: Actor, at: datetime) -> SiteNotice:
    """Write a notice; if its first day has come it is shown at once. Raises StepRefused, NotAllowed."""
    check_office(by)
    notice = SiteNotice(text=" ".join(text.split()), begins_on=begins_on, ends_on=ends_on)
    _check_days(notice, localdate(at))
    _begin_if_due(notice, localdate(at))
    notice.save()
    _tell_notice(facts.SiteNoticePosted, notice, by, at, begins_on=begins_on.isoformat(), ends_on=ends_on.isoformat())
    return notice


@acting
def show_notice(*, notice: SiteNotice, at: datetime) -> SiteNotice:
    """Its first day has come. Raises StepRefused."""
    _begin(notice, localdate(at))
    notice.save()
    _tell_notice(facts.SiteNoticeShown, notice, SYSTEM, at)
    return notice


@acting
def take_down(*, notice: SiteNotice, by: Actor, at: datetime) -> SiteNotice:
    """It is shown no more; it stays on the page of all notices. Raises StepRefused, NotAllowed."""
    if by is not SYSTEM:
        check_office(by)
    _end(notice, localdate(at), "这条公告现在没有在显示")
    notice.save()
    _tell_notice(facts.SiteNoticeTakenDown, notice, by, at)
    return notice


def _joined(picked: Sequence[str]) -> str:
    if len(picked) > MOST:
        raise StepRefused(f"最多选{MOST}条，现在有{len(picked)}条；多的请放进一个栏目", "picked")
    return "\n".join(dict.fromkeys(picked))


def _check_days(each: Topic | SiteNotice, today: date) -> None:
    if each.ends_on < each.begins_on:
        raise StepRefused("结束日期要在开始日期以后，或者同一天", "ends_on")
    if each.ends_on < today:
        raise StepRefused("结束日期已经过了，请写今天或者以后的日子", "ends_on")


def _begin_if_due(each: Topic | SiteNotice, today: date) -> None:
    if each.begins_on <= today:
        each.state, each.shown_on = SHOWN, today


def _begin(each: Topic | SiteNotice, today: date) -> None:
    if each.state != PLANNED or each.begins_on > today:
        raise StepRefused("还没有到开始的日子，或者已经开始了")
    each.state, each.shown_on = SHOWN, today


def _end(each: Topic | SiteNotice, today: date, refusal: str) -> None:
    if each.state != SHOWN:
        raise StepRefused(refusal)
    each.state, each.over_on = OVER, today


def _tell(fact: type, topic: Topic, by: Actor, at: datetime, **more: Any) -> None:
    told = fact(topic=topic.key, name=topic.name, **more)
    record_fact(told, ref=f"topic:{topic.key}", by=by.name, at=at, rows=[topic], touches=[f"topic:{topic.key}"])


def _tell_notice(fact: type, notice: SiteNotice, by: Actor, at: datetime, **more: Any) -> None:
    told = fact(notice=notice.pk, text=notice.text, **more)
    record_fact(told, ref=f"site_notice:{notice.pk}", by=by.name, at=at, rows=[notice], touches=["site_notices"])
