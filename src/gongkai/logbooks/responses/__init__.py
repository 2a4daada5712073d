"""回应关切: hot topics and rumours that were responded to, each once, by whatever ways (国办发〔2014〕32号, part two of its table)."""

from gongkai.pure.declare import Field, FieldError, Logbook, register
from gongkai.pure.declare.logbooks import tally


class Response(Logbook):
    """A topic that was responded to."""

    code = "responses"
    name = "回应关切"
    order = 5
    says = "回应一个热点或者舆情登记一笔，用几种方式回应同一个也只登记一笔。"
    day = "回应日期"
    title = "title"
    fields = (
        Field("title", "热点或者舆情", required=True, max_length=80),
        Field("social", "用微博微信回应", type="bool"),
        Field("press", "在新闻发布会上回应", type="bool"),
        Field("other", "用其他方式回应", type="bool"),
        Field("about", "回应的内容", type="text", max_length=500),
    )  # fmt: skip
    measures = (
        tally("responses.made", "回应的热点或舆情", "次", "回应公众关注热点或者重大舆情的次数，不同方式回应同一个的计1次。"),
        tally("responses.social", "微博微信回应事件", "次", "用政务微博、政务微信回应的事件数。", "social"),
        tally("responses.other", "其他方式回应事件", "次", "用新闻发布会、微博微信以外的方式回应的事件数。", "other"),
    )  # fmt: skip

    @classmethod
    def check(cls, content):
        if not any(content[way] for way in ("social", "press", "other")):
            raise FieldError("other", "请选至少一种回应的方式")


register(Response, __name__)
