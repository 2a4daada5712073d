"""What two services of the government's own have in common: HTTP with JSON, a token, a key by which what comes twice is known."""

from typing import Any

from gongkai.engines.channels.http import ask
from gongkai.ground.outbox.sending import Answer, ChannelDown, Refused


class JsonService:
    """``opens``: ``token``, by which it knows us. ``place``: below which its things are; ``called``: how a clerk calls it."""

    place = called = ""

    def __init__(self, address: str, opens: dict[str, str]) -> None:
        self.address, self.headers = address, {"Authorization": f"Bearer {opens.get('token', '')}"}

    def put(self, data: dict[str, Any]) -> dict[str, Any]:
        """Hand something over; 409 is its answer where it has that key already."""
        status, told = ask(self.address, self.place, data=data, headers=self.headers)
        if status not in (200, 201, 409):
            raise self.trouble(status)
        return told

    def look(self, key: str) -> dict[str, Any] | None:
        """What it has under a key; None if nothing."""
        status, told = ask(self.address, self.place, query={"key": key}, headers=self.headers)
        if status == 404:
            return None
        if status != 200:
            raise self.trouble(status)
        return told

    def trouble(self, status: int) -> Exception:
        if status in (401, 403):
            return ChannelDown(f"{self.called}不认我们的密钥（{status}），请找系统管理员")
        if status in (400, 413, 415, 422):
            return Refused(f"{self.called}不收这一条（{status}）")
        return ChannelDown(f"{self.called}的回答不对（{status}）")

    def answer(self, told: dict[str, Any], name: str) -> Answer:
        """What it calls the thing. Raises ChannelDown where it does not say."""
        found = told.get(name)
        if not isinstance(found, str) or not found or len(found) > 300:
            raise ChannelDown(f"{self.called}的回答里没有{name}")
        return Answer(found)
