"""Cleaning editor HTML on the server, before hashing: the client proves nothing."""

import re
from collections.abc import Callable
from html import escape

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

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
FIGURE = re.compile(r"figure:[0-9a-z_.-]{1,80}")
_PICTURE = re.compile(r'<img [^>]*src="attachment:([0-9a-z]+)"')
_REFERENCE = re.compile(r'="attachment:([0-9a-z]+)"')
_CHIP = re.compile(r'<a href="figure:([0-9a-z_.-]+)"[^>]*>(.*?)</a>')


def _keep(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        # Images come by attachment only: a remote one would tell a third party who reads the page.
        return value if ATTACHMENT.fullmatch(value) else None
    if name == "href" and value.startswith("figure:"):
        return value if FIGURE.fullmatch(value) else None
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
    url_schemes={"http", "https", "mailto", "attachment", "figure"},
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


# What Word and WPS paste along with a text and nobody reads in it: comments and their marks, deletions, hidden text.
_BESIDE = re.compile(r"<del\b|mso|display", re.IGNORECASE)
_NOTE = re.compile(r"(?:^|\s)mso(?:com|del)", re.IGNORECASE)
_UNSEEN = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|mso-hide\s*:\s*all|mso-(?:element|special-character)\s*:\s*comment)",
    re.IGNORECASE,
)


def clean_html(html: str) -> str:
    """HTML with only the tags, attributes and classes a record may hold, and of them only what can be read in the original: neither what was
    struck out of it nor what was noted beside it. The same input always gives the same bytes.
    """
    # Twice: before, since a hidden sign may cut a tag in two; after, since one may have been written as an entity.
    return legible(_EMPTY_IMAGE.sub("", _CLEANER.clean(_without_notes(legible(html))))).strip()


def _without_notes(html: str) -> str:
    if not _BESIDE.search(html):
        return html
    body = LexborHTMLParser(html).body
    # The inmost first: a node that fell with its parent is no more.
    for node in reversed([node for node in body.css("del, [class], [style], [href]") if _is_beside(node)]):
        node.decompose()
    return body.inner_html


def _is_beside(node: LexborNode) -> bool:
    said = {name: value or "" for name, value in node.attributes.items()}
    return bool(
        node.tag == "del"
        or _NOTE.search(said.get("class", ""))
        or _UNSEEN.search(said.get("style", ""))
        or said.get("href", "").startswith("#_msocom")
    )


_TAGGED = re.compile(r"</?[a-zA-Z]")


def as_html(text: str) -> str:
    """What was written without an editor's help: HTML as it is; of a plain text a line is a paragraph, blank lines are none."""
    if _TAGGED.search(text):
        return text
    return "".join(f"<p>{escape(line.strip(), quote=False)}</p>" for line in text.splitlines() if line.strip())


def attachments_in(html: str) -> set[str]:
    """Ids of the attachments a cleaned text refers to."""
    return {found.removeprefix("attachment:") for found in ATTACHMENT.findall(html)}


def pictures_in(html: str) -> set[str]:
    """Ids of the attachments that a cleaned text shows."""
    return set(_PICTURE.findall(html))


def with_ids(html: str, ids: dict[str, str]) -> str:
    """A cleaned text in which what it refers to by one of these names is referred to by its id; the rest stays."""
    return _REFERENCE.sub(lambda found: f'="attachment:{ids.get(found[1], found[1])}"', html)


def with_addresses(html: str, addresses: dict[str, str]) -> str:
    """A cleaned text as it is shown: what it refers to as attachment by the address that the id has; none where it has none."""
    return _REFERENCE.sub(lambda found: f'="{addresses.get(found[1], "")}"', html)


def with_figures(html: str, shown: Callable[[str, str], str]) -> str:
    """A cleaned text in which each figure that the system counted, named by its token and written as it was, is what ``shown`` makes of both."""
    return _CHIP.sub(lambda found: shown(found[1], found[2]), html)


def figures_in(html: str) -> list[tuple[str, str]]:
    """Token and writing of each figure of a cleaned text, in their order."""
    return _CHIP.findall(html)
