"""在线访谈: a guest answers what citizens ask."""

from gongkai.pure.codes.address import web_address
from gongkai.pure.declare import Col, Field, FieldError, Grid, Kind, register

QUESTIONS = Grid(
    columns=(
        Col("asker", "提问人", max_length=40, heads=("网友", "提问", "主持人或者网友")),
        Col("question", "问题", "long", required=True, max_length=800, heads=("提问内容", "问", "网友提问")),
        Col("answer", "答复", "long", required=True, max_length=4000, heads=("回答", "嘉宾回答", "答复内容", "答")),
    ),
    asked="question",
    most=80,
)


class Interview(Kind):
    """An interview on the web with its transcript (国办发〔2016〕61号). The text says what it was about."""

    code = "interview"
    name = "在线访谈"
    standing = 0.6
    group = "回应和互动"
    fields = (
        Field("held_on", "访谈日期", type="date", required=True, public=True, heads=("访谈时间", "直播日期")),
        Field("subject", "主题", required=True, public=True, max_length=120, heads=("访谈主题",)),
        Field("guests", "嘉宾", type="text", required=True, public=True, max_length=600, heads=("访谈嘉宾",), help="一行一个人，写姓名和职务"),
        Field("host", "主持人", public=True, max_length=60),
        Field("video", "视频网址", public=True, max_length=300, check=web_address, heads=("回放网址",)),
        Field("questions", "访谈实录", type="table", required=True, public=True, grid=QUESTIONS, heads=("文字实录", "问答实录")),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )  # fmt: skip

    @classmethod
    def check(cls, content):
        if content.get("held_on") and content.get("formed_on") and content["held_on"] > content["formed_on"]:
            raise FieldError("held_on", "访谈日期不能晚于成文日期；访谈的预告请用公告公示")


register(Interview, __name__)
