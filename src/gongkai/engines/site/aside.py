"""Files that the signed manifest does not list, by the form of their names: its own, the log's, and receipts.

Nothing else may stand in a site, and the web server gives out nothing else below these folders.
"""

import re

MANIFEST = "site-manifest"
LOG = "log"

_OWN = re.compile(rf"{MANIFEST}/(?:[0-9a-f]{{2}}|manifest|vkey|policy)")
_LOG = re.compile(
    rf"{LOG}/(?:checkpoint|log\.vkey|policy|tile/(?:entries|[0-9]{{1,2}})/(?:x[0-9]{{3}}/)*[0-9]{{3}}(?:\.p/[0-9]{{1,3}})?)"
)
_RECEIPT = re.compile(r"r/([^/]+)(?:/v/[1-9][0-9]{0,8})?/proof")


def is_known(path: str) -> bool:
    """Whether a path, relative to the root, has the form of a file of the manifest or of the log."""
    return bool(_OWN.fullmatch(path) or _LOG.fullmatch(path))


def record_of_receipt(path: str) -> str:
    """The id of the record whose receipt, or that of one of its earlier versions, stands at a path; "" for any other path."""
    found = _RECEIPT.fullmatch(path)
    return found[1] if found else ""


def is_apart(path: str) -> bool:
    """Whether a path lies where only files of these forms may be: below the two folders, or named like a receipt of a record."""
    return path.startswith((f"{MANIFEST}/", f"{LOG}/")) or (
        path.startswith("r/") and path.endswith("/proof") and path.split("/")[2:3] != ["a"]
    )
