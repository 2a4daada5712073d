"""The page on which a paper is looked at and what of it is not open is marked: with the mouse, by ticking what was found, or by its place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai.ground.documents import redacting
from gongkai.ground.documents.redacting import NotRedacted, Proposed, Rect, Seen
from gongkai.ground.files.queries import by_ids, names_of, read_bytes
from gongkai.ground.files.refusals import FileRefused
from gongkai.ground.parties.vault import Erased
from gongkai.ground.ui.forms import UiForm
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.scope import Scope
from gongkai.kernel.cases import queries as cases
from gongkai.kernel.cases.models import Case
from gongkai.kernel.flow.steps import Overtaken, StepRefused, out_of_place
from gongkai.procedures.foi import Foi, releasing
from gongkai.procedures.foi.models import Material, RedactedCopy
from gongkai.procedures.foi.queries import copies_of, material_of, materials_of, proposals_of
from gongkai.procedures.foi.releasing import Box
from gongkai.pure.declare import Role, Screen

READERS = (Role.CASE_OFFICER, Role.LEGAL_REVIEWER, Role.SIGNATORY, Role.OFFICE_HEAD)
"""Who sees a paper as it is: those who prepare, review and sign the answer."""
PATH, PICTURE = "/desk/p/foi/release/", "/desk/p/foi/release-page/"
MOVED_ON = "刚才有别人（或者您在另一个窗口）改过这份材料的遮盖，下面是最新的，请看过再改"
WIDTH = 1100


class PlaceForm(UiForm):
    """A box by its place, for whoever does not draw."""

    x = forms.DecimalField(label="离左边", min_value=0, max_value=2000)
    y = forms.DecimalField(label="离上边", min_value=0, max_value=2000)
    w = forms.DecimalField(label="宽", min_value=1, max_value=2000)
    h = forms.DecimalField(label="高", min_value=1, max_value=2000)
    ground = forms.ChoiceField(label="不公开的依据")

    def __init__(self, grounds: dict[str, str], usual: str, data: Any = None) -> None:
        super().__init__(data, initial={"ground": usual}, auto_id="place_%s")
        self.fields["ground"].choices = list(grounds.items())
        for name in ("x", "y", "w", "h"):
            self.fields[name].widget.attrs |= {"class": "input input--s", "inputmode": "decimal", "step": "0.1"}

    def box(self, page: int) -> Box:
        values = self.cleaned_data
        return Box(Rect(page, *(round(values[name] * 10) for name in ("x", "y", "w", "h"))), values["ground"])


@dataclass(frozen=True)
class Marked:
    """A box as the page shows it: its number on the copy, and its place among all."""

    number: int
    box: Box
    reason: str


@dataclass(frozen=True)
class Line:
    """A paper in the list: its name, what is marked of it, and its newest copy."""

    material: Material
    name: str
    copy: RedactedCopy | None
    url: str


def release(request: HttpRequest, scope: Scope) -> HttpResponse:
    """The papers of a case that may be given away; one of them, page by page."""
    case = _case(request, scope)
    material = material_of(case, _number(request.GET.get("m"))) if "m" in request.GET else None
    if "m" in request.GET and material is None:
        raise Http404
    may_mark = case.unit_id in scope.by_role.get(Role.CASE_OFFICER, ())
    if request.method == "POST":
        if material is None or not may_mark:
            raise Http404
        return _posted(request, scope, material)
    return _show(request, case, material, may_mark)


def _case(request: HttpRequest, scope: Scope) -> Case:
    case = cases.get_visible(scope, request.GET.get("case", ""))
    if case is None or case.procedure != Foi.code:
        raise Http404
    if not any(case.unit_id in scope.by_role.get(role, ()) for role in READERS):
        raise Http404
    return case


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0


def _page(request: HttpRequest, material: Material) -> int:
    return min(max(1, _number(request.GET.get("p")) or 1), material.pages)


def _show(
    request: HttpRequest,
    case: Case,
    material: Material | None,
    may_mark: bool,
    *,
    place: PlaceForm | None = None,
    refused: str = "",
) -> HttpResponse:
    lines = _lines(case)
    shut = out_of_place(case, Foi.redact, Foi.states)
    context = request.shell(
        "拟公开的材料",
        case=case, lines=lines, may_mark=may_mark and not shut, shut=shut, back=Link(case.reference, f"/desk/c/{case.reference}/"),
        subject=cases.subjects_of([case])[case.ref], material=material, refused=refused,
    )  # fmt: skip
    # The copy goes out with the answer: the first, or the one that was ordered.
    act = "propose" if Foi.propose.leads_from(case.state) else "propose_anew"
    context |= {"onward": f"/desk/c/{case.reference}/do/{act}/", "onward_label": Foi.steps[act].label}
    if material is not None:
        context |= _paper(request, material, next(line for line in lines if line.material.pk == material.pk), place)
    return render(request, "foi/release.html", context, status=422 if refused or place else 200)


def _lines(case: Case) -> list[Line]:
    found, copies = materials_of(case), copies_of(case)
    names = names_of(by_ids([each.file_id for each in found])) if found else {}
    return [
        Line(
            each,
            names.get(each.file_id, ""),
            next((copy for copy in reversed(copies) if copy.material_id == each.pk), None),
            f"{PATH}?case={case.reference}&m={each.seq}",
        )
        for each in found
    ]


def _paper(request: HttpRequest, material: Material, line: Line, place: PlaceForm | None) -> dict[str, Any]:
    """What the page shows of a paper: the page's picture with its boxes, what is marked, what is proposed."""
    page, wanted = _page(request, material), request.GET.get("q", "").strip()[:40]
    grounds, usual = releasing.ground_choices(material.case), releasing.usual_ground(material.case)
    try:
        seen = releasing.look(material, request.today, [wanted] if wanted else ())
    except (NotRedacted, Erased) as trouble:
        said = "这一件申请人的信息已经清除，材料打不开了" if isinstance(trouble, Erased) else str(trouble)
        return {"line": line, "broken": said}
    boxes = releasing.boxes_of(material)
    marked = [Marked(n, box, grounds.get(box.ground, box.ground)) for n, box in enumerate(boxes, start=1)]
    width, height = seen.sizes[page - 1]
    return {
        "line": line, "page": page, "pages": range(1, material.pages + 1), "wanted": wanted, "grounds": list(grounds.items()), "usual": usual,
        "width": width, "height": height, "wide": width // 10, "high": height // 10, "here": [each for each in marked if each.box.rect.page == page],
        "elsewhere": [each for each in marked if each.box.rect.page != page],
        "proposed": [(n, each) for n, each in _open_finds(seen, boxes)], "found": len(seen.finds), "unread": page in seen.blank, "searched_to": seen.searched_to, "renamed": releasing.is_renamed(material, line.name, request.today),
        "picture": f"{PICTURE}?case={material.case.reference}&m={material.seq}&p={page}",
        "place": place or PlaceForm(grounds, usual), "here_url": f"{line.url}&p={page}",
    }  # fmt: skip


def _open_finds(seen: Seen, boxes: Sequence[Box]) -> list[tuple[int, Proposed]]:
    """What was found and is not covered yet, by its number among all that was found."""
    return [
        (n, find)
        for n, find in enumerate(seen.finds, start=1)
        if not all(any(_within(rect, box.rect) for box in boxes) for rect in find.rects)
    ]


def _within(inner: Rect, outer: Rect) -> bool:
    slack = redacting.MARGIN
    return (
        inner.page == outer.page
        and outer.x <= inner.x + slack
        and outer.y <= inner.y + slack
        and inner.x + inner.w <= outer.x + outer.w + slack
        and inner.y + inner.h <= outer.y + outer.h + slack
    )


def _posted(request: HttpRequest, scope: Scope, material: Material) -> HttpResponse:
    """Take what a form of the page asks for; refused, the page is shown again with why."""
    place = None
    try:
        if request.POST.get("do") == "redact":
            if request.POST.get("marked") != str(material.marked):
                raise Overtaken(own=False)
            releasing.redact(material=material, by=scope.actor(), at=request.at)
            messages.success(request, "遮盖后的副本已经生成。请打开看一遍，再送签。")
        else:
            if request.POST.get("do") == "place":
                grounds = releasing.ground_choices(material.case), releasing.usual_ground(material.case)
                place = PlaceForm(*grounds, request.POST)
                if not place.is_valid():
                    return _show(request, material.case, material, True, place=place)
                releasing.check_place(material, place.box(_page(request, material)))
            boxes, done = _asked(request, material, place)
            seen = _number(request.POST.get("marked"))
            releasing.mark(material=material, boxes=boxes, by=scope.actor(), at=request.at, seen=seen)
            messages.success(request, done)
    except Overtaken:
        material.refresh_from_db()
        return _show(request, material.case, material, True, refused=f"{MOVED_ON}。")
    except (StepRefused, NotRedacted, FileRefused, Erased) as refusal:
        said = "这一件申请人的信息已经清除" if isinstance(refusal, Erased) else str(refusal)
        if place is not None:
            place.refuse(said, getattr(refusal, "field", ""))
            return _show(request, material.case, material, True, place=place)
        return _show(request, material.case, material, True, refused=f"{said}。")
    return redirect(request.get_full_path())


def _asked(request: HttpRequest, material: Material, place: PlaceForm | None) -> tuple[list[Box], str]:
    """All boxes as a form wants them, and what is then said. Raises StepRefused."""
    boxes, post = releasing.boxes_of(material), request.POST
    doing: dict[str, Callable[[], tuple[list[Box], str]]] = {
        "place": lambda: ([*boxes, place.box(_page(request, material))], "已经加上一处。"),
        "drawn": lambda: _drawn(request, material, boxes),
        "found": lambda: _found(request, material, boxes),
        "keep": lambda: _kept(request, boxes),
    }
    if post.get("do") not in doing:
        raise Http404
    return doing[post["do"]]()


def _drawn(request: HttpRequest, material: Material, boxes: list[Box]) -> tuple[list[Box], str]:
    """Boxes that were drawn on the page's picture."""
    page, made = _page(request, material), []
    for each in request.POST.getlist("box"):
        parts = each.split(",")
        if len(parts) != 4 or not all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
            raise StepRefused("画的框没有传上来，请重新画")
        made.append(Box(Rect(page, *map(int, parts)), request.POST.get("ground", "")))
    if not made:
        raise StepRefused("还没有画框。在页面的图上按住拖一下，就画出一个")
    return [*boxes, *made], f"已经加上{len(made)}处。"


def _found(request: HttpRequest, material: Material, boxes: list[Box]) -> tuple[list[Box], str]:
    """What was found and ticked. The finder is asked again: what a browser says of places is not taken."""
    wanted = request.POST.get("wanted", "").strip()[:40]
    seen = releasing.look(material, request.today, [wanted] if wanted else ())
    chosen = {_number(each) for each in request.POST.getlist("find")}
    finds = [find for n, find in enumerate(seen.finds, start=1) if n in chosen]
    if not finds:
        raise StepRefused("请在要遮盖的前面打钩")
    ground = request.POST.get("ground", "")
    return [*boxes, *(Box(rect, ground) for find in finds for rect in find.rects)], f"已经标出{len(finds)}处。"


def _kept(request: HttpRequest, boxes: list[Box]) -> tuple[list[Box], str]:
    """What is marked on the page, without what was struck out, each with the ground that is chosen for it now."""
    kept, struck = [], set(request.POST.getlist("strike"))
    for n, box in enumerate(boxes, start=1):
        if str(n) not in struck:
            kept.append(replace(box, ground=request.POST.get(f"ground-{n}", box.ground)))
    gone = len(boxes) - len(kept)
    return kept, f"去掉了{gone}处，依据已经存好。" if gone else "依据已经存好。"


def picture(request: HttpRequest, scope: Scope) -> HttpResponse:
    """A page of a paper, or of its newest copy, as a picture; kept nowhere on the way."""
    case = _case(request, scope)
    material = material_of(case, _number(request.GET.get("m")))
    if material is None or request.method != "GET" or not 1 <= _number(request.GET.get("p")) <= material.pages:
        raise Http404
    try:
        made = redacting.picture(read_bytes(by_ids([material.pdf_id])[0]), _number(request.GET["p"]), WIDTH)
    except (NotRedacted, Erased):
        raise Http404 from None
    answer = HttpResponse(made, content_type="image/png")
    answer["Cache-Control"] = "no-store"
    return answer


SCREENS = (
    Screen("release", "", release, by=READERS),
    Screen("release-page", "", picture, by=READERS),
)
"""Without a label: they are come to from a case."""


def links(case: Case, scope: Scope) -> list[Link]:
    """The way from a case to its papers, for those who may see them."""
    if not any(case.unit_id in scope.by_role.get(role, ()) for role in READERS):
        return []
    found = materials_of(case)
    if not found:
        return []
    return [
        Link(
            f"拟公开的材料（{len(found)}份）：看页面、标出不公开的内容",
            f"{PATH}?case={case.reference}&m=1",
            icon="file-pen-line",
        )
    ]


def unbound(case: Case) -> dict[str, tuple[str, str]]:
    """What a bound file only lists, by file, under a name that tells of nobody: papers as they were before anything was covered, and copies
    and enclosures that went out with no letter. A bound file goes to the reviewing organ and to court, where the applicant may read it;
    what was never sent is no part of it, and an earlier copy may show what the one that was sent covers.
    """
    unsent, found = "没有随文书发出，没有装订", {}
    for each in proposals_of(case):
        for n, file in enumerate(each.files, start=1):
            found[file.public_id] = (f"答复书第{each.row.seq}稿的附件{n}", unsent)
    for each in copies_of(case):
        paper = f"拟公开的材料{each.material.seq}"
        found[each.file_id] = (f"{paper}的副本{each.seq}", unsent)
        found[each.list_id] = (f"{paper}的副本{each.seq}的不公开内容清单", unsent)
    for each in materials_of(case):
        for public_id in (each.pdf_id, each.file_id):
            found[public_id] = (f"拟公开的材料{each.seq}的原件", "原件里有不公开的内容，没有装订")
    return found
