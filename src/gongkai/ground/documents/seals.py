"""电子印章: the picture of a unit's seal, loaded by its administrator and set over the signature of what the unit issues."""

from datetime import datetime

from django.utils.timezone import localdate

from gongkai.ground.documents.facts import SealEnded, SealLoaded
from gongkai.ground.documents.letter import pdf, sample
from gongkai.ground.documents.models import Seal
from gongkai.ground.documents.typesetting import NotRendered
from gongkai.ground.files.actions import put
from gongkai.ground.files.kinds import PNG, kind_of
from gongkai.ground.files.queries import by_ids, read_bytes
from gongkai.ground.files.refusals import FileRefused
from gongkai.ground.ledger.acts import acting, record
from gongkai.ground.ledger.models import Ledgered
from gongkai.ground.ledger.rows import change, insert
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Actor
from gongkai.pure.declare import Role

LARGEST = 2 * 1024 * 1024
LEAST, MOST = 200, 3000
"""Pixels of a side."""
EVERY, SIGNED = "盖在发出的每一份文书上", "只盖签发人、公开机构负责人签发的文书"


class SealRefused(ValueError):
    """A seal that cannot be taken; the message says in Chinese what to do."""


def in_force(unit: Unit) -> Seal | None:
    return Seal.objects.filter(unit=unit, ended_on=None).select_related("unit").first()


def all_of(unit: Unit) -> list[Seal]:
    """The newest first."""
    return list(Seal.objects.filter(unit=unit).select_related("unit").order_by("-seq"))


def picture(file_id: str) -> bytes:
    """The picture of a seal, as it was loaded."""
    return read_bytes(by_ids([file_id])[0])


def seal_for(unit: Unit, *, signed: bool) -> str:
    """The picture to be set upon a notice that a unit issues now; "" for none. ``signed``: somebody signed it for the unit."""
    found = Seal.objects.filter(unit=unit, ended_on=None).first()
    return found.file_id if found and (signed or found.every) else ""


@acting
def load_seal(*, unit: Unit, data: bytes, every: bool, by: Actor, at: datetime) -> Seal:
    """Bring the picture of a unit's seal into use, in place of the one before. Raises SealRefused."""
    _check_keeper(unit, by)
    _check_picture(data)
    on = localdate(at)
    rows: list[Ledgered] = _ended(unit, at)
    file = put(owner=f"unit:{unit.code}", name="电子印章.png", data=data)
    seal = insert(Seal(unit=unit, seq=Seal.objects.filter(unit=unit).count() + 1, file_id=file.public_id, every=every, from_on=on))  # fmt: skip
    fact = SealLoaded(unit.short_name, file.sha256, EVERY if every else SIGNED)
    record(fact, ref=f"unit:{unit.code}", by=by.name, at=at, rows=[*rows, file, seal])
    return seal


@acting
def end_seal(*, unit: Unit, by: Actor, at: datetime) -> None:
    """Set a unit's seal upon nothing any more. What it was set upon keeps it. Raises SealRefused."""
    _check_keeper(unit, by)
    rows = _ended(unit, at)
    if not rows:
        raise SealRefused("这个单位没有启用电子印章")
    record(SealEnded(unit.short_name), ref=f"unit:{unit.code}", by=by.name, at=at, rows=rows)


def _check_keeper(unit: Unit, by: Actor) -> None:
    if not by.holds(Role.ADMINISTRATOR, unit.pk):
        raise SealRefused("电子印章由系统管理员启用、停用")


def _ended(unit: Unit, at: datetime) -> list[Ledgered]:
    seal = in_force(unit)
    if seal is None:
        return []
    seal.ended_on = localdate(at)
    change(seal, {"ended_on": seal.ended_on})
    return [seal]


def _check_picture(data: bytes) -> None:
    if len(data) > LARGEST:
        raise SealRefused("印章图样超过2 MB，请缩小后再传")
    try:
        if kind_of(data, "seal.png") != PNG:
            raise SealRefused("印章图样要PNG图片，最好是透明底")
    except FileRefused as refusal:
        raise SealRefused(f"印章图样：{refusal}") from refusal
    # The header comes first, with both sides as four bytes each.
    wide, high = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if not (LEAST <= wide <= MOST and LEAST <= high <= MOST):
        raise SealRefused(f"印章图样的宽和高要在{LEAST}到{MOST}像素之间，现在是{wide}×{high}")
    if not 0.8 <= wide / high <= 1.25:
        raise SealRefused("印章图样要裁成正方形，四周不留空白")
    try:
        pdf(sample(), seal=data)
    except NotRendered as broken:
        raise SealRefused("这张图打不开，请重新导出PNG再传") from broken
