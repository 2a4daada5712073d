"""The description of the interface (OpenAPI 3.1), made from what the answers are made from."""

from functools import cache
from typing import Any

from gongkai.doors.api import adoptions, entering, payments, reading
from gongkai.doors.api.declared import ENTER, Answer, Operation, Param
from gongkai.doors.api.door import PROBLEM
from gongkai.engines.exchange.entries import columns_in
from gongkai.engines.site import addresses, data
from gongkai.kernel.records.view import VIEW, schema_of_field, schema_of_kind
from gongkai.pure import declare
from gongkai.pure.declare.shapes import refer_to

VERSION = "1"
_AXES = (("s", "栏目", "section"), ("u", "单位", "unit"), ("k", "类别", "kind"))
_SAME = Answer(304, "和您手上的一样")
FILES = (
    *(
        operation
        for axis, name, word in _AXES
        for operation in (
            Operation(
                f"{word}List", "GET", f"/{axis}/{{key}}/index.json", f"一个{name}的列表：最新的，和各年从哪里翻起", f"就在{name}的网页旁边。",
                (Answer(200, "列表", data.LIST), _SAME), (Param("key", f"{name}代码", place="path"),), static=True, refusals=(404,),
            ),
            Operation(
                f"{word}Page", "GET", f"/{axis}/{{key}}/{{year}}/{{page}}/index.json", f"一个{name}一年里的一页，从最早的数起", "照next翻到没有为止。",
                (Answer(200, "一页", data.PAGE), _SAME),
                (Param("key", f"{name}代码", place="path"), Param("year", "公开的年份", "integer", "path"), Param("page", "第几页", "integer", "path")),
                static=True, refusals=(404,),
            ),
        )
    ),
    Operation(
        "recordFile", "GET", "/r/{id}/index.json", "一条信息", "公开那一刻存下的原样；撤下以后没有了，原来的网页上写着日期和依据。",
        (Answer(200, "公开内容，按类别不同", refers="Record"), _SAME), (Param("id", "永久编号", place="path"),), static=True, refusals=(404,),
    ),
    Operation(
        "changeHead", "GET", addresses.CHANGES, "变化从哪里翻起，翻到哪里了", "先从first翻到last，以后只要再取最后那一页。",
        (Answer(200, "第一页和最后一页", data.CHANGE_HEAD), _SAME), static=True,
    ),
    Operation(
        "changePage", "GET", f"{addresses.OPEN_DATA}changes/{{page}}.json", "一页变化", "写下的不再改；没有变化的页没有文件。",
        (Answer(200, "一页变化", data.CHANGE_PAGE), _SAME), (Param("page", "第几页", "integer", "path"),), static=True, refusals=(404,),
    ),
)  # fmt: skip
"""What the site has as files: there also when the application is down."""
REFUSALS = {
    400: "请求里有不对的地方",
    401: "没有密钥，或者密钥不对、已经停用",
    403: "这把密钥不能办这件事",
    404: "没有",
    409: "同一个编号用在两份不同的内容上，或者别人刚办过，或者还没有到那一步",
    410: "已经撤下",
    413: "太大",
    415: "内容的格式不对",
    422: "内容不合要求，逐项写着怎么改",
    429: "太快了，等Retry-After里的秒数再来",
}


def operations() -> tuple[Operation, ...]:
    return (*FILES, *reading.OPERATIONS, *entering.OPERATIONS, adoptions.OPERATION, payments.OPERATION)


@cache
def components() -> dict[str, Any]:
    shapes = {PROBLEM.name: PROBLEM, VIEW.name: VIEW}
    for operation in operations():
        shapes |= {answer.shape.name: answer.shape for answer in operation.answers if answer.shape}
    for shape in list(shapes.values()):
        shapes |= {each.name: each for each in shape.within}
    kinds = {f"Record_{drawer.code}": schema_of_kind(drawer.declaration) for drawer in declare.kinds()}
    chosen = {drawer.code: f"#/components/schemas/Record_{drawer.code}" for drawer in declare.kinds()}
    record = {
        "description": "一条公开信息，按类别（kind）不同", "oneOf": [{"$ref": to} for to in chosen.values()],
        "discriminator": {"propertyName": "kind", "mapping": chosen},
    }  # fmt: skip
    found = {name: shape.schema for name, shape in sorted(shapes.items())} | {"Record": record} | kinds
    return found | _brought()


def _brought() -> dict[str, Any]:
    """What is sent: of what is not a must, nothing need be said."""
    contents = {f"Content_{drawer.code}": _content(drawer.declaration) for drawer in declare.kinds()}
    entry = entering.ENTRY.schema | {"required": list(entering.MUST)}
    chosen = {
        "description": entry["properties"]["content"]["description"],
        "anyOf": [{"$ref": f"#/components/schemas/{name}"} for name in contents],
    }
    entry["properties"] = entry["properties"] | {"content": {"$ref": "#/components/schemas/Content"}}
    adoption = adoptions.ADOPTION.schema | {"required": list(adoptions.MUST)}
    payment = payments.PAYMENT.schema | {"required": list(payments.MUST)}
    brought = {"Entry": entry, "Adoption": adoption, "Payment": payment, "UploadBegin": entering.BEGIN.schema}
    return brought | {"Content": chosen} | contents


def _content(kind: type[declare.Kind]) -> dict[str, Any]:
    """The fields of a kind that may be entered. None is a must here: of a record that is there already only what changes need be said."""
    columns = columns_in(kind).values()
    told = {c.key: schema_of_field(c.field) if c.field else {"type": "string", "description": c.label} for c in columns}
    return {"type": "object", "description": f"一条{kind.name}", "properties": told, "additionalProperties": False}


def document(name: str, origin: str) -> dict[str, Any]:
    """The whole description, for the government of a name, at an origin ("": where it was fetched)."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations():
        paths.setdefault(operation.path, {})[operation.method.lower()] = _told(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{name}公开信息接口", "version": VERSION, "description": "主动公开的信息：列表、全文、表格、变化。不用登录，不收费。",
            "license": {"name": "政府公开信息使用条件", "url": f"{origin}{addresses.LICENCE}"},
        },
        "servers": [{"url": origin or "/"}],
        "tags": [{"name": group} for group in dict.fromkeys(operation.group for operation in operations())],
        "paths": paths,
        "components": {
            "schemas": components(),
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "单位的密钥，由管本单位的系统管理员发放"}},
        },
    }  # fmt: skip


def _told(operation: Operation) -> dict[str, Any]:
    answers = {str(answer.status): _answer(answer) for answer in operation.answers}
    for status in operation.refusals:
        answers[str(status)] = {"description": REFUSALS[status], "content": {"application/problem+json": {"schema": refer_to(PROBLEM)}}}  # fmt: skip
    told: dict[str, Any] = {
        "operationId": operation.name, "summary": operation.title, "description": operation.says, "tags": [operation.group],
        "parameters": [param.told for param in operation.params], "responses": answers,
    }  # fmt: skip
    if operation.group == ENTER:
        told["security"] = [{"key": []}]
        told["parameters"] = [param.told for param in operation.params if param.name != "Authorization"]
    if operation.body == "bytes":
        told["requestBody"] = {"required": True, "content": {"application/octet-stream": {}}}
    elif operation.body:
        sent = {"schema": {"$ref": f"#/components/schemas/{operation.body}"}}
        told["requestBody"] = {"required": True, "content": {"application/json": sent}}
    return told


def _answer(answer: Answer) -> dict[str, Any]:
    told: dict[str, Any] = {"description": answer.says}
    if answer.status in (301, 304):
        return told
    if answer.shape or answer.refers:
        schema = refer_to(answer.shape) if answer.shape else {"$ref": f"#/components/schemas/{answer.refers}"}
        return told | {"content": {media: {"schema": schema} for media in answer.media}}
    return told | {"content": {media: {} for media in answer.media}}
