"""Weibo: a short text with the page's address. The contract stands in docs/channels.md."""

from typing import Any

from gongkai.engines.channels.http import ask
from gongkai.ground.outbox.sending import Answer, ChannelDown, OnlyByHand, Parcel, Refused, TryLater

_CLOSED = {
    10006: "应用的凭证没有带上，请找系统管理员",
    21314: "微博的授权已经失效，请重新授权",
    21315: "微博的授权已经过期，请重新授权",
    21316: "微博的授权被收回，请重新授权",
    21317: "微博不认这份授权，请重新授权",
    21327: "微博的授权已经过期，请重新授权",
    21332: "微博不认这份授权，请重新授权",
}
_BUSY = (10001, 10002, 10003, 10009, 10010, 10022, 10023, 10024, 20016)
_REPEATED = (20017, 20019)
_NO_WAY = (10005, 10014, 10020, 20008)
_REFUSED = {20012: "文字太长，微博不收", 20018: "有微博不许的内容", 20021: "有微博不许的内容"}
_GONE = (20101,)


class Weibo:
    """Speaks to an account. ``opens``: ``access_token``, and ``ip``, the public address of this machine, which Weibo wants to be told."""

    def __init__(self, address: str, opens: dict[str, str]) -> None:
        self.address, self.opens = address, opens

    def send(self, parcel: Parcel, progress: dict[str, str]) -> Answer:
        form = {"status": parcel.body["text"], "rip": self.opens.get("ip", "")}
        told = self._post("/2/statuses/share.json", form, fine=_REPEATED)
        if told.get("error_code"):
            return Answer(self.find(parcel))
        return Answer(str(told["idstr"]))

    def find(self, parcel: Parcel) -> str:
        """Weibo shows a short link in the text; the page's own address stands in ``url_objects``, or in the text of what was just sent."""
        status, told = ask(self.address, "/2/statuses/user_timeline.json", query=self._opened() | {"count": "100"})
        if status != 200:
            raise _trouble(told.get("error_code", 0))
        for each in told.get("statuses", ()):
            links = [link.get("ori_url") for link in each.get("url_objects", ()) if isinstance(link, dict)]
            if parcel.url in links or parcel.url in each.get("text", ""):
                return str(each["idstr"])
        return ""

    def withdraw(self, remote: str, parcel: Parcel) -> None:
        self._post("/2/statuses/destroy.json", {"id": remote}, fine=_GONE)

    def _opened(self) -> dict[str, str]:
        return {"access_token": self.opens.get("access_token", "")}

    def _post(self, path: str, form: dict[str, str], fine: tuple[int, ...]) -> dict[str, Any]:
        _, told = ask(self.address, path, form=self._opened() | form)
        code = told.get("error_code", 0)
        if code and code not in fine:
            raise _trouble(code)
        return told


def _trouble(code: int) -> Exception:
    if code in _CLOSED:
        return ChannelDown(f"{_CLOSED[code]}（{code}）")
    if code in _BUSY:
        return TryLater(f"微博说现在忙，过一会儿再试（{code}）")
    if code in _NO_WAY:
        return OnlyByHand(f"微博没有给这个账号开通这个接口（{code}），请登录微博办")
    return Refused(f"{_REFUSED.get(code, '微博不收')}（{code}）")
