"""领导信息: who holds which office, with what duties, from when to when."""

import re

from gongkai.pure.declare import Field, FieldError, Kind, register

_ORDER = re.compile(r"\d{1,3}")


def _order(text):
    if not _ORDER.fullmatch(text) or not int(text):
        raise ValueError("排序请写1到999的整数，小的在前")
    return str(int(text))


class Leader(Kind):
    """A leader of the government or a unit, with the division of duties (条例第20条第二项). The text is the short life."""

    code = "leader"
    name = "领导信息"
    group = "机构和人事"
    fields = (
        Field("person", "姓名", required=True, public=True, max_length=30, heads=("领导姓名",)),
        Field("post", "职务", required=True, public=True, max_length=120, heads=("现任职务",)),
        Field("place", "排序", required=True, public=True, max_length=3, check=_order, heads=("序号", "排名"), help="1最前；名录按它排"),
        Field("duties", "分工", type="text", required=True, public=True, max_length=2000, heads=("工作分工", "职责", "负责工作"), help="一行一项"),
        Field("since", "任职日期", type="date", public=True, heads=("任职时间", "到任日期")),
        Field("until", "离任日期", type="date", public=True, heads=("离任时间", "免职日期"), help="还在任的不填；填了就从名录移到“曾任”"),
        Field("phone", "办公电话", public=True, max_length=40, heads=("联系电话", "电话"), help="公开的办公电话，不写个人手机"),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )  # fmt: skip

    @classmethod
    def check(cls, content):
        if content.get("since") and content.get("until") and content["until"] < content["since"]:
            raise FieldError("until", "离任日期不能早于任职日期")
        if content.get("person") and content.get("title") and content["person"] not in content["title"]:
            raise FieldError("title", f"标题里要有姓名，如“县长{content['person']}”")


register(Leader, __name__)
