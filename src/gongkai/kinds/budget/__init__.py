"""财政预算、决算和“三公”经费: what was planned, what was spent, in tables that add up."""

import re

from gongkai.pure.declare import Col, Field, FieldError, Grid, Kind, Line, register

STAGES = (("budget", "预算"), ("adjustment", "预算调整"), ("final", "决算"), ("three", "“三公”经费"))
SCOPES = (("government", "政府预决算"), ("unit", "部门预决算"), ("town", "乡镇预决算"))
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年度?)?")
_PARTIAL = ("政府性基金", "国有资本", "财政拨款", "上年", "执行情况")
"""What stands in the names of tables that are made as those of the whole are, and tell of a part or of another year."""
_MOST = ("一般公共预算",)
"""What stands in the name of one that tells of the part that may be all there is: a 部门支出总表 goes before it."""
_ITEM = Col("item", "项目", required=True, heads=("科目", "预算科目", "支出项目", "收入项目", "经费项目", "项目（按功能分类）", "收入", "支出"))  # fmt: skip

BALANCE = Grid(
    columns=(_ITEM, Col("amount", "金额", "number", heads=("预算数", "决算数", "本年预算数", "本年决算数", "合计", "调整后预算数"))),
    lines=(
        Line("appropriated", "一般公共预算拨款收入", level=1, heads=("一般公共预算收入", "一般公共预算财政拨款收入")),
        Line("funds", "政府性基金预算拨款收入", level=1, heads=("政府性基金预算收入", "政府性基金预算财政拨款收入")),
        Line("capital", "国有资本经营预算拨款收入", level=1, heads=("国有资本经营预算收入", "国有资本经营预算财政拨款收入")),
        Line("own", "事业收入和其他收入", level=1, heads=("其他收入", "事业收入", "单位资金收入", "上级补助收入")),
        Line("income", "本年收入合计", parts=("appropriated", "funds", "capital", "own"), level=0),
        Line("carried_in", "上年结转", level=1, heads=("上年结转结余", "年初结转和结余", "上年结转收入")),
        Line("income_total", "收入总计", parts=("income", "carried_in")),
        Line("basic", "基本支出", level=1),
        Line("project", "项目支出", level=1),
        Line("other", "其他支出", level=1, heads=("经营支出", "上解上级支出", "上缴上级支出")),
        Line("spending", "本年支出合计", parts=("basic", "project", "other"), level=0),
        Line("carried_out", "结转下年", level=1, heads=("年末结转和结余", "结转下年支出", "年终结转结余")),
        Line("spending_total", "支出总计", parts=("spending", "carried_out")),
    ),
    unit="万元",
    apart=_PARTIAL,
    partly=_MOST,
    halves=(("总计", "收入总计", "支出总计"), ("合计", "本年收入合计", "本年支出合计")),
)  # fmt: skip
SPENDING = Grid(
    columns=(
        Col("code", "科目编码", max_length=12, heads=("编码", "功能科目编码", "功能分类科目编码")),
        Col("name", "科目名称", required=True, heads=("功能科目名称", "名称", "功能分类科目名称")),
        Col("sum", "合计", "number", parts=("basic", "project"), heads=("支出合计", "本年支出合计", "小计")),
        Col("basic", "基本支出", "number"),
        Col("project", "项目支出", "number"),
    ),
    coded="code",
    total="合计",
    unit="万元",
    apart=_PARTIAL,
    partly=_MOST,
)
THREE = Grid(
    columns=(
        _ITEM,
        Col("last", "上年数", "number", heads=("上年预算数", "上年决算数", "上年预算", "上年决算")),
        Col("this", "本年数", "number", heads=("本年预算数", "本年决算数", "本年预算", "本年决算", "预算数", "决算数")),
        Col("change", "增减", "number", parts=("this",), less=("last",), heads=("增减额", "比上年增减", "增减变化")),
    ),
    lines=(
        Line("total", "合计", parts=("abroad", "cars", "guests"), heads=("“三公”经费合计", "三公经费合计")),
        Line("abroad", "因公出国（境）费", level=1, heads=("因公出国（境）费用", "因公出国（境）经费")),
        Line("cars", "公务用车购置和运行费", parts=("bought", "run"), level=1, heads=("公务用车购置及运行维护费", "公务用车购置及运行费", "公务用车购置和运行维护费")),
        Line("bought", "公务用车购置费", level=2),
        Line("run", "公务用车运行费", level=2, heads=("公务用车运行维护费",)),
        Line("guests", "公务接待费", level=1),
    ),
    unit="万元",
    apart=("政府性基金", "国有资本", "上年", "执行情况"),
    across=("last", "this"),
)  # fmt: skip


def _year(text: str) -> str:
    found = _YEAR.fullmatch(text.strip())
    if not found:
        raise ValueError("年度请写成2026这样")
    return found[1]


class Budget(Kind):
    """A budget, its adjustment, a final account (条例第20条第七项; 预算法第14条)."""

    code = "budget"
    name = "预算决算"
    group = "规划、财政和项目"
    fields = (
        Field("stage", "信息类型", type="choice", required=True, public=True, choices=STAGES, heads=("类型", "预决算类型")),
        Field("scope", "范围", type="choice", required=True, public=True, choices=SCOPES, heads=("预决算范围", "级次")),
        Field("year", "年度", required=True, public=True, max_length=8, check=_year, heads=("年份", "预算年度", "决算年度")),
        Field("approved_on", "批准日期", type="date", public=True, heads=("人大批准日期", "批复日期"), help="人大、人大常委会批准或者财政部门批复的日期；20日内公开（预算法第14条）"),
        Field("approved_by", "批准机关", public=True, max_length=60, heads=("批复单位", "批准单位"), help="如县第十八届人民代表大会第五次会议、县财政局"),
        Field("balance", "收支总表", type="table", public=True, grid=BALANCE, heads=("收支预算总表", "收支决算总表", "收入支出总表", "收入支出决算总表", "收支总体情况表")),
        Field("spending", "支出表（按功能分类）", type="table", public=True, grid=SPENDING, heads=("支出预算表", "支出决算表", "支出总表", "支出总体情况表", "一般公共预算支出表", "一般公共预算支出决算表", "一般公共预算财政拨款支出表", "一般公共预算财政拨款支出决算表")),
        Field("three", "“三公”经费表", type="table", public=True, grid=THREE, heads=("三公经费表", "“三公”经费预算表", "“三公”经费决算表", "“三公”经费支出表", "一般公共预算“三公”经费支出表")),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )  # fmt: skip

    @classmethod
    def check(cls, content):
        stage, year = content.get("stage"), content.get("year")
        balance, spending, three = (content.get(name) for name in ("balance", "spending", "three"))
        if stage == "three" and not three:
            raise FieldError("three", "“三公”经费的公开要填“三公”经费表，没有支出的也要填0")
        if stage in ("budget", "final") and not balance:
            raise FieldError("balance", f"{dict(STAGES)[stage]}要填收支总表")
        if year and content.get("formed_on"):
            first, formed = int(year) - 1 if stage in ("budget", "three") else int(year), int(content["formed_on"][:4])
            if formed < first:
                raise FieldError(
                    "year", f"成文在{formed}年，还不会有{year}年度的{dict(STAGES).get(stage, '数')}，请再看看年度"
                )
        if content.get("approved_on") and content.get("formed_on") and content["approved_on"] > content["formed_on"]:
            raise FieldError("approved_on", "批准日期不能晚于成文日期：批准以后才公开")
        if balance:
            came, went = (BALANCE.figure(balance, line, "amount") or "0" for line in ("income_total", "spending_total"))
            if came != went:
                raise FieldError("balance", f"收支总表：收入总计是{came}，支出总计是{went}，两边要一样")
        if balance and spending:
            one, other = BALANCE.figure(balance, "spending", "amount") or "0", SPENDING.figure(spending, "total", "sum")
            if other and one != other:
                raise FieldError("spending", f"支出表的合计是{other}，收支总表的本年支出合计是{one}，两张表要一样")


register(Budget, __name__)
