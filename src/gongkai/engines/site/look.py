"""Templates and the frame of every page: head, seal and name, navigation, foot."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from gongkai.engines.site import addresses
from gongkai.engines.site.faces import Face, faces, validity_sentence, validity_tag
from gongkai.engines.site.reader import KEPT, Reader
from gongkai.engines.site.rows import Row
from gongkai.ground.ui import marks, words
from gongkai.ground.ui.shell import Link
from gongkai.pure import declare
from gongkai.pure.law import sitemeta

HERE = Path(__file__).parent
UI = HERE.parents[1] / "ground" / "ui"
SPRITE = "/assets/lib/icons.svg"
SHARED_IMAGE = "/assets/ui/seal.png"
"""What stands beside a page where it is shared: those who show it take no SVG."""
STYLES = ("ui/tokens", "ui/base", "ui/parts", "ui/forms", "ui/tables", "ui/prose", "ui/public", "site/site", "ui/print")
LINKS = "\n".join(
    (
        '<link rel="icon" href="/assets/ui/seal.svg" type="image/svg+xml">',
        *(f'<link rel="stylesheet" href="/assets/{sheet}.css">' for sheet in STYLES),
        '<script src="/assets/ui/display.js" defer></script>',
        '<script src="/assets/ui/suggest.js" defer></script>',
    )
)

T = TypeVar("T")
Metas = list[tuple[str, str]]


@cache
def environment() -> Environment:
    """Jinja2 with escaping, strict about names; templates of this room and of each kind's drawer."""
    folders = [HERE / "templates"]
    for drawer in declare.kinds():
        package = __import__(drawer.package, fromlist=["_"])
        folders.append(Path(package.__file__ or "").parent / "templates")
    folders.append(UI / "templates")
    found = Environment(
        loader=FileSystemLoader([str(f) for f in folders]), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False, cache_size=400,
    )  # fmt: skip
    found.globals.update(
        icon=icon, seal=lambda: _markup(marks.seal(SPRITE)), light=light, url=addresses, validity_tag=validity_tag
    )
    found.globals.update(validity_sentence=validity_sentence, tag=tag)
    found.filters.update(
        zh_date=_zh_date, en_date=words.en_date, zh_day=lambda day: words.zh_date(day, year=False), iso=words.iso_date, zh_time=words.zh_time,
        zh_number=words.zh_number, zh_size=words.zh_size, phrases=lambda title: _markup(marks.phrases(title)),
    )  # fmt: skip
    return found


@cache
def _frame() -> str:
    """What stands around every page. Not a template that pages extend: a record's page would pass piece by piece through it."""
    return (HERE / "templates" / "site" / "frame.html").read_text("utf-8")


def _markup(safe: str) -> Markup:
    """Django's safe strings are not Jinja2's."""
    return Markup(str(safe))


@lru_cache(maxsize=200)
def icon(name: str) -> Markup:
    return _markup(marks.icon(name, SPRITE))


def light(name: str, text: str) -> Markup:
    return _markup(marks.light(name, SPRITE, text))


def _zh_date(day: date | datetime | str | None) -> str:
    return words.zh_date(date.fromisoformat(day) if isinstance(day, str) else day)


class Page(NamedTuple):
    """What the frame asks of a page. ``where`` is the nav entry it belongs to; ``metas`` go after the site's own."""

    title: str
    metas: Metas
    crumbs: tuple[Link, ...] = ()
    where: str = ""
    feed: str = ""  # the address beside which its feeds lie
    unit: Any = None  # a Unit, on the pages of its subsite
    scripts: tuple[str, ...] = ()
    leads_to: str = ""  # where a page that has moved leads on to
    address: str = ""  # by which it is known where it is shared; that of its feeds, if it has some


class Look:
    """Renders pages of one government. It reads ``government``, ``units`` and ``sections`` through its reader."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.faces: dict[str, Face] = faces()
        self.env = environment()
        self._frames: dict[tuple[str, str], Markup] = {}
        self._foot: Markup | None = None
        self._templates: dict[str, Any] = {}
        self._once: dict[Any, Any] = {}
        self.kept: dict[str, str] = {}
        """What outlives a build that follows facts: numbers that are dear to count, each with what it was counted from."""
        self._lines: dict[tuple[str, bool], str] = {}
        self._said: dict[str, tuple[str, ...]] = {}
        self.trees: dict[str, Markup] = {}

    @cached_property
    def origin(self) -> str:
        """How absolute addresses begin; "" for a government without a domain: they are relative to the root then."""
        return f"https://{self.reader.government.domain}" if self.reader.government else ""

    @cached_property
    def _site_metas(self) -> str:
        g = self.reader.government
        told = (g.name, g.domain, g.site_id_code) if g else ("", "", "")
        return "\n".join(_meta(*pair) for pair in zip(("SiteName", "SiteDomain", "SiteIDCode"), told, strict=True))

    def render(self, template: str, page: Page, **context: Any) -> bytes:
        """A whole page as bytes."""
        found = self._templates.get(template)
        if found is None:
            found = self._templates[template] = self.env.get_template(template)
            # Each page copies what all templates know: from a chain of mappings, as it is, that is slow.
            found.globals = dict(found.globals)
        content = found.render(page=page, site=self.reader.government, reader=self.reader, lines=self.lines, **context)
        return (
            _frame()
            .format(
                head=self._head(page),
                header=self._header(page),
                crumbs=_crumbs(page.crumbs),
                content=content,
                foot=self.foot,
            )
            .encode()
        )

    def alone(self, template: str, page: Page, **context: Any) -> bytes:
        """A page that is all of its own, without header and foot."""
        shown = self.env.get_template(template).render(
            page=page, site=self.reader.government, metas=Markup("\n".join([self._site_metas, *(_meta(name, value) for name, value in page.metas)])),
            **context,
        )  # fmt: skip
        return shown.encode()

    def _head(self, page: Page) -> Markup:
        # In Python, not in the template: a quarter of a full build's time went into this part of the page.
        site = self.reader.government
        title = (
            f"{page.title}_{site.name}" if site and page.where != "portal" and page.title != site.name else page.title
        )
        lines = [f"<title>{escape(title)}</title>"]
        lines += [self._site_metas, *(_meta(name, value) for name, value in page.metas), LINKS]
        if page.leads_to:
            # At once: a page that goes on by itself after a while is in the way of whoever reads slowly.
            to = escape(page.leads_to)
            lines.append(f'<meta http-equiv="refresh" content="0; url={to}"><link rel="canonical" href="{to}">')
        elif page.address or page.feed:
            lines.append(self._shared(page))
        if page.feed:
            lines += [
                f'<link rel="alternate" type="{media_type}" title="{escape(page.title)}（{label}）" href="{escape(page.feed)}{name}">'
                for name, media_type, label in addresses.FEED_TYPES
            ]
        lines += [f'<script type="module" src="{script}"></script>' for script in page.scripts]
        return Markup("\n".join(lines))

    def _shared(self, page: Page) -> str:
        """What is told of a page where it is shared (Open Graph); without a domain it has no address that others could follow."""
        if not self.origin:
            return ""
        said = dict(page.metas)
        about, kind = (
            said.get("Description") or said.get("ColumnDescription", ""),
            "article" if "ArticleTitle" in said else "website",
        )
        url = f"{self.origin}{page.address or page.feed}"
        return (
            f'<link rel="canonical" href="{url}">{self._shared_by_all}<meta property="og:type" content="{kind}"><meta property="og:url" content="{url}">'
            f'<meta property="og:title" content="{escape(page.title)}"><meta property="og:description" content="{escape(about)}">'
        )

    @cached_property
    def _shared_by_all(self) -> str:
        name = self.reader.government.name if self.reader.government else ""
        return f'<meta property="og:site_name" content="{escape(name)}"><meta property="og:image" content="{self.origin}{SHARED_IMAGE}">'

    def _header(self, page: Page) -> Markup:
        key = (page.where, page.unit.code if page.unit else "")
        if key not in self._frames:
            template = self.env.get_template("site/header.html")
            shown = template.render(
                site=self.reader.government,
                unit=page.unit,
                nav=self._nav(page.where),
                track=addresses.TRACK,
                where=page.where,
            )
            self._frames[key] = Markup(shown)
        return self._frames[key]

    def once(self, key: Any, make: Callable[[], T]) -> T:
        """What several pages of a build share: made when it is first asked for."""
        if key not in self._once:
            self._once[key] = make()
        return self._once[key]

    def also(self, section: Any, unit: dict[str, str]) -> Markup:
        """What else there is beside a record: of its section, of its unit as it was then called."""
        template = self.env.get_template("site/also.html")
        key = ("also", section.pk, unit["code"], unit["name"])
        return self.once(key, lambda: Markup(template.render(section=section, unit=unit)))

    def lines(self, rows: Iterable[Row], show_unit: bool = True) -> Markup:
        """The lines of a list. A record's line stands in several lists, so some are kept."""
        rows = list(rows)
        if len(self._lines) > KEPT:
            self._lines.clear()
        self._read_ahead(rows, show_unit)
        return Markup("".join([self._line(row, show_unit) for row in rows]))

    def _line(self, row: Row, show_unit: bool) -> str:
        key = (row.id, show_unit)
        if key not in self._lines:
            unit = self.reader.units_by_id[row.unit_id].short_name if show_unit else ""
            self._lines[key] = _line(row, unit, self._said.get(row.id, ()))
        return self._lines[key]

    def hear(self, row: Row, view: dict[str, Any]) -> None:
        """What the lines of some kinds say of their own, where its page was just made: lists need not read it again."""
        face = self.faces.get(row.kind)
        if face and face.line:
            self._forget_some()
            self._said[row.id] = tuple(face.line(view))

    def _read_ahead(self, rows: list[Row], show_unit: bool) -> None:
        """What the lines of some kinds say of their own, read for all of a list at once."""
        self._forget_some()
        faces = {row.id: face for row in rows if (face := self.faces.get(row.kind)) and face.line}
        missing = [i for i in faces if i not in self._said and (i, show_unit) not in self._lines]
        for record_id, view in self.reader.views(missing).items() if missing else ():
            self._said[record_id] = tuple(faces[record_id].line(view))

    def _forget_some(self) -> None:
        if len(self._said) > KEPT:
            self._said.clear()

    @property
    def foot(self) -> Markup:
        if self._foot is None:
            self._foot = Markup(self.env.get_template("site/foot.html").render(site=self.reader.government))
        return self._foot

    def _nav(self, where: str) -> list[Link]:
        entries = [("portal", "首页", addresses.PORTAL), ("catalogue", "政务公开", addresses.CATALOGUE)]
        entries += [(f"k:{f.code}", f.nav, addresses.listing("k", f.code)) for f in self.faces.values() if f.nav]
        entries += [
            ("apply", "依申请公开", addresses.APPLY),
            ("annual", "年度报告", addresses.ANNUAL),
            ("units", "部门和乡镇", addresses.UNITS),
        ]
        return [Link(label, url, current=key == where) for key, label, url in entries]


@lru_cache(maxsize=4000)
def _meta(name: str, value: str) -> str:
    return f'<meta name="{name}" content="{escape(value)}">'


def _crumbs(links: tuple[Link, ...]) -> Markup:
    if not links:
        return Markup("")
    items = "".join([_crumb(link.label, link.url) for link in links])
    return Markup(f'<nav class="crumbs wrap" aria-label="当前位置"><ol>{items}</ol></nav>')


@lru_cache(maxsize=4000)
def _crumb(label: str, url: str) -> str:
    """All records of a section share all but the last."""
    if url:
        return f'<li><a href="{escape(url)}">{escape(label)}</a></li>'
    return f'<li aria-current="page">{escape(label)}</li>'


def tag(pair: tuple[str, str] | None) -> Markup:
    """A mark beside a title: CSS class and words."""
    return Markup(f'<span class="tag {pair[0]}">{escape(pair[1])}</span>') if pair else Markup("")


def _line(row: Row, unit: str, said: Iterable[str] = ()) -> str:
    # In Python, not a macro: a full build makes one or two for each record.
    day, more = row.published_on.isoformat(), str(tag(validity_tag(row)))
    more += "".join([f"<span>{escape(each)}</span>" for each in said])
    more += f"<span>{escape(row.document_number)}</span>" if row.document_number else ""
    more += f"<span>{escape(unit)}</span>" if unit else ""
    return (
        f'<li id="{row.id}"><a href="{addresses.record(row.id)}"><span class="t">{escape(row.title)}</span><time datetime="{day}">{day}</time>'
        f'<span class="m">{more}<span class="n">索引号 {escape(row.index_number)}</span></span></a></li>\n'
    )


def column_metas(name: str, description: str, keywords: str, kind: str) -> Metas:
    """The labels of a column page, all four mandatory (国办发〔2017〕47号, annex)."""
    labels = (meta.name for meta in sitemeta.COLUMN)
    return list(
        zip(labels, (name, description or name, _commas(keywords or name), kind or "信息公开目录"), strict=True)
    )


def _commas(words: str) -> str:
    return words.replace("；", ",").replace("、", ",")


def content_metas(
    title: str, published: datetime | None, source: str, optional: Iterable[tuple[str, str]] = ()
) -> Metas:
    """The labels of a content page; PubDate in China's time to the minute."""
    moment = sitemeta.pub_date(published.astimezone(words.CHINA)) if published else ""
    return [
        ("ArticleTitle", title),
        ("PubDate", moment),
        ("ContentSource", source),
        *((n, v) for n, v in optional if v),
    ]
