"""What the date brings to the site: topics and notices begin and end, each by an act of its own."""

import logging
from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ground.units.scope import SYSTEM
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.portal import queries, topics
from gongkai.kernel.portal.models import SiteNotice, Topic

log = logging.getLogger("gongkai.portal")


def tick(at: datetime) -> int:
    """Begin what begins and end what has ended; one that fails does not hold up the others."""
    today, done = localdate(at), 0
    work = (
        (queries.beginning(Topic, today), lambda each: topics.begin_topic(topic=each, at=at)),
        (queries.beginning(SiteNotice, today), lambda each: topics.show_notice(notice=each, at=at)),
        (queries.ending(Topic, today), lambda each: topics.end_topic(topic=each, by=SYSTEM, at=at)),
        (queries.ending(SiteNotice, today), lambda each: topics.take_down(notice=each, by=SYSTEM, at=at)),
    )
    for due, act in work:
        for each in due:
            try:
                act(each)
                done += 1
            except StepRefused as refusal:
                log.warning("%s: %s", each.ledger_name(), refusal)
    return done
