"""Measures of every kind of record; a drawer declares its own beside itself."""

from gongkai.pure.declare import Measure

MEASURES = (
    Measure(
        key="records.published",
        label="主动公开的政府信息",
        definition="本期首次公开的政府信息条数，不同渠道公开的相同信息计1条；后来撤下的仍计入公开的那一期。",
        unit="条",
        sheet="record",
        on="published_on",
        dimensions=("unit", "kind", "normative"),
    ),
    Measure(
        key="outlets.published",
        label="通过各渠道公开的政府信息",
        definition="本期在一个渠道上公开的政府信息条数，按在该渠道公开的日期计。",
        unit="条",
        sheet="outlet",
        on="on",
        dimensions=("unit", "channel"),
    ),
)
