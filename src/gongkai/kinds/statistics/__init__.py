"""统计信息: figures of a period, as they were released."""

from gongkai.pure.declare import Col, Field, FieldError, Grid, Kind, register

SORTS = (
    ("communique", "统计公报"),
    ("yearly", "年度数据"),
    ("quarterly", "季度数据"),
    ("monthly", "月度数据"),
    ("census", "普查和调查"),
)
FIGURES = Grid(
    columns=(
        Col("figure", "指标", required=True, heads=("指标名称", "项目")),
        Col("unit", "单位", max_length=20, heads=("计量单位",)),
        Col("value", "数值", "number", heads=("本期", "绝对量", "总量", "累计", "本期数", "1—本月累计")),
        Col(
            "change",
            "同比增长（%）",
            "number",
            heads=("同比（%）", "增长（%）", "比上年增长（%）", "同比", "增速（%）"),
        ),
        Col("note", "说明", heads=("备注",)),
    )
)


class Statistics(Kind):
    """Statistics of a county or a trade (条例第20条第五项; 统计法)."""

    code = "statistics"
    name = "统计信息"
    group = "规划、财政和项目"
    fields = (
        Field("sort", "数据类型", type="choice", required=True, public=True, choices=SORTS, heads=("类型", "统计类型")),
        Field("period", "统计时期", required=True, public=True, max_length=30, heads=("时期", "数据时期", "报告期"), help="如2026年1—3月、2025年"),
        Field("ends_on", "数据截止日期", type="date", required=True, public=True, heads=("截止日期", "时点"), help="这一期的最后一天"),
        Field("source", "数据来源", public=True, max_length=80, heads=("来源",)),
        Field("preliminary", "是初步数", type="bool", public=True, heads=("初步核算数",), help="以后还会核实、修订的"),
        Field("figures", "主要数据", type="table", public=True, grid=FIGURES, heads=("主要指标", "统计数据", "主要统计指标")),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )  # fmt: skip

    @classmethod
    def check(cls, content):
        if content.get("ends_on") and content.get("formed_on") and content["ends_on"] > content["formed_on"]:
            raise FieldError("ends_on", "数据截止日期不能晚于成文日期：一期过完才有这一期的数")
        if content.get("sort") not in ("communique", "census", None) and not content.get("figures"):
            raise FieldError("figures", f"{dict(SORTS)[content['sort']]}要填主要数据")


register(Statistics, __name__)
