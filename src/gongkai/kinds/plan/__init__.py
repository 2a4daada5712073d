"""规划计划: what is to be reached by when, with its targets."""

import re

from gongkai.pure.codes.document_number import normalise as normalise_document_number
from gongkai.pure.declare import Col, Field, FieldError, Grid, Kind, register

SORTS = (
    ("development", "国民经济和社会发展规划"), ("special", "专项规划"), ("spatial", "国土空间规划"), ("yearly", "年度计划"), ("work", "工作要点"),
    ("progress", "执行情况"),
)  # fmt: skip
TARGETS = Grid(
    columns=(
        Col("target", "指标", required=True, heads=("指标名称", "主要指标")),
        Col("unit", "单位", max_length=20, heads=("计量单位",)),
        Col("base", "基期值", max_length=40, heads=("基期", "现状值", "上年实际", "上年完成")),
        Col("aim", "目标值", required=True, max_length=40, heads=("目标", "规划目标", "期末目标", "本年目标")),
        Col("sort", "属性", max_length=20, heads=("指标属性",)),
    )
)
_YEAR = re.compile(r"((?:19|20)\d\d)年?")


def _year(text: str) -> str:
    found = _YEAR.fullmatch(text.strip())
    if not found:
        raise ValueError("年份请写成2026这样")
    return found[1]


class Plan(Kind):
    """A plan for some years or for one (条例第20条第五项)."""

    code = "plan"
    name = "规划计划"
    group = "规划、财政和项目"
    fields = (
        Field("sort", "规划类型", type="choice", required=True, public=True, choices=SORTS, heads=("类型", "计划类型", "规划类别")),
        Field("document_number", "文号", public=True, max_length=40, check=normalise_document_number),
        Field("first_year", "从哪年", required=True, public=True, max_length=6, check=_year, heads=("起始年份", "开始年份", "规划期起"), help="如2026"),
        Field("last_year", "到哪年", public=True, max_length=6, check=_year, heads=("截止年份", "结束年份", "规划期止"), help="一年的计划不填"),
        Field("approved_by", "批准机关", public=True, max_length=60, heads=("批准单位", "审批机关"), help="如县人民代表大会、县人民政府"),
        Field("targets", "主要指标", type="table", public=True, grid=TARGETS, heads=("主要指标表", "指标表")),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
    )  # fmt: skip

    @classmethod
    def check(cls, content):
        first, last = content.get("first_year"), content.get("last_year")
        if first and last and last < first:
            raise FieldError("last_year", f"规划到{last}年，比开始的{first}年早，请再看看")
        if content.get("sort") == "yearly" and last and last != first:
            raise FieldError("last_year", "年度计划只管一年；管几年的请选别的规划类型")


register(Plan, __name__)
