"""Addresses and paths. They carry permanent codes and opaque ids, never names; a folder's page is its index.html."""

from urllib.parse import quote

PORTAL = "/"
CATALOGUE = "/catalogue/"
UNITS = "/units/"
CONTACT = "/contact/"
GUIDE = "/guide/"
ANNUAL = "/annual-reports/"
VERIFY = "/verify/"
VERIFY_OFFLINE = "/verify/offline.html"
ANSWERS = "/answers/"
ABOUT = "/about/"
ENGLISH = "/en/"
MAP = "/map/"
WITHHELD = "/withheld/"
TOPICS = "/topics/"
KEY_AREAS = "/key-areas/"
ARCHIVE = "/archive/"
SITE_NOTICES = "/site-notices/"
SCREEN = "/screen/"
KIOSK = "/kiosk/"
POINTS = "/reading-points/"
MENDED = "/corrections/"
KEY_POINTS = "/key-points/"
OPEN_DATA = "/open/"
LICENCE = f"{OPEN_DATA}#licence"
DCAT = f"{OPEN_DATA}catalog.jsonld"
CHANGES = f"{OPEN_DATA}changes.json"
API = "/api/"
ATOM, RSS, JSON_FEED = "feed.xml", "rss.xml", "feed.json"
FEED = f"/{ATOM}"
FEED_TYPES = (
    (ATOM, "application/atom+xml", "Atom"),
    (RSS, "application/rss+xml", "RSS"),
    (JSON_FEED, "application/feed+json", "JSON Feed"),
)
"""The feeds beside a list: the file's name, its media type, what it is called."""
REDIRECTS = "/redirects.txt"
APPLY = "/counter/foi/apply"
RECTIFY = "/counter/rectification/apply"
COMPLAIN = "/counter/complaints/apply"
TRACK = "/counter/track"
AUDIT = "/counter/audit"
SEARCH = "/counter/search"
LIBRARY = "/counter/library/"
FOLLOW = "/counter/follow"
SUBSCRIBE = "/counter/subscribe"


def library(kind: str) -> str:
    """Where the records of a kind that has a library are found by facets."""
    return f"{LIBRARY}{kind}"


def record(record_id: str) -> str:
    return f"/r/{record_id}/"


def figure(record_id: str, token: str) -> str:
    """What a figure of a report counts; made when it is asked for."""
    return f"/counter/figures/{record_id}/{token}"


def verification(address: str) -> str:
    """The verification page, told of which record or version (by its address) to fetch receipt and content; a fragment is never
    sent to a server."""
    return f"{VERIFY}#{address.removeprefix('/r/').removesuffix('/')}"


def paper(record_id: str) -> str:
    """A record of a kind that is printed as a whole, as PDF."""
    return f"/r/{record_id}/paper.pdf"


def receipt(address: str) -> str:
    """The receipt of a record or version, by its address."""
    return f"{address}proof"


def version(record_id: str, number: int) -> str:
    return f"/r/{record_id}/v/{number}/"


def attachment(record_id: str, file_id: str, name: str) -> str:
    """The address of an attachment; its name is the last part, so that it is saved under it."""
    return "/" + quote(attachment_path(record_id, file_id, name))


def attachment_path(record_id: str, file_id: str, name: str) -> str:
    """Where an attachment lies in the tree. No part may leave its folder or be a dotfile."""
    safe = "".join("_" if c in "/\\\x00" or ord(c) < 32 else c for c in name).lstrip(".") or "file"
    # 255 bytes is the longest name that file systems take.
    stem, dot, suffix = safe.rpartition(".")
    while len(safe.encode()) > 200:
        stem = (stem or safe)[:-1]
        safe = f"{stem}{dot}{suffix}" if dot and len(suffix) < 12 else stem
    return f"r/{record_id}/a/{file_id}/{safe}"


def listing(axis: str, key: str) -> str:
    """The head of a listing: of a section (s), a unit (u) or a kind (k)."""
    return f"/{axis}/{key}/"


def listing_page(axis: str, key: str, year: int, number: int) -> str:
    return f"/{axis}/{key}/{year}/{number}/"


def data(address: str) -> str:
    """The JSON that lies beside a page."""
    return f"{address}index.json"


def changes_page(number: int) -> str:
    """What changed within a span of the ledger's entries."""
    return f"{OPEN_DATA}changes/{number}.json"


def mended_page(year: int, number: int) -> str:
    """What was corrected and withdrawn in a year, from the oldest on."""
    return f"{MENDED}{year}/{number}/"


def key_points(year: int) -> str:
    """The key points of a year."""
    return f"{KEY_POINTS}{year}/"


def records_file(form: str, section: str) -> str:
    """The records of a section as a table; made when it is asked for."""
    return f"{API}records.{form}?section={section}"


def section(key: str) -> str:
    return listing("s", key)


def unit(code: str) -> str:
    return listing("u", code)


def topic(key: str) -> str:
    return f"{TOPICS}{key}/"


def unit_about(code: str) -> str:
    """How a unit is reached, who leads it and what it is there for."""
    return f"{unit(code)}about/"


def unit_section(code: str, key: str) -> str:
    """The newest of a unit in a section."""
    return f"{unit(code)}s/{key}/"


def path(address: str) -> str:
    """The file of a folder's address, below the root of the tree."""
    return f"{address[1:]}index.html"
