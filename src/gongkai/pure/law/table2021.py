"""The form of the annual report from report year 2021 on (国办公开办函〔2021〕30号): parts two, three and four.

Parts three and four are counted from cases; part two from records and from what units enter in logbooks, but for rules
(规章), which a county does not make. What the trial form of 2019 and 2020
shares with this one (`table2019`) is written here.
"""

from gongkai.pure.law.applicants import APPLICANT_TYPES, NATURAL, ORGANISATIONS_LABEL
from gongkai.pure.law.layout import Cell, Column, Count, Row, Table, outcomes_of
from gongkai.pure.law.outcomes import FOI_2008, FOI_2019, OUTCOMES_2019
from gongkai.pure.law.relations import Relation, Term, WholeNumbers, terms
from gongkai.pure.law.reviews import COLUMNS as COUNTED_COLUMNS
from gongkai.pure.law.reviews import LITIGATION, RECONSIDERATION, ROUTES, counted_as

TOTAL = "total"

# Part two ------------------------------------------------------------------------------------------------------------

_DOCUMENTS = ("issued", "repealed", "in_force")


def _taken(sort: str) -> Cell:
    return Count("decisions.taken", {"sort": sort})


PART_TWO = Table(
    key="2021-2",
    title="二、主动公开政府信息情况",
    first_year=2021,
    last_year=None,
    columns=(
        Column("issued", "本年制发件数"),
        Column("repealed", "本年废止件数"),
        Column("in_force", "现行有效件数"),
        Column("decisions", "本年处理决定数量"),
        Column("fees", "本年收费金额（单位：万元）"),
    ),
    rows=(
        Row("p20_1", "第二十条第（一）项", kind="head"),
        Row("p20_1_rules", "规章", "件", parent="p20_1", columns=_DOCUMENTS, articles=("20(1)",)),
        Row(
            "p20_1_normative",
            "行政规范性文件",
            "件",
            parent="p20_1",
            columns=_DOCUMENTS,
            articles=("20(1)",),
            cells={
                "issued": Count("records.issued_normative"),
                "repealed": Count("records.ended_normative"),
                "in_force": Count("records.standing_normative"),
            },
        ),
        Row("p20_5", "第二十条第（五）项", kind="head"),
        Row(
            "p20_5_permits",
            "行政许可",
            "件",
            parent="p20_5",
            cell=_taken("permit"),
            columns=("decisions",),
            articles=("20(5)",),
        ),
        Row("p20_6", "第二十条第（六）项", kind="head"),
        Row(
            "p20_6_penalties",
            "行政处罚",
            "件",
            parent="p20_6",
            cell=_taken("penalty"),
            columns=("decisions",),
            articles=("20(6)",),
        ),
        Row(
            "p20_6_compulsion",
            "行政强制",
            "件",
            parent="p20_6",
            cell=_taken("compulsion"),
            columns=("decisions",),
            articles=("20(6)",),
        ),
        Row("p20_8", "第二十条第（八）项", kind="head"),
        Row(
            "p20_8_fees",
            "行政事业性收费",
            "万元",
            parent="p20_8",
            cell=Count("charges.taken"),
            columns=("fees",),
            articles=("20(8)",),
        ),
    ),
    relations=(
        # A warning only: the scope of units may have changed between the years.
        Relation(
            "T2-stock",
            "W",
            "现行有效件数等于上年现行有效件数加本年制发件数减本年废止件数",
            terms("in_force"),
            "=",
            (Term("in_force", previous=True), Term("issued"), Term("repealed", sign=-1)),
            along="rows",
        ),
        WholeNumbers("T2-neg", "E", "各数为非负整数，金额可有小数", frozenset({"fees"})),
    ),
)

# Part three ----------------------------------------------------------------------------------------------------------

APPLICANT_COLUMNS = (
    *(
        Column(each.key, each.label, {"applicant": each.key}, None if each is NATURAL else ORGANISATIONS_LABEL)
        for each in APPLICANT_TYPES
    ),
    Column(TOTAL, "总计"),
)

# Outcomes of the 2008 Regulation in the later forms. Ours: no official concordance exists.
OLD_OUTCOMES = {
    "c31": "r3_1",
    "c32": "r3_1",
    "c33": "r3_2",
    "c341": "r3_3_1",
    "c342": "r3_3_4",
    "c343": "r3_3_4",
    "c344": "r3_3_3",
    "c345": "r3_6_3",
    "c346": "r3_3_2",
    "c35": "r3_4_1",
    "c36": "r3_4_1",
    "c37": "r3_4_3",
    "c38": "r3_5_1",
}
LEAVES = {(FOI_2019, each.code): f"r{each.code}" for each in OUTCOMES_2019}
LEAVES |= {(FOI_2008, code): row for code, row in OLD_OUTCOMES.items()}

PART_THREE_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

RECEIVED = Row("r1", "一、本年新收政府信息公开申请数量", "件", cell=Count("foi.received"), articles=("29", "30", "31"))
CARRIED_IN = Row("r2", "二、上年结转政府信息公开申请数量", "件", cell=Count("foi.carried_in"))
RESULTS = Row("r3", "三、本年度办理结果", kind="head")
CLOSED = Row("r3_7", "（七）总计", "件", "sum", "r3", cell=Count("foi.closed"))
CARRIED_OUT = Row("r4", "四、结转下年度继续办理", "件", cell=Count("foi.carried_out"))

_GROUPS = {
    "r3_3": "（三）不予公开",
    "r3_4": "（四）无法提供",
    "r3_5": "（五）不予处理",
    "r3_6": "（六）其他处理",
}


def closed_in(leaves: dict[tuple[str, str], str], row_key: str) -> Cell:
    """The cases closed with any outcome that belongs in the row."""
    return Count("foi.closed", {"outcome": outcomes_of(leaves, row_key)})


def result_rows(leaves: dict[tuple[str, str], str]) -> tuple[Row, ...]:
    """Rows r3_1 to r3_6_3 with their group heads, labelled as the outcomes of the 2019 Regulation are."""
    rows: list[Row] = []
    for each in OUTCOMES_2019:
        key = f"r{each.code}"
        group = key.rpartition("_")[0]
        if group in _GROUPS and group not in {row.key for row in rows}:
            rows.append(Row(group, _GROUPS[group], kind="head", parent="r3"))
        rows.append(Row(key, each.label, "件", parent=group, cell=closed_in(leaves, key), articles=each.articles))
    return tuple(rows)


def part_three_relations(rows: tuple[Row, ...]) -> tuple[Relation | WholeNumbers, ...]:
    """The relations of part three over the result rows of a form; only T3-col is printed in it."""
    leaf_keys = [row.key for row in rows if row.kind == "leaf"]
    return (
        Relation(
            "T3-col", "E", "第一项加第二项之和，等于第三项加第四项之和", terms("r1", "r2"), "=", terms("r3_7", "r4")
        ),
        Relation("T3-sum", "E", "办理结果总计等于各种办理结果之和", terms("r3_7"), "=", terms(*leaf_keys)),
        Relation(
            "T3-row",
            "E",
            "总计等于自然人加五类法人或其他组织",
            terms(TOTAL),
            "=",
            terms(*(each.key for each in APPLICANT_TYPES)),
            along="rows",
        ),
        Relation("T3-carry", "E", "上年结转等于上年报告的结转下年度", terms("r2"), "=", (Term("r4", previous=True),)),
        WholeNumbers("T3-neg", "E", "各数为非负整数"),
    )


_RESULT_ROWS = result_rows(LEAVES)

PART_THREE = Table(
    key="2021-3",
    title="三、收到和处理政府信息公开申请情况",
    first_year=2021,
    last_year=None,
    columns=APPLICANT_COLUMNS,
    rows=(RECEIVED, CARRIED_IN, RESULTS, *_RESULT_ROWS, CLOSED, CARRIED_OUT),
    relations=part_three_relations(_RESULT_ROWS),
    notes=(PART_THREE_NOTE,),
    leaves=LEAVES,
)

# Part four -----------------------------------------------------------------------------------------------------------

REVIEW_COLUMNS = (
    Column("upheld", "结果维持"),
    Column("corrected", "结果纠正"),
    Column("other", "其他结果"),
    Column("pending", "尚未审结"),
    Column(TOTAL, "总计"),
)


def _reviewed(procedure: str, measure: str, **where: str) -> dict[str, Cell]:
    """A block's five cells: what was decided in the year by result, what was not by its end, and both together."""
    cells: dict[str, Cell] = {
        column: Count(f"{measure}.decided", {"outcome": counted_as(procedure, column), **where})
        for column in COUNTED_COLUMNS
    }
    return cells | {"pending": Count(f"{measure}.pending", where), TOTAL: Count(f"{measure}.in_hand", where)}


# Printed as one line of fifteen cells; here one row per block.
REVIEW_ROWS = (
    Row("reconsideration", "行政复议", "件", cells=_reviewed(RECONSIDERATION, "reconsiderations")),
    Row("litigation", "行政诉讼", kind="head"),
    *(
        Row(
            f"litigation_{route}",
            label,
            "件",
            parent="litigation",
            cells=_reviewed(LITIGATION, "lawsuits", route=route),
        )
        for route, label in ROUTES.items()
    ),
)
REVIEW_RELATIONS = (
    Relation(
        "T4-sum",
        "E",
        "总计等于维持、纠正、其他结果与尚未审结之和",
        terms(TOTAL),
        "=",
        terms("upheld", "corrected", "other", "pending"),
        along="rows",
    ),
    # A warning only: the form prints no equation. What was pending is decided this year or still pending.
    Relation(
        "T4-carry",
        "W",
        "上年尚未审结的案件计入本年总计",
        (Term("pending", previous=True),),
        "<=",
        terms(TOTAL),
        along="rows",
    ),
    WholeNumbers("T4-neg", "E", "各数为非负整数"),
)

PART_FOUR = Table(
    key="2021-4",
    title="四、政府信息公开行政复议、行政诉讼情况",
    first_year=2021,
    last_year=None,
    columns=REVIEW_COLUMNS,
    rows=REVIEW_ROWS,
    relations=REVIEW_RELATIONS,
)

# Titles of the six parts of the annual report; part six must state the 信息处理费 collected, even if none.
PART_TITLES = (
    "一、总体情况",
    PART_TWO.title,
    PART_THREE.title,
    PART_FOUR.title,
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
