"""What a report counts of policy documents."""

from gongkai.pure.declare import Measure

MEASURES = (
    Measure(
        key="records.issued_normative",
        label="制发规范性文件总数",
        definition="本年成文并公开的行政规范性文件件数。",
        unit="件",
        sheet="record",
        on="formed_on",
        where={"normative": True},
        dimensions=("unit",),
    ),
)
