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
    Measure(
        key="records.ended_normative",
        label="废止的规范性文件",
        definition="本年废止或者失效的行政规范性文件件数，按废止、失效的日期计。",
        unit="件",
        sheet="record",
        on="ended_on",
        where={"normative": True},
        dimensions=("unit",),
    ),
    Measure(
        key="records.standing_normative",
        label="现行有效的规范性文件",
        definition="期末已经成文公开、没有废止也没有失效的行政规范性文件件数，还没有施行的也算。",
        unit="件",
        sheet="record",
        on="formed_on",
        balance="standing",
        until="ended_on",
        where={"normative": True},
        dimensions=("unit",),
    ),
)
