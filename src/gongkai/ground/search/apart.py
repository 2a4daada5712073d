"""The text of one attachment, read in a process of its own: time and memory are bounded, nothing is written, no home is known.

Run as ``python -m gongkai.ground.search.apart`` it reads a file from standard input and tells its text as JSON.
"""

from __future__ import annotations

import json
import sys

from gongkai.pure.audit import alone
from gongkai.pure.audit.document import Unreadable
from gongkai.pure.audit.readers.read import read

SECONDS = 8.0
LONGEST = 200_000
"""Signs of an attachment that are indexed: some hundred pages."""
LARGEST = 20 * 1024 * 1024


def text_of(content: bytes, seconds: float = SECONDS) -> str:
    """The text of a TXT, DOCX, XLSX or PDF, its beginning if it is long; "" for what cannot be read in that time."""
    if len(content) > LARGEST:
        return ""
    try:
        answer = alone.ask(__name__, content, seconds)
    except Unreadable:
        return ""
    try:
        return str(json.loads(answer)["text"])
    except (ValueError, KeyError, TypeError):
        return ""


def main() -> None:
    content = sys.stdin.buffer.read()
    alone.confine()
    try:
        told = read(content).text[:LONGEST]
    except Unreadable:
        told = ""
    print(json.dumps({"text": told}))


if __name__ == "__main__":
    main()
