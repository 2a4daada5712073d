"""The neighbours of a case or record in its reader's worklist: on to the next one without going back to the list."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest

from gongkai.kernel.flow.duties import one_each, owed_by
from gongkai.kernel.flow.models import Duty

PLACES = {
    "case": "c",
    "record": "r",
    "keypoint": "key-points",
    "contribution": "contributions",
    "appraisal": "assessment/a",
}
"""Where a duty's subject stands on the desk."""


@dataclass(frozen=True)
class Near:
    """Where one stands in the list (the first is 1), and the addresses before and after, "" at its ends."""

    place: int
    total: int
    before_url: str
    after_url: str


def beside(request: HttpRequest, ref: str) -> Near | None:
    """None if this is not on the reader's list, or nothing else is."""
    mine = one_each(owed_by(request.scope), request.today)
    here = mine.filter(ref=ref).first()
    if here is None:
        return None
    others = mine.exclude(ref=ref)
    earlier = Q(sort_on__lt=here.sort_on) | Q(sort_on=here.sort_on, id__lt=here.pk)
    before = others.filter(earlier).order_by("-sort_on", "-id").first()
    after = others.exclude(earlier).first()
    if before is None and after is None:
        return None
    return Near(mine.filter(earlier).count() + 1, mine.count(), _url(before), _url(after))


def _url(duty: Duty | None) -> str:
    if duty is None:
        return ""
    subject, _, key = duty.ref.partition(":")
    return f"/desk/{PLACES[subject]}/{key}/"
