"""Acts on what is kept of closed cases."""

from gongkai.kernel.cases import archives
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY, LATER, applied

DIGEST = "0" * 64


def gone_to_archives(cast):
    """The file of an answered application is in the archives."""
    case = applied(cast, "answered")
    return archives.hand_in(case=case, digest=DIGEST, files=3, by=cast.actor("zhou_jingban"), at=DAY)


@scene("archives.hand_in")
def _(cast):
    case = applied(cast, "answered")
    return lambda: archives.hand_in(case=case, digest=DIGEST, files=3, by=cast.actor("zhou_jingban"), at=LATER)
