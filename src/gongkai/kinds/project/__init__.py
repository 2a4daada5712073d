"""重大建设项目: approved by whom, paid from where, how far it is."""

from decimal import Decimal

from gongkai.pure.codes.money import in_ten_thousands
from gongkai.pure.declare import Col, Field, FieldError, Grid, Kind, register

STAGES = (
    ("approval", "批准结果"), ("tender", "招标投标"), ("taking", "征收土地"), ("change", "重大设计变更"), ("building", "施工进展"), ("safety", "质量安全监督"),
    ("done", "竣工"),
)  # fmt: skip
FUNDS = Grid(
    columns=(
        Col("source", "资金来源", required=True, heads=("来源", "资金渠道")),
        Col("amount", "金额", "number", required=True, heads=("金额（万元）", "投资额", "投资（万元）")),
        Col("arrived", "已到位", "number", heads=("到位资金", "已到位（万元）", "到位金额")),
    ),
    total="合计",
    unit="万元",
)
PROGRESS = Grid(
    columns=(
        Col("on", "日期", "date", required=True, heads=("时间", "截至日期", "进度日期")),
        Col("done", "形象进度", "long", required=True, max_length=500, heads=("进展情况", "工程进度", "进度")),
        Col("paid", "累计完成投资（万元）", "number", heads=("累计完成投资", "累计投资", "完成投资")),
    ),
    most=120,
)


class Project(Kind):
    """A major construction project (条例第20条第九项; 国办发〔2017〕94号)."""

    code = "project"
    name = "重大建设项目"
    group = "规划、财政和项目"
    fields = (
        Field("stage", "信息类型", type="choice", required=True, public=True, choices=STAGES, heads=("类型", "项目阶段", "阶段")),
        Field("project_code", "项目代码", public=True, max_length=40, heads=("投资项目代码", "项目编号"), help="全国投资项目在线审批监管平台的代码"),
        Field("owner", "建设单位", required=True, public=True, max_length=80, heads=("项目单位", "项目法人", "业主单位")),
        Field("site", "建设地点", public=True, max_length=120, heads=("地点", "项目地点")),
        Field("scale", "建设规模和内容", type="text", public=True, max_length=1000, heads=("建设内容", "建设规模", "主要建设内容")),
        Field("approval", "批准文件", public=True, max_length=120, heads=("批复文号", "批准文号", "审批文件"), help="批准文件的文号"),
        Field("approved_on", "批准日期", type="date", public=True, heads=("批复日期", "审批日期")),
        Field("total", "总投资（万元）", public=True, max_length=30, check=in_ten_thousands, heads=("总投资", "投资总额", "估算总投资"), help="如3500"),
        Field("begins_on", "开工日期", type="date", public=True, heads=("计划开工", "开工时间")),
        Field("ends_on", "竣工日期", type="date", public=True, heads=("计划竣工", "竣工时间", "完工日期")),
        Field("funds", "资金来源", type="table", public=True, grid=FUNDS, heads=("资金来源表", "资金筹措")),
        Field("progress", "进展", type="table", public=True, grid=PROGRESS, heads=("进展情况", "项目进展", "进度表")),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )  # fmt: skip

    @classmethod
    def check(cls, content):
        stage = content.get("stage")
        if stage == "approval":
            for name, label in (("approval", "批准文件"), ("approved_on", "批准日期"), ("total", "总投资")):
                if not content.get(name):
                    raise FieldError(name, f"批准结果要写{label}")
        if stage in ("building", "done") and not content.get("progress"):
            raise FieldError("progress", f"{dict(STAGES)[stage]}要填进展，至少一行")
        if content.get("begins_on") and content.get("ends_on") and content["ends_on"] < content["begins_on"]:
            raise FieldError("ends_on", "竣工日期不能早于开工日期")
        if content.get("funds") and content.get("total"):
            added = sum(
                Decimal(row["amount"] or 0) for row in content["funds"] if row["source"].replace(" ", "") != "合计"
            )
            if added != Decimal(content["total"]):
                raise FieldError(
                    "funds", f"资金来源加起来是{added}万元，总投资写的是{content['total']}万元，两个要一样"
                )
        cls._progress(content)

    @classmethod
    def _progress(cls, content):
        rows, before = content.get("progress") or [], None
        for row in rows:
            if content.get("formed_on") and row["on"] > content["formed_on"]:
                raise FieldError("progress", f"进展写到{row['on']}，比成文日期晚，请再看看")
            if before and row["on"] < before["on"]:
                raise FieldError("progress", f"进展要按日期先后写，{row['on']}排在{before['on']}后面了")
            if before and row["paid"] and before["paid"] and Decimal(row["paid"]) < Decimal(before["paid"]):
                raise FieldError("progress", f"{row['on']}的累计完成投资是{row['paid']}，比{before['on']}的{before['paid']}少，累计数只增不减")  # fmt: skip
            before = row if row["paid"] or not before else before | {"on": row["on"]}


register(Project, __name__)
