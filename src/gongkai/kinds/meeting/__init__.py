"""政府会议: what was decided when, who was there."""

from gongkai.pure.declare import Field, FieldError, Kind, register

SORTS = (
    ("executive", "常务会议"), ("plenary", "全体会议"), ("special", "专题会议"), ("decision", "重大决策审议"), ("hearing", "座谈会、听证会"),
    ("other", "其他会议"),
)  # fmt: skip


class Meeting(Kind):
    """A meeting of the government or a unit, with its agenda and what came of it (国办发〔2016〕80号)."""

    code = "meeting"
    name = "政府会议"
    group = "政策"
    fields = (
        Field("sort", "会议类型", type="choice", required=True, public=True, choices=SORTS, heads=("类型", "会议类别")),
        Field("met_on", "召开日期", type="date", required=True, public=True, heads=("会议日期", "会议时间", "召开时间")),
        Field("session", "届次", public=True, max_length=60, heads=("会议届次", "会议名称"), help="如县政府第12次常务会议"),
        Field("chair", "主持人", public=True, max_length=60),
        Field("place", "地点", public=True, max_length=60, heads=("会议地点",)),
        Field("agenda", "议题", type="text", public=True, max_length=4000, heads=("会议议题", "主要议题"), help="一行一个议题"),
        Field("attending", "出席", type="text", public=True, max_length=2000, heads=("出席人员", "参会人员", "参加")),
        Field("observers", "列席", type="text", public=True, max_length=2000, heads=("列席人员",), help="利益相关方、公众代表、专家、媒体列席的也写上"),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )  # fmt: skip

    @classmethod
    def check(cls, content):
        if content.get("met_on") and content.get("formed_on") and content["met_on"] > content["formed_on"]:
            raise FieldError("met_on", "召开日期不能晚于成文日期；会前的通知请用公告公示")
        if content.get("sort") in ("executive", "plenary") and not content.get("agenda"):
            raise FieldError("agenda", "常务会议、全体会议要写议题，一行一个")


register(Meeting, __name__)
