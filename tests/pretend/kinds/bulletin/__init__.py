"""政府公报: issues of the government gazette (pretend)."""

from gongkai.pure.declare import Field, Kind, Measure, register


class Bulletin(Kind):
    """An issue of the gazette."""

    code = "bulletin"
    name = "政府公报"
    fields = (
        Field("issue", "期次", required=True, public=True, max_length=20),
        Field("printer", "承印单位", max_length=40),
    )
    measures = (
        Measure(
            key="bulletins.published", label="公开公报期数", definition="本期公开的政府公报期数。", unit="期", sheet="record",
            on="published_on", where={"kind": "bulletin"}, dimensions=("unit",),
        ),
    )  # fmt: skip


register(Bulletin, __name__)
