"""澄清公告: accurate information against false or incomplete information that goes round (条例第6条第2款)."""

from gongkai.pure.declare import Field, FieldError, Kind, register

VERDICTS = (("false", "不实"), ("incomplete", "不完整"), ("misread", "误读"), ("outdated", "旧闻翻炒"))


class Clarification(Kind):
    """What is said, what holds, and how that was found out. Which records of ours it corrects, or is about, stands in its relations."""

    code = "clarification"
    name = "澄清公告"
    group = "回应和互动"
    relates = ("clarifies",)
    fields = (
        Field("claim", "网上怎么说", required=True, public=True, max_length=300, heads=("传言内容", "传言", "不实信息"), help="照原意概括，不写传的人是谁"),
        Field("verdict", "核实结论", type="choice", required=True, public=True, choices=VERDICTS, heads=("结论", "性质")),
        Field("truth", "一句话澄清", required=True, public=True, max_length=200, heads=("事实", "澄清内容"), help="先把准确的信息说清楚，细节写在正文里"),
        Field("found_on", "发现日期", type="date", public=True, heads=("发现时间", "出现日期"), help="最早看到传言是哪天"),
        Field("where", "在哪里传", public=True, max_length=100, heads=("传播渠道", "来源"), help="比如微信群、短视频；不写个人账号"),
        Field("checked_with", "向谁核实", public=True, max_length=200, heads=("核实单位", "核实途径")),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )  # fmt: skip

    @classmethod
    def check(cls, content):
        found, formed = content.get("found_on"), content.get("formed_on")
        if found and formed and found > formed:
            raise FieldError("found_on", "发现日期不能晚于成文日期")


register(Clarification, __name__)
