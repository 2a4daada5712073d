"""Pages in traditional script (OpenCC), made from the built ones when they are asked for below ``/hant/``: the tree holds each page once. Pages of the
counter at which one only reads are converted likewise: search, the policy library, what somebody follows.
"""

import re
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

PREFIX = "/hant"
SWITCH = '<a href="/hant/" lang="zh-Hant" data-script>繁體</a>'
"""The link in the head of every built page; there a script leads it to the page that is open (header.html)."""
_PAGE = re.compile(
    r'(<a [^>]*?href=")(/(?!(?:counter|desk|api|log|assets|site-manifest|hant)/)(?:[^"#?]*/)?(?:#[^"]*)?)(?=")'
)
READ_AT_COUNTER = re.compile(r"/counter/(?:search|follow|library/[a-z_]+)")
_SERVED = re.compile(rf'((?:<a [^>]*?href|<form [^>]*?action)=")({READ_AT_COUNTER.pattern}(?=["?]))')
_SERVED_SWITCH = re.compile(r'<a href="/hant(/counter/[^"]*)" lang="zh-Hant">[^<]*</a>')
_MAIN = '<main id="main" tabindex="-1">'
_SAID = '<p class="site-notice"><span class="wrap"><span>本頁由系統從簡體轉換，以簡體為準。</span></span></p>'


@cache
def _converter(way: str = "s2t") -> Any:
    from opencc import OpenCC

    return OpenCC(way)


def converted(body: bytes, path: str) -> bytes:
    """A page in traditional script; its links stay among such pages, and one leads back to ``path``."""
    text = _converter().convert(body.decode())
    text = _PAGE.sub(rf"\1{PREFIX}\2", text).replace('<html lang="zh-CN">', '<html lang="zh-Hant">', 1)
    text = _SERVED.sub(rf"\1{PREFIX}\2", text)
    text = _SERVED_SWITCH.sub(r'<a href="\1" lang="zh-Hans">简体</a>', text, count=1)
    text = text.replace(SWITCH, f'<a href="{path}" lang="zh-Hans">简体</a>', 1)
    return text.replace(_MAIN, f"{_MAIN}\n{_SAID}", 1).encode()


def asked(query: str) -> str:
    """A question in the script in which the records are written."""
    told = parse_qsl(query, keep_blank_values=True)
    return urlencode([(name, _converter("t2s").convert(value)) for name, value in told])
