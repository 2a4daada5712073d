"""Records entered by another system with its unit's key: as a draft, or straight into the unit's review; never past a gate."""

import json
import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse

from gongkai.doors import throttle
from gongkai.doors.api.declared import ENTER, Answer, Operation, Param
from gongkai.doors.api.door import Refused, as_json, door
from gongkai.engines.exchange import actions, entries
from gongkai.engines.exchange.planning import SAME, WRONG, Planned
from gongkai.engines.exchange.word import DIGEST
from gongkai.engines.site import addresses
from gongkai.ground.files.fields import Upload
from gongkai.ground.files.kinds import LARGEST
from gongkai.ground.files.refusals import FileRefused
from gongkai.ground.keys import actions as keys
from gongkai.ground.keys import arriving, queries
from gongkai.ground.keys.arriving import Arriving, UploadRefused
from gongkai.ground.keys.models import ApiKey, Reception, Recognition
from gongkai.kernel.flow.steps import NotAllowed, Overtaken, StepRefused
from gongkai.kernel.records import course
from gongkai.kernel.records import queries as records
from gongkai.kernel.records.flow import STATES, RecordFlow
from gongkai.kernel.records.models import Record
from gongkai.pure import declare
from gongkai.pure.declare import Phase
from gongkai.pure.declare.kinds import FieldErrors
from gongkai.pure.declare.shapes import Member, Shape
from gongkai.pure.outside.data import NotJson, read_json

WRONG_KEYS = throttle.Brake("api-wrong-keys", free=10)
BY_KEY = throttle.Brake("api-keys", free=300, window=60)
LONGEST_BODY = 4 * 1024 * 1024
TOKEN = re.compile(r"[!-~]{8,64}")

UPLOAD = Shape(
    "Upload",
    "一个正在传的文件",
    (
        Member("id", "编号，录入时写在attachments里", lambda u: u.id),
        Member("name", "文件名", lambda u: u.name),
        Member("size", "字节数", lambda u: u.size, "integer"),
        Member("received", "已经收到多少字节，从这里接着传；和size一样就是收齐了", lambda u: u.received, "integer"),
    ),
)
BEGIN = Shape(
    "UploadBegin",
    "要传的文件",
    (
        Member("name", "文件名", lambda u: u.name),
        Member("size", f"字节数，不超过{LARGEST}", lambda u: u.size, "integer"),
        Member("sha256", "整个文件的SHA-256", lambda u: u.sha256, "sha256"),
    ),
)
ENTRY = Shape(
    "Entry",
    "要录入的一条",
    (
        Member("kind", "类别代码", lambda e: e["kind"]),
        Member("content", "各字段；写法和公开数据里的一样，选项写代码或者名称都行。另可写section（栏目的代码或者名称）、index_number（改已经有的一条）；没有写的字段不动", lambda e: e["content"], "object"),
        Member("attachments", f"传好的文件的编号；可以没有。正文里的图片写成attachment:加上它的SHA-256的前{DIGEST}位", lambda e: e["attachments"], "words"),
        Member("submit", "录入以后直接送单位审核；密钥要有这一项", lambda e: e["submit"], "bool"),
        Member("reason", "改已经公开的：为什么更正，会公布", lambda e: e["reason"], null=True),
        Member("sure", "系统问“多半是写错了”的，看过没有写错", lambda e: e["sure"], "bool"),
    ),
)  # fmt: skip
MUST = ("kind", "content")
RECEIVED = Shape(
    "Received",
    "一条信息到了哪一步",
    (
        Member("id", "编号，公开以后也是这个", lambda r: r.pk),
        Member("kind", "类别代码", lambda r: r.kind),
        Member("title", "标题", lambda r: r.title),
        Member("state", "环节", lambda r: r.state, "choice", choices=tuple((s.code, s.label) for s in STATES.values())),
        Member("returned", "被退回的，为什么", lambda r: _returned(r), null=True),
        Member("needs", "公开以前还要补上的，各是一句话", lambda r: _needs(r), "words"),
        Member("index_number", "索引号，公开以后有", lambda r: r.index_number, null=True),
        Member("published_on", "公开日期", lambda r: r.published_on.isoformat() if r.published_on else None, "date", null=True),
        Member("url", "网页，公开以后有", lambda r: addresses.record(r.pk) if r.live else None, "url", null=True),
    ),
)  # fmt: skip
BEARER = Param("Authorization", "Bearer，空一格，再写密钥", place="header", required=True)
OPERATIONS = (
    Operation(
        "createEntry", "POST", "/api/entries", "录入一条信息", "按索引号、文号、标题和成文日期认出已经有的：没有就起草，草稿就改，已经公开的就开始更正，一样的不动。录入的是草稿，要走三关才公开。同一个Idempotency-Key再来，答复和第一次一样，不会重复录入。",
        (Answer(201, "新录入的，或者改了的", RECEIVED), Answer(200, "已经有了，和您写的一样", RECEIVED)),
        (BEARER, Param("Idempotency-Key", "您给这个请求的编号，8到64个可见的ASCII字符；重发时用同一个", place="header", required=True)),
        group=ENTER, body=ENTRY.name, refusals=(400, 401, 403, 409, 413, 415, 422, 429),
    ),
    Operation(
        "getEntry", "GET", "/api/entries/{id}", "一条信息到了哪一步", "看得到本单位的，别的单位的没有。",
        (Answer(200, "到了哪一步", RECEIVED),), (BEARER, Param("id", "编号", place="path")), group=ENTER, refusals=(401, 404, 429),
    ),
    Operation(
        "beginUpload", "POST", "/api/uploads", "开始传一个文件", "同样的文件再开始一次，还是那一个，答复里写着收到了多少。一天没有用掉就清除。",
        (Answer(201, "可以传了", UPLOAD),), (BEARER,), group=ENTER, body=BEGIN.name, refusals=(400, 401, 413, 415, 422, 429),
    ),
    Operation(
        "addToUpload", "PUT", "/api/uploads/{id}", "传一段", f"内容是这一段的字节，一段不超过{arriving.PART}字节。断了就看received，从那里接着传；传过的再传一遍没有妨碍。",
        (Answer(200, "收到了", UPLOAD),), (BEARER, Param("id", "文件的编号", place="path"), Param("from", "这一段从第几个字节起，从0数", "integer", required=True)),
        group=ENTER, body="bytes", refusals=(400, 401, 404, 409, 413, 422, 429),
    ),
    Operation(
        "getUpload", "GET", "/api/uploads/{id}", "一个文件收到了多少", "断了以后先问这个。",
        (Answer(200, "收到了多少", UPLOAD),), (BEARER, Param("id", "文件的编号", place="path")), group=ENTER, refusals=(401, 404, 429),
    ),
)  # fmt: skip

Keyed = Callable[..., HttpResponse]


def keyed(*methods: str) -> Callable[[Keyed], Keyed]:
    """A view for who shows a key: it is called with the key. Nobody else learns whether anything is there."""

    def dress(view: Keyed) -> Keyed:
        @door(*methods, open_to_all=False)
        @wraps(view)
        def opened(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
            key = _key(request)
            if pause := BY_KEY.pause(key.code):
                raise Refused(429, f"请求太快了，请等{pause}秒再来", headers={"Retry-After": str(pause)})
            BY_KEY.failed(key.code)
            keys.seen(key, request.at)
            try:
                return view(request, key, *args, **kwargs)
            except FieldErrors as wrong:
                raise Refused(422, f"有{len(wrong.errors)}处要改", wrong.errors) from wrong
            except (UploadRefused, FileRefused) as refusal:
                status, name = getattr(refusal, "status", 422), getattr(refusal, "name", "")
                raise Refused(status, str(refusal), {name: str(refusal)}) from refusal
            except NotAllowed as refusal:
                raise Refused(403, str(refusal)) from refusal
            except Overtaken as refusal:
                raise Refused(409, str(refusal)) from refusal
            except StepRefused as refusal:
                raise Refused(422, str(refusal), {refusal.field: str(refusal)}) from refusal

        opened.keyed = True
        return opened

    return dress


def _key(request: HttpRequest) -> ApiKey:
    network = throttle.network_of(request)
    if pause := WRONG_KEYS.pause(network):
        raise Refused(429, f"密钥错了太多次，请等{pause}秒再来", headers={"Retry-After": str(pause)})
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    key = queries.opened_by(shown.strip(), request.today) if scheme.lower() == "bearer" else None
    if key is None:
        WRONG_KEYS.failed(network)
        said = "没有密钥，或者密钥不对、过期了、已经停用。请核对，或者请管本单位的系统管理员发一把"
        raise Refused(401, said, headers={"WWW-Authenticate": 'Bearer realm="gongkai"'})
    return key


def _json(request: HttpRequest, shape: Shape, must: tuple[str, ...]) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise Refused(415, "内容请用JSON，Content-Type写application/json")
    try:
        told = read_json(_body(request, LONGEST_BODY))
    except NotJson:
        raise Refused(400, "内容不是JSON，请核对") from None
    if not isinstance(told, dict):
        raise Refused(400, "内容要是一个JSON对象")
    members = {member.name: member for member in shape.members}
    wrong = {name: f"没有这一项，有的是：{'、'.join(members)}" for name in told if name not in members}
    wrong |= {name: f"请写{members[name].says}" for name in must if told.get(name) is None}
    types: dict[str, Any] = {"integer": int, "object": dict, "words": list, "bool": bool}
    for name, value in told.items():
        if name in members and value is not None:
            expected = types.get(members[name].type, str)
            if not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
                wrong[name] = f"写法不对：{members[name].says}"
    if wrong:
        raise Refused(422, f"有{len(wrong)}处要改", wrong)
    return told


def _body(request: HttpRequest, most: int) -> bytes:
    length = request.headers.get("Content-Length", "")
    if not length.isdigit():
        raise Refused(400, "请写Content-Length")
    if int(length) > most:
        raise Refused(413, f"一次最多{most:,}字节，请分开传")
    return request.body


@keyed("GET", "HEAD")
def entry(request: HttpRequest, key: ApiKey, record_id: str) -> HttpResponse:
    return _told(_own(key, record_id))


def _own(key: ApiKey, record_id: str) -> Record:
    record = records.of_unit(key.unit, record_id)
    if record is None:
        raise Refused(404, "本单位没有这个编号的信息，请核对编号")
    return record


def _told(record: Record, status: int = 200) -> HttpResponse:
    answer = as_json(RECEIVED.of(record), status)
    answer["Location"] = f"{addresses.API}entries/{record.pk}"
    return answer


def _returned(record: Record) -> str | None:
    """Why it was sent back, if that is how it came to be a draft."""
    if record.state != RecordFlow.DRAFT.code:
        return None
    turns = (RecordFlow.send_back.name, RecordFlow.submit.name)
    last = next((step for step in records.steps_of(record) if step.name in turns), None)
    return last.note if last and last.name == RecordFlow.send_back.name else None


def _needs(record: Record) -> list[str]:
    if record.published_on or record.phase == Phase.VOID:
        return []
    return course.still_needs(record.kind, records.version_of(record).values(), record)


@keyed("POST")
def enter(request: HttpRequest, key: ApiKey) -> HttpResponse:
    token = request.headers.get("Idempotency-Key", "")
    if not TOKEN.fullmatch(token):
        said = "请求头里要有Idempotency-Key：您给这个请求的编号，8到64个可见的ASCII字符，重发时用同一个"
        raise Refused(400, said, {"Idempotency-Key": said})
    told = _json(request, ENTRY, MUST)
    digest = sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    kinds = {drawer.code: drawer.declaration for drawer in declare.kinds()}
    if told["kind"] not in kinds:
        said = f"没有这个类别，有的是：{'、'.join(f'{code}（{kind.name}）' for code, kind in kinds.items())}"
        raise Refused(422, "有1处要改", {"kind": said})
    with actions.one_after_another(key.unit):
        if before := queries.received(key, token):
            return _again(key, before, digest)
        uploads = [_arrived(key, upload_id) for upload_id in told.get("attachments") or []]
        brought = [_read(upload) for upload in uploads]
        made = entries.plan_entry(
            kind=kinds[told["kind"]], unit=key.unit, entry=told["content"], at=request.at, brought=brought
        )
        (row,) = made.rows
        _may_be_entered(key, row, told)
        if row.what == SAME and row.record is not None:
            keys.recognise(key=key, token=token, digest=digest, record_id=row.record.pk, on=request.today)
            return _told(row.record)
        wanted = {"reason": told.get("reason") or "", "submit": bool(told.get("submit"))}
        entered = actions.receive(plan=made, key=key, token=token, digest=digest, at=request.at, **wanted)
    for upload in uploads:
        arriving.let_go(upload)
    return _told(entered, 201)


def _again(key: ApiKey, before: Reception | Recognition, digest: str) -> HttpResponse:
    if before.digest != digest:
        raise Refused(409, "这个Idempotency-Key已经用在另一份内容上，请换一个", {"Idempotency-Key": "请换一个"})
    return _told(_own(key, before.record), 201 if isinstance(before, Reception) else 200)


def _may_be_entered(key: ApiKey, row: Planned, told: dict[str, Any]) -> None:
    if row.what == WRONG:
        raise Refused(422, f"有{len(row.errors)}处要改", row.errors)
    if row.doubtful and not told.get("sure"):
        raise Refused(422, "多半是写错了；看过没有写错，加上sure再来", {"sure": "；".join(row.told)})
    if told.get("submit") and not key.may_submit:
        raise Refused(
            403, "这把密钥只能录入草稿，不能直接送审；要送审，请管本单位的系统管理员另发一把", {"submit": "请写false"}
        )


def _arrived(key: ApiKey, upload_id: Any) -> Arriving:
    found = arriving.find(key, upload_id) if isinstance(upload_id, str) else None
    if found is None:
        raise _not_there(upload_id)
    if not found.whole:
        said = f"“{found.name}”只收到{found.received}字节，还差{found.size - found.received}字节，请先传完"
        raise Refused(422, "有1处要改", {"attachments": said})
    return found


def _read(upload: Arriving) -> Upload:
    try:
        return Upload(upload.name, upload.path.read_bytes())
    except FileNotFoundError:  # another request has just taken it
        raise _not_there(upload.id) from None


def _not_there(upload_id: Any) -> Refused:
    said = f"没有编号是{upload_id}的文件，也可能放了一天清除了，请再传一遍"
    return Refused(422, "有1处要改", {"attachments": said})


@keyed("POST")
def begin(request: HttpRequest, key: ApiKey) -> HttpResponse:
    told = _json(request, BEGIN, tuple(member.name for member in BEGIN.members))
    upload = arriving.begin(key, told["name"], told["size"], told["sha256"])
    answer = as_json(UPLOAD.of(upload), 201)
    answer["Location"] = f"{addresses.API}uploads/{upload.id}"
    return answer


@keyed("GET", "HEAD", "PUT")
def upload(request: HttpRequest, key: ApiKey, upload_id: str) -> HttpResponse:
    found = arriving.find(key, upload_id)
    if found is None:
        raise Refused(404, "没有这个文件，也可能放了一天清除了，请重新开始")
    if request.method == "PUT":
        start = request.GET.get("from", "")
        if not (start.isascii() and start.isdigit() and len(start) < 12):
            raise Refused(400, "请写这一段从第几个字节起", {"from": "请写不小于0的整数"})
        found = arriving.add(found, int(start), _body(request, arriving.PART))
    return as_json(UPLOAD.of(found))
