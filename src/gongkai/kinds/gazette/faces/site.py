"""An issue on the public site: its contents, each line a way to what it prints."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from gongkai.kernel.records.queries import related_by
from gongkai.kinds.gazette.course import PRINTS
from gongkai.kinds.gazette.printing import issue

order = 28
block = "gazette/contents.html"
in_block = frozenset({"contents"})


def state(view):
    return ("tag--info", f"{view['year']}年第{view['issue']}期") if view.get("issue") else None


def line(view):
    """Which issue, how many documents."""
    running = f"（总第{view['running']}期）" if view.get("running") else ""
    found = [
        f"{view['year']}年第{view['issue']}期{running}",
        f"{len(view['contents'])}篇" if view.get("contents") else "",
    ]
    return [each for each in found if each]


def told(record_ids: Collection[str]) -> dict[str, dict[str, str]]:
    """By issue: the documents that it prints and that are public, by number and by title."""
    return related_by(PRINTS, record_ids)


def paper(
    view: dict[str, Any], prints: dict[str, str], documents: dict[str, dict[str, Any]], files: Mapping[str, Path]
) -> bytes | None:
    """The issue as a PDF to print; None while nothing that it prints stands on the site."""
    return issue(view, documents, prints, files) if documents else None


def linked(view):
    """An issue of a periodical with its parts."""
    return {
        "@type": "PublicationIssue",
        "issueNumber": view.get("issue"),
        "isPartOf": {"@type": "Periodical", "name": f"{view['unit']['name']}公报"},
        "hasPart": [{"@type": "CreativeWork", "name": row["title"]} for row in view.get("contents") or ()],
    }
