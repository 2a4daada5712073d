"""Topics, notices of the site, former addresses and how often pages are looked at, on the desk: the openness office's."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk import portal
from gongkai.doors.desk.acting import attempt_once
from gongkai.doors.desk.catalogue import data_of, form_page
from gongkai.doors.desk.entry import asked, desk
from gongkai.doors.desk.sending import AGAIN
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.timeline import moments
from gongkai.engines.site import addresses, views
from gongkai.engines.site.faces import faces
from gongkai.engines.site.reader import Reader
from gongkai.ground.ui.forms import DayField, UiForm
from gongkai.ground.ui.shell import Link
from gongkai.kernel.portal import former, queries, topics
from gongkai.kernel.portal.blocks import page_of
from gongkai.kernel.portal.models import PLANNED, SHOWN, Topic
from gongkai.kernel.records.queries import published_by_words
from gongkai.pure.declare import Role

TOPICS, NOTICES, FORMER, VIEWS = "/desk/topics/", "/desk/site-notices/", "/desk/former/", "/desk/views/"
MOST_SEEN = 50
_RECORD = re.compile(r"/r/([0-9a-z]+)/?")
LIGHTS = {SHOWN: "green", PLANNED: "paused"}


class TopicForm(UiForm):
    """What a topic says of itself; its key only when it is made."""

    key = forms.CharField(label="专题代码", max_length=40, help_text="写进网址，定了不能改，例如 bishu-2026")
    name = forms.CharField(label="名称", max_length=40)
    lead = forms.CharField(label="说明", max_length=300, required=False, widget=forms.Textarea({"rows": 2}))
    begins_on = DayField(label="哪天开始", help_text="到了这一天自己上网")
    ends_on = DayField(label="哪天结束", help_text="过了这一天归档：不再更新，网页留着")
    picked = forms.CharField(
        label="选进来的信息", required=False, widget=forms.Textarea({"rows": 6}), help_text="一行一条，写索引号或者网址。按这里的先后显示",
    )  # fmt: skip

    def __init__(self, topic: Topic | None, data: Any = None) -> None:
        initial = {name: getattr(topic, name) for name in ("name", "lead", "begins_on", "ends_on")} if topic else {}
        initial |= {"picked": "\n".join(addresses.record(each) for each in topic.records)} if topic else {}
        super().__init__(data, initial=initial)
        if topic:
            del self.fields["key"]

    def clean_picked(self) -> list[str]:
        words = self.cleaned_data["picked"].split()
        found = published_by_words([_RECORD.search(word)[1] if _RECORD.search(word) else word for word in words])
        missing = [word for word, record_id in zip(words, found, strict=True) if not record_id]
        if missing:
            raise ValidationError(f"找不到这几条，或者还没有公开：{'、'.join(missing[:5])}")
        return found


class NoticeForm(UiForm):
    text = forms.CharField(
        label="公告", max_length=200, widget=forms.Textarea({"rows": 3}), help_text="一两句话，例如哪几天窗口不办公"
    )
    begins_on = DayField(label="哪天开始显示")
    ends_on = DayField(label="显示到哪天", help_text="过了这一天自己撤下")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)


class FormerForm(UiForm):
    text = forms.CharField(
        label="旧网址和现在的网址", widget=forms.Textarea({"rows": 12}),
        help_text="一行一个：旧网址，空格，现在的网址或者索引号。可以从表格里直接粘贴两列。登记了就一直有效，再登记一次就改去新的地方",
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)


class NothingForm(UiForm):
    """Nothing to fill in."""


@desk(Role.OPENNESS_OFFICE)
def listing(request: HttpRequest) -> HttpResponse:
    """All topics."""
    lines = [(each, LIGHTS.get(each.state, "done")) for each in queries.topics()]
    return show(request, "desk/portal/topics.html", "专题", tabs=portal.tabs(request, TOPICS), lines=lines, site_url=addresses.TOPICS)  # fmt: skip


@desk(Role.OPENNESS_OFFICE, methods=("GET", "POST"))
def new_topic(request: HttpRequest) -> HttpResponse:
    """A topic more."""
    form = TopicForm(None, data_of(request))
    if request.method == "POST" and form.is_valid():
        by, at = request.scope.actor(), request.at
        if attempt_once(request, form, lambda: topics.plan_topic(by=by, at=at, **form.cleaned_data)) is None:
            messages.success(request, "已经设好专题。")
            return redirect(f"{TOPICS}{form.cleaned_data['key']}/")
    return form_page(request, "设一个专题", form, back=Link("专题", TOPICS), button="设专题", icon="plus")


def _topic(key: str) -> Topic:
    found = queries.topic_by_key(key)
    if found is None:
        raise Http404
    return found


@desk(Role.OPENNESS_OFFICE)
def topic_page(request: HttpRequest, key: str) -> HttpResponse:
    """A topic, and what was done to it."""
    topic = _topic(key)
    latest = queries.latest_of(page_of(key))
    return show(
        request, "desk/portal/topic.html", topic.name, back=Link("专题", TOPICS), topic=topic, light=LIGHTS.get(topic.state, "done"),
        base=f"{TOPICS}{key}/", arrange_url=f"{portal.BASE}{page_of(key)}/", blocks=portal.told_of(latest.parts if latest else []),
        moments=moments(f"topic:{key}", [], {}, done=True), site_url=addresses.topic(key) if topic.state != PLANNED else "",
    )  # fmt: skip


@desk(Role.OPENNESS_OFFICE, methods=("GET", "POST"))
def change_topic(request: HttpRequest, key: str) -> HttpResponse:
    """Change a topic; one that is over comes back with a later last day."""
    topic = _topic(key)
    form = TopicForm(topic, data_of(request))
    if request.method == "POST" and form.is_valid():
        by, at = request.scope.actor(), request.at
        if (
            attempt_once(request, form, lambda: topics.change_topic(topic=topic, by=by, at=at, **form.cleaned_data))
            is None
        ):
            messages.success(request, "已经改好，几秒钟后网上能看到。")
            return redirect(f"{TOPICS}{key}/")
    return form_page(request, f"修改专题“{_topic(key).name}”", form, back=Link(topic.name, f"{TOPICS}{key}/"), button="保存", icon="check")  # fmt: skip


@desk(Role.OPENNESS_OFFICE, methods=("GET", "POST"))
def end_topic(request: HttpRequest, key: str) -> HttpResponse:
    """End a topic before its day."""
    topic = _topic(key)
    form = NothingForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        by, at = request.scope.actor(), request.at
        if attempt_once(request, form, lambda: topics.end_topic(topic=topic, by=by, at=at)) is None:
            messages.success(request, "专题已经结束，网页留着。")
            return redirect(f"{TOPICS}{key}/")
    says = "结束以后首页不再列出，网页归档，网址不变。以后把结束日期改到后面，它就回来。"
    return form_page(request, f"结束专题“{topic.name}”", form, back=Link(topic.name, f"{TOPICS}{key}/"), button="结束", icon="x", says=says)  # fmt: skip


@desk(Role.OPENNESS_OFFICE, methods=("GET", "POST"))
def notices(request: HttpRequest) -> HttpResponse:
    """All notices, and a form for one more."""
    form = NoticeForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        by, at = request.scope.actor(), request.at
        if attempt_once(request, form, lambda: topics.post_notice(by=by, at=at, **form.cleaned_data)) is None:
            messages.success(request, "已经写好公告，到了日子自己上网。")
            return redirect(NOTICES)
    return show(
        request, "desk/portal/notices.html", "网站公告", status=422 if form.is_bound else 200, tabs=portal.tabs(request, NOTICES), form=form,
        lines=[(each, LIGHTS.get(each.state, "done")) for each in queries.site_notices()], site_url=addresses.SITE_NOTICES,
    )  # fmt: skip


@desk(Role.OPENNESS_OFFICE, methods=("GET", "POST"))
def take_down(request: HttpRequest, key: int) -> HttpResponse:
    """Take a notice down before its day."""
    notice = queries.site_notice(key)
    if notice is None:
        raise Http404
    form = NothingForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        by, at = request.scope.actor(), request.at
        if attempt_once(request, form, lambda: topics.take_down(notice=notice, by=by, at=at)) is None:
            messages.success(request, "已经撤下这条公告。")
            return redirect(NOTICES)
    says = f"“{notice.text}”撤下以后首页不再显示，只留在全部公告那一页，不能再放回去；要再显示，请另写一条。"
    return form_page(request, "现在撤下这条公告", form, back=Link("网站公告", NOTICES), button="撤下", icon="x", says=says, danger=True)  # fmt: skip


@desk(Role.OPENNESS_OFFICE, methods=("GET", "POST"))
def former_addresses(request: HttpRequest) -> HttpResponse:
    """Addresses of the website before this one, and a form for more."""
    form = FormerForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        by, at, made = request.scope.actor(), request.at, list[int]()
        if (
            attempt_once(
                request, form, lambda: made.append(former.lead_on(text=form.cleaned_data["text"], by=by, at=at))
            )
            is None
        ):
            messages.success(request, f"已经登记{made[0]}个旧网址，几秒钟后就转过去。" if made else AGAIN)
            return redirect(FORMER)
    return show(
        request, "desk/portal/former.html", "旧网址", status=422 if form.is_bound else 200, tabs=portal.tabs(request, FORMER), form=form,
        newest=queries.newest_former(50), count=queries.count_former(),
    )  # fmt: skip


@desk(Role.OPENNESS_OFFICE)
def seen(request: HttpRequest) -> HttpResponse:
    """How often the site was looked at, by month and day; and the pages that were looked at most in a month (``?month``)."""
    months = views.by_month()
    month = asked(request, "month", {month for month, _ in months}) or (months[0][0] if months else "")
    return show(
        request, "desk/portal/views.html", "访问量", tabs=portal.tabs(request, VIEWS), months=months[:13], month=month,
        days=views.by_day(30), pages=_named(views.most_seen(month, MOST_SEEN)),
    )  # fmt: skip


def _named(found: list[tuple[str, int]]) -> list[tuple[str, str, int]]:
    """Each path with what stands there; what has been withdrawn by its path alone."""
    reader = Reader()
    rows = reader.rows([match[1] for path, _ in found if (match := _RECORD.fullmatch(path))])
    names = {addresses.record(record_id): row.title for record_id, row in rows.items()}
    names |= {addresses.section(key): f"栏目：{section.name}" for key, section in reader.sections.items()}
    names |= {addresses.unit(code): unit.name for code, unit in reader.units_by_code.items()}
    names |= {addresses.topic(key): f"专题：{topic.name}" for key, topic in reader.topics.items()}
    names |= {addresses.listing("k", code): face.name for code, face in faces().items()}
    names |= {
        addresses.PORTAL: "首页",
        addresses.CATALOGUE: "公开目录",
        addresses.UNITS: "部门和乡镇",
        addresses.TOPICS: "专题",
    }
    return [(path, names.get(path, path), count) for path, count in found]


topic_urls = [
    path("topics/", listing),
    path("topics/new/", new_topic),
    path("topics/<slug:key>/", topic_page),
    path("topics/<slug:key>/edit/", change_topic),
    path("topics/<slug:key>/end/", end_topic),
    path("site-notices/", notices),
    path("site-notices/<int:key>/take-down/", take_down),
    path("former/", former_addresses),
    path("views/", seen),
]
