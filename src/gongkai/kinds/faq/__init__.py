"""常见问题: what many ask, answered once."""

from gongkai.pure.declare import Field, FieldError, Kind, register


class Faq(Kind):
    """A question that citizens often ask, with its answer: the title asks, the text answers."""

    code = "faq"
    name = "常见问题"
    standing = 0.9
    group = "回应和互动"
    fields = (
        Field("audience", "谁会问", public=True, max_length=60, heads=("适用对象", "对象", "人群"), help="如新生儿父母、个体工商户"),
        Field("short", "一句话回答", public=True, max_length=160, heads=("简答", "答案要点"), help="先给结论，细节写在正文里"),
        Field("basis", "依据", public=True, max_length=200, heads=("政策依据", "文件依据"), help="哪个文件的哪一条"),
        Field("asked_at", "问哪个单位", public=True, max_length=80, heads=("咨询单位", "解答单位", "责任科室")),
        Field("phone", "咨询电话", public=True, max_length=40, heads=("电话", "联系电话"), help="公开的办公电话，不写个人手机"),
        Field("checked_on", "核对日期", type="date", public=True, heads=("更新日期", "复核日期"), help="最近一次看过答案还对不对"),
        Field("keywords", "主题词", type="words", public=True, help="别人会怎么问：写上同样意思的说法，用分号隔开"),
    )  # fmt: skip

    @classmethod
    def check(cls, content):
        title = content.get("title") or ""
        if title and not title.rstrip().endswith(("？", "?", "吗", "呢", "么")):
            raise FieldError("title", "标题请写成问句，用问号结尾，如“新生儿怎么上户口？”")
        if content.get("checked_on") and content.get("formed_on") and content["checked_on"] < content["formed_on"]:
            raise FieldError("checked_on", "核对日期不能早于成文日期")


register(Faq, __name__)
