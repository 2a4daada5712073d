"""A Word document as a record: what is its title, number, day and issuer, and what is text.

Read are documents in the layout of GB/T 9704-2012 and those that offices write after it: the head in red, the document number, the title in the
middle, whom it addresses, text, who signed and when, and the print notes at the end; and ours, which begin with a table of what is said of them.
"""

import json
import re
import unicodedata
from base64 import b64decode
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.engines.exchange import word_apart
from gongkai.engines.exchange.columns import plain_head
from gongkai.engines.exchange.tables import TableRefused
from gongkai.pure.audit import alone
from gongkai.pure.audit.document import Unreadable
from gongkai.pure.codes import document_number
from gongkai.pure.codes.errors import CodeError
from gongkai.pure.declare import Field, Kind
from gongkai.pure.declare.grid import plain

SECONDS = 30.0
DIGEST = word_apart.DIGEST
TITLE_WITHIN = 14
"""Paragraphs among which a title is looked for."""
_HEAD = re.compile(r"^[一-龥（）()、\s]{4,60}(?:文\s*件|公\s*报|令)$")
_NUMBER = re.compile(r"^[（(]?([一-龥A-Za-z]{2,20}\s*[〔［\[【（(]\s*\d{4}\s*[〕］\]】）)]\s*第?\s*\d{1,5}\s*号|[一-龥]{2,20}令\s*第?\s*\d{1,5}\s*号|第\s*\d{1,5}\s*号)[）)]?(?:\s*签发人[：:].*)?$")  # fmt: skip
_MASTHEAD = re.compile(r"(?:纪要|简报|专报|快报)$")
_ISSUE = re.compile(
    r"^[〔［\[【（(]\s*\d{4}\s*[〕］\]】）)]\s*第?\s*\d{1,5}\s*号$|^[（(]?\s*第\s*\d{1,4}\s*期\s*[）)]?$"
)
_MADE = re.compile(r"^([一-龥]{4,40})[\s　]+(\d{4}年\d{1,2}月\d{1,2}日)$")
"""Below the masthead of minutes and bulletins: which of them it is, who made it on which day; the title comes behind."""
_ABOUT = re.compile(r"关于.{2,}(?:的|之)?(?:通知|决定|意见|办法|规定|公告|通告|公示|通报|批复|函|方案|纪要|报告|请示|细则|规划|计划|解读|答复|说明)(?:（.*）)?$")  # fmt: skip
_ENDS = re.compile(r"(?:通知|决定|意见|办法|规定|公告|通告|公示|通报|批复|方案|纪要|报告|细则|规划|计划|解读|答复|指南|简介|结果|名单|公布|会议|预案|预警)(?:（.*）)?$")  # fmt: skip
_TO = re.compile(r"^[^。；]{2,120}[：:]$")
_DAY = re.compile(r"[（(]?\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*[）)]?")
_DAY_IN_WORDS = re.compile(r"[（(]?\s*([二一][〇○零Oo0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日\s*[）)]?")  # fmt: skip
_COPIES = re.compile(
    r"^(?:抄\s*送|抄\s*报|主\s*送|分\s*送)[：:]|^.{2,40}\d{4}年\d{1,2}月\d{1,2}日印发$|^(?:共印|印数|校对)"
)
_ORGAN = re.compile(
    r"^[一-龥（）()、\s]{2,60}(?:政府|办公室|局|委员会|委|厅|院|中心|部|处|大队|支队|队|站|所|会|公司|小组|组|镇|乡|街道办事处|办事处|街道|学校|医院|馆|办)$"
)
_UNIT = re.compile(r"^[（(]?\s*(?:金额)?单位\s*[：:].{1,8}[）)]?$")
_DIGITS = {sign: n for n, sign in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "O": 0,
    "o": 0,
    "0": 0,
    "十": 10,
}


@dataclass(frozen=True)
class Part:
    """A paragraph or a table of the text: its HTML, its words, and a table's cells."""

    html: str
    text: str
    cells: list[list[str]]


@dataclass
class Document:
    """What was recognised. ``said``: of the table at its head, text by label; ``pictures`` by the digest by which the body refers to them;
    ``parts`` are what the body is made of.
    """

    title: str = ""
    number: str = ""
    formed_on: str = ""
    issuer: str = ""
    body: str = ""
    parts: list[Part] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read(content: bytes) -> Document:
    """The document of a DOCX. Raises TableRefused."""
    try:
        told = json.loads(alone.ask(word_apart.__name__, content, SECONDS))
    except Unreadable as error:
        raise TableRefused(error.zh) from error
    except ValueError:
        raise TableRefused("读这个文件的程序中途停了，文件可能损坏。请在Word或WPS里打开，另存一份再上传") from None
    if "error" in told:
        raise TableRefused(told["error"])
    found = recognised(told["blocks"])
    found.pictures = {digest: b64decode(data) for digest, data in told["pictures"].items() if digest in found.body}
    found.notes = told["notes"] + found.notes
    if not found.body:
        raise TableRefused("这个Word文件里没有正文，请检查是否传错了文件；扫描的图片要先做文字识别")
    return found


def picture_name(place: int, data: bytes) -> str:
    ending = next(ending for mark, ending in word_apart.PICTURES.items() if data.startswith(mark))
    return f"图{place}.{ending}"


def recognised(blocks: list[dict[str, Any]]) -> Document:
    """Title, number, day and issuer of blocks, and what is left as text."""
    found, blocks = Document(), list(blocks)
    while blocks and blocks[0]["kind"] == "table" and (said := _said(blocks[0]["cells"])):
        found.said |= said
        blocks.pop(0)
    _take_front(found, blocks)
    _take_end(found, blocks)
    signed = _sign(found, blocks)
    found.parts = [
        Part(_html(block, n in signed), _flat(block["text"]) if block["kind"] == "p" else "", block.get("grid") or [])
        for n, block in enumerate(blocks)
    ]
    found.body = "".join(part.html for part in found.parts)
    return found


def without_tables(found: Document, kind: type[Kind]) -> tuple[dict[str, list[dict[str, str]]], str]:
    """The declared tables of a kind that stand in a document, by field, and its text without them and without what stood above them."""
    specs = [spec for spec in kind.all_fields() if spec.grid and spec.public]
    tables: dict[str, list[dict[str, str]]] = {}
    gone: set[int] = set()
    for n, part in enumerate(found.parts if specs else ()):
        if not part.cells:
            continue
        above = _above(found.parts, n, gone)
        fitting = [
            (spec, rows) for spec in specs if spec.name not in tables and (rows := spec.grid.fitting_below(part.cells))
        ]
        named = [(spec, rows) for spec, rows in fitting if any(_names(found.parts[at].text, spec) for at in above)]
        if not fitting:
            continue
        spec, rows = (named or fitting)[0]
        tables[spec.name] = rows
        gone |= {n, *(at for at in above if _names(found.parts[at].text, spec) or _UNIT.match(found.parts[at].text))}
    return tables, "".join(part.html for n, part in enumerate(found.parts) if n not in gone)


def _above(parts: list[Part], n: int, gone: set[int]) -> list[int]:
    """The places of the two paragraphs right above a table."""
    found = []
    for at in (n - 1, n - 2):
        if at < 0 or parts[at].cells or at in gone:
            break
        found.append(at)
    return found


def _names(text: str, spec: Field) -> bool:
    """Is a paragraph no more than the name of a table?"""
    told = plain(text)
    return any(plain(name) in told and len(told) <= len(plain(name)) + 14 for name in (spec.label, *spec.heads))


def _said(cells: list[list[str]]) -> dict[str, str]:
    """A table of labels and values, as pages of governments have it at their head; {} for any other."""
    known = {"索引号", "标题", "名称", "信息名称", "文号", "发文字号", "发布机构", "发文机关", "成文日期", "公开目录", "主题词", "发布日期"}  # fmt: skip
    pairs = {plain_head(line[n]): line[n + 1].strip() for line in cells for n in range(0, len(line) - 1, 2) if line[n].strip()}  # fmt: skip
    return pairs if len(known & set(pairs)) > 1 else {}


def _take_front(found: Document, blocks: list[dict[str, Any]]) -> None:
    """What stands before the text: head, number, title in its lines, whom or what day it says below."""
    front, masthead = 0, ""
    for block in blocks[:TITLE_WITHIN]:
        if block["kind"] != "p" or not block["text"]:
            break
        text = _flat(block["text"])
        if number := _NUMBER.match(text):
            found.number = found.number or re.sub(r"\s+", "", number[1])
        elif _HEAD.match(text) and not found.title and (block["align"] == "align-center" or text.endswith("文件")):
            found.issuer = found.issuer or re.sub(r"文件$", "", text)
        elif _MASTHEAD.search(found.title) and not masthead and _ISSUE.match(text):
            found.notes.append(f"“{text}”没有机关代字，没有当作文号，请看看要不要写")
        elif _MASTHEAD.search(found.title) and not masthead and (made := _MADE.match(text)) and (day := _day(made[2])):
            found.issuer, found.formed_on = found.issuer or made[1], found.formed_on or day
            masthead, found.title = found.title, ""
        elif found.title and (day := _day(text)):
            found.formed_on = found.formed_on or day
        elif _is_title(block, text, found.title):
            found.title += text
        else:
            break
        front += 1
    found.title = found.title or masthead
    if not found.title:
        # Nothing stands out: the first line is the title if it reads like one.
        for n, block in enumerate(blocks[:3]):
            text = _flat(block["text"])
            if block["kind"] == "p" and 4 <= len(text) <= 80 and (_ABOUT.search(text) or _ENDS.search(text)):
                found.title, front = text, max(front, n + 1)
                break
    if found.said.get("标题") and not found.title:
        found.title = found.said["标题"]
    with suppress(CodeError):
        found.number = document_number.normalise(found.number) if found.number else ""
    del blocks[:front]


def _is_title(block: dict[str, Any], text: str, so_far: str) -> bool:
    if _TO.match(text) or len(text) > 90 or text.endswith("。"):
        return False
    if block["level"] == 1 or block["align"] == "align-center":
        return not so_far or not _complete(so_far)
    return not so_far and block["level"] == 0 and bool(_ABOUT.search(text))


def _complete(title: str) -> bool:
    """Does a title read as if it were at its end?"""
    return bool(_ABOUT.search(title))


def _take_end(found: Document, blocks: list[dict[str, Any]]) -> None:
    """Print notes (版记): to whom it was copied, who printed it when."""
    taken = False
    while blocks and blocks[-1]["kind"] == "p" and _COPIES.search(_flat(blocks[-1]["text"])):
        blocks.pop()
        taken = True
    if blocks and blocks[-1]["kind"] == "table" and any(_COPIES.search(_flat(c)) for line in blocks[-1]["cells"] for c in line):  # fmt: skip
        blocks.pop()
        taken = True
    if taken:
        found.notes.append("版记（抄送、印发）没有放进正文")


def _sign(found: Document, blocks: list[dict[str, Any]]) -> set[int]:
    """Who signed and when, at the text's end or before its annexes; the places of these lines."""
    for n in range(len(blocks) - 1, 0, -1):
        if blocks[n]["kind"] != "p":
            continue
        lines = [_flat(line) for line in blocks[n]["text"].split("\n") if line.strip()]
        day = _day(lines[-1]) if lines else ""
        if not day:
            continue
        signed, above, at = {n}, lines[:-1], n - 1
        while at >= 0 and n - at <= 6 and blocks[at]["kind"] == "p" and _ORGAN.match(_flat(blocks[at]["text"])):
            above.insert(0, _flat(blocks[at]["text"]))
            signed.add(at)
            at -= 1
        if above or blocks[n]["align"] == "align-right":
            found.formed_on = day
            if above:
                found.issuer = re.sub(r"\s+", "", above[0])
            return signed
    return set()


def _html(block: dict[str, Any], signed: bool) -> str:
    if block["kind"] == "table":
        return block["html"]
    if block["level"] > 1:
        tag = f"h{block['level']}"
        return f"<{tag}>{block['html']}</{tag}>"
    name = "signed" if signed else block["align"]
    return f'<p class="{name}">{block["html"]}</p>' if name else f"<p>{block['html']}</p>"


def _flat(text: str) -> str:
    """A paragraph in one line, without the blanks by which titles are spread."""
    return re.sub(r"[ \t\u00a0]+", " ", text.replace("\n", "")).strip("　 ")


def _day(text: str) -> str:
    """The ISO day that a line is, in digits or in words; "" if it is none."""
    text = unicodedata.normalize("NFKC", text).strip()
    if found := _DAY.fullmatch(text):
        parts = [int(part) for part in found.groups()]
    elif found := _DAY_IN_WORDS.fullmatch(text):
        parts = [int("".join(str(_DIGITS[sign]) for sign in found[1])), _count(found[2]), _count(found[3])]
    else:
        return ""
    with suppress(ValueError):
        return date(*parts).isoformat()
    return ""


def _count(words: str) -> int:
    """二十一 as 21."""
    tens, _, ones = words.rpartition("十")
    if "十" not in words:
        return _DIGITS[words]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
