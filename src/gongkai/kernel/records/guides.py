"""A unit's guide (条例第12条): generated from its data; behind each part the unit may say something of its own, version by version."""

from datetime import datetime
from hashlib import sha256

from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import facts
from gongkai.kernel.records.guarding import check_sentence
from gongkai.kernel.records.models import GuideText
from gongkai.kernel.records.withholding import check_keeper
from gongkai.pure.law.withholding import GUIDE_PARTS

LONGEST = 2000


@acting
def edit_guide(*, unit: Unit, part: str, text: str, by: Actor, at: datetime, seen: int | None = None) -> GuideText:
    """The next version of what a unit adds to a part of its guide; an empty text takes it away. ``seen`` is the version that was seen.

    Raises StepRefused, NotAllowed, KeyError for a part that there is not.
    """
    check_keeper(by, unit, "公开指南")
    label, text = GUIDE_PARTS[part], text.strip()
    latest = GuideText.objects.filter(unit=unit, part=part).order_by("-version").first()
    version = latest.version if latest else 0
    if seen is not None and seen != version:
        raise StepRefused("刚才有别人改过这一段，请看最新的再改")
    if text == (latest.text if latest else ""):
        raise StepRefused("和现在的一样，没有要改的", "text")
    if len(text) > LONGEST:
        raise StepRefused(f"最多{LONGEST}字，现在有{len(text)}字，请删短一些", "text")
    check_sentence(text, "text", localdate(at))
    made = GuideText.objects.create(
        unit=unit, part=part, version=version + 1, text=text, digest=sha256(text.encode()).hexdigest(), on=localdate(at)
    )
    fact = facts.GuideEdited(unit.code, label, made.version)
    record_fact(fact, ref=f"guide:{unit.code}", by=by.name, at=at, rows=[made], touches=[f"guide:{unit.code}"])
    return made
