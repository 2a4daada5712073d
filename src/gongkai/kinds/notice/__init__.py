"""公告公示: notices and announcements."""

from gongkai.pure.declare import Field, FieldError, Kind, register


class Notice(Kind):
    """A notice to the public; a publicity period has a last day."""

    code = "notice"
    name = "公告公示"
    group = "通知和动态"
    announces = True
    fields = (
        Field("document_number", "文号", public=True, max_length=40),
        Field("until", "公示到哪天", type="date", public=True, help="公示期的最后一天；不是公示的不填"),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )

    ends = ("until",)

    @classmethod
    def check(cls, content):
        if content.get("until") and content.get("formed_on") and content["until"] < content["formed_on"]:
            raise FieldError("until", "公示的最后一天不能早于成文日期")


register(Notice, __name__)
