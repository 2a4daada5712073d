"""Outlines that an office has of its own: loaded in versions, ended."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gongkai.ground.ledger.acts import acting
from gongkai.ground.ledger.acts import record as record_fact
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import root_unit
from gongkai.ground.units.scope import Actor
from gongkai.kernel.drafting import facts, queries
from gongkai.kernel.drafting.models import LoadedOutline, digest_of
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.pure.declare import Role
from gongkai.pure.law.catalogue_file import version_order

LOADERS = (Role.OPENNESS_OFFICE, Role.OFFICE_HEAD)
"""Who loads an outline for a unit: who oversees it, or answers for it. One for all is the openness office's."""


def may_load(by: Actor, unit: Unit | None) -> bool:
    root = root_unit()
    if unit is None:
        return root is not None and by.holds(Role.OPENNESS_OFFICE, root.pk)
    return by.holds_any(LOADERS, unit.pk)


@acting
def load_outline(
    *, key: str, version: str, name: str, text: str, unit: Unit | None, by: Actor, at: datetime
) -> LoadedOutline:
    """Load a version of an outline, later than the one there is; whoever calls has read it. Raises StepRefused, NotAllowed."""
    if not may_load(by, unit):
        raise NotAllowed("各单位都能用的提纲由政务公开办装入；本单位的，由本单位的公开机构负责人或者政务公开办装入")
    before = queries.outline(key)
    if before and not may_load(by, before.unit):
        raise StepRefused(f"“{key}”是别的提纲的代码，请换一个", "file")
    if before and version_order(version) <= version_order(before.version):
        raise StepRefused(
            f"“{before.name}”已经有{before.version}版，新的版本号要比它大，例如{before.version}.1", "file"
        )
    made = LoadedOutline(
        key=key, version=version, name=name, unit=unit, text=text, digest=digest_of(text), loaded_on=localdate(at), by=by.name
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Overtaken(own=False) from None
    told = facts.OutlineLoaded(key, version, name, made.digest)
    record_fact(told, ref=f"outline:{key}", by=by.name, at=at, rows=[made])
    return made


@acting
def end_outline(*, outline: LoadedOutline, by: Actor, at: datetime) -> LoadedOutline:
    """Offer an outline no more. Raises NotAllowed, Overtaken."""
    if not may_load(by, outline.unit):
        raise NotAllowed("要由装入它的政务公开办或者单位来停用")
    on = localdate(at)
    if not LoadedOutline.objects.filter(pk=outline.pk, ended_on=None).update(ended_on=on):
        raise Overtaken(own=False)
    outline.ended_on = on
    told = facts.OutlineEnded(outline.key, outline.name)
    record_fact(told, ref=f"outline:{outline.key}", by=by.name, at=at, rows=[outline])
    return outline
