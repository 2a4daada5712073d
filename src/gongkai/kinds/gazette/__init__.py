"""政府公报: an issue with its contents, which lead to the documents that it prints."""

import re

from gongkai.pure.declare import Col, Field, FieldError, Grid, Kind, register

CONTENTS = Grid(
    columns=(
        Col("title", "标题", required=True, max_length=200, heads=("文件名称", "题名", "目录")),
        Col("number", "文号或者索引号", max_length=60, heads=("文号", "发文字号", "索引号")),
        Col("column", "栏目", max_length=40, heads=("公报栏目", "类别")),
        Col("page", "印刷本页码", max_length=10, heads=("页码", "页", "起始页")),
    ),
    most=200,
)
_NUMBER = re.compile(r"第?(\d{1,4})期?")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")


def _number(text: str) -> str:
    found = _NUMBER.fullmatch(text.strip())
    if not found or not int(found[1]):
        raise ValueError("期号请写成3或者第3期")
    return str(int(found[1]))


def _year(text: str) -> str:
    found = _YEAR.fullmatch(text.strip())
    if not found:
        raise ValueError("年份请写成2026这样")
    return found[1]


class Gazette(Kind):
    """An issue of the government's gazette (条例第23条). The text is what stands on its first page; the printed issue is an attachment."""

    code = "gazette"
    name = "政府公报"
    standing = 0.5
    group = "政策"
    relates = ("prints",)
    fields = (
        Field("year", "年份", required=True, public=True, max_length=6, check=_year, heads=("年度",)),
        Field("issue", "期号", required=True, public=True, max_length=8, check=_number, heads=("期次", "期数", "年内期号")),
        Field("running", "总期号", public=True, max_length=8, check=_number, heads=("总期次", "总第几期")),
        Field("issued_on", "出版日期", type="date", required=True, public=True, heads=("出刊日期", "刊印日期")),
        Field("contents", "目录", type="table", required=True, public=True, grid=CONTENTS, heads=("公报目录", "本期目录"), help="写了文号或者索引号的，网页上链接到那一件"),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )  # fmt: skip

    @classmethod
    def check(cls, content):
        if content.get("issued_on") and content.get("formed_on") and content["issued_on"] > content["formed_on"]:
            raise FieldError("issued_on", "出版日期不能晚于成文日期：出版以后才上网")
        seen: set[str] = set()
        for row in content.get("contents") or ():
            if row["number"] and row["number"] in seen:
                raise FieldError("contents", f"目录里{row['number']}写了两次，请只留一行")
            seen.add(row["number"])


register(Gazette, __name__)
