"""A government above, over HTTP with JSON. The contract stands in docs/channels.md."""

from typing import Any

from gongkai.engines.channels.http import ask
from gongkai.ground.outbox.sending import Answer, ChannelDown, Parcel, Refused


class Above:
    """``opens``: ``token``, by which it knows us; ``callback``, by which we know its messages."""

    def __init__(self, address: str, opens: dict[str, str]) -> None:
        self.address, self.headers = address, {"Authorization": f"Bearer {opens.get('token', '')}"}

    def send(self, parcel: Parcel, progress: dict[str, str]) -> Answer:
        status, told = ask(self.address, "/items", data={"key": parcel.key} | parcel.body, headers=self.headers)
        if status not in (200, 201, 409):
            raise _trouble(status)
        # 409: it has this key already, and says as what.
        return Answer(_id(told), known=status == 409)

    def find(self, parcel: Parcel) -> str:
        status, told = ask(self.address, "/items", query={"key": parcel.key}, headers=self.headers)
        if status == 404:
            return ""
        if status != 200:
            raise _trouble(status)
        return _id(told)

    def withdraw(self, remote: str, parcel: Parcel) -> None:
        data = {"key": parcel.key, "id": remote, "url": parcel.url}
        status, _ = ask(self.address, "/items/withdraw", data=data, headers=self.headers)
        if status not in (200, 404, 410):
            raise _trouble(status)


def _id(told: dict[str, Any]) -> str:
    found = told.get("id")
    if not isinstance(found, str | int) or found == "":
        raise ChannelDown("上级平台的回答里没有编号")
    return str(found)[:300]


def _trouble(status: int) -> Exception:
    if status in (401, 403):
        return ChannelDown(f"上级平台不认我们的密钥（{status}），请找系统管理员")
    if status in (400, 413, 415, 422):
        return Refused(f"上级平台不收这一条（{status}）")
    return ChannelDown(f"上级平台的回答不对（{status}）")
