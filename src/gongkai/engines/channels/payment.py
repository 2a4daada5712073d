"""The payment centre (财政统一支付平台), over HTTP with JSON. The contract stands in docs/channels.md."""

from gongkai.engines.channels.http import ask
from gongkai.engines.channels.json_service import JsonService
from gongkai.ground.outbox.sending import Answer, ChannelDown, Parcel, Refused


class PaymentCentre(JsonService):
    """Takes orders and says where they are paid; that one was paid it tells us (``POST /api/payments``). ``opens``: also ``callback``, by which we
    know its messages."""

    place, called = "/orders", "缴费平台"

    def send(self, parcel: Parcel, progress: dict[str, str]) -> Answer:
        return self._paid_at(self.put({"key": parcel.key} | parcel.body))

    def find(self, parcel: Parcel) -> str:
        told = self.look(parcel.body.get("order") or parcel.key)
        return self._paid_at(told).remote if told else ""

    def withdraw(self, remote: str, parcel: Parcel) -> None:
        status, _ = ask(self.address, "/orders/withdraw", data={"key": parcel.body["order"]}, headers=self.headers)
        if status == 409:
            raise Refused("缴费平台说已经缴了，请核对，该退的退")
        if status not in (200, 404, 410):
            raise self.trouble(status)

    def _paid_at(self, told: dict) -> Answer:
        """Where the applicant pays: a page that is encrypted on its way, or stands on this very machine."""
        found = self.answer(told, "url")
        if not found.remote.startswith(("https://", "http://127.0.0.1:")):
            raise ChannelDown("缴费平台给的网址不是https的，请找系统管理员")
        return found
