"""Addresses on the web, as a page links to them."""

from gongkai.pure.codes.errors import CodeError


def web_address(text: str) -> str:
    """The address as it is, if it is whole and safe to link to. Raises CodeError."""
    if not text.startswith("https://") or len(text) < len("https://a.cn/"):
        raise CodeError("请写完整的网址，以 https:// 开头")
    return text
