"""意见征集: a draft is laid before the public, and what became of the opinions is told."""

from datetime import date

from gongkai.pure.declare import Field, FieldError, Kind, register

STAGES = (("call", "征求意见"), ("outcome", "采纳情况"))
COUNTS = ("adopted", "partly", "declined")


def _count(value: str) -> str:
    """A number of opinions as people write it: 12, 12条, １２."""
    number = value.removesuffix("条").strip()
    if not number.isdecimal():
        raise ValueError("条数请写整数，如12；没有就写0")
    return str(int(number))


class Consultation(Kind):
    """A call for opinions on a draft, from a day to a day; or, afterwards, how many came and which were taken up (国办发〔2018〕37号).

    Which document it is about stands in its relations.
    """

    code = "consultation"
    name = "意见征集"
    group = "政策"
    relates = ("consults",)
    fields = (
        Field("stage", "征集阶段", type="choice", required=True, public=True, choices=STAGES, heads=("阶段", "信息类型")),
        Field("starts_on", "从哪天起", type="date", public=True, heads=("开始日期", "征集开始"), help="征求意见要写"),
        Field("ends_on", "到哪天止", type="date", public=True, heads=("结束日期", "截止日期", "征集结束"), help="提意见的最后一天"),
        Field("ways", "怎么提意见", public=True, max_length=300, heads=("反馈方式", "提交方式"), help="信函地址、邮箱、电话，用分号隔开；征求意见要写"),
        Field("received", "收到意见（条）", public=True, max_length=8, check=_count, heads=("收到意见", "意见总数"), help="采纳情况要写；没有收到写0"),
        Field("adopted", "采纳（条）", public=True, max_length=8, check=_count, heads=("采纳",)),
        Field("partly", "部分采纳（条）", public=True, max_length=8, check=_count, heads=("部分采纳",)),
        Field("declined", "未采纳（条）", public=True, max_length=8, check=_count, heads=("未采纳", "不采纳"), help="为什么不采纳写在正文里"),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )  # fmt: skip

    ends = ("ends_on",)

    @classmethod
    def stands(cls, content, today):
        if content["stage"] != "call":
            return "", None, None
        last = date.fromisoformat(content["ends_on"])
        return "closed" if last < today else "open", None, last

    @classmethod
    def check(cls, content):
        labels = {field.name: field.label for field in cls.fields}
        stage = content.get("stage")
        for name in {"call": ("starts_on", "ends_on", "ways"), "outcome": ("received", *COUNTS)}.get(stage, ()):
            if content.get(name) is None:
                raise FieldError(name, f"{dict(STAGES)[stage]}要写“{labels[name]}”")
        starts, ends = content.get("starts_on"), content.get("ends_on")
        if starts and ends and ends < starts:
            raise FieldError("ends_on", "截止的那天不能早于开始的那天")
        if stage == "outcome":
            _add_up(content)


def _add_up(content) -> None:
    parts = [int(content[name]) for name in COUNTS]
    if sum(parts) != int(content["received"]):
        told = "＋".join(map(str, parts))
        raise FieldError(
            "received", f"采纳、部分采纳、未采纳加起来是{told}＝{sum(parts)}条，和收到的{content['received']}条对不上"
        )


def period(view) -> tuple[date, date] | None:
    """From which day to which opinions are taken, of a call."""
    if view.get("stage") != "call":
        return None
    return date.fromisoformat(view["starts_on"]), date.fromisoformat(view["ends_on"])


register(Consultation, __name__)
