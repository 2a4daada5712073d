"""Records that another system enters by its unit's key: as drafts or into review, once each, with their files; never past a gate."""

import json
from datetime import date, timedelta
from hashlib import sha256

import pytest
from tests.plugins.cast import noon

from gongkai.doors import edge
from gongkai.doors.api import entering
from gongkai.engines.exchange.word import DIGEST
from gongkai.ground.files import scanning
from gongkai.ground.files.models import File
from gongkai.ground.files.tests.samples import PNG
from gongkai.ground.files.tests.test_scanning import BY_COMMAND, EICAR
from gongkai.ground.home.paths import home_path
from gongkai.ground.keys import actions as keys
from gongkai.ground.keys import arriving
from gongkai.ground.keys.models import ApiKey, Reception
from gongkai.ground.ledger.models import Fact
from gongkai.ground.ledger.verify import verify
from gongkai.ground.units import actions as units
from gongkai.kernel.flow.steps import NotAllowed
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Record, Version

DAY = noon("2026-04-01")
CONTENT = {
    "section": "notices", "title": "公租房轮候公示", "formed_on": "2026-03-31", "body": "第一段。\n第二段。",
}  # fmt: skip


class System:
    """Another system of a unit, with its key."""

    def __init__(self, client, cast, unit: str = "zjj", may_submit: bool = True) -> None:
        self.client, self.count = client, 0
        self.key, self.shown = keys.make_key(
            unit=cast.units[unit], label="协同办公", expires_on=date(2026, 12, 31), may_submit=may_submit, by=cast.actor("lin_guanli"), at=DAY
        )  # fmt: skip

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.shown}"}

    def enter(self, token: str = "", kind: str = "notice", more: dict | None = None, **content):
        self.count += 1
        told = {"kind": kind, "content": CONTENT | content} | (more or {})
        headers = self.headers | {"Idempotency-Key": token or f"request-{self.count}"}
        return self.client.post("/api/entries", json.dumps(told), content_type="application/json", headers=headers)

    def begin(self, data: bytes, name: str = "附件.png"):
        told = {"name": name, "size": len(data), "sha256": sha256(data).hexdigest()}
        return self.client.post("/api/uploads", json.dumps(told), content_type="application/json", headers=self.headers)

    def put(self, upload: str, start: int, part: bytes):
        return self.client.put(
            f"/api/uploads/{upload}?from={start}", part, content_type="application/octet-stream", headers=self.headers
        )

    def bring(self, data: bytes, name: str = "附件.png") -> str:
        upload = self.begin(data, name).json()["id"]
        assert self.put(upload, 0, data).status_code == 200
        return upload

    def look(self, record_id: str):
        return self.client.get(f"/api/entries/{record_id}", headers=self.headers)


@pytest.fixture
def system(office, program) -> System:
    return System(program, office.cast)


def errors(answer) -> dict[str, str]:
    return {each["name"]: each["detail"] for each in answer.json()["errors"]}


def test_it_enters_as_a_draft_of_the_keys_unit(system, office):
    answer = system.enter()
    assert answer.status_code == 201 and answer.json()["state"] == "draft"
    record = Record.objects.get(pk=answer.json()["id"])
    version = Version.objects.get(record=record)
    assert (record.unit.code, record.section_id, record.author) == ("zjj", "notices", system.key.actor_name)
    assert version.values()["body"] == "<p>第一段。</p><p>第二段。</p>"
    assert answer["Location"] == f"/api/entries/{record.pk}" and "Access-Control-Allow-Origin" not in answer
    facts = Fact.objects.filter(actor=system.key.actor_name)
    assert {fact.name for fact in facts} == {"record.drafted", "record.received"}
    assert facts.get(name="record.received").ref == system.key.ref
    assert verify().ok if hasattr(verify(), "ok") else not verify().findings


def test_straight_into_review_and_no_further(system, office):
    record = Record.objects.get(pk=system.enter(more={"submit": True}).json()["id"])
    assert record.state == "unit_review"
    by = system.key.actor()
    for verb in ("pass_review", "clear", "publish"):
        with pytest.raises(NotAllowed):
            getattr(records, verb)(record=record, by=by, at=DAY)
    published = office.through_the_gates(Record.objects.get(pk=system.enter(title="另一条").json()["id"]), "2026-04-01")
    told = system.look(published.pk).json()
    assert told["url"] == f"/r/{published.pk}/" and told["index_number"] == published.index_number


def test_a_key_for_drafts_submits_nothing(office, program):
    system = System(program, office.cast, may_submit=False)
    assert system.enter(more={"submit": True}).status_code == 403 and not Record.objects.exists()
    assert system.enter().status_code == 201


def test_the_same_request_brings_it_once(system):
    first, again = system.enter("token-0001"), system.enter("token-0001")
    assert (first.status_code, again.status_code) == (201, 201) and first.json() == again.json()
    assert Record.objects.count() == Reception.objects.count() == 1
    other = system.enter("token-0001", title="别的")
    assert other.status_code == 409 and "Idempotency-Key" in errors(other)
    same = system.enter("token-0002")
    assert same.status_code == 200 and same.json()["id"] == first.json()["id"], "the same record under another token"
    assert Record.objects.count() == 1
    before = Fact.objects.count()
    again = system.enter("token-0002")
    assert again.status_code == 200 and again.json() == same.json() and Fact.objects.count() == before
    used = system.enter("token-0002", title="别的")
    assert used.status_code == 409 and "Idempotency-Key" in errors(used) and Record.objects.count() == 1


def test_a_token_is_its_keys_own(system, office, program):
    other = System(program, office.cast, "wjw")
    assert system.enter("token-0001").json()["id"] != other.enter("token-0001").json()["id"]


@pytest.mark.parametrize("token", ("", "short", "x" * 65, "has blank here"))
def test_without_a_token_nothing_comes_in(system, token):
    told = {"kind": "notice", "content": CONTENT}
    headers = system.headers | ({"Idempotency-Key": token} if token else {})
    answer = system.client.post("/api/entries", json.dumps(told), content_type="application/json", headers=headers)
    assert answer.status_code == 400 and "Idempotency-Key" in errors(answer) and not Record.objects.exists()


def test_what_is_wrong_is_said_field_by_field(system):
    answer = system.enter(title="", formed_on="2026-04-02", section="none", number_of="3", body=None)
    assert answer.status_code == 422 and set(errors(answer)) == {"number_of", "title", "section", "body"}
    answer = system.enter(title="", formed_on="三月", section="none", body=None)
    assert set(errors(answer)) == {"title", "formed_on", "section", "body"}
    assert "2026-03-31这样的日期" in errors(answer)["formed_on"] and "没有“none”这个栏目" in errors(answer)["section"]
    assert set(errors(system.enter(formed_on="2026-04-02"))) == {"formed_on"}
    assert errors(system.enter(section=None)) == {"section": "请写section：栏目的代码或者名称"}
    assert not Record.objects.exists() and not Reception.objects.exists()


@pytest.mark.parametrize(
    "told, status, name",
    [
        ("[]", 400, None),
        ("{", 400, None),
        ("[" * 5000, 400, None),
        ('{"kind": "notice"}', 422, "content"),
        ('{"kind": "notice", "content": []}', 422, "content"),
        ('{"kind": "none", "content": {}}', 422, "kind"),
        ('{"kind": "notice", "content": {}, "publish": true}', 422, "publish"),
        ('{"kind": "notice", "content": {}, "submit": "yes"}', 422, "submit"),
        ('{"kind": "notice", "content": {"title": {"a": 1}}}', 422, "title"),
        ('{"kind": "notice", "content": {}, "attachments": ["no"]}', 422, "attachments"),
        ('{"kind": "notice", "content": {}, "attachments": [{"a": 1}]}', 422, "attachments"),
    ],
)
def test_what_is_no_record_is_refused(system, told, status, name):
    headers = system.headers | {"Idempotency-Key": "token-0001"}
    answer = system.client.post("/api/entries", told, content_type="application/json", headers=headers)
    assert answer.status_code == status and (name is None or name in errors(answer)), answer.json()
    assert system.client.post("/api/entries", told, content_type="text/plain", headers=headers).status_code == 415


def test_what_is_doubted_is_asked(system):
    said = {"document_number": "明建〔2027〕1号", "section": "policy"}
    answer = system.enter(kind="policy", **said)
    assert answer.status_code == 422 and "比成文的年份晚" in errors(answer)["sure"]
    assert system.enter(kind="policy", more={"sure": True}, **said).status_code == 201


def test_a_policy_document_is_told_what_it_needs_until_it_has_it(system):
    said = {"section": "policy", "title": "关于开展检查的通知"}
    answer = system.enter(kind="policy", **said)
    assert answer.status_code == 201 and "不另作解读的理由" in answer.json()["needs"][0]
    mended = system.enter(kind="policy", **said, no_interpretation="内部工作安排，不涉及群众办事")
    assert mended.json()["id"] == answer.json()["id"] and mended.json()["needs"] == []
    assert system.look(answer.json()["id"]).json()["needs"] == [] and system.enter().json()["needs"] == []


def test_a_draft_is_changed_and_what_is_public_corrected_with_a_reason(system, office):
    record_id = system.enter().json()["id"]
    changed = system.enter(body="改过的。")
    assert changed.status_code == 201 and changed.json()["id"] == record_id
    record = office.through_the_gates(Record.objects.get(pk=record_id), "2026-04-01")
    answer = system.enter(index_number=record.index_number, body="更正的。")
    assert answer.status_code == 422 and "reason" in errors(answer)
    answer = system.enter(index_number=record.index_number, body="更正的。", more={"reason": "数字写错"})
    assert (answer.status_code, answer.json()["state"], answer.json()["url"]) == (201, "draft", f"/r/{record_id}/")
    submitted = system.enter(index_number=record.index_number, body="更正的。", more={"submit": True})
    assert submitted.status_code == 200 and submitted.json()["state"] == "draft", "nothing new: it stays as it is"


def test_what_is_at_a_gate_is_not_changed_and_who_sent_it_hears_why_it_came_back(system, office):
    record_id = system.enter(more={"submit": True}).json()["id"]
    answer = system.enter(body="改过的。", more={"submit": True})
    assert answer.status_code == 422 and "待单位审核" in "".join(errors(answer).values())
    assert system.look(record_id).json()["returned"] is None
    record = Record.objects.get(pk=record_id)
    records.send_back(record=record, reason="缺附件", by=office.actors["li_shenhe"], at=DAY)
    assert system.look(record_id).json()["returned"] == "缺附件"
    assert system.enter(body="改过的。", more={"submit": True}).json()["state"] == "unit_review"
    assert system.look(record_id).json()["returned"] is None


# Files.


def test_a_file_comes_part_by_part_and_goes_on_where_it_broke_off(system):
    upload = system.begin(PNG).json()
    assert upload["received"] == 0
    assert system.put(upload["id"], 0, PNG[:10]).json()["received"] == 10
    assert system.put(upload["id"], 0, PNG[:10]).json()["received"] == 10, "a part that was sent twice"
    ahead = system.put(upload["id"], 20, PNG[20:])
    assert ahead.status_code == 409 and "10字节" in ahead.json()["title"]
    assert system.begin(PNG).json() | {"received": 10} == system.begin(PNG).json() == upload | {"received": 10}
    early = system.enter(more={"attachments": [upload["id"]]})
    assert early.status_code == 422 and "还差" in errors(early)["attachments"]
    assert system.put(upload["id"], 10, PNG[10:]).json()["received"] == len(PNG)
    record_id = system.enter(more={"attachments": [upload["id"]]}).json()["id"]
    (file,) = File.objects.all()
    assert (file.owner, file.name, file.sha256) == (f"record:{record_id}", "附件.png", sha256(PNG).hexdigest())
    assert Version.objects.get(record_id=record_id).values()["attachments"] == [file.public_id]
    assert system.client.get(f"/api/uploads/{upload['id']}", headers=system.headers).status_code == 404, "it was taken"


def test_a_picture_stands_where_the_text_shows_it(system):
    upload = system.bring(PNG, "图.png")
    mark = sha256(PNG).hexdigest()[:DIGEST]
    body = f'<p>见图。</p><p><img src="attachment:{mark}" alt="图"></p>'
    answer = system.enter(body=body, more={"attachments": [upload]})
    assert answer.status_code == 201, answer.json()
    file = File.objects.get()
    assert f"attachment:{file.public_id}" in Version.objects.get(record_id=answer.json()["id"]).values()["body"]


def test_a_file_sent_again_with_its_record_is_no_change(system):
    record_id = system.enter(more={"attachments": [system.bring(PNG)]}).json()["id"]
    again = system.enter(more={"attachments": [system.bring(PNG)]})
    assert (again.status_code, again.json()["id"]) == (200, record_id)
    more = system.enter(more={"attachments": [system.bring("一行字".encode(), "说明.txt")]})
    assert more.status_code == 201 and File.objects.count() == 2


@pytest.mark.parametrize(
    "data, name, word",
    [(b"MZ\x90\x00" * 20, "x.txt", ""), (b"<html><script>", "x.txt", "网页"), (b"%PDF-1.4 broken", "x.pdf", "")],
)
def test_what_offices_may_not_upload_other_systems_may_not(system, data, name, word):
    upload = system.begin(data, name).json()["id"]
    answer = system.put(upload, 0, data)
    assert answer.status_code == 422 and word in answer.json()["title"]
    assert system.client.get(f"/api/uploads/{upload}", headers=system.headers).json()["received"] == 0


@pytest.mark.parametrize("name", ("x.exe", "X.EXE", "照片.zip", "a.mp4 "))
def test_what_its_name_says_is_no_file_of_an_office_is_refused_before_a_byte_comes(system, name):
    answer = system.begin(PNG, name)
    assert answer.status_code == 422 and set(errors(answer)) == {"name"}


def test_what_is_not_what_was_said_is_refused(system):
    upload = system.begin(PNG).json()["id"]
    assert system.put(upload, 0, PNG + b"x").status_code == 422
    wrong = system.put(upload, 0, b"x" * len(PNG))
    assert wrong.status_code == 422 and "SHA-256" in wrong.json()["title"]
    for told in (
        {"size": 0},
        {"size": 21 * 1024 * 1024},
        {"size": True},
        {"sha256": "x"},
        {"name": ""},
        {"name": "长" * 201},
    ):
        said = {"name": "a.png", "size": 9, "sha256": "0" * 64} | told
        answer = system.client.post("/api/uploads", json.dumps(said), content_type="application/json", headers=system.headers)  # fmt: skip
        assert answer.status_code == 422 and set(errors(answer)) == set(told), told


def test_what_nobody_took_is_cleared_after_a_day(system):
    upload = system.bring(PNG)
    from django.utils import timezone

    assert arriving.clear(timezone.now() + timedelta(hours=23)) == 0
    assert arriving.clear(timezone.now() + timedelta(hours=25)) == 2
    assert system.client.get(f"/api/uploads/{upload}", headers=system.headers).status_code == 404


# Keys.


@pytest.mark.parametrize("day, opens", [("2026-12-30", True), ("2026-12-31", True), ("2027-01-01", False)])
def test_a_key_opens_to_its_last_day(system, monkeypatch, day, opens):
    monkeypatch.setattr(edge, "now", lambda: noon(day))
    assert system.enter(formed_on="2026-12-29").status_code == (201 if opens else 401)


def test_a_revoked_key_a_closed_units_and_a_wrong_one_open_nothing(system, office, program):
    other = System(program, office.cast, "wjw")
    shown = system.shown
    wrong = ["", "Bearer", f"Basic {shown}", f"Bearer {shown}x", f"Bearer {shown[:-1]}", f"Bearer gk_{other.key.code}_{shown.split('_', 2)[2]}", "Bearer gk__", f"Bearer {system.key.digest}"]  # fmt: skip
    for header in wrong:
        answer = program.get("/api/uploads/0", headers={"Authorization": header} if header else {})
        assert answer.status_code == 401 and answer["WWW-Authenticate"].startswith("Bearer"), header
    keys.revoke_key(key=system.key, because="系统下线", by=office.cast.actor("lin_guanli"), at=DAY)
    assert system.enter().status_code == 401
    units.close_unit(unit=other.key.unit, successor=office.cast.units["zjj"], on=date(2026, 4, 1), at=DAY, by="setup")
    assert other.enter().status_code == 401


def test_nothing_of_another_units_is_there(system, office, program):
    other = System(program, office.cast, "wjw")
    record_id, upload = system.enter().json()["id"], system.bring(PNG)
    assert other.look(record_id).status_code == other.look("nothing").status_code == 404
    assert other.look(record_id).json() == other.look("nothing").json()
    for answer in (
        other.client.get(f"/api/uploads/{upload}", headers=other.headers),
        other.put(upload, 0, PNG),
        other.client.get("/api/uploads/..", headers=other.headers),
    ):
        assert answer.status_code == 404
    assert other.enter(more={"attachments": [upload]}).status_code == 422
    assert other.enter(index_number="x").status_code == 422 and other.enter(unit="住房和城乡建设局").status_code == 422


def test_who_guesses_is_slowed_and_who_holds_a_key_by_its_own_measure(system, program):
    answers = [program.get("/api/uploads/0", headers={"Authorization": "Bearer gk_x_y"}) for _ in range(12)]
    assert [a.status_code for a in answers[:10]] == [401] * 10 and answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0
    for _ in range(entering.BY_KEY.free):
        entering.BY_KEY.failed(system.key.code)
    assert system.client.get("/api/uploads/0", headers=system.headers, REMOTE_ADDR="10.0.0.9").status_code == 429


def test_when_it_was_used_is_noted_now_and_then(system, monkeypatch):
    system.look("nothing")
    assert ApiKey.objects.get().used_at == DAY
    for minutes, noted in ((9, 0), (11, 11)):
        monkeypatch.setattr(edge, "now", lambda minutes=minutes: DAY + timedelta(minutes=minutes))
        system.look("nothing")
        assert ApiKey.objects.get().used_at == DAY + timedelta(minutes=noted)


def test_neither_the_secret_nor_the_files_of_a_refused_request_lie_anywhere(system, home):
    secret = system.shown.encode()
    assert not [path for path in home.rglob("*") if path.is_file() and secret in path.read_bytes()]
    assert system.key.digest == sha256(system.shown.split("_", 2)[2].encode()).hexdigest()
    system.enter(title="", more={"attachments": [system.bring(PNG)]})
    assert not File.objects.exists()


def test_a_virus_is_refused_and_its_bytes_are_gone(system, monkeypatch):
    monkeypatch.setenv(scanning.SETTING, BY_COMMAND)
    upload = system.begin(EICAR, "说明.txt").json()["id"]
    answer = system.put(upload, 0, EICAR)
    assert answer.status_code == 422 and "没有收下，也没有保存" in answer.content.decode()
    assert not [path for path in home_path("arriving").rglob("*") if path.is_file() and b"EICAR" in path.read_bytes()]
