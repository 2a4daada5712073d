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
    Measure(
        key="submissions.made",
        label="报送的信息",
        definition="本期报送到本级政府网站和上级平台的条数，同一条报送到几处，每处算一条。",
        unit="条",
        sheet="submission",
        on="reported_on",
        dimensions=("unit", "destination", "state"),
    ),
    Measure(
        key="submissions.adopted",
        label="报送后被采用的信息",
        definition="本期报送的里面，到统计时已经被采用的条数。采用率以本期报送的条数为分母。",
        unit="条",
        sheet="submission",
        on="reported_on",
        where={"state": "adopted"},
        dimensions=("unit", "destination"),
    ),
)
