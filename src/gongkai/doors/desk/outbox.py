"""The outbox on the desk: what goes to other channels, how it fares, and what is to be done about what did not go out."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.acting import LineAct, attempt_once
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.timeline import moments
from gongkai.engines.channels import actions, mailing
from gongkai.engines.channels.menu import entries
from gongkai.engines.channels.reporting_up import destinations, name_of
from gongkai.engines.channels.shapes import SHAPES
from gongkai.ground.outbox import queries
from gongkai.ground.outbox.models import BY_HAND, DEAD, GIVEN_UP, SENT, STATES, VOID, WAITING, Delivery
from gongkai.ground.subscribers import queries as subscribers
from gongkai.ground.subscribers.models import ACTIVE, ASKED, RHYTHMS
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.kernel.records.models import Record
from gongkai.kernel.records.queries import by_refs

BASE = "/desk/outbox/"
PAGE = 25
TAGS = {DEAD: "bad", BY_HAND: "warn", SENT: "ok", WAITING: "info"}


@dataclass(frozen=True)
class Line:
    delivery: Delivery
    record: Record | None

    @property
    def url(self) -> str:
        return f"{BASE}{self.delivery.pk}/"

    @property
    def channel(self) -> str:
        return label_of(self.delivery.channel)

    @property
    def title(self) -> str:
        """A mail is known by its number alone: whose it is stands on no page."""
        if self.delivery.ref.startswith("case:"):
            return f"办件{self.delivery.ref.removeprefix('case:')}的文书"
        if self.delivery.channel == mailing.CHANNEL:
            return "请订阅人确认的信" if self.delivery.key.endswith("-confirm") else "告诉订阅人的信"
        return self.record.title if self.record else "（已经没有的信息）"

    @property
    def tag(self) -> str:
        return TAGS.get(self.delivery.state, "")


LABELS = {code: shape.label for code, shape in SHAPES.items()} | {mailing.CHANNEL: "邮件订阅"}


def label_of(channel: str) -> str:
    """A channel of ours by its label, a government above by its name."""
    return LABELS.get(channel) or name_of(channel)


def tabs(here: str) -> list[dict[str, Any]]:
    known = ((BASE, "发件箱"), (f"{BASE}channels/", "渠道"))
    return [{"label": label, "url": url, "current": url == here} for url, label in known]


@desk()
def listing(request: HttpRequest) -> HttpResponse:
    """What goes out of the units in scope, newest first (``?state``, ``?channel``, ``?after``)."""
    state = asked(request, "state", dict(STATES))
    labels = LABELS | {each.code: each.name for each in destinations().values() if each.connected}
    channel = asked(request, "channel", labels)
    after = request.GET.get("after", "")
    found = queries.visible_to(request.scope)
    found = found.filter(state=state) if state else found
    found = found.filter(channel=channel) if channel else found
    if after.isdecimal() and len(after) < 18:
        found = found.filter(pk__lt=int(after))
    shown = list(found.order_by("-pk")[: PAGE + 1])
    records = by_refs([each.ref for each in shown])
    counts = queries.counts(request.scope)
    return show(
        request,
        "desk/outbox/list.html",
        "发件箱",
        tabs=tabs(BASE),
        lines=[Line(each, records.get(each.ref)) for each in shown[:PAGE]],
        chips=[
            {"label": "全部", "url": _url("", channel), "on": not state},
            *({"label": label, "url": _url(code, channel), "on": code == state, "count": counts.get(code, 0)} for code, label in STATES),
        ],
        channel_chips=[
            {"label": "全部渠道", "url": _url(state, ""), "on": not channel},
            *({"label": label, "url": _url(state, code), "on": code == channel} for code, label in labels.items()),
        ],
        down=[each for each in queries.channels().values() if each.down_since],
        older_url=_url(state, channel, str(shown[PAGE - 1].pk)) if len(shown) > PAGE else "",
        newer_url=_url(state, channel) if after else "",
    )  # fmt: skip


def _url(state: str, channel: str, after: str = "") -> str:
    named = {name: value for name, value in (("state", state), ("channel", channel), ("after", after)) if value}
    return f"{BASE}?{urlencode(named)}" if named else BASE


class ReasonForm(UiForm):
    reason = forms.CharField(
        label="为什么不发了",
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "请写明为什么不发了"},
    )


class AgainForm(UiForm):
    pass


class DoneForm(UiForm):
    remote = forms.CharField(
        label="在哪里能看到", required=False, max_length=300, help_text="那一条的网址，没有就不填。撤下的不用填"
    )


ACTS = {
    act.name: act
    for act in (
        LineAct("again", "再发一次", "redo-2", "已经排上，几秒钟后看结果。", AgainForm, actions.send_again, "先到渠道上找一找，已经有的不会再发第二条。"),
        LineAct("done", "记为已人工办", "check", "已经记下。", DoneForm, actions.done_by_hand, "您已经在渠道上办好了，再记在这里。"),
        LineAct("give-up", "不再发", "x", "已经记下，不再发。", ReasonForm, actions.give_up, "网站上的不受影响。"),
    )
}  # fmt: skip


def _delivery(request: HttpRequest, key: int) -> Delivery:
    found = queries.visible_to(request.scope).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _may(request: HttpRequest, delivery: Delivery) -> bool:
    return any(delivery.unit_id in request.scope.by_role.get(role, ()) for role in actions.KEEPERS)


@desk()
def delivery_page(request: HttpRequest, key: int) -> HttpResponse:
    """One delivery: what came of it, and what can be done."""
    delivery = _delivery(request, key)
    line = Line(delivery, by_refs([delivery.ref]).get(delivery.ref))
    may = _may(request, delivery)
    return show(
        request,
        "desk/outbox/delivery.html",
        f"{line.channel}：{delivery.get_task_display()}",
        back=Link("发件箱", BASE),
        line=line,
        delivery=delivery,
        is_link=delivery.remote.startswith(("https://", "http://")),
        moments=moments(delivery.history, [], {}, done=delivery.state in (SENT, GIVEN_UP, VOID, "done")),
        acts=[act for act in ACTS.values() if may and actions.may(delivery, act.name)],
        base=f"{BASE}{key}/",
    )


@desk(*actions.KEEPERS, methods=("GET", "POST"))
def delivery_act(request: HttpRequest, key: int, name: str) -> HttpResponse:
    """Send once more, give up, or note as done by hand."""
    delivery, act = _delivery(request, key), ACTS.get(name)
    if act is None or not _may(request, delivery):
        raise Http404
    if request.method != "POST" and not actions.may(delivery, name):
        messages.warning(request, actions.ELSEWHERE)
        return redirect(f"{BASE}{key}/")
    form = act.form(data_of(request))
    if request.method == "POST" and form.is_valid():
        by, at = request.scope.actor(), request.at
        if attempt_once(request, form, lambda: act.run(delivery=delivery, by=by, at=at, **form.cleaned_data)) is None:
            messages.success(request, act.done)
            return redirect(f"{BASE}{key}/")
    back = Link(f"{label_of(delivery.channel)}：{delivery.get_task_display()}", f"{BASE}{key}/")
    return form_page(request, act.label, form, back=back, button=act.label, icon=act.icon, says=act.says)


@desk()
def channels(request: HttpRequest) -> HttpResponse:
    """The channels: which are connected, how they fare, and the menu of the WeChat account."""
    known, counted = queries.channels(), subscribers.counts()
    return show(
        request,
        "desk/outbox/channels.html",
        "渠道",
        tabs=tabs(f"{BASE}channels/"),
        lines=[(shape, known.get(shape.code)) for shape in SHAPES.values()],
        menu=entries(),
        mail=known.get(mailing.CHANNEL),
        subscribers=[(label, counted.get((ACTIVE, code), 0)) for code, label in RHYTHMS],
        unconfirmed=sum(counted.get((ASKED, code), 0) for code, _ in RHYTHMS),
    )


outbox_urls = [
    path("outbox/", listing),
    path("outbox/channels/", channels),
    path("outbox/<int:key>/", delivery_page),
    path("outbox/<int:key>/do/<slug:name>/", delivery_act),
]
