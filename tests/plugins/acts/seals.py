"""Acts on the pictures of seals."""

from gongkai.ground.documents import seals
from gongkai.ground.files.tests.samples import seal_png
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY, LATER


def sealed_by(cast, unit: str = "zjj"):
    """A unit's seal is in force."""
    return seals.load_seal(
        unit=cast.units[unit], data=seal_png(), every=unit == "zjj", by=cast.actor("lin_guanli"), at=DAY
    )


def unsealed(cast):
    """It is in force no more."""
    seals.end_seal(unit=cast.units["zjj"], by=cast.actor("lin_guanli"), at=LATER)


@scene("seals.load_seal")
def _(cast):
    sealed_by(cast)
    return lambda: sealed_by(cast)


@scene("seals.end_seal")
def _(cast):
    sealed_by(cast)
    return lambda: unsealed(cast)
