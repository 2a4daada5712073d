"""Pages in traditional script (OpenCC), made from the built ones when they are asked for below ``/hant/``: the tree holds each page once."""

import re
from functools import cache
from typing import Any

PREFIX = "/hant"
SWITCH = '<a href="/hant/" lang="zh-Hant" data-script>繁體</a>'
"""The link in the head of every built page; there a script leads it to the page that is open (header.html)."""
_PAGE = re.compile(
    r'(<a [^>]*?href=")(/(?!(?:counter|desk|api|log|assets|site-manifest|hant)/)(?:[^"#?]*/)?(?:#[^"]*)?)(?=")'
)
_MAIN = '<main id="main" tabindex="-1">'
_SAID = '<p class="site-notice"><span class="wrap"><span>本頁由系統從簡體轉換，以簡體為準。</span></span></p>'


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("s2t")


def converted(body: bytes, path: str) -> bytes:
    """A built page in traditional script; its links stay among such pages, and one leads back to ``path``."""
    text = _converter().convert(body.decode())
    text = _PAGE.sub(rf"\1{PREFIX}\2", text).replace('<html lang="zh-CN">', '<html lang="zh-Hant">', 1)
    text = text.replace(SWITCH, f'<a href="{path}" lang="zh-Hans">简体</a>', 1)
    return text.replace(_MAIN, f"{_MAIN}\n{_SAID}", 1).encode()
