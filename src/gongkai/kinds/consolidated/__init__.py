"""修改后全文: the text of a document as it stands on a day, put together from the document and those that amended it."""

from datetime import date

from gongkai.pure.declare import Field, Kind, register


class Consolidated(Kind):
    """A consolidated text (整理文本). It has no force of its own: the document and its amendments have, which stand in its relations."""

    code = "consolidated"
    name = "修改后全文"
    standing = 1.0
    group = "政策"
    relates = ("consolidates",)
    fields = (
        Field(
            "as_of",
            "截至哪天的文本",
            type="date",
            required=True,
            public=True,
            heads=("文本日期", "截至日期"),
            help="最近一次修改施行的那天",
        ),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )

    @classmethod
    def stands(cls, content, today):
        as_of = date.fromisoformat(content["as_of"])
        return ("ahead", as_of, None) if as_of > today else ("", None, None)


register(Consolidated, __name__)
