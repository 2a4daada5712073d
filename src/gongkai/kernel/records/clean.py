"""Cleaning editor HTML on the server, before hashing: the client proves nothing."""

import re

import nh3

from gongkai.ground.ui.legible import legible

TAGS = {
    "p", "br", "h2", "h3", "h4", "strong", "em", "u", "sub", "sup", "ul", "ol", "li", "blockquote", "a", "img", "hr",
    "table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "colgroup", "col", "span",
}  # fmt: skip
CLASSES = {"align-left", "align-center", "align-right", "align-justify", "indent", "signed"}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan", "class"},
    "th": {"colspan", "rowspan", "class", "scope"},
}
ATTRIBUTES |= {tag: {"class"} for tag in ("p", "h2", "h3", "h4", "span")}
ATTACHMENT = re.compile(r"attachment:[0-9a-z]{8,40}")


def _keep(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        # Images come by attachment only: a remote one would tell a third party who reads the page.
        return value if ATTACHMENT.fullmatch(value) else None
    if name == "class":
        kept = [word for word in value.split() if word in CLASSES]
        return " ".join(kept) or None
    if name in ("colspan", "rowspan"):
        return value if value.isdigit() and 1 < int(value) <= 100 else None
    return value


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=_keep,
    url_schemes={"http", "https", "mailto", "attachment"},
    clean_content_tags={
        "script",
        "style",
        "template",
        "iframe",
        "object",
        "svg",
        "math",
        "title",
        "textarea",
        "select",
    },
    link_rel="noopener nofollow",
    strip_comments=True,
)
_EMPTY_IMAGE = re.compile(r"<img(?![^>]*\ssrc=)[^>]*>")


def clean_html(html: str) -> str:
    """HTML with only the tags, attributes and classes a record may hold; the same input always gives the same bytes."""
    # Twice: before, since a hidden sign may cut a tag in two; after, since one may have been written as an entity.
    return legible(_EMPTY_IMAGE.sub("", _CLEANER.clean(legible(html)))).strip()


def attachments_in(html: str) -> set[str]:
    """Ids of the attachments a cleaned text refers to."""
    return {found.removeprefix("attachment:") for found in ATTACHMENT.findall(html)}
