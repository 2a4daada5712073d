"""HTML: what a person sees of the page's content. Navigation, scripts, hidden parts and the site's own frame are dropped.

The page is walked once into blocks and tables. What is mostly links, or calls itself menu or footer, is dropped, except
where it holds a table of figures; the smallest element that holds most of the rest is the content, and of what stands
around it only headings, dates, sentences and tables are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.pure.audit.document import Document, Table
from gongkai.pure.audit.readers.boilerplate import is_boilerplate, names_boilerplate
from gongkai.pure.audit.readers.builder import Builder, Field, Kind
from gongkai.pure.audit.readers.decode import decode
from gongkai.pure.audit.readers.limits import MAX_AREA, MAX_CELLS, MAX_CHARACTERS, MAX_DEPTH, MAX_TAGS
from gongkai.pure.audit.readers.lines import LIST_MARK, join, parts
from gongkai.pure.audit.readers.refusals import refuse

_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})|^\s*<\?xml[^>]{0,80}encoding=["']([\w-]{2,20})""", re.I)  # fmt: skip
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*?(/?)>")
_BLANK: Final = " \u3000\xa0\u200b\ufeff\n"
_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_HIDDEN: Final = ", ".join(
    f'[style*="{style}" i]'
    for style in ("display:none", "display: none", "visibility:hidden", "visibility: hidden", "mso-hide:all", "mso-hide: all")
) + ", [hidden]"  # fmt: skip

_GONE: Final = [
    "script", "style", "noscript", "template", "iframe", "frame", "object", "embed", "applet", "svg", "canvas", "audio", "video",
    "select", "option", "button", "input", "textarea", "head", "datalist", "dialog", "map", "math",
]  # fmt: skip
_INLINE: Final = [
    "span", "font", "b", "strong", "em", "i", "u", "s", "big", "small", "sub", "sup", "label", "ins", "code", "abbr", "time",
    "mark", "strike", "del", "cite", "bdo", "tt", "nobr", "wbr", "ruby", "rb",
]  # fmt: skip
_BLOCKS: Final = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
     "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
     "thead", "tr", "ul", "ucapcontent", "ucaptitle"]
)  # fmt: skip
_HEADINGS: Final[dict[str, Kind]] = {"h1": "title"} | {f"h{level}": "heading" for level in range(2, 7)}
_FRAME: Final = frozenset({"nav", "footer", "aside"})
_SENTENCE: Final = re.compile(r"[。；]|[，,].{4}")
_FACTS: Final = re.compile(
    r"(?:发布|发文|成文|生成|公开|更新|印发)(?:日期|时间|机构|单位)|索\s*引\s*号|信息来源|来源\s*[:：]|名\s*称\s*[:：]"
)
_REPORT: Final = re.compile(r"年报$|年度.{0,16}报告|工作报告$")
_DAY: Final = re.compile(r"[\[(（]?(?:20\d\d\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}日?[\])）]?")
_VOID: Final = frozenset(
    ["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "td", "th",
     "tr", "option", "dt", "dd"]
)  # fmt: skip


_Sums = tuple[int, ...]
"""Characters, those of links, links, tables of figures, full stops."""


_DIGIT = re.compile(r"\d")


@dataclass
class _Block:
    """A piece of the page: text, a table, or a picture (neither). chars, linked: its characters, those of links."""

    text: str = ""
    kind: Kind = "text"
    fields: list[Field] | None = None
    chars: int = 0
    linked: int = 0
    links: int = 0
    dropped: bool = False

    @property
    def figures(self) -> bool:
        """A table in which at least four cells are numbers."""
        return self.fields is not None and sum(bool(_DIGIT.search(each.text)) for each in self.fields) >= 4


@dataclass
class _Walk:
    """One pass over the tree. open: the text of the block that is being read; sums: of all blocks that are not dropped."""

    blocks: list[_Block] = field(default_factory=list)
    containers: list[tuple[int, int, int]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    length: int = 0
    linked: int = 0
    links: int = 0
    numbered: int = 0
    lost: int = 0
    sums: _Sums = (0, 0, 0, 0, 0)

    def add(self, block: _Block) -> None:
        self.blocks.append(block)
        if not block.dropped:
            more = (block.chars, block.linked, block.links, int(block.figures), block.text.count("。"))
            self.sums = tuple(a + b for a, b in zip(self.sums, more, strict=True))

    def read(self, text: str) -> None:
        self.open.append(text)
        self.length += len(text)

    def close(self, kind: Kind) -> None:
        """The text read so far is a block."""
        if self.open:
            raw = "".join(self.open)
            self.open.clear()
            lines = _tidy(raw).split("\n")
            kept = [line for line in lines if line and not is_boilerplate(line)]
            self.lost += len(kept) < len(lines)
            if kept:
                text = "\n".join(kept)
                # Dates beside links are no prose of their own.
                chars = len(_DAY.sub("", text)) if self.links else len(text)
                self.add(_Block(text, kind, None, chars, min(self.linked, chars), self.links))
        self.length = self.linked = self.links = 0

    def inside(self, node: LexborNode, kind: Kind) -> None:
        child = node.first_child
        while child is not None:
            tag = child.tag
            if tag == "-text":
                self.read(_SPACE.sub(" ", child.text_content or ""))
            elif tag == "br":
                self.read("\n")
            elif tag == "a":
                before = self.length
                self.inside(child, kind)
                self.linked += max(0, self.length - before)
                self.links += 1
            elif tag == "img":
                self.blocks.append(_Block())
            elif tag in _BLOCKS:
                self.block(child, tag, kind)
            elif tag[0] not in "-!":
                self.inside(child, kind)
            child = child.next

    def block(self, node: LexborNode, tag: str, outer: Kind) -> None:
        self.close(outer)
        if tag == "table" and self.table(node):
            return
        if tag == "pre":
            self.drawn(node.text(), outer)
            return
        first, before = len(self.blocks), self.sums
        kind = _HEADINGS.get(tag) or ("item" if tag == "li" else outer)
        if tag == "ol":
            self.ordered(node, kind)
        else:
            self.inside(node, kind)
        self.close(kind)
        if tag != "p":
            self.weigh(node, tag, first, before)

    def drawn(self, text: str, kind: Kind) -> None:
        """Text set with lines of its own, as in a plain file: tables may be drawn in it."""
        for _, part in parts(text):
            if isinstance(part, Table):
                fields = [Field(text[each.start : each.end], each.row, each.column) for each in part.cells]
                self.add(_Block("", "text", fields, part.end - part.start))
            else:
                for start, end in join(text, part):
                    self.read(text[start:end])
                    self.close(kind)

    def ordered(self, node: LexborNode, kind: Kind) -> None:
        """Numbers that the browser puts before the items of a list."""
        start = node.attributes.get("start") or "1"
        number = int(start) if start.isdecimal() and len(start) < 6 else 1
        plain = "none" in (node.attributes.get("style") or "")
        for child in node.iter(include_text=True):
            if child.tag != "li":
                continue
            first = len(self.blocks)
            self.block(child, "li", kind)
            if first < len(self.blocks) and not plain:
                head = self.blocks[first]
                if head.text and not head.dropped and not LIST_MARK.match(head.text):
                    head.text = f"{number}. {head.text}"
                    self.numbered += 1
            number += 1

    def weigh(self, node: LexborNode, tag: str, first: int, before: _Sums) -> None:
        """Drops a part that is navigation or the site's frame; else remembers it as a possible content."""
        chars, linked, links, figures, stops = (now - then for now, then in zip(self.sums, before, strict=True))
        if chars == 0:
            return
        frame = tag in _FRAME or (tag not in {"body", "html", "td", "tr"} and _says_frame(node))
        menu = links >= 3 and linked > 0.55 * chars
        if not figures and (menu or (frame and ((chars - linked < 400 and stops < 2) or linked > 0.4 * chars))):
            for block in self.blocks[first:]:
                block.dropped = True
            self.sums = before
            return
        self.containers.append((first, len(self.blocks), chars - linked))

    def table(self, node: LexborNode) -> bool:
        """A table of data becomes one block. False for one that only lays out the page: it is walked as any other part."""
        if any(each.mem_id != node.mem_id for each in node.css("table")):
            return False
        rows = node.css("tr")
        fields: list[Field] = []
        taken: dict[int, int] = {}
        total = linked = links = longest = area = 0
        for number, row in enumerate(rows):
            column = 0
            for cell in row.iter():
                if cell.tag not in ("td", "th"):
                    continue
                while taken.get(column, 0) > number:
                    column += 1
                attributes = cell.attributes
                height = min(_span(attributes.get("rowspan")) or len(rows) - number, len(rows) - number)
                width = min(_span(attributes.get("colspan")) or 1, 200)
                pieces: list[str] = []
                sums = _gather(cell, pieces)
                text = _tidy("".join(pieces)) if len(pieces) > 1 else "".join(pieces).strip(_BLANK)
                linked, links = linked + sums[0], links + sums[1]
                total, longest = total + len(text), max(longest, len(text))
                if height > 1:
                    for covered in range(column, column + width):
                        taken[covered] = number + height
                fields.append(Field(text, number, column, height, width))
                column += width
                area += height * width
                if len(fields) > MAX_CELLS or area > MAX_AREA:
                    raise refuse("too-long", limit=f"{MAX_CELLS // 10000} 万个单元格", limit_en=f"{MAX_CELLS:,} cells")
        few = len({each.column for each in fields}) == 1 or len(fields) < 2
        if few or (longest > 300 and (len(rows) <= 3 or len(fields) <= 4)):
            return False
        block = _Block("", "text", fields, total, linked, links)
        block.dropped = links >= 3 and linked > 0.55 * total and not block.figures
        caption = node.css_first("caption")
        if caption is not None:
            self.inside(caption, "heading")
            self.close("heading")
        self.add(block)
        return True


def _gather(node: LexborNode, pieces: list[str]) -> tuple[int, int]:
    """The text of a cell, its paragraphs on lines of their own; how many characters of it are links, and how many links."""
    linked = links = 0
    child = node.first_child
    while child is not None:
        tag = child.tag
        if tag == "-text":
            pieces.append(_SPACE.sub(" ", child.text_content or ""))
        elif tag == "br":
            pieces.append("\n")
        elif tag[0] not in "-!":
            block = tag in _BLOCKS
            before = len(pieces)
            if block and pieces:
                pieces.append("\n")
            more = _gather(child, pieces)
            if tag == "a":
                linked += sum(map(len, pieces[before:]))
                links += 1
            linked, links = linked + more[0], links + more[1]
            if block and child.next is not None:
                pieces.append("\n")
        child = child.next
    return linked, links


def _tidy(text: str) -> str:
    """Lines without the white space around them, blank ones left out."""
    if "\n" not in text:
        return text.strip(_BLANK)
    return "\n".join(line for each in text.split("\n") if (line := each.strip(_BLANK)))


def _says_frame(node: LexborNode) -> bool:
    attributes = node.attributes
    return names_boilerplate(attributes.get("class") or "") or names_boilerplate(attributes.get("id") or "")


def _span(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 5 else 1


def read_web(data: bytes) -> Document:
    """Bytes of a page -> Document. Raises Unreadable."""
    declared = _CHARSET.search(data[:4096])
    return of_page(decode(data, (declared.group(1) or declared.group(2)).decode("ascii") if declared else ""))


_WHITE = re.compile(r"\s")


def of_page(page: str) -> Document:
    """A page already decoded -> Document."""
    if len(page) > 4 * MAX_CHARACTERS:
        raise refuse(
            "too-long", limit=f"{4 * MAX_CHARACTERS // 10000} 万字", limit_en=f"{4 * MAX_CHARACTERS:,} characters"
        )
    _check_depth(page)
    builder = Builder()
    tree = LexborHTMLParser(page)
    head = tree.css_first("title")
    title = _WHITE.sub("", head.text()) if head is not None else ""
    tree.strip_tags(_GONE)
    body = tree.body or tree.root
    if body is None:
        raise refuse("no-text")
    low = page.lower()
    if "none" in low or "hidden" in low or "mso-hide" in low:
        _drop_hidden(body, builder)
    tree.unwrap_tags(_INLINE)
    body.merge_text_nodes()
    walk = _Walk()
    try:
        walk.inside(body, "text")
    except RecursionError:
        raise refuse("too-nested") from None
    walk.close("text")
    walk.containers.append((0, len(walk.blocks), sum(block.chars for block in walk.blocks if not block.dropped)))
    _compose(walk, builder, title)
    if not builder:
        raise refuse("no-text")
    return builder.document()


def _check_depth(page: str) -> None:
    """Deep nesting costs a parser quadratic time. Few tags can't nest deeply enough to matter."""
    tags = page.count("<")
    if tags < 8_000:
        return
    if tags > MAX_TAGS:
        raise refuse("too-long", limit=f"{MAX_TAGS // 10000} 万个标签", limit_en=f"{MAX_TAGS:,} tags")
    depth = 0
    for closing, tag, alone in _TAG.findall(page):
        if closing:
            depth = max(0, depth - 1) if tag.lower() not in _VOID else depth
        elif not alone and tag.lower() not in _VOID:
            depth += 1
            if depth > MAX_DEPTH:
                raise refuse("too-nested")


def _drop_hidden(body: LexborNode, builder: Builder) -> None:
    whole = len(body.text())
    hidden = [node for node in body.css(_HIDDEN) if node.tag != "body"]
    sizes = [len(node.text().strip()) for node in hidden]
    dropped = 0
    for node, size in zip(hidden, sizes, strict=True):
        # A part that the page's script shows later may be the report itself.
        if size > 0.5 * whole:
            builder.note(
                "hidden-content",
                "正文在网页里标为隐藏（通常由脚本显示），已照读。",
                "The content is marked as hidden, as pages do whose script shows it later; it was read.",
            )
            continue
        if node.parent is not None:
            dropped += size > 0
            node.decompose()
    if dropped:
        builder.note(
            "dropped-hidden",
            f"网页里有 {dropped} 处隐藏的文字，看不见，没有读取。",
            f"{dropped} hidden parts of the page were not read.",
        )


def _compose(walk: _Walk, builder: Builder, title: str) -> None:
    blocks = walk.blocks
    whole = max((size for _, _, size in walk.containers), default=0)
    first, last, _ = min(
        (each for each in walk.containers if each[2] >= 0.7 * whole), key=lambda each: (each[1] - each[0], each[2])
    )
    pictures, dropped = 0, walk.lost
    for index, block in enumerate(blocks):
        inside = first <= index < last
        if block.chars == 0 and block.fields is None:
            pictures += inside
            continue
        if block.dropped or not (inside or _worth(block, title, index < first)):
            dropped += 1
        elif block.fields is not None:
            builder.table(block.fields)
        else:
            builder.paragraph(block.text, block.kind)
    if dropped:
        builder.note(
            "dropped-page-parts",
            f"网页的导航、按钮、页脚等 {dropped} 处没有当作正文。",
            f"{dropped} parts of the page (navigation, buttons, footer) were passed over.",
        )
    if pictures:
        builder.note(
            "skipped-pictures",
            f"正文里有 {pictures} 张图片，图片里的文字和数字没有读取。",
            f"{pictures} pictures in the content were not read; figures in them are not checked.",
        )
    if walk.numbered:
        builder.note(
            "list-numbers",
            f"有 {walk.numbered} 个列表序号由浏览器自动编排，已按显示的样子写出。",
            f"{walk.numbered} list numbers are set by the browser; they are written out as shown.",
        )


def _worth(block: _Block, title: str, before: bool) -> bool:
    """What is kept although it stands outside the content, before or behind it. title: the page's, without white space."""
    if block.fields is not None:
        return block.figures or any(_FACTS.search(each.text) for each in block.fields)
    if block.linked > 0.4 * block.chars:
        return False
    if (before and block.kind in ("title", "heading")) or _FACTS.search(block.text) or _REPORT.search(block.text):
        return True
    if block.chars >= 4 and _WHITE.sub("", block.text) in title:
        return True
    return block.chars >= 20 and _SENTENCE.search(block.text) is not None
