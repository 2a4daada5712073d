"""政策文件: policy documents, normative ones among them."""

from contextlib import suppress

from gongkai.kinds.policy.measures import MEASURES
from gongkai.pure.codes.document_number import normalise as normalise_document_number
from gongkai.pure.codes.document_number import parse
from gongkai.pure.codes.errors import CodeError
from gongkai.pure.declare import Field, FieldError, Kind, register
from gongkai.pure.law.subjects import SUBJECTS

_NORMATIVE = ("规", "规发", "规字")
"""How the letters of an organ end in a normative document's number (明政办规〔2026〕3号)."""

REASONS = (
    "转发、部署工作的通知，没有新的规定",
    "内容简单，文件本身已经写明白",
    "内部工作安排，不涉及群众办事",
    "原文件到期后重新公布，内容没有变化",
    "人事、表彰、会议事项，不用解读",
)
"""Why a document usually goes out without an interpretation."""


class Policy(Kind):
    """A policy document (条例第20条第一项、第三项): numbered, dated, with a day of effect and perhaps a last day."""

    code = "policy"
    name = "政策文件"
    standing = 1.0
    group = "政策"
    schema = 3
    has_validity = True
    measures = MEASURES
    fields = (
        Field(
            "document_number",
            "文号",
            public=True,
            max_length=40,
            check=normalise_document_number,
            help="机关代字〔年份〕序号，如明政办发〔2026〕3号",
        ),
        Field("normative", "是行政规范性文件", type="bool", public=True, help="涉及公民、法人权利义务，反复适用的文件"),
        Field("effective_on", "施行日期", type="date", public=True),
        Field("expires_on", "失效日期", type="date", public=True, help="有效期的最后一天；长期有效的不填"),
        Field(
            "subject",
            "主题分类",
            type="choice",
            public=True,
            choices=tuple((each, each) for each in SUBJECTS),
            help="政策文件库按它归类",
        ),
        Field("keywords", "主题词", type="words", public=True, help="用分号隔开"),
        Field(
            "no_interpretation",
            "不另作解读的理由",
            public=True,
            help="文件要和解读一起公开：另外起草“政策解读”，关联到这一件。不作解读的在这里写明理由，会公布在网页上；常见的理由点一下就能选",
            heads=("不解读的理由", "不解读理由", "不作解读的理由"),
            offers=REASONS,
        ),
    )

    @classmethod
    def check(cls, content):
        formed, effective, expires = (content.get(name) for name in ("formed_on", "effective_on", "expires_on"))
        if effective and expires and expires < effective:
            raise FieldError("expires_on", "失效日期不能早于施行日期")
        if formed and expires and expires < formed:
            raise FieldError("expires_on", "失效日期不能早于成文日期")
        if content.get("normative") and not content.get("document_number"):
            raise FieldError("document_number", "行政规范性文件要有文号")

    @classmethod
    def doubts(cls, content, section):
        if content.get("normative"):
            return {}
        numbered = False
        with suppress(CodeError):
            numbered = parse(content.get("document_number") or "").organ.endswith(_NORMATIVE)
        if not numbered and "规范性文件" not in section:
            return {}
        why = "文号带“规”字" if numbered else f"栏目是“{section}”"
        return {
            "normative": f"{why}，却没有勾“是行政规范性文件”：不勾就没有合法性审查、集体审议、解读、备案，也不进清理。"
        }


register(Policy, __name__)
