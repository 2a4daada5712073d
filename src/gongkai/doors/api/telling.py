"""What the interface says of itself: its description for programs, and the same for people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from gongkai.doors.api import adoptions, entering, openapi, payments
from gongkai.doors.api.declared import Operation
from gongkai.doors.api.door import Refused, as_json, conditional, door
from gongkai.doors.frame import page
from gongkai.engines.site import addresses
from gongkai.ground.home.memory import forget_everything
from gongkai.ground.ui.shell import Link
from gongkai.ground.units.queries import government
from gongkai.kernel.records.queries import all_sections
from gongkai.pure import declare

TYPES = {
    "line": "一行字", "text": "文字", "html": "HTML", "date": "日期", "bool": "是或否", "words": "几个词", "table": "表格", "choice": "选一项",
    "whole": "整数", "amount": "数",
}  # fmt: skip


@door("GET", "HEAD")
def description(request: HttpRequest) -> HttpResponse:
    known = government()
    told = openapi.document(known.name if known else "", f"https://{known.domain}" if known else "")
    return conditional(request, repr(told), None, lambda: as_json(told))


@csrf_exempt
@require_safe
def interface(request: HttpRequest) -> HttpResponse:
    """The description for people: what can be asked for, with what, and what comes; then the fields of each kind."""
    forget_everything()
    groups: dict[str, list[Operation]] = {}
    for operation in openapi.operations():
        groups.setdefault("网站上的文件" if operation.static else operation.group, []).append(operation)
    shapes = _shapes(openapi.operations())
    context: dict[str, Any] = {
        "page_title": "接口说明", "groups": groups, "shapes": shapes, "refusals": openapi.REFUSALS, "open_url": addresses.OPEN_DATA,
        "kinds": [(drawer.code, drawer.declaration.name, _fields(drawer.declaration)) for drawer in declare.kinds()],
        "sections": [(each.key, each.name, addresses.section(each.key)) for each in all_sections() if not each.closed_on],
    }  # fmt: skip
    made = page(request, "api/interface.html", context, (Link("开放数据", addresses.OPEN_DATA), Link("接口说明", "")))
    made["Cache-Control"] = "no-cache"
    return made


@door("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Every other address: said as the interface says things."""
    raise Refused(404, "这个网址没有东西，请看接口说明核对网址")


def _shapes(operations: tuple[Operation, ...]) -> list[Any]:
    """Each shape once, those that answers have first."""
    found = {shape.name: shape for shape in (entering.ENTRY, entering.BEGIN, adoptions.ADOPTION, payments.PAYMENT)}
    found |= {a.shape.name: a.shape for operation in operations for a in operation.answers if a.shape}
    for shape in list(found.values()):
        for each in shape.within:
            found.setdefault(each.name, each)
    return list(found.values())


def _fields(kind: type[declare.Kind]) -> list[dict[str, Any]]:
    return [
        {"name": spec.name, "label": spec.label, "type": TYPES[spec.type], "required": spec.required, "choices": spec.choices, "help": spec.help, "columns": spec.grid.columns if spec.grid else ()}
        for spec in kind.all_fields()
        if spec.public
    ]  # fmt: skip
