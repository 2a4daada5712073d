"""The WeChat official account: a draft, then its publication. The contract stands in docs/channels.md."""

import secrets
from typing import Any

from gongkai.engines.channels.http import ask
from gongkai.ground.outbox.sending import Answer, ChannelDown, Parcel, Refused, TryLater

LOOKED_THROUGH = 100
"""So many of the latest articles are looked through for one that may have gone out: twenty a call."""
PAGE = 20
_TOKEN_IS_OLD = (40001, 40014, 42001)
_BUSY = (-1, 45009, 45011, 61004)
_CLOSED = {
    40013: "公众号的AppID不对，请找系统管理员",
    40125: "公众号的AppSecret不对，请找系统管理员",
    40164: "本机的网络地址不在公众号的白名单里，请找系统管理员",
    48001: "公众号没有发布接口的权限，请到微信公众平台开通",
    50002: "公众号被限制使用，请到微信公众平台处理",
}
_REFUSED = {
    40007: "封面图片在微信那里没有了，请找系统管理员换一张",
    45003: "标题太长，微信不收",
    45004: "摘要太长，微信不收",
    45002: "正文太长，微信不收",
    53500: "微信说发布功能被封禁",
    53501: "微信说发布得太勤",
    87009: "微信说签名不对",
}
_GONE = (53600, 40007)
_STATUS = {
    2: "微信说原创声明没有通过", 3: "微信说发布失败", 4: "微信审核没有通过", 5: "发出以后在微信里被删了", 6: "发出以后被微信封了",
}  # fmt: skip


class WeChat:
    """Speaks to an account. ``opens``: ``appid``, ``secret``, ``cover`` (the media id of the picture for what has none of its own)."""

    def __init__(self, address: str, opens: dict[str, str]) -> None:
        self.address, self.opens, self._token = address, opens, ""

    def send(self, parcel: Parcel, progress: dict[str, str]) -> Answer:
        publish_id = progress.get("publish_id")
        if publish_id:
            return self._published(publish_id)
        cover = self._cover(parcel)
        article = parcel.body | {"thumb_media_id": cover, "content_source_url": parcel.url, "need_open_comment": 0}
        media_id = self._ask("/cgi-bin/draft/add", {"articles": [article]})["media_id"]
        told = self._ask("/cgi-bin/freepublish/submit", {"media_id": media_id})
        return Answer(progress={"publish_id": str(told["publish_id"])})

    def _published(self, publish_id: str) -> Answer:
        told = self._ask("/cgi-bin/freepublish/get", {"publish_id": publish_id})
        status = told.get("publish_status")
        if status == 0:
            return Answer(str(told["article_id"]))
        if status == 1:
            return Answer(progress={"publish_id": publish_id})
        raise Refused(_STATUS.get(status, f"微信说没有发成（{status}）"))

    def find(self, parcel: Parcel) -> str:
        for offset in range(0, LOOKED_THROUGH, PAGE):
            told = self._ask("/cgi-bin/freepublish/batchget", {"offset": offset, "count": PAGE, "no_content": 1})
            for item in told.get("item", ()):
                for article in item["content"]["news_item"]:
                    if article.get("content_source_url") == parcel.url and not article.get("is_deleted"):
                        return item["article_id"]
            if offset + PAGE >= told.get("total_count", 0):
                break
        return ""

    def withdraw(self, remote: str, parcel: Parcel) -> None:
        self._ask("/cgi-bin/freepublish/delete", {"article_id": remote, "index": 1}, fine=_GONE)

    def _cover(self, parcel: Parcel) -> str:
        if "cover" in parcel.files:
            _, data = parcel.files["cover"]
            media_type = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
            # Named anew: a name may be long, or odd to another system.
            sent = (f"{secrets.token_hex(4)}.{media_type[6:]}", data, media_type)
            return self._ask("/cgi-bin/material/add_material", file=sent, query={"type": "image"})["media_id"]
        if self.opens.get("cover"):
            return self.opens["cover"]
        raise Refused("没有封面：这一条没有图片，公众号也没有设默认的封面")

    def _ask(self, path: str, data: Any = None, *, fine: tuple[int, ...] = (), **more: Any) -> dict[str, Any]:
        for fresh in (False, True):
            query = {"access_token": self._access(fresh)} | more.get("query", {})
            _, told = ask(self.address, path, query=query, data=data, file=more.get("file"))
            code = told.get("errcode", 0)
            if code not in _TOKEN_IS_OLD:
                break
        if code == 0 or code in fine:
            return told
        raise _trouble(code)

    def _access(self, fresh: bool) -> str:
        if fresh or not self._token:
            asked = {"grant_type": "client_credential", "appid": self.opens.get("appid", ""), "secret": self.opens.get("secret", "")}  # fmt: skip
            _, told = ask(self.address, "/cgi-bin/stable_token", data=asked | {"force_refresh": fresh})
            if "access_token" not in told:
                raise _trouble(told.get("errcode", 0), closed=True)
            self._token = told["access_token"]
        return self._token


def _trouble(code: int, closed: bool = False) -> Exception:
    if code in _CLOSED:
        return ChannelDown(f"{_CLOSED[code]}（{code}）")
    if code in _BUSY:
        return TryLater(f"微信说现在忙，过一会儿再试（{code}）")
    if closed or code in _TOKEN_IS_OLD:
        return ChannelDown(f"微信不认这个公众号的凭证（{code}）")
    return Refused(f"{_REFUSED.get(code, '微信不收')}（{code}）")
