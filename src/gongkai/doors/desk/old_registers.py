"""The old register of a procedure comes in from a sheet."""

from types import ModuleType

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from gongkai.doors.desk.entry import desk
from gongkai.doors.desk.registering import BASE, Narrowed
from gongkai.doors.desk.taking_in import Told, take_in_page, template_of
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.models import Unit
from gongkai.ground.units.queries import units_for
from gongkai.ground.units.scope import Scope
from gongkai.pure import declare
from gongkai.pure.declare import Drawer, Role

SAYS = "每行成为一件办结的件，写明是从旧台账导入的，计入它那一年的统计表。不计时，不出文书，也不发通知。导入以后不能删改，请先看仔细。"
STEPS = (
    "只导入已经办结的；还在办的请登记来件。",
    "有一行写列名，和模板一样；列的先后不论，“受理日期”“答复日期”这样的叫法也认得。",
    "先看每一行会成为什么，看过再导入。",
    "凭登记号认得已经导入的，同一个表再来一次不会重复。",
)
GROUPS = {
    "new": ("导入", "每行成为一件办结的件，写明是导入的，计入那一年的表。"),
    "known": ("已经导入", "登记号已经在了，不再导入。"),
    "doubt": ("要再看看", "按日期算超期了。确实超期的不用改，会按超期导入。"),
}


def importers() -> list[tuple[Drawer, ModuleType]]:
    """The procedures whose old registers can come in."""
    found = [(drawer, drawer.module("importing")) for drawer in declare.procedures()]
    return [(drawer, module) for drawer, module in found if module]


def imports(scope: Scope) -> list[Link]:
    """The old registers that somebody may bring in."""
    return [Link("导入旧台账", _url(drawer)) for drawer, module in importers() if scope.has(*module.BY)]


def _url(drawer: Drawer) -> str:
    return f"{BASE}import/{drawer.code}/"


def _found(request: HttpRequest, code: str) -> tuple[Drawer, ModuleType, list[Unit]]:
    for drawer, module in importers():
        if drawer.code == code and (choices := units_for(request.scope, *module.BY)):
            return drawer, module, choices
    raise Http404(code)


@desk(Role.OFFICE_HEAD, Role.OPENNESS_OFFICE, methods=("GET", "POST"))
def import_register(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet of an old register."""
    drawer, module, choices = _found(request, code)
    unit = request.POST.get("unit") or request.GET.get("unit") or choices[0].code
    told = Told(
        f"导入旧台账：{drawer.declaration.name}", "旧台账", "申请内容", SAYS, STEPS, "一件已经办结的",
        Link("办件台账", BASE), Narrowed(p=drawer.code, unit=unit, came_in="yes").url(), GROUPS,
    )  # fmt: skip
    return take_in_page(request, module, choices, told)


@desk(Role.OFFICE_HEAD, Role.OPENNESS_OFFICE)
def register_template(request: HttpRequest, code: str) -> HttpResponse:
    """An empty sheet, with what can stand in its columns."""
    return template_of(_found(request, code)[1])


old_register_urls = [
    path("register/import/<slug:code>/", import_register),
    path("register/import/<slug:code>/template", register_template),
]
