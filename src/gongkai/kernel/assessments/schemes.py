"""Schemes of assessment: the office drafts a version, changes it, adopts it; adopted it stands."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting, hold, record
from gongkai.ground.ledger.rows import change
from gongkai.ground.units.queries import root_unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.assessments import facts, queries
from gongkai.kernel.assessments.models import ADOPTED, DRAFT, DROPPED, SchemeVersion, content_of
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.pure.declare import Role
from gongkai.pure.law.schemes import Scheme

OFFICE = (Role.OPENNESS_OFFICE,)


def check_office(by: Actor) -> None:
    if not by.holds_any(OFFICE, root_unit().pk):
        raise NotAllowed("考核由本级政府的政务公开办组织")


@acting
def draft(*, scheme: Scheme, by: Actor, at: datetime) -> SchemeVersion:
    """Begin the next version. Raises StepRefused: there is a draft already."""
    check_office(by)
    hold("scheme of assessment")
    version = SchemeVersion(
        number=queries.last_number() + 1, state=DRAFT, since=scheme.since, name=scheme.name, drafted_on=localdate(at), by=by.name,
        **content_of(scheme),
    )  # fmt: skip
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError:
        raise StepRefused("已经有一版在改，先启用它或者作废它") from None
    told = facts.SchemeDrafted(version.number, version.digest)
    record(told, ref=version.ref, by=by.name, at=at, rows=[version])
    return version


def _check_draft(version: SchemeVersion, by: Actor) -> None:
    check_office(by)
    if version.state != DRAFT:
        raise StepRefused(f"第{version.number}版{version.state_label}，不能再改；要改，请起草新的一版")


@acting
def edit(*, version: SchemeVersion, scheme: Scheme, what: str, by: Actor, at: datetime, seen: int) -> SchemeVersion:
    """Change a draft; ``what`` says in a few words what was changed. Raises StepRefused, Overtaken."""
    _check_draft(version, by)
    values = {"since": scheme.since, "name": scheme.name, "revision": seen + 1, **content_of(scheme)}
    if not change(version, values, seen={"revision": seen, "state": DRAFT}):
        raise Overtaken(own=False)
    told = facts.SchemeEdited(version.number, version.digest, what)
    record(told, ref=version.ref, by=by.name, at=at, rows=[version])
    return version


@acting
def adopt(*, version: SchemeVersion, by: Actor, at: datetime, seen: int) -> SchemeVersion:
    """A draft holds from its year on, and never changes any more; whoever calls has held its measures against the registry. Raises StepRefused."""
    _check_draft(version, by)
    values = {"state": ADOPTED, "adopted_on": localdate(at), "revision": seen + 1}
    if not change(version, values, seen={"revision": seen, "state": DRAFT}):
        raise Overtaken(own=False)
    told = facts.SchemeAdopted(version.number, version.digest, version.since)
    record(told, ref=version.ref, by=by.name, at=at, rows=[version])
    return version


@acting
def drop(*, version: SchemeVersion, by: Actor, at: datetime, seen: int) -> SchemeVersion:
    """Give a draft up; it stays to be read. Raises StepRefused, Overtaken."""
    _check_draft(version, by)
    if not change(version, {"state": DROPPED, "revision": seen + 1}, seen={"revision": seen, "state": DRAFT}):
        raise Overtaken(own=False)
    record(facts.SchemeDropped(version.number, version.digest), ref=version.ref, by=by.name, at=at, rows=[version])
    return version
