"""The government's own data: its names, where it is found, what stands at the foot of every page. Set by whoever administers all of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.catalogue import data_of
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.sending import take_once
from gongkai.doors.desk.shell import show
from gongkai.doors.desk.timeline import moments
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.units import actions, delegating
from gongkai.ground.units.actions import UnitRefused
from gongkai.ground.units.models import Government
from gongkai.ground.units.queries import government
from gongkai.pure.declare import Role

HERE = "/desk/government/"
GROUPS = (
    ("名称", ("name", "short_name", "name_en", "superior")),
    ("怎么找到我们", ("address", "postcode", "phone", "hours", "address_en", "hours_en")),
    ("网页头尾", ("slogan", "host", "undertaker", "site_id_code", "icp", "police")),
    ("告知书上的救济途径", ("reconsideration_organ", "court", "court_for_government")),
)
HELP = {
    "short_name": "网站名称、动态页和邮件里用",
    "name_en": "写了它，网站就有英文页（/en/），清空就没有",
    "address_en": "英文页上的地址",
    "hours_en": "英文页上的办公时间",
    "slogan": "写在网站名称下面的一句话",
    "site_id_code": "10位数字，写在每一页的页脚",
    "icp": "例如：某ICP备00000000号",
    "police": "例如：某公网安备00000000000000号",
    "superior": "本级政府自己的行政行为，由它复议",
    "reconsideration_organ": "部门和乡镇的行政行为，向谁申请复议",
    "court": "告部门和乡镇，向哪个法院起诉",
    "court_for_government": "告本级政府，向哪个法院起诉",
}
ENGLISH = r"[ -~À-ÿ‘’–—]+"
FORMS = {
    "site_id_code": (r"[0-9]{10}", "网站标识码是10位数字，请再看看"),
    "postcode": (r"[0-9]{6}", "邮编是6位数字，请再看看"),
    **dict.fromkeys(("name_en", "address_en", "hours_en"), (ENGLISH, "这一项用英文写，不要有汉字和全角标点")),
}


def _field(name: str) -> forms.Field:
    column = Government._meta.get_field(name)
    said = {"label": column.verbose_name, "required": not column.blank, "max_length": column.max_length, "help_text": HELP.get(name, "")}  # fmt: skip
    if name not in FORMS:
        return forms.CharField(**said)
    form, wrong = FORMS[name]
    return forms.RegexField(rf"\A{form}\Z", error_messages={"invalid": wrong}, **said)


class GovernmentForm(UiForm):
    """What can be said of the government; its domain cannot be changed, for the log is signed under it."""

    def __init__(self, known: Government, data: Any = None) -> None:
        names = [name for _, group in GROUPS for name in group]
        super().__init__(data, initial={name: getattr(known, name) for name in names})
        for name in names:
            self.add(name, _field(name))

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(label, [self[name] for name in names]) for label, names in GROUPS]


@desk(Role.ADMINISTRATOR, methods=("GET", "POST"))
def own_data(request: HttpRequest) -> HttpResponse:
    """What stands of the government on every page and notice, and who changed it."""
    known = government()
    if known is None or not delegating.is_everywhere(request.scope.actor()):
        raise Http404
    form = GovernmentForm(known, data_of(request))
    if request.method == "POST" and form.is_valid():
        values = {"by": request.scope.username, "at": request.at, "seen": request.POST.get("seen", "")}
        try:
            take_once(request, lambda: actions.change_government(**values, **form.cleaned_data))
        except UnitRefused as refusal:
            form.refuse(str(refusal))
        else:
            messages.success(request, "已经改好。网站整个重做一遍，几分钟后每一页都是新的。")
            return redirect(HERE)
    return show(
        request,
        "desk/government.html",
        "政府信息",
        status=422 if request.method == "POST" else 200,
        form=form,
        known=known,
        seen=request.POST.get("seen") or known.mark,
        moments=moments("government", [], {}, done=True),
    )


government_urls = [path("government/", own_data)]
