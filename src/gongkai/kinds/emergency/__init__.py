"""应急管理: plans, warnings, what is done and what came of it."""

from gongkai.pure.declare import Field, FieldError, Kind, register

STAGES = (("plan", "应急预案"), ("warning", "预警信息"), ("response", "应对情况"), ("inquiry", "调查和恢复"))
LEVELS = (
    ("blue", "蓝色预警（四级）"),
    ("yellow", "黄色预警（三级）"),
    ("orange", "橙色预警（二级）"),
    ("red", "红色预警（一级）"),
)


class Emergency(Kind):
    """Plans, warnings and responses for sudden events (条例第20条第十二项; 突发事件应对法)."""

    code = "emergency"
    name = "应急管理"
    group = "通知和动态"
    fields = (
        Field("stage", "信息类型", type="choice", required=True, public=True, choices=STAGES, heads=("类型",)),
        Field("level", "预警级别", type="choice", public=True, choices=LEVELS, heads=("级别", "预警等级")),
        Field("hazard", "灾害或者事件", public=True, max_length=60, heads=("灾种", "事件类型", "灾害种类"), help="如暴雨、森林火灾、停水"),
        Field("area", "影响范围", public=True, max_length=200, heads=("范围", "影响区域")),
        Field("begins_on", "开始日期", type="date", public=True, heads=("生效日期", "起始日期")),
        Field("ends_on", "结束日期", type="date", public=True, heads=("解除日期", "终止日期"), help="预计的最后一天；没有定的不填"),
        Field("hotline", "值班电话", public=True, max_length=40, heads=("联系电话", "咨询电话", "抢修电话"), help="公开的值班电话，不写个人手机"),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )  # fmt: skip

    @classmethod
    def check(cls, content):
        if content.get("stage") == "warning":
            for name, label in (("hazard", "灾害或者事件"), ("area", "影响范围")):
                if not content.get(name):
                    raise FieldError(name, f"预警信息要写{label}")
        if content.get("level") and content.get("stage") != "warning":
            raise FieldError("level", "只有预警信息有级别，请不选，或者把信息类型改成预警信息")
        if content.get("begins_on") and content.get("ends_on") and content["ends_on"] < content["begins_on"]:
            raise FieldError("ends_on", "结束日期不能早于开始日期")


register(Emergency, __name__)
