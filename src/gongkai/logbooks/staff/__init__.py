"""机构和人员: who does the disclosure work in a unit, as it stands until the next change (国办发〔2014〕32号, part eight of its table)."""

from gongkai.pure.declare import Field, Logbook, register
from gongkai.pure.declare.logbooks import tally


class Staff(Logbook):
    """The office and its people, from a day on."""

    code = "staff"
    name = "机构和人员"
    order = 3
    says = "单位从事政府信息公开工作的机构和人员，有变化的登记一笔新的，原来那一笔到那天为止。"
    day = "从哪天起"
    title = "office_name"
    standing = True
    fields = (
        Field("office_name", "承担公开工作的机构", required=True, max_length=60, heads=("工作机构", "机构名称")),
        Field("special", "是专门机构", type="bool", help="专门为政府信息公开设立、有编制的机构"),
        Field("full_time", "专职人员", type="whole", required=True, help="不包括政府公报和政府网站的工作人员", heads=("专职人员数",)),
        Field("part_time", "兼职人员", type="whole", required=True, heads=("兼职人员数",)),
    )  # fmt: skip
    measures = (
        tally("staff.offices", "政府信息公开专门机构", "个", "期末设有的政府信息公开工作专门机构数。", "special", standing=True),
        tally("staff.people", "公开工作人员", "人", "期末从事政府信息公开工作的人员，专职加兼职。", ("full_time", "part_time"), standing=True),
        tally("staff.full_time", "专职人员", "人", "期末从事政府信息公开工作的专职人员，不包括政府公报和政府网站的工作人员。", "full_time", standing=True),
        tally("staff.part_time", "兼职人员", "人", "期末从事政府信息公开工作的兼职人员。", "part_time", standing=True),
    )  # fmt: skip


register(Staff, __name__)
