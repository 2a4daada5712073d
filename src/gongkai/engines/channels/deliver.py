"""Putting parcels together, and handing them to the adapters."""

from datetime import datetime

from gongkai.engines.channels import mailing
from gongkai.engines.channels.above import Above
from gongkai.engines.channels.folder import Folder
from gongkai.engines.channels.mail import Mail
from gongkai.engines.channels.payment import PaymentCentre
from gongkai.engines.channels.queries import page_of, post_for
from gongkai.engines.channels.reporting_up import body_of as body_above
from gongkai.engines.channels.shapes import SHAPES, Post
from gongkai.engines.channels.sms import ShortMessages
from gongkai.engines.channels.wechat import WeChat
from gongkai.engines.channels.weibo import Weibo
from gongkai.ground.files.queries import by_ids, read_bytes
from gongkai.ground.outbox import queries, secrets
from gongkai.ground.outbox.models import POST, WITHDRAW, Channel, Delivery
from gongkai.ground.outbox.sending import Adapter, Parcel, Pointless, run
from gongkai.ground.upward.models import PREFIX
from gongkai.kernel.cases.queries import by_reference as case_by_reference
from gongkai.kernel.records.queries import by_refs
from gongkai.pure import declare

OF_CASE = "case:"
ADAPTERS = {
    "wechat": WeChat,
    "weibo": Weibo,
    "smtp": Mail,
    "above": Above,
    "folder": Folder,
    "sms": ShortMessages,
    "payment": PaymentCentre,
}


def deliver(at: datetime) -> int:
    """Send what is due; how many were tried."""
    return run(at, pack, adapter_of)


def adapter_of(channel: Channel) -> Adapter:
    return ADAPTERS[channel.adapter](channel.address, secrets.of(channel.code))


def pack(delivery: Delivery) -> Parcel | None:
    """What is to go out as things stand now; of a withdrawal, where the post stood."""
    if delivery.ref.startswith(OF_CASE):
        return _of_case(delivery)
    if delivery.channel == mailing.CHANNEL:
        return mailing.pack(delivery)
    record = by_refs([delivery.ref]).get(delivery.ref)
    if record is None:
        return None
    if delivery.task == WITHDRAW:
        post = next((d for d in queries.of(delivery.ref) if d.channel == delivery.channel and d.task == POST), None)
        return Parcel(delivery.key, page_of(record.pk), {"remote": post.remote} if post and post.remote else {})
    if not record.live:
        return None
    if delivery.channel.startswith(PREFIX):
        return Parcel(delivery.key, page_of(record.pk), body_above(record), version=record.published)
    post = post_for(record, SHAPES[delivery.channel])
    return Parcel(delivery.key, post.url, body_of(post), _files(post), record.published)


def body_of(post: Post) -> dict[str, str]:
    """What the channel's adapter is told of a post."""
    if post.shape.limit:
        return {"text": post.text}
    return {"title": post.title, "digest": post.summary, "content": post.html}


def _files(post: Post) -> dict[str, tuple[str, bytes]]:
    found = by_ids([post.cover]) if post.cover else []
    return {"cover": (found[0].name, read_bytes(found[0]))} if found else {}


def _of_case(delivery: Delivery) -> Parcel:
    """A paper, a message or an order of a case, as its drawer's face of the channel's name puts it together. Raises Pointless, TryLater."""
    case = case_by_reference(delivery.ref.removeprefix(OF_CASE))
    drawer = next((each for each in declare.procedures() if case and each.code == case.procedure), None)
    face = drawer.face(delivery.channel) if drawer else None
    if case is None or face is None:
        raise Pointless("这一件已经没有了")
    return face.pack(case, delivery)
