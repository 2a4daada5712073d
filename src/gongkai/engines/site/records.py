"""The pages of one record: its page, earlier versions, JSON, attachments; or the tombstone of what was withdrawn."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from gongkai.engines.reporting import figures
from gongkai.engines.site import addresses
from gongkai.engines.site.faces import Face, details, tables, validity_sentence, validity_tag
from gongkai.engines.site.look import Look, Metas, Page, column_metas, content_metas
from gongkai.engines.site.reader import ANNUAL_TYPE
from gongkai.engines.site.rows import Entry, Related, Row, Shown, Whole
from gongkai.engines.site.wholes import PUBLISHED, WITHDRAWN
from gongkai.ground.ledger.facts import sentence
from gongkai.ground.ui import grids, words
from gongkai.ground.ui.shell import Link
from gongkai.kernel.records.clean import with_addresses, with_figures
from gongkai.pure import declare

_PARAGRAPH = re.compile(r"<(?:p|li)(?: [^>]*)?>(.*?)</(?:p|li)>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ARTICLE = re.compile(r"^第[一二三四五六七八九十]+条\s*")
_IN_FOURS = re.compile(".{4}")
_LINKED_DATA = json.JSONEncoder(ensure_ascii=False)
SHORTEST_SUMMARY, LONGEST_SUMMARY = 14, 100

Output = tuple[str, bytes | Path]
"""A path below the root, and its bytes or the stored file to copy."""


class Attachment(NamedTuple):
    name: str
    suffix: str
    size: int
    url: str


class VersionLink(NamedTuple):
    number: int
    url: str
    at: datetime | None
    here: bool
    stands: bool


class Proof(NamedTuple):
    """What 「核验本页」 says: the ledger's index, instant and act; the digest of the public bytes."""

    idx: int
    at: datetime
    time: str
    act: str
    claim: str = ""
    fingerprint: str = ""
    json: str = ""
    address: str = ""


def addresses_of(whole: Whole) -> list[str]:
    """Where its pages stand: the one in force, or the tombstone, and every earlier version on show."""
    row, others = whole.row, [shown.number for shown in whole.versions if shown.number != whole.row.published]
    return [addresses.record(row.id), *(addresses.version(row.id, number) for number in others)]


def record_files(look: Look, whole: Whole) -> Iterator[Output]:
    """All files of a record. Of a withdrawn one only the tombstone: JSON, versions and attachments go."""
    row = whole.row
    if not row.live:
        yield addresses.path(addresses.record(row.id)), _tombstone(look, whole)
        return
    copied: set[str] = set()
    for shown in whole.versions:
        stands = shown.number == row.published
        address = addresses.record(row.id) if stands else addresses.version(row.id, shown.number)
        view = shown.view
        if stands:
            look.hear(row, view)
        yield addresses.path(address), _page(look, whole, shown, view, address)
        yield f"{address[1:]}index.json", shown.public
        if stands:
            yield from _paper(look, whole, view)
        for file in view["attachments"]:
            path = addresses.attachment_path(row.id, file["id"], file["name"])
            if file["id"] in whole.files and path not in copied:
                copied.add(path)
                yield path, whole.files[file["id"]]


def _paper(look: Look, whole: Whole, view: dict[str, Any]) -> Iterator[Output]:
    """Reads ``related:<id>``: a record that is printed together with others, which stand on the site."""
    face = look.faces.get(whole.row.kind)
    if face is None or face.paper is None or not whole.told:
        return
    live = look.reader.rows(dict.fromkeys(whole.told.values()))
    views = look.reader.views(live)
    made = face.paper(view, whole.told, views, look.reader.files_of(views.values()))
    if made is not None:
        yield addresses.paper(whole.row.id)[1:], made


def _page(look: Look, whole: Whole, shown: Shown, view: dict[str, Any], address: str) -> bytes:
    row, face = whole.row, look.faces.get(whole.row.kind)
    stands = shown.number == row.published
    ancestors, summary = look.reader.ancestors(row.section_id), summary_of(view["body"])
    return look.render(
        "site/record.html",
        Page(
            view["title"],
            _metas(look, whole, view, summary),
            _crumbs(look, row, view),
            where=_where(look, row),
            address=addresses.record(row.id),
        ),
        row=row,
        view=view,
        old=0 if stands else whole.versions.index(shown) + 1,
        state=validity_tag(row) if stands else None,
        sentence=validity_sentence(row) if stands else "",
        # A text of a day to come, and a call that has ended, are told as that alone.
        extra=face.state(view)
        if face and face.state and not (stands and row.validity in ("ahead", "closed"))
        else None,
        section=look.reader.sections[row.section_id],
        section_path=" › ".join(s.name for s in ancestors),
        details=details(view, face.in_block if face else ()),
        tables=[
            Markup(grids.table(spec.grid, rows, spec.label))
            for spec, rows in tables(view, {*(face.in_block if face else ()), *declare.kind(row.kind).settled})
        ],
        linked=_linked(look, face, row, view) if stands else "",
        summary=summary,
        block=face.block if face else "",
        aside=face.aside if face and stands and whole.told else "",
        told=whole.told,
        related=_by_label(whole.related) if stands else [],
        topics=look.reader.topics_of(row.id) if stands else [],
        leads=bool(face and face.leads),
        body=_body(view, leads=stands),
        changed=_changed(whole, shown),
        attachments=[_attachment(row.id, file) for file in view["attachments"]],
        versions=_version_links(whole, shown) if len(whole.versions) > 1 else [],
        also=look.also(look.reader.sections[row.section_id], view["unit"]),
        proof=_proof(whole, shown, address),
    )


def _by_label(related: tuple[Related, ...]) -> list[tuple[str, list[Related]]]:
    """What a record is related to, under what it is to it."""
    return [(label, list(found)) for label, found in groupby(related, key=lambda each: each.label)]


def _linked(look: Look, face: Face | None, row: Row, view: dict[str, Any]) -> Markup:
    """The page's linked data (JSON-LD, schema.org), for search engines and other machines; of what is frozen, so never of today."""
    government = look.reader.government
    origin = f"https://{government.domain}" if government else ""
    url = f"{origin}{addresses.record(row.id)}"
    publisher = {
        "@type": "GovernmentOrganization",
        "name": view["unit"]["name"],
        "url": f"{origin}{addresses.unit(view['unit']['code'])}",
    }
    said = {
        "@context": "https://schema.org", "@type": "Article", "@id": url, "url": url, "name": view["title"], "headline": view["title"],
        "identifier": view["index_number"], "dateCreated": view["formed_on"], "datePublished": view["published_on"], "inLanguage": "zh-CN",
        "isAccessibleForFree": True, "articleSection": view["section"]["name"], "keywords": view.get("keywords"), "publisher": publisher,
    }  # fmt: skip
    said |= face.linked(view) if face and face.linked else {}
    told = _LINKED_DATA.encode({k: v for k, v in said.items() if v not in (None, "", [])})
    # In a script element only "<" could end it or begin a comment.
    return Markup(told.replace("<", "\\u003c"))


def _metas(look: Look, whole: Whole, view: dict[str, Any], summary: str) -> Metas:
    published = whole.last(PUBLISHED)
    optional = [("Keywords", ",".join(view.get("keywords") or ())), ("Description", summary)]
    return [
        *_column(look, whole.row),
        *content_metas(view["title"], published.at if published else None, view["unit"]["name"], optional),
    ]


def _column(look: Look, row: Row) -> Metas:
    """The labels of the section that a record stands in."""
    section = look.reader.sections[row.section_id]
    return look.once(
        ("metas", section.pk),
        lambda: column_metas(section.name, section.description, section.keywords, section.column_type),
    )


def _crumbs(look: Look, row: Row, view: dict[str, Any] | None) -> tuple[Link, ...]:
    def above() -> list[Link]:
        found = [Link("首页", addresses.PORTAL), Link("政务公开", addresses.CATALOGUE)]
        return found + [Link(s.name, addresses.section(s.key)) for s in look.reader.ancestors(row.section_id)]

    return (
        *look.once(("crumbs", row.section_id), above),
        Link((view and view.get("document_number")) or "正文" if view else "已撤下", ""),
    )


def _where(look: Look, row: Row) -> str:
    """The entry of the navigation that a record belongs to: its kind's, or the column of annual reports."""
    return "annual" if look.reader.sections[row.section_id].column_type == ANNUAL_TYPE else f"k:{row.kind}"


def _figure(record_id: str, token: str, written: str) -> str:
    """A figure leads to what it counts, as far as anybody may know it."""
    return f'<a class="fig" href="{addresses.figure(record_id, token)}">{written}</a>'


def _changed(whole: Whole, shown: Shown) -> list[figures.Change]:
    """Of a corrected account the figures that differ from the version before."""
    before = next((each for each in reversed(whole.versions) if each.number < shown.number), None)
    if before is None or not declare.kind(whole.row.kind).account:
        return []
    return figures.changes(declare.kind(whole.row.kind), before.view, shown.view)


def _body(view: dict[str, Any], *, leads: bool) -> Markup:
    """The cleaned text as frozen; attachments by their address, tables in a box that scrolls. Figures lead to what they count (``leads``) where this
    version is in force."""
    text = with_figures(
        declare.kind(view["kind"]).text(view),
        lambda token, written: _figure(view["id"], token, written) if leads else written,
    )
    body = with_addresses(
        text, {f["id"]: addresses.attachment(view["id"], f["id"], f["name"]) for f in view["attachments"]}
    )
    return Markup(grids.scrolling(body))


def summary_of(body: str) -> str:
    """内容概述 (条例第12条): the first sentence that tells something, at most a hundred signs; "" if there is none."""
    for paragraph in _PARAGRAPH.finditer(body):
        text = _ARTICLE.sub("", unescape(_TAG.sub("", paragraph[1])).strip())
        # Neither whom it addresses, nor that something is printed and sent.
        if len(text) < SHORTEST_SUMMARY or "印发给你们" in text or (text.endswith("：") and "如下" not in text):
            continue
        sentence = text[: text.find("。") + 1] or text
        if len(sentence) > LONGEST_SUMMARY:
            return sentence[: LONGEST_SUMMARY - 1] + "…"
        return f"{sentence[:-1]}。" if sentence.endswith("：") else sentence
    return ""


def _attachment(record_id: str, file: dict[str, Any]) -> Attachment:
    suffix = file["name"].rpartition(".")[2].upper() if "." in file["name"] else ""
    return Attachment(file["name"], suffix, file["size"], addresses.attachment(record_id, file["id"], file["name"]))


def _version_links(whole: Whole, here: Shown) -> list[VersionLink]:
    row, found = whole.row, []
    for position, shown in enumerate(whole.versions, start=1):
        stands = shown.number == row.published
        entry = whole.entry_of(shown.number)
        url = addresses.record(row.id) if stands else addresses.version(row.id, shown.number)
        found.append(VersionLink(position, url, entry.at if entry else None, shown is here, stands))
    return found[::-1]


def _proof(whole: Whole, shown: Shown, address: str) -> Proof | None:
    entry = whole.entry_of(shown.number)
    if entry is None:
        return None
    corrections = sum(1 for e in whole.entries if "version" in e.values) - 1
    claim = "发布后没有更正过" if not corrections else f"发布后更正过{words.how_many(corrections)}次"
    return _proof_of(
        entry,
        claim=claim,
        fingerprint=" ".join(_IN_FOURS.findall(shown.digest)),
        json=f"{address}index.json",
        address=address,
    )


def _proof_of(entry: Entry, **more: str) -> Proof:
    at = entry.at.astimezone(words.CHINA)
    return Proof(entry.idx, at, f"{at:%H:%M:%S}", sentence(entry.name, entry.values), **more)


def _tombstone(look: Look, whole: Whole) -> bytes:
    row = whole.row
    unit = look.reader.units_by_id[row.unit_id]
    title = row.title if row.title_kept else ""
    published, withdrawn = whole.last(PUBLISHED), whole.last(WITHDRAWN)
    metas = [
        *_column(look, row),
        *content_metas(title or "已撤下的信息", published.at if published else None, unit.name),
    ]
    page = Page(title or "这条信息已经撤下", metas, _crumbs(look, row, None), where=f"k:{row.kind}")
    proof = _proof_of(withdrawn, address=addresses.record(row.id)) if withdrawn else None
    return look.render("site/tombstone.html", page, row=row, unit=unit, title=title, proof=proof)
