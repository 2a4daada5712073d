"""The trial form of the annual report of 2019 and 2020 (国办公开办函〔2019〕60号): parts two, three and four.

Part three differs from the later form in one thing: （六）其他处理 is one row. Part two has columns of its own; how many items of permits,
penalties and charges there are (权责清单), and what was purchased, is not kept in the system, and stays blank.
"""

from dataclasses import replace

from gongkai.pure.law.layout import Column, Count, Row, Table
from gongkai.pure.law.relations import Relation, terms
from gongkai.pure.law.table2021 import (
    APPLICANT_COLUMNS,
    CARRIED_IN,
    CARRIED_OUT,
    CLOSED,
    PART_THREE_NOTE,
    RECEIVED,
    RESULTS,
    closed_in,
    part_three_relations,
    result_rows,
)
from gongkai.pure.law.table2021 import LEAVES as LATER_LEAVES
from gongkai.pure.law.table2021 import PART_FOUR as LATER_PART_FOUR

YEARS = {"first_year": 2019, "last_year": 2020}

# Part two ------------------------------------------------------------------------------------------------------------

_DOCUMENTS = ("made", "published", "published_in_all")
_ITEMS = ("items_last_year", "change", "decisions")
_FEES = ("items_last_year", "change")
_PURCHASES = ("purchases", "amount")


def _items(key: str, label: str, parent: str, sort: str, article: str) -> Row:
    """Items of a power, and how many decisions were taken."""
    taken = {"decisions": Count("decisions.taken", {"sort": sort})}
    return Row(key, label, "项", parent=parent, columns=_ITEMS, articles=(article,), cells=taken)


PART_TWO = Table(
    key="2019-2",
    title="二、主动公开政府信息情况",
    **YEARS,
    columns=(
        Column("made", "本年新制作数量"),
        Column("published", "本年新公开数量"),
        Column("published_in_all", "对外公开总数量"),
        Column("items_last_year", "上一年项目数量"),
        Column("change", "本年增/减"),
        Column("decisions", "处理决定数量"),
        Column("purchases", "采购项目数量"),
        Column("amount", "采购总金额"),
    ),
    rows=(
        Row("p20_1", "第二十条第（一）项", kind="head"),
        Row("p20_1_rules", "规章", "件", parent="p20_1", columns=_DOCUMENTS, articles=("20(1)",)),
        Row(
            "p20_1_normative",
            "规范性文件",
            "件",
            parent="p20_1",
            columns=_DOCUMENTS,
            articles=("20(1)",),
            cells={
                "made": Count("records.issued_normative"),
                "published": Count("records.published", {"normative": True}),
                "published_in_all": Count("records.standing_normative"),
            },
        ),
        Row("p20_5", "第二十条第（五）项", kind="head"),
        _items("p20_5_permits", "行政许可", "p20_5", "permit", "20(5)"),
        Row("p20_5_services", "其他对外管理服务事项", "项", parent="p20_5", columns=_ITEMS, articles=("20(5)",)),
        Row("p20_6", "第二十条第（六）项", kind="head"),
        _items("p20_6_penalties", "行政处罚", "p20_6", "penalty", "20(6)"),
        _items("p20_6_compulsion", "行政强制", "p20_6", "compulsion", "20(6)"),
        Row("p20_8", "第二十条第（八）项", kind="head"),
        Row("p20_8_fees", "行政事业性收费", "项", parent="p20_8", columns=_FEES, articles=("20(8)",)),
        Row("p20_9", "第二十条第（九）项", kind="head"),
        Row("p20_9_purchases", "政府集中采购", "项", parent="p20_9", columns=_PURCHASES, articles=("20(9)",)),
    ),
    relations=(
        Relation(
            "T2-published",
            "W",
            "本年新公开数量不多于对外公开总数量",
            terms("published"),
            "<=",
            terms("published_in_all"),
            along="rows",
        ),
    ),
)

# Part three ----------------------------------------------------------------------------------------------------------

LEAVES = {pair: "r3_6" if row.startswith("r3_6") else row for pair, row in LATER_LEAVES.items()}

_RESULT_ROWS = (
    *(row for row in result_rows(LEAVES) if not row.key.startswith("r3_6")),
    Row("r3_6", "（六）其他处理", "件", parent="r3", cell=closed_in(LEAVES, "r3_6"), articles=("30", "42")),
)

PART_THREE = Table(
    key="2019-3",
    title="三、收到和处理政府信息公开申请情况",
    **YEARS,
    columns=APPLICANT_COLUMNS,
    rows=(RECEIVED, CARRIED_IN, RESULTS, *_RESULT_ROWS, CLOSED, CARRIED_OUT),
    relations=part_three_relations(_RESULT_ROWS),
    notes=(PART_THREE_NOTE,),
    leaves=LEAVES,
)

# Part four -----------------------------------------------------------------------------------------------------------

PART_FOUR = replace(LATER_PART_FOUR, key="2019-4", **YEARS)
