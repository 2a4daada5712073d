"""Acts of those who oversee: a question about a unit is explained, a term that runs out is told of, a unit is asked
to put right what was found."""

from typing import Any

from gongkai.ground.units.scope import SYSTEM
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.oversight import actions as oversight
from gongkai.kernel.oversight import alerts, findings
from gongkai.kernel.oversight.models import Alert, Explanation, Finding
from gongkai.pure.declare import Tell
from tests.plugins.acts.scene import scene
from tests.plugins.scenes import DAY, LATER, applied


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


def alerted(cast: Any, case: Any = None) -> Alert:
    """The officer of an application is told that its term runs out."""
    duty = open_duties((case or applied(cast, "handling")).ref)[0]
    return alerts.alert(duty=duty, tell=Tell(yellow=0), at=DAY)


@scene("alerts.alert")
def _(cast):
    case = applied(cast, "handling")
    return lambda: alerted(cast, case)


@scene("alerts.acknowledge")
def _(cast):
    made = alerted(cast)
    return lambda: alerts.acknowledge(alert=made, by=cast.actor("zhou_jingban"), at=LATER)


def found(cast: Any, unit: str = "zjj", sort: str = "suggest", **said: Any) -> Finding:
    told = {
        "title": "多件申请在最后一天答复",
        "text": "请查明原因，改进流转。",
        "about": ["section:notices"],
        "days": 15,
    }
    return findings.make(
        sort=sort, unit=cast.units[unit], office=cast.units["xzf"], by=cast.actor("he_jiancha"), at=DAY, **told | said
    )  # fmt: skip


def replied(cast: Any) -> Finding:
    return findings.answer(
        finding=found(cast),
        text="已经改了流转办法。",
        evidence=[("办法.txt", b"x")],
        by=cast.actor("liu_qianfa"),
        at=LATER,
    )


@scene("findings.make")
def _(cast):
    return lambda: found(cast)


@scene("findings.answer")
def _(cast):
    made = found(cast)
    return lambda: findings.answer(
        finding=made, text="已经改了流转办法。", evidence=[("办法.txt", b"x")], by=cast.actor("liu_qianfa"), at=LATER
    )


@scene("findings.send_back")
def _(cast):
    made = replied(cast)
    return lambda: findings.send_back(
        finding=made, text="没有附新的流转办法。", days=5, by=cast.actor("he_jiancha"), at=LATER
    )


@scene("findings.close")
def _(cast):
    made = replied(cast)
    return lambda: findings.close(finding=made, text="已经核查，属实。", by=cast.actor("he_jiancha"), at=LATER)


@scene("findings.hand_over")
def _(cast):
    made = found(cast)
    return lambda: findings.hand_over(finding=made, target=cast.units["wjw"], by=SYSTEM, at=LATER)
