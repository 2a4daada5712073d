"""Taking down an application that came over the counter, by fax or by letter."""

import re
import secrets
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.ground.files.fields import FilesField
from gongkai.ground.rules.terms import term_of
from gongkai.ground.ui.forms import AsksTwice, DayField, Picks
from gongkai.ground.ui.qr import picture
from gongkai.ground.units import queries as units
from gongkai.ground.units.models import Unit
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.flow.clocks import clock_of
from gongkai.kernel.flow.steps import StepRefused
from gongkai.procedures.foi import Foi, actions, queries, telling
from gongkai.procedures.foi.forms import due_already, text_field
from gongkai.procedures.foi.models import Application
from gongkai.procedures.foi.receiving import GROWN_UP, MOST_APPLICANTS, MOST_PAPERS, Manner, takes_email
from gongkai.pure.codes import citizen, contact, uscc
from gongkai.pure.codes.errors import CodeError
from gongkai.pure.declare import Role, Screen
from gongkai.pure.law.applicants import APPLICANT_TYPES, CHANNELS, DELIVERIES, FORMS, NATURAL, as_choices

REGISTRARS = (Role.WINDOW_CLERK, Role.CASE_OFFICER)
PAGE = 50
TRACK = "/counter/track"
"""Where the slip leads. The number does not go along: nothing of a case stands in an address."""
REACHED_BY = {
    "email": ("email", "要用电子邮件答复，请写电子邮箱"),
    "post": ("address", "要邮寄答复，请写通信地址，写到门牌号"),
    "fax": ("phone", "要传真答复，请写能收传真的号码"),
}
"""What an answer needs by the way it is to go."""
WAYS_TO_REACH = ("phone", "email", "address")
STAND_IN = ("stand_in", "stand_in_id", "stand_in_phone")
PARTY = ("name", "organisation", "id_number", *WAYS_TO_REACH, *STAND_IN, "others")
LOOKS_LIKE_A_CREDIT_CODE = re.compile(r"[0-9A-Za-z]{18}")
LOOKS_LIKE_AN_ID = re.compile(r"\d{15}|\d{17}[\dXx]")

WHO_ASKS = "类别选的是自然人，这里又写了单位名称，请看清是谁申请：个人申请的，删去单位名称；单位申请的，改选申请人类别"


class RegisterForm(AsksTwice):
    """What stands on the paper, taken down as it came: a number the applicant got wrong is no reason to turn them away, unless
    it is the only way to reach them."""

    unit = forms.TypedChoiceField(label="向哪个单位申请", coerce=int)
    channel = forms.ChoiceField(
        label="来件方式",
        choices=[(key, label) for key, label in as_choices(CHANNELS) if key != "web"],
        widget=Picks(),
    )
    received_on = DayField(
        label="收到日期",
        required=False,
        help_text="当面提交、签收的信函、其他机关转送的写收到那天；传真、平信和电子邮件先空着，与申请人确认后再填（条例第31条）",
    )
    passed_on_by = forms.CharField(
        label="转送的机关", max_length=100, required=False, help_text="别的机关转来的才写，可以带转送函的文号"
    )
    oral = forms.BooleanField(
        label="申请人口头申请，由我代为填写",
        required=False,
        help_text="书写有困难的才用（条例第29条）。填好以后念给申请人听，确认无误再登记；登记以后打印记录，请申请人签名或者按指印",
    )
    read_back = forms.BooleanField(label="已经念给申请人听过，申请人确认无误", required=False)
    party_type = forms.ChoiceField(label="申请人类别", choices=as_choices(APPLICANT_TYPES))
    organisation = forms.CharField(label="单位名称", max_length=80, required=False)
    name = forms.CharField(label="姓名或联系人", max_length=40)
    id_number = forms.CharField(label="证件号码", max_length=30, required=False)
    stands = forms.ChoiceField(
        label="谁代为申请",
        choices=(("", "申请人自己申请"), *Application.STANDS),
        required=False,
        help_text="未成年人由监护人代为申请",
    )
    stand_in = forms.CharField(label="代理人或者监护人姓名", max_length=40, required=False)
    stand_in_id = forms.CharField(label="他的证件号码", max_length=30, required=False)
    stand_in_phone = forms.CharField(label="他的电话", max_length=30, required=False)
    authority = forms.ChoiceField(
        label="代为申请的证明",
        choices=(("", "请选择"), *Application.AUTHORITY),
        required=False,
        help_text="委托书；监护人是户口簿、出生证明等",
    )
    others = forms.CharField(
        label="共同申请人",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="几个人共同申请的，每人一行：姓名、证件号码、电话。文书送给上面写的申请人；统计算一件，按上面写的申请人算类别",
    )
    phone = forms.CharField(label="电话", max_length=30, required=False, help_text="要传真答复的，写能收传真的号码")
    email = forms.EmailField(label="电子邮箱", required=False)
    address = forms.CharField(label="通信地址", max_length=120, required=False)
    tell_by = forms.ChoiceField(
        label="有进展要不要通知申请人", required=False, help_text="申请人愿意的才选；只说办到哪一步、到哪里看"
    )
    subject = forms.CharField(label="申请公开什么", max_length=80, help_text="一句话，写名称、文号或者便于查找的特征")
    wanted = text_field("申请内容", rows=6, most=5000, help_text="照申请书写")
    form_wanted = forms.ChoiceField(label="希望的形式", choices=as_choices(FORMS))
    delivery = forms.ChoiceField(label="获取方式", choices=as_choices(DELIVERIES))
    scans = FilesField(
        label="原件的扫描件", required=False, help_text="申请书、委托书等，PDF或者照片；加密随案保存，以后也可以补附"
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, choices: list[Unit], today: date, data: Any = None, files: Any = None) -> None:
        self.today = today
        super().__init__(data, files, initial={"token": secrets.token_urlsafe(24), "channel": "counter"})
        self.units = {unit.pk: unit for unit in choices}
        if ways := telling.offered():
            self.fields["tell_by"].choices = [("", "不通知"), *ways]
        else:
            del self.fields["tell_by"]
        if not any(takes_email(unit) for unit in choices):
            self.fields["channel"].choices = [c for c in self.fields["channel"].choices if c[0] != "email"]
        self.fields["unit"].choices = [(unit.pk, unit.name) for unit in choices]

    @property
    def opens_more(self) -> bool:
        """Is there something in the part about who acts for whom, or to be corrected there?"""
        names = ("stands", *STAND_IN, "authority", "others")
        return any(self[name].value() or self[name].errors for name in names)

    def clean_unit(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("party_type") == NATURAL.key:
            if values.get("organisation"):
                self.add_error("organisation", WHO_ASKS)
        elif not values.get("organisation") and "organisation" not in self.errors:
            self.add_error("organisation", "请写单位名称")
        self._check_manner(values)
        if why := telling.cannot_reach(values.get("tell_by", ""), values):
            self.add_error("tell_by", f"{why}，或者选不通知")
        name, said = REACHED_BY.get(values.get("delivery"), ("", ""))
        if name and not values.get(name):
            if name not in self.errors:
                self.add_error(name, said)
        elif not any(values.get(name) or name in self.errors for name in WAYS_TO_REACH):
            self.add_error("phone", "请写怎么联系申请人：电话、电子邮箱、通信地址，至少一样")
        elif values.get("phone") and name == "phone":
            self._check_number(values["phone"], "答复要传真到这个号码")
        elif values.get("phone") and not (values.get("email") or values.get("address")):
            self._check_number(values["phone"], "只有这一样联系方式，写错了就找不到申请人")
        return values

    def _check_manner(self, values: dict[str, Any]) -> None:
        """Who acts for the applicant, and that what was said was read back to them."""
        if values.get("oral") and not values.get("read_back"):
            self.add_error("read_back", "请念给申请人听，确认无误以后在这里打钩")
        if values.get("stands"):
            if not values.get("stand_in") and "stand_in" not in self.errors:
                self.add_error("stand_in", "请写代为申请的人的姓名")
            if not values.get("authority"):
                self.add_error("authority", "请选证明文件是附上了，还是查验过")
            elif values["authority"] == "filed" and not values.get("scans"):
                self.add_error("authority", "选了证明文件已附，请在“原件的扫描件”里选文件；以后再附的，先选已查验")
        elif any(values.get(name) for name in STAND_IN):
            self.add_error("stands", "写了代为申请的人，请选是代理人还是监护人")
        if len(values.get("scans") or ()) > MOST_PAPERS:
            self.add_error("scans", f"一次最多附{MOST_PAPERS}份，请先附一部分，登记以后再用“附来件材料”补上")
        rows = [line for line in values.get("others", "").splitlines() if line.strip()]
        if len(rows) >= MOST_APPLICANTS:
            self.add_error("others", f"最多写{MOST_APPLICANTS - 1}人，更多的请附名单的扫描件")

    def _check_number(self, phone: str, why: str) -> None:
        """Where the answer goes there, or nothing else is known to reach the applicant by, their number has to be one."""
        try:
            contact.parse_phone(phone)
        except CodeError as error:
            self.add_error("phone", f"{error.message_zh.removesuffix('。')}；{why}")

    def doubts(self, values: dict[str, Any]) -> dict[str, str]:
        """A day so early that it is late already; a number of identity that does not add up; a child who applies alone."""
        on = values.get("received_on")
        doubts = due_already(on and term_of(Foi.rule_family, on).last_on, self.today)
        natural = values.get("party_type") == NATURAL.key
        for name, person in (("id_number", natural), ("stand_in_id", True)):
            if said := _wrong_number(values.get(name, ""), self.today, person=person):
                doubts[name] = f"{said}证件上就是这样的也可以登记。"
        born_on = _born_on(values.get("id_number", ""), self.today)
        young = born_on and citizen.age_on(born_on, self.today) < GROWN_UP
        if natural and young and values.get("stands") != "guardian":
            doubts["stands"] = f"按证件号码，申请人不满{GROWN_UP}岁，要由监护人代为申请或者同意（民法典第19、20条）。"
        return doubts

    def manner(self) -> Manner:
        values = self.cleaned_data
        people = 1 + sum(1 for line in values["others"].splitlines() if line.strip())
        return Manner(
            values["stands"], values["authority"] if values["stands"] else "", values["oral"], people, values["passed_on_by"], values.get("tell_by", ""),
            values["scans"] or (),
        )  # fmt: skip

    def request(self) -> actions.Request:
        values = self.cleaned_data
        party = {name: values[name] for name in PARTY if values.get(name)}
        return actions.Request(
            values["party_type"], party, values["subject"], values["wanted"], values["form_wanted"], values["delivery"]
        )


def _wrong_number(number: str, today: date, *, person: bool) -> str:
    """What is wrong with a number that looks like that of an identity card, or of an organisation's certificate; "" of any other paper's."""
    bare = "".join(number.split())
    if not (LOOKS_LIKE_AN_ID if person else LOOKS_LIKE_A_CREDIT_CODE).fullmatch(bare):
        return ""
    try:
        if person:
            citizen.parse(bare, today)
        else:
            uscc.parse(bare)
    except CodeError as error:
        return error.message_zh
    return ""


def _born_on(number: str, today: date) -> date | None:
    """The day of birth that a number tells, its last sign wrong or not: some old papers were printed so."""
    try:
        return citizen.parse(number, today).born_on
    except citizen.WrongCheck as error:
        return error.born_on
    except CodeError:
        return None


def register(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The form; after it a page with number and query code, shown once, to print."""
    choices = queries.receivers() if scope.has(Role.HALL_CLERK) else []
    known = {unit.pk for unit in choices}
    choices = [*(unit for unit in units.units_for(scope, *REGISTRARS) if unit.pk not in known), *choices]
    form = RegisterForm(choices, request.today, request.POST if request.method == "POST" else None, request.brought)
    if request.method == "POST" and form.is_valid() and request.sent_before:
        form.add_error(None, request.sent_before)
    elif request.method == "POST" and form.is_valid():
        try:
            opened = _take_down(form, scope, request.at, request.today)
        except StepRefused as refusal:
            form.refuse(str(refusal), refusal.field)
        else:
            context = request.shell("来件已登记") | _slip(opened, form, scope)
            return render(request, "foi/registered.html", context)
    request.stay(form)
    if len(choices) > 1:
        form.fields["unit"].choices = [("", "请选择"), *form.fields["unit"].choices]
    status = 422 if request.method == "POST" else 200
    return render(request, "foi/register.html", request.shell("登记来件") | {"form": form}, status=status)


def _slip(opened: actions.Opened, form: RegisterForm, scope: Scope) -> dict[str, Any]:
    """What is printed for the applicant; of what was said also the record that they sign."""
    site = units.government()
    said = form.cleaned_data if form.cleaned_data["oral"] and not opened.repeated else None
    clock = clock_of(opened.case.ref, actions.ANSWER)
    return {
        "opened": opened, "case": opened.case, "unit": opened.case.unit, "said": said, "by": scope.name, "clock": clock,
        "subject": cases.subjects_of([opened.case])[opened.case.ref],
        "number_mark": picture(opened.case.reference, 5), "track_mark": picture(f"https://{site.domain}{TRACK}", 3) if site and site.domain else "",
    }  # fmt: skip


def _take_down(form: RegisterForm, scope: Scope, at: Any, today: date) -> actions.Opened:
    values = form.cleaned_data
    return actions.register(
        unit=values["unit"],
        request=form.request(),
        channel=values["channel"],
        by=scope.actor(),
        at=at,
        received_on=values["received_on"],
        form_token=values["token"],
        manner=form.manner(),
    )


def taken_down(request: HttpRequest, scope: Scope) -> HttpResponse:
    """What the hall's window took down for other units: number, unit, day, and where it stands; pages by key."""
    found, after = cases.taken_down(scope).filter(procedure=Foi.code), request.GET.get("after", "")
    if after.isdecimal():
        found = found.filter(id__lt=int(after))
    page = list(found[: PAGE + 1])
    shown = [(case, Foi.states[case.state].label) for case in page[:PAGE]]
    older = page[PAGE - 1].pk if len(page) > PAGE else ""
    context = request.shell("窗口登记的") | {"shown": shown, "older": older, "after": after}
    return render(request, "foi/taken_down.html", context)


SCREENS = (
    Screen("register", "登记来件", register, by=(*REGISTRARS, Role.HALL_CLERK)),
    Screen("taken-down", "窗口登记的", taken_down, by=(Role.HALL_CLERK,)),
)
