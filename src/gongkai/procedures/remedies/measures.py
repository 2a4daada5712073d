"""What a report counts of reconsiderations and lawsuits."""

from typing import Any

from gongkai.pure.declare import Measure

_DIMENSIONS = ("unit", "channel", "party_type", "outcome", "route")


_STEPS = (
    ("replied", ("reply", "reply_appeal"), "提交答复、答辩", "本期提交答复书、答辩状和证据的次数，二审另计一次。"),
    ("attended", ("attend",), "参加听证、开庭", "本期登记参加听证、开庭的次数。"),
)
"""What the organ does in them, by the steps of either procedure."""


def measures_of(procedure: str, key: str, name: str) -> tuple[Measure, ...]:
    """Decided in a period, not decided by its end, and both together, of one procedure."""
    common: dict[str, Any] = {
        "unit": "件",
        "sheet": "case",
        "where": {"procedure": procedure},
        "dimensions": _DIMENSIONS,
    }
    return (
        Measure(
            key=f"{key}.decided",
            label=f"审结的{name}",
            definition=f"本期审结的政府信息公开{name}件数，按决定或者裁判上的日期计；每件只有一个结果，经过二审的按二审的结果计。",
            on="closed_on",
            **common,
        ),
        Measure(
            key=f"{key}.pending",
            label=f"尚未审结的{name}",
            definition=f"本期末以前收到副本、到本期末还没有审结的政府信息公开{name}件数。",
            on="first_received_on",
            balance="out",
            **common,
        ),
        Measure(
            key=f"{key}.in_hand",
            label=f"{name}总数",
            definition=f"本期审结的和到本期末还没有审结的政府信息公开{name}件数。",
            on="first_received_on",
            balance="held",
            **common,
        ),
        *(
            Measure(
                f"{key}.{done}", f"{label}（{name}）", definition, "次", "step", "on",
                where={"subject": "case", "sort": procedure, "step": steps}, dimensions=("unit",),
            )
            for done, steps, label, definition in _STEPS
        ),
    )  # fmt: skip
