"""What the guard found in a record: marked where it stands, masked with one press, or justified in writing."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path

from gongkai.doors.desk.act_forms import ActForm
from gongkai.doors.desk.acting import act_page, number
from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.record_acts import MOST_TOLD, Act, may_edit, record_or_404
from gongkai.engines.sweep.sweeping import recheck
from gongkai.ground.files.fields import FilesField, Upload
from gongkai.ground.files.queries import by_ids
from gongkai.ground.ui.forms import Picks
from gongkai.ground.units.queries import names_of
from gongkai.ground.units.scope import Scope
from gongkai.kernel.flow.steps import StepRefused
from gongkai.kernel.records import guarding, masking
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.flow import AT_A_GATE, STATES, RecordFlow
from gongkai.kernel.records.gates import stands_at
from gongkai.kernel.records.guarding import Hit, Look
from gongkai.kernel.records.models import Record
from gongkai.pure.declare import Role
from gongkai.pure.guard.markup import marked

USUAL = (
    "单位对外公布的工作电话、工作地址",
    "本人书面同意公开，同意书已存档",
    "法律、法规规定应当公开",
    "不是个人信息，系统认错了",
)
OWN = "own"
REMEDIES = {RecordFlow.DRAFT.code: "请起草人", RecordFlow.PUBLISHED.code: "请更正，"}
"""How a text is changed, by the state of its record; at a gate it is sent back for that."""


@dataclass(frozen=True)
class Shown:
    """A hit as the page lists it: what may be done about it, and by whom it was justified. ``remedy``: what somebody has to do about it."""

    hit: Hit
    anchor: str
    maskable: bool
    justifiable: bool
    replaceable: bool
    by: str
    remedy: str

    @property
    def css(self) -> str:
        return "ok" if self.hit.given else "stop" if self.hit.stops else "hint"


@dataclass(frozen=True)
class Panel:
    """What the page says of the guard: hits in their order, which of them may be masked at once, and what was not searched."""

    look: Look
    shown: list[Shown]
    all_maskable: list[str]

    @property
    def open(self) -> int:
        return len(self.look.open)


def panel(record: Record, look: Look, scope: Scope) -> Panel:
    names = names_of({hit.given.by for hit in look.hits if hit.given})
    reviews = bool(look.hits) and _may_justify(record, scope)
    writes = may_edit(record, scope)
    made = [
        Shown(
            hit, f"hit-{n}" if hit.part == "body" else "", hit.maskable and _may_mask(record, hit, scope),
            hit.stops and not hit.given and reviews, bool(hit.file) and writes, names.get(hit.given.by, hit.given.by) if hit.given else "", _remedy(record, hit),
        )
        for n, hit in enumerate(look.hits)
    ]  # fmt: skip
    return Panel(look, made, [each.hit.key for each in made if each.maskable and each.hit.open and each.hit.personal])


def _remedy(record: Record, hit: Hit) -> str:
    """What somebody does about a hit that nothing can be put in the place of: where it stands."""
    if hit.maskable or hit.given:
        return ""
    if hit.part == guarding.NAMES:
        return "请把文件改名再上传"
    if hit.file:
        return "请改好原文件再上传"
    first = "请退回起草人，" if record.state in AT_A_GATE else REMEDIES.get(record.state, "")
    return f"{first}在{hit.where}里改好" if first else ""


def _may_mask(record: Record, hit: Hit, scope: Scope) -> bool:
    if record.state in AT_A_GATE:
        return hit.personal and _stands(record, scope)
    drafts = record.state in (RecordFlow.DRAFT.code, RecordFlow.PUBLISHED.code)
    return drafts and record.unit_id in scope.by_role.get(Role.EDITOR, ())


def _may_justify(record: Record, scope: Scope) -> bool:
    if record.state in (RecordFlow.DISCARDED.code, RecordFlow.WITHDRAWN.code):
        return False
    may = (
        _stands(record, scope)
        if record.state in AT_A_GATE
        else any(record.unit_id in scope.by_role.get(role, ()) for role in masking.REVIEWERS)
    )
    return may and scope.username not in records.writers_of(record)


def _stands(record: Record, scope: Scope) -> bool:
    """Does this person stand at a gate of the record for its own unit? An organ that is asked about it sends back what it objects to."""
    return any(each.unit_id == record.unit_id for each in stands_at(record, scope.by_role))


def body_with_marks(body: str, panel: Panel) -> str:
    """The cleaned text with every hit in it marked."""
    marks: dict[str, list[tuple[int, int, str, str]]] = {}
    for each in panel.shown:
        if each.hit.part == "body" and each.hit.find:
            find = each.hit.find
            marks.setdefault(each.hit.block, []).append((find.start, find.end, f"hit hit--{each.css}", each.anchor))
    return marked(body, marks) if marks else body


@desk(Role.EDITOR, *masking.REVIEWERS, methods=("POST",))
def mask(request: HttpRequest, record_id: str) -> HttpResponse:
    """Mask the hits that were sent (``hit``), and go back to the record."""
    record = record_or_404(request, record_id)
    keys = request.POST.getlist("hit")
    look = guarding.look(record, records.version_of(record))
    before = record.state
    try:
        masking.mask(
            record=record, keys=keys, by=request.scope.actor(), at=request.at, seen=number(request.POST.get("seen"))
        )
    except StepRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        done = (
            f"遮盖了{len(keys)}处，存成新的一稿。"
            if all(hit.personal for hit in look.hits if hit.key in keys)
            else "已经改好，存成新的一稿。"
        )
        then = "网上还是旧版；请送审，走完三关新版才公开，旧版不再显示。" if before == RecordFlow.PUBLISHED.code else ""
        messages.success(request, done + then)
    return redirect(f"/desk/r/{record.pk}/")


class JustifyForm(ActForm):
    usual = forms.ChoiceField(label="为什么可以公开", choices=[*((each, each) for each in USUAL), (OWN, "别的理由")], widget=Picks(), error_messages={"required": "请选一个理由，或者选“别的理由”写明"})  # fmt: skip
    reason = forms.CharField(label="别的理由", required=False, max_length=masking.LONGEST, widget=forms.Textarea({"rows": 3}), help_text="理由记入台账。不要在这里再写一遍号码")  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("usual") == OWN and not (values.get("reason") or "").strip():
            self.add_error("reason", "请写明为什么可以公开")
        return values


@desk(*masking.REVIEWERS, methods=("GET", "POST"))
def justify(request: HttpRequest, record_id: str, key: str) -> HttpResponse:
    """Write why a hit may stand."""
    record = record_or_404(request, record_id)
    look = guarding.look(record, records.version_of(record))
    hit = next((each for each in look.hits if each.key == key), None)
    if not _may_justify(record, request.scope):
        raise Http404
    if hit is None:
        messages.warning(request, masking.GONE)
        return redirect(f"/desk/r/{record.pk}/")

    def run(record: Record, values: dict[str, Any], **who: Any) -> Any:
        reason = values["reason"] if values["usual"] == OWN else values["usual"]
        made = masking.justify(record=record, key=key, reason=reason, **who)
        recheck(record, request.at)
        return made

    about = [(f"{hit.sort.label}，在{hit.where}", f"…{hit.before}{hit.shown}{hit.after}…")]
    act = Act(
        "justify", "写明理由", "check", "s", "理由已经记入台账，这一处不再挡着公开。", JustifyForm.of, run, about=lambda *_: about,
        says="同一处以后再改稿，只要这几个字没变，理由一直算数。",
    )  # fmt: skip
    return act_page(
        request, act, record, back=f"/desk/r/{record.pk}/", title=record.title, state=lambda r: STATES[r.state].label,
        steps=records.steps_of, unfit=lambda record: "",
    )  # fmt: skip


class ReplaceForm(ActForm):
    file = FilesField(
        label="换成哪个文件",
        help_text="在原文件里改好、另存一份再选：接受或者拒绝全部修订，删掉批注和隐藏的工作表",
        error_messages={"required": "请选改好的文件"},
    )

    def clean_file(self) -> Upload:
        files = self.cleaned_data["file"]
        if len(files) > 1:
            raise forms.ValidationError("请只选一个文件")
        return files[0]


@desk(Role.EDITOR, methods=("GET", "POST"))
def replace(request: HttpRequest, record_id: str, key: str) -> HttpResponse:
    """Put another file in the place of the attachment in which something was found."""
    record = record_or_404(request, record_id)
    look = guarding.look(record, records.version_of(record))
    hit = next((each for each in look.hits if each.key == key), None)
    if record.unit_id not in request.scope.by_role.get(Role.EDITOR, ()):
        raise Http404
    if hit is None or not hit.file:
        messages.warning(request, masking.GONE)
        return redirect(f"/desk/r/{record.pk}/")
    found = [each for each in look.hits if each.file == hit.file]

    def run(record: Record, values: dict[str, Any], **who: Any) -> Any:
        upload: Upload = values["file"]
        made = masking.replace(record=record, key=key, name=upload.name, data=upload.data, **who)
        guarding.search_attachments(record)
        return made

    about = [(f"在这个附件里找到{len(found)}处", "\n".join(dict.fromkeys(each.sentence for each in found[:MOST_TOLD])))]
    act = Act(
        "replace", "换文件", "upload", "s", "文件已经换好，存成新的一稿，也重新查过。", ReplaceForm.of, run, about=lambda *_: about,
        papers=lambda record: by_ids([hit.file]), says="换上的文件用它自己的名字；正文里引用的图片、附件也跟着换。",
    )  # fmt: skip
    return act_page(
        request, act, record, back=f"/desk/r/{record.pk}/", title=record.title, state=lambda r: STATES[r.state].label,
        steps=records.steps_of, unfit=lambda record: "" if record.state == RecordFlow.DRAFT.code else f"现在是“{STATES[record.state].label}”环节，不能换文件；要换请先退回、更正。",
    )  # fmt: skip


guard_urls = [
    path("r/<slug:record_id>/guard/mask", mask),
    path("r/<slug:record_id>/guard/<slug:key>/", justify),
    path("r/<slug:record_id>/guard/<slug:key>/replace/", replace),
]
