"""Short messages through the government's gateway, over HTTP with JSON. The contract stands in docs/channels.md."""

from gongkai.engines.channels.json_service import JsonService
from gongkai.ground.outbox.sending import Answer, OnlyByHand, Parcel


class ShortMessages(JsonService):
    """A gateway that knows keys: what it has taken it does not send again."""

    place, called = "/messages", "短信平台"

    def send(self, parcel: Parcel, progress: dict[str, str]) -> Answer:
        body = {"key": parcel.key, "to": parcel.body["to"], "text": parcel.body["text"]}
        return self.answer(self.put(body), "id")

    def find(self, parcel: Parcel) -> str:
        told = self.look(parcel.key)
        return self.answer(told, "id").remote if told else ""

    def withdraw(self, remote: str, parcel: Parcel) -> None:
        raise OnlyByHand("发出的短信收不回来")
