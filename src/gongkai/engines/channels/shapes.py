"""What of a record goes to a channel, and how long it may be: made of the public view alone, so nothing else can slip out."""

import re
from dataclasses import dataclass
from typing import Any

from gongkai.ground.outbox.models import Wording
from gongkai.ground.ui.excerpt import plain, shortened

PICTURES = ("image/jpeg", "image/png")


@dataclass(frozen=True)
class Shape:
    """A channel's limits, in characters. ``whole``: the text goes along; ``cover``: a picture does; ``limit``: of all that is seen."""

    code: str
    label: str
    title: int
    summary: int
    whole: bool
    cover: bool
    limit: int = 0
    notes: tuple[str, ...] = ()


SHAPES = {
    shape.code: shape
    for shape in (
        Shape(
            "wechat", "微信公众号", 32, 120, True, True,
            notes=("正文去掉图片和链接，附件请读者点“阅读原文”到网站上看", "正文最多20000字，超过的只发前面的，请读者点“阅读原文”"),
        ),
        Shape("weibo", "微博", 40, 75, False, False, 140, ("微博不许带“#话题#”，写了的会去掉", "后面自动带上网页地址")),
    )
}  # fmt: skip
WECHAT_TEXT = 18_000
"""Of the 20,000 signs that an article may have with its tags; the rest is for the note that leads to the site."""
URL_COUNTS = 12
"""A link counts on Weibo as its short form."""
_LINKED = re.compile(r"</?a\b[^>]*>|<img\b[^>]*>")


@dataclass(frozen=True)
class Post:
    """A record as a channel tells it. ``cut``: what was left out for want of room, as a sentence; ``cover`` the id of the attachment that is shown."""

    shape: Shape
    title: str
    summary: str
    html: str
    url: str
    cover: str = ""
    cut: str = ""

    @property
    def text(self) -> str:
        """What a channel of short texts shows."""
        return f"【{self.title}】{self.summary} {self.url}"

    @property
    def counted(self) -> int:
        """How many characters of the limit that takes: an ASCII sign counts half."""
        said = f"【{self.title}】{self.summary} "
        return (sum(1 if ord(sign) < 128 else 2 for sign in said) + 1) // 2 + URL_COUNTS


def post_of(view: dict[str, Any], shape: Shape, wording: Wording | None, url: str) -> Post:
    """A record's public view as the channel tells it; ``wording`` where somebody wrote it otherwise."""
    body = view.get("body") or ""
    title = (wording and wording.title) or shortened(view["title"], shape.title)
    summary = (wording and wording.summary) or shortened(plain(body), shape.summary)
    if shape.limit:
        title, summary = title.replace("#", ""), summary.replace("#", "")
    html, cut = _article(body) if shape.whole else ("", "")
    return Post(shape, title, summary, html, url, _cover(view) if shape.cover else "", cut)


def _article(body: str) -> tuple[str, str]:
    html = _LINKED.sub("", body)
    if len(html) <= WECHAT_TEXT:
        return html, ""
    kept = ""
    for paragraph in re.split(r"(?<=</p>)", html):
        if len(kept) + len(paragraph) > WECHAT_TEXT or "<table" in paragraph:
            break
        kept += paragraph
    cut = "全文较长，请点“阅读原文”到网站上看。"
    return f"{kept}<p>{cut}</p>", cut


def _cover(view: dict[str, Any]) -> str:
    return next((file["id"] for file in view.get("attachments", ()) if file["type"] in PICTURES), "")
