"""Acts of those who oversee: a question about a unit is explained."""

from typing import Any

from gongkai.kernel.oversight import actions as oversight
from gongkai.kernel.oversight.models import Explanation
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY


def explained(cast: Any, unit: str = "zjj", **said: Any) -> Explanation:
    told = {
        "pattern": "minute",
        "procedure": "foi",
        "hits": 3,
        "sample": 8,
        "text": "已核实，都是当场答复的。",
        "seen": 0,
    }
    return oversight.explain(unit=cast.units[unit], by=cast.actor("he_jiancha"), at=DAY, **told | said)


@scene("oversight.explain")
def _(cast):
    return lambda: explained(cast)
