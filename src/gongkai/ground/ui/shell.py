"""What the page shells need from whoever shows a page. Empty members are simply not shown."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """`current` marks where the reader is; `count` stands beside the word, None for no count."""

    label: str
    url: str
    current: bool = False
    icon: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Group:
    """A titled group of links in the desk's rail."""

    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Unsent:
    """A form that its reader had filled in before having to sign in again: `url` shows it, and a POST there throws it away."""

    label: str
    time: str
    url: str


@dataclass(frozen=True)
class Site:
    """A government's site as its pages name it. The identifiers at the foot are required of government websites."""

    name: str
    motto: str = ""
    url: str = "/"
    upper: Link | None = None  # the government above, as text if it has no url; on a subsite the one it belongs to
    track_url: str = ""
    search_url: str = ""
    english_url: str = ""
    foot: tuple[Link, ...] = ()
    organiser: str = ""  # 主办
    contractor: str = ""  # 承办
    address: str = ""
    postcode: str = ""
    phone: str = ""
    hours: str = ""
    identifier: str = ""  # 政府网站标识码
    filing: str = ""  # 备案号
    police_filing: str = ""  # 公安备案号
    mistake_url: str = ""  # 我为政府网站找错; "tel:…" is shown as a number to ring
