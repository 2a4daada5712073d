"""政府采购: what is bought, for how much, from whom; from the intention to the acceptance."""

from gongkai.pure.codes.money import in_ten_thousands
from gongkai.pure.declare import Field, FieldError, Kind, register

STAGES = (
    ("intention", "采购意向"), ("call", "采购公告"), ("change", "更正公告"), ("result", "中标（成交）结果"), ("contract", "采购合同"),
    ("acceptance", "验收结果"), ("end", "废标（终止）公告"),
)  # fmt: skip
METHODS = (
    ("open", "公开招标"), ("invited", "邀请招标"), ("negotiation", "竞争性谈判"), ("consultation", "竞争性磋商"), ("inquiry", "询价"),
    ("single", "单一来源"), ("framework", "框架协议"),
)  # fmt: skip


class Procurement(Kind):
    """A notice of government procurement (条例第20条第九项; 政府采购法第11条)."""

    code = "procurement"
    name = "政府采购"
    group = "通知和动态"
    fields = (
        Field("stage", "公告类型", type="choice", required=True, public=True, choices=STAGES, heads=("采购阶段", "信息类型")),
        Field("project_number", "项目编号", public=True, max_length=60, heads=("采购项目编号", "招标编号")),
        Field("method", "采购方式", type="choice", public=True, choices=METHODS, help="采购意向可以不选"),
        Field("budget", "预算金额（万元）", public=True, max_length=30, check=in_ten_thousands, heads=("预算金额", "采购预算", "预算"), help="如35.5"),
        Field("deadline", "响应截止日期", type="date", public=True, heads=("投标截止日期", "递交截止日期", "开标日期"), help="供应商递交投标、响应文件的最后一天"),
        Field("supplier", "中标（成交）供应商", public=True, max_length=120, heads=("中标供应商", "成交供应商", "供应商", "中标单位")),
        Field("amount", "中标（成交）金额（万元）", public=True, max_length=30, check=in_ten_thousands, heads=("中标金额", "成交金额", "合同金额", "中标（成交）金额"), help="如34.8"),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )  # fmt: skip

    ends = ("deadline",)

    @classmethod
    def check(cls, content):
        stage, said = content.get("stage"), dict(STAGES)
        needed = {"call": ("method", "deadline"), "result": ("supplier", "amount"), "contract": ("supplier", "amount")}
        labels = {field.name: field.label for field in cls.fields}
        for name in needed.get(stage, ()):
            if not content.get(name):
                raise FieldError(name, f"{said[stage]}要写{labels[name]}")
        if content.get("deadline") and content.get("formed_on") and content["deadline"] < content["formed_on"]:
            raise FieldError("deadline", "响应截止日期不能早于成文日期")
        if content.get("budget") and content.get("amount") and float(content["amount"]) > float(content["budget"]):
            # 政府采购法第36条: bids above the budget that cannot be paid end the procurement.
            raise FieldError("amount", "成交金额比预算金额大，请看看有没有写错，单位是万元")


register(Procurement, __name__)
