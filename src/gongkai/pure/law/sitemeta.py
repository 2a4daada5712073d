"""The <meta> labels that pages of a government site must carry (国办发〔2017〕47号, annex). Names are case-sensitive.

A content page carries the labels of the site, of its column and of its content.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class MetaName:
    """One label: its name attribute, whether it must be there, and what it holds."""

    name: str
    required: bool
    meaning: str


SITE = (
    MetaName("SiteName", True, "网站规范名称"),
    MetaName("SiteDomain", True, "网站英文域名"),
    MetaName("SiteIDCode", True, "网站标识码"),
)
COLUMN = (
    MetaName("ColumnName", True, "栏目名称"),
    MetaName("ColumnDescription", True, "栏目设置目的、主要内容"),
    MetaName("ColumnKeywords", True, "栏目关键词，以逗号分隔"),
    MetaName("ColumnType", True, "栏目类别"),
)
CONTENT = (
    MetaName("ArticleTitle", True, "标题"),
    MetaName("PubDate", True, "发布时间，YYYY-MM-DD HH:MM"),
    MetaName("ContentSource", True, "发布单位或者来源"),
    MetaName("Keywords", False, "关键词"),
    MetaName("Author", False, "作者"),
    MetaName("Description", False, "摘要"),
    MetaName("Image", False, "图片地址"),
    MetaName("Url", False, "网页地址"),
)

ANNUAL_TYPE = "信息公开年报"
# Values of ColumnType; the annex's list is open.
COLUMN_TYPES = (
    "首页",
    "概况信息",
    "机构职能",
    "负责人信息",
    "工作动态",
    "政策文件",
    "信息公开指南",
    "信息公开目录",
    ANNUAL_TYPE,
    "依申请公开",
    "数据发布",
    "数据开放",
    "政策解读",
    "回应关切",
    "办事服务",
    "咨询投诉",
    "征集调查",
    "在线访谈",
)


def pub_date(local: datetime) -> str:
    """The value of PubDate for a moment in local time."""
    return local.replace(tzinfo=None).isoformat(" ", "minutes")
