"""Channels that are connected, and what is to go out by them."""

from hashlib import sha256

from django.db import models
from django.db.models import Q

from gongkai.ground.ledger.models import Ledgered
from gongkai.pure.declare.counted import Counted

WAITING, SENT, DEAD, BY_HAND, DONE, GIVEN_UP, VOID = "waiting", "sent", "dead", "by_hand", "done", "given_up", "void"
STATES = (
    (WAITING, "等着发"),
    (DEAD, "发不出去"),
    (BY_HAND, "要人工办"),
    (SENT, "已办成"),
    (DONE, "已人工办"),
    (GIVEN_UP, "不再发"),
    (VOID, "不用发了"),
)
"""``dead``: tried and refused, or tried for too long; somebody decides. ``by_hand``: the channel cannot do it, somebody does it there."""
POST, CORRECT, WITHDRAW = "post", "correct", "withdraw"
TASKS = ((POST, "发布"), (CORRECT, "更正"), (WITHDRAW, "撤下"))


class Channel(Ledgered):
    """A channel this government is connected to: by which adapter, at which address. What opens it lies in ``keys/channel.<channel>``, not here.

    Facts before ``since`` are not its concern: what was published before it was connected is not sent after.
    """

    LEDGERED = ("code", "adapter", "name", "address", "since", "connected_on", "ended_on")

    code = models.CharField("渠道", primary_key=True, max_length=20)
    adapter = models.CharField("接口", max_length=20)
    name = models.CharField("账号名称", max_length=60)
    address = models.CharField("接口地址", max_length=200)
    since = models.BigIntegerField()
    connected_on = models.DateField("接通日期")
    ended_on = models.DateField("停用日期", null=True)
    # Not in the ledger's image: how the channel fares, no act.
    down_since = models.DateTimeField(null=True)
    fails = models.IntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)


class Delivery(Ledgered):
    """One thing that is to be done on one channel, once. ``key`` is told to the receiver, so that whoever gets it twice knows it.

    It holds no content: what goes out is put together when it goes. ``digest`` is the SHA-256 of what went, ``remote`` what the channel
    calls it.
    """

    LEDGERED = ("key", "channel", "task", "ref", "unit_id", "version", "state", "remote", "digest", "queued_at")
    COUNTED = Counted("delivery", "queued_at", sort="channel", state="state")

    key = models.CharField("编号", max_length=64, unique=True)
    channel = models.CharField("渠道", max_length=20)
    task = models.CharField("任务", max_length=10, choices=TASKS)
    ref = models.CharField(max_length=80)
    unit_id = models.IntegerField()
    version = models.IntegerField(null=True)
    state = models.CharField("状态", max_length=10, choices=STATES, default=WAITING)
    remote = models.CharField("对方的编号", max_length=300, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    queued_at = models.DateTimeField("排入")
    # Not in the ledger's image: attempts are no acts, what comes of them is.
    tries = models.IntegerField(default=0)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    progress = models.CharField(max_length=300, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state=WAITING), name="delivery_due"),
            models.Index(fields=["state", "-id"], name="delivery_by_state"),
            models.Index(fields=["ref", "id"], name="delivery_of"),
        ]

    def ledger_key(self) -> str:
        return self.key

    @property
    def history(self) -> str:
        """What its facts refer to."""
        return f"delivery:{self.key}"


class Wording(Ledgered):
    """How a record is told on a channel, where it is not as its title and text would have it; of each channel the latest holds.

    Once the content is erased, words and salt go, and the digest says nothing.
    """

    LEDGERED = ("owner", "channel", "number", "digest", "on")

    owner = models.CharField(max_length=80)
    channel = models.CharField("渠道", max_length=20)
    number = models.IntegerField()
    title = models.CharField("标题", max_length=100, blank=True)
    summary = models.CharField("摘要", max_length=300, blank=True)
    salt = models.BinaryField(null=True)
    digest = models.CharField(max_length=64)
    on = models.DateField("日期")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "channel", "number"], name="worded_once")]

    def ledger_key(self) -> str:
        return f"{self.owner}/{self.channel}/{self.number}"

    @staticmethod
    def digest_of(salt: bytes, title: str, summary: str) -> str:
        return sha256(salt + f"{title}\n{summary}".encode()).hexdigest()

    def ledger_faults(self) -> list[str]:
        if self.salt is None or self.digest_of(bytes(self.salt), self.title, self.summary) == self.digest:
            return []
        return ["its words do not match their digest"]
