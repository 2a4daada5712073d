"""动态: what a unit did or what happened there."""

from gongkai.pure.codes.address import web_address
from gongkai.pure.declare import Field, FieldError, Kind, register


class News(Kind):
    """A report of a unit's work."""

    code = "news"
    name = "工作动态"
    standing = 0.5
    group = "通知和动态"
    fields = (
        Field("source", "来源", public=True, max_length=60, heads=("信息来源", "稿源"), help="本单位写的不填"),
        Field("author", "作者", public=True, max_length=40, heads=("撰稿", "供稿", "记者")),
        Field("editor", "责任编辑", public=True, max_length=40, heads=("编辑", "责编")),
        Field("happened_on", "发生日期", type="date", public=True, heads=("活动日期", "事件日期"), help="讲的是哪天的事"),
        Field("original", "原文网址", public=True, max_length=300, check=web_address, heads=("原文链接", "转载网址"), help="转载的写原文的网址"),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )  # fmt: skip

    @classmethod
    def check(cls, content):
        if content.get("happened_on") and content.get("formed_on") and content["happened_on"] > content["formed_on"]:
            raise FieldError("happened_on", "发生日期不能晚于成文日期；还没有发生的请用公告公示")
        if content.get("original") and not content.get("source"):
            raise FieldError("source", "转载的要写来源")


register(News, __name__)
