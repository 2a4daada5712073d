"""What a report counts of reconsiderations and lawsuits."""

from typing import Any

from gongkai.pure.declare import Measure

_DIMENSIONS = ("unit", "channel", "party_type", "outcome", "route")


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
    )
