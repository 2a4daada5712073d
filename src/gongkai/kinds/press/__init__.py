"""新闻发布会: who told the press what, and what was asked."""

from gongkai.pure.codes.address import web_address
from gongkai.pure.declare import Col, Field, FieldError, Grid, Kind, register

QUESTIONS = Grid(
    columns=(
        Col("asker", "提问人", max_length=40, heads=("提问", "记者", "提问媒体", "媒体")),
        Col("question", "问题", "long", required=True, max_length=800, heads=("提问内容", "问")),
        Col("answerer", "答复人", max_length=40, heads=("回答人", "发布人", "答问人")),
        Col("answer", "答复", "long", required=True, max_length=4000, heads=("回答", "答复内容", "答")),
    ),
    asked="question",
    most=60,
)


class Press(Kind):
    """A press conference with its transcript (国办发〔2016〕61号). The text is what was told first."""

    code = "press"
    name = "新闻发布会"
    standing = 0.6
    group = "回应和互动"
    fields = (
        Field("held_on", "召开日期", type="date", required=True, public=True, heads=("发布日期时间", "发布会日期", "召开时间")),
        Field("subject", "主题", required=True, public=True, max_length=120, heads=("发布主题", "发布会主题")),
        Field("place", "地点", public=True, max_length=80, heads=("发布地点", "召开地点")),
        Field("spokesperson", "发布人", type="text", required=True, public=True, max_length=600, heads=("新闻发言人", "发布人员", "出席发布人"), help="一行一个人，写姓名和职务"),
        Field("host", "主持人", public=True, max_length=60),
        Field("video", "视频网址", public=True, max_length=300, check=web_address, heads=("直播网址", "回放网址")),
        Field("questions", "答记者问", type="table", public=True, grid=QUESTIONS, heads=("问答实录", "记者问答")),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )  # fmt: skip

    @classmethod
    def check(cls, content):
        if content.get("held_on") and content.get("formed_on") and content["held_on"] > content["formed_on"]:
            raise FieldError("held_on", "召开日期不能晚于成文日期；会前的预告请用公告公示")


register(Press, __name__)
