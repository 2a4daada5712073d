"""政策解读: what a policy document means, told by those who drafted it."""

from gongkai.pure.codes.address import web_address
from gongkai.pure.declare import Field, FieldError, Kind, register

FORMS = (
    ("text", "文字解读"),
    ("picture", "图解"),
    ("video", "音视频解读"),
    ("briefing", "新闻发布"),
    ("expert", "专家解读"),
)


class Interpretation(Kind):
    """An interpretation (国办发〔2016〕80号: whoever drafts a document interprets it). Which document stands in its relations."""

    code = "interpretation"
    name = "政策解读"
    standing = 0.9
    group = "政策"
    fields = (
        Field("form", "解读形式", type="choice", required=True, public=True, choices=FORMS),
        Field(
            "video",
            "音视频网址",
            public=True,
            max_length=300,
            check=web_address,
            help="音视频解读要写；网页上是一个链接",
        ),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )

    @classmethod
    def check(cls, content):
        if content.get("form") == "video" and not content.get("video"):
            raise FieldError("video", "音视频解读要写音视频的网址")
        if content.get("form") == "picture" and "<img" not in (content.get("body") or ""):
            raise FieldError("form", "图解要在正文里放图片；没有图片的请选别的形式")


register(Interpretation, __name__)
