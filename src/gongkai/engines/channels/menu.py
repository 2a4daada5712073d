"""The account's menu as a door: three names, behind each the pages and windows of the site."""

from typing import Any

from gongkai.engines.channels.queries import origin
from gongkai.pure import declare

MENU = (
    ("微政务", (("最新公开", "/"), ("公开目录", "/catalogue/"), ("政府机构", "/units/"), ("政策文件", "/k/policy/"), ("年度报告", "/annual-reports/"))),
    ("微服务", (("依申请公开", "/counter/foi/apply"), ("办件查询", "/counter/track"), ("信息搜索", "/counter/search"), ("公开指南", "/guide/"))),
    ("微互动", (("意见征集", "/k/consultation/"), ("政策解读", "/k/interpretation/"), ("常见问题", "/k/faq/"))),
)  # fmt: skip
"""WeChat takes three names of at most 4 characters, behind each at most 5 of at most 8."""


def entries() -> list[tuple[str, list[tuple[str, str]]]]:
    """The menu with whole addresses; what this government has no pages of is left out."""
    kinds, begin = {drawer.code for drawer in declare.kinds()}, origin()
    return [
        (name, [(label, begin + path) for label, path in below if not path.startswith("/k/") or path[3:-1] in kinds])
        for name, below in MENU
    ]


def as_wechat() -> dict[str, Any]:
    """As ``/cgi-bin/menu/create`` takes it."""
    return {
        "button": [
            {"name": name, "sub_button": [{"type": "view", "name": label, "url": url} for label, url in below]}
            for name, below in entries()
        ]
    }
