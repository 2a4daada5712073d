"""Who may see what: every address, act, list, export and file × a small cast, with real things of another unit, by GET and POST.

What is not theirs is not found, and shows in no list; a stranger meets the same sign-in wherever they knock. A route or model that
is not declared here fails.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import BytesIO

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from openpyxl import load_workbook

from gongkai.doors import edge
from gongkai.doors.desk.entry import DESK_VIEWS, SECOND_FACTOR
from gongkai.doors.desk.shell import screen_url, screens
from gongkai.engines.site import build, tree
from gongkai.engines.site.serve import SiteApp
from gongkai.ground.documents.models import Notice
from gongkai.ground.ledger.models import Fact
from gongkai.kernel.cases.models import Case
from gongkai.kernel.records.models import Record
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import assisting, consulting
from gongkai.pure.declare import Role
from tests.plugins.addresses import API, COUNTER, LISTS, MODELS, POSTED, SIGNING_IN, TABLE, THEIRS
from tests.plugins.cast import Cast
from tests.plugins.scene import cast, home, scene, things
from tests.plugins.things import BEGINS, DAY, KEEPS, Things

__all__ = ["cast", "home", "scene", "things"]


def routes(patterns: Iterable, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, prefix + str(each.pattern))
        else:
            yield prefix + str(each.pattern), each


def undeclared(models: Iterable[type[Model]]) -> set[str]:
    def belongs(model: type[Model]) -> bool:
        return any(f.related_model in (Case, Record) for f in model._meta.get_fields() if f.many_to_one or f.one_to_one)

    return {m._meta.label for m in models if m._meta.label not in MODELS and not belongs(m)}


def test_every_route_is_declared():
    known = set(THEIRS) | set(LISTS) | SIGNING_IN | COUNTER | API
    assert {route for route, _ in routes(get_resolver().url_patterns)} == known


def test_every_route_of_the_desk_goes_through_its_one_entrance():
    for route, pattern in routes(get_resolver().url_patterns):
        if route in THEIRS or route in LISTS:
            assert getattr(pattern.callback, "desk", None) in DESK_VIEWS, route


def test_every_model_is_declared():
    assert not undeclared(apps.get_models())
    assert set(MODELS) <= {m._meta.label for m in apps.get_models()}


def test_a_model_that_nobody_declared_is_named():
    class Loose:
        class _meta:
            label = "anywhere.Loose"
            get_fields = staticmethod(lambda: Person._meta.get_fields())

    Person = apps.get_model("units.Person")
    assert undeclared([Loose]) == {"anywhere.Loose"}


def desk(cast: Cast, username: str) -> Client:
    client = Client()
    client.force_login(cast.people[username])
    session = client.session
    session[SECOND_FACTOR] = True
    session.save()
    return client


def ask(client: Client, path: str, method: str):
    return getattr(client, method)(f"/desk/{path}")


def text_of(answer) -> str:
    """What stands in an answer: headers, the page, or the cells of a spreadsheet; of a redirect where it leads."""
    told = f"{dict(answer.items())} "
    if answer.headers["Content-Type"].endswith("sheet"):
        sheet = load_workbook(BytesIO(answer.content)).active
        return told + " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    return told + answer.content.decode(errors="replace")


def found_by(cast: Cast, username: str, things: Things, marks: list[str]) -> dict[str, list[str]]:
    """Which of the marks somebody comes upon in lists, exports and option lists, and where."""
    client, seen = desk(cast, username), defaultdict(list)
    own = [
        f"{TABLE}/{unit}/{rest}"
        for unit in ("xzf", "zjj", "wjw")
        for rest in ("", "export", "r1/total/", "r1/total/export")
    ]
    for path in [p for paths in LISTS.values() for p in paths(things)] + own:
        method = "post" if path.partition("?")[0].endswith(POSTED) else "get"
        text = text_of(client.post(f"/desk/{path}") if method == "post" else client.get(f"/desk/{path}", follow=True))
        for mark in marks:
            # The number of another procedure ends like that of an application: FY-2026-0002.
            if re.search(rf"(?<![A-Z]-){re.escape(mark)}", text):
                seen[mark].append(path)
    return seen


TOKENS = re.compile(r"""(name="(?:csrfmiddlewaretoken|next)" value="|"X-CSRFToken": ")[^"]*""")
OUTSIDERS = ("sun_bianji", "qian_jingban", "ma_qianfa", "lin_guanli")
ACTING = (
    "wang_bianji",
    "li_shenhe",
    "wu_baomi",
    "zhou_jingban",
    "chen_chuangkou",
    "feng_fazhi",
    "liu_qianfa",
    "gao_gongkai",
    "lin_guanli",
)
ADMINISTERED = ("keys/", "people/of/", "seals/")
"""How addresses begin that are of who administers a unit: theirs, and not found by those who act for it."""
LEADING_BACK = (
    "/mask",
    "/replace/",
    "put-back/0",
    "/archive",
    "/begin",
    "/count-anew",
    "/take-up",
    "/key-points",
    "/off",
    "/send-round",
    "/ask/",
    "/chart/",
    "/take",
    "/leave",
    "/call-off/",
    "/resolve",
)
"""How addresses end that lead back to what they were done to."""
INSIDERS = ("zhou_jingban", "liu_qianfa", "he_jiancha", "gao_gongkai")


@pytest.mark.parametrize("username", OUTSIDERS)
def test_what_is_another_units_is_not_found(things, cast, username):
    client, before = desk(cast, username), Fact.objects.count()
    for path in theirs(things["zjj"]):
        for method in ("get", "post"):
            if not (username == "lin_guanli" and path.startswith(ADMINISTERED)):
                assert ask(client, path, method).status_code == 404, (method, path)
    assert Fact.objects.count() == before


def test_the_same_addresses_are_found_by_those_whose_they_are(things, cast):
    """Or the test above would prove nothing."""
    people = [desk(cast, username) for username in ACTING]
    for path in theirs(things["zjj"]):
        # An act that does not fit the present state leads back to its case or record, which says so; so does masking, done or not.
        expected = {200, 302} if "/do/" in path or path.endswith(LEADING_BACK) else {200}
        method = "post" if path.endswith(POSTED) else "get"
        assert any(ask(who, path, method).status_code in expected for who in people), path


@pytest.mark.parametrize("username", ("wang_bianji", "liu_qianfa", "gao_gongkai", "he_jiancha", "dept_admin"))
def test_keys_and_sign_ins_are_for_who_administers_the_unit(things, cast, username):
    """Neither for those who act for it nor for who administers another one."""
    if username == "dept_admin":
        from gongkai.ground.units.actions import add_person, appoint

        cast.people[username] = add_person(username=username, name="钱进", at=DAY, by="setup")
        appoint(person=cast.people[username], unit=cast.units["wjw"], role=Role.ADMINISTRATOR, at=DAY, by="setup")
    client, before, own = desk(cast, username), Fact.objects.count(), things["zjj"]
    for path in (path for path in theirs(own) if path.startswith(ADMINISTERED)):
        assert [ask(client, path, method).status_code for method in ("get", "post")] == [404, 404], path
    assert own.key.label not in client.get("/desk/keys/").content.decode()
    assert Fact.objects.count() == before


def theirs(things: Things) -> list[str]:
    return [path for paths in THEIRS.values() for path in paths(things)]


RECORDS_ONLY = ("wang_bianji", "li_shenhe", "wu_baomi")
OFFICER = "zhou_jingban"
ALL_OVER = ("he_jiancha", "gao_gongkai", "chen_chuangkou")


def of_its_cases(own: Things) -> list[str]:
    marks = [mark for mark in own.marks if mark.startswith((f"{BEGINS}甲申请", f"{BEGINS}甲已答"))]
    assert marks
    return marks


@pytest.mark.parametrize("username", (*OUTSIDERS, *RECORDS_ONLY, *ALL_OVER, OFFICER))
def test_what_is_not_theirs_shows_in_no_list(things, cast, username):
    """Of outsiders all that the unit has; of those who have a part in its records alone its cases; of everybody the confidential one."""
    own = things["zjj"]
    others = {OUTSIDERS: own.marks, RECORDS_ONLY: of_its_cases(own)}
    hidden = own.hidden + next((marks for people, marks in others.items() if username in people), [])
    seen = found_by(cast, username, own, own.marks + own.hidden)
    assert not {mark: seen[mark] for mark in hidden if mark in seen}
    # What is one's own does show there, or the rest would prove nothing.
    assert username != OFFICER or {f"{BEGINS}甲{what}" for what in ("草稿", "待审", "申请", "已答")} <= set(seen)


@pytest.mark.parametrize("username", ("he_jiancha", "gao_gongkai", "zhou_jingban", "wang_bianji", "qian_jingban", "chen_chuangkou"))  # fmt: skip
def test_a_confidential_case_is_for_those_who_sign_for_its_unit(things, cast, username):
    client, reference = desk(cast, username), things["zjj"].confidential.reference
    for path in (f"c/{reference}/", f"c/{reference}/party", f"c/{reference}/do/note/"):
        assert [ask(client, path, method).status_code for method in ("get", "post")] == [404, 404], path


@pytest.mark.parametrize("username", ("liu_qianfa", KEEPS["zjj"]))
def test_who_signs_for_its_unit_sees_it_and_who_was_named_to_handle_it(things, cast, username):
    client = desk(cast, username)
    assert things["zjj"].hidden[0] in client.get(f"/desk/c/{things['zjj'].confidential.reference}/").content.decode()


@pytest.mark.parametrize("username", ("he_jiancha", "gao_gongkai", "wang_bianji", "chen_chuangkou"))
def test_seeing_is_not_acting(things, cast, username):
    """Who sees a case or record without the role for an act does not get it done, and gets its words, not an error."""
    client, before = desk(cast, username), Fact.objects.count()
    theirs = {"chen_chuangkou": {"confirm", "receive"}, "wang_bianji": {"submit", "take_back", "discard", "move"}}.get(
        username, set()
    )
    for route in ("desk/c/<str:reference>/do/<slug:name>/", "desk/r/<slug:record_id>/do/<slug:name>/"):
        for path in THEIRS[route](things["zjj"]):
            if path.rstrip("/").rpartition("/")[2] not in theirs:
                assert ask(client, path, "post").status_code in (404, 422), path
    assert Fact.objects.count() == before


@pytest.mark.parametrize("username", RECORDS_ONLY)
def test_who_has_a_part_in_its_records_alone_finds_no_case_of_the_unit(things, cast, username):
    own, client, before = things["zjj"], desk(cast, username), Fact.objects.count()
    of_cases = [path for route, paths in THEIRS.items() if route.startswith("desk/c/") for path in paths(own)]
    assert {ask(client, path, method).status_code for path in of_cases for method in ("get", "post")} == {404}
    assert Fact.objects.count() == before


@pytest.mark.parametrize("username, found", [("wang_bianji", 404), ("qian_jingban", 200)])
def test_the_applicants_data_are_for_those_who_handle_or_oversee_the_case(things, cast, username, found):
    """Neither for an editor of the unit nor for an officer of a unit that is only asked for its opinion, or for help."""
    case, by = things["zjj"].case, cast.actor("zhou_jingban")
    consulting.consult(case=case, kind="third_party", whom="", letter="", unit=cast.units["wjw"], by=by, at=DAY)
    assisting.ask(case=case, kind="assist", what="2025年的名单", days=5, unit=cast.units["wjw"], by=by, at=DAY)
    client, before = desk(cast, username), Fact.objects.count()
    page = client.get(f"/desk/c/{case.reference}/")
    assert page.status_code == found and f"{BEGINS}甲某某" not in page.content.decode()
    assert f"/desk/c/{case.reference}/party" not in page.content.decode()
    assert client.post(f"/desk/c/{case.reference}/party").status_code == 404
    for notice in Notice.objects.filter(ref=case.ref):
        assert client.post(f"/desk/c/{case.reference}/n/{notice.pk}/pdf").status_code == 404
    assert Fact.objects.count() == before


def test_a_halls_clerk_sees_number_and_state_of_what_they_took_down_and_nothing_else(things, cast):
    from gongkai.ground.units.actions import add_person, appoint, open_unit

    hall = open_unit(code="zwzx", name="政务服务中心", short_name="政务服务中心", level="institution", parent_code="xzf", opened_on=DAY.date(), at=DAY, by="setup")  # fmt: skip
    cast.people["qin_chuangkou"] = add_person(username="qin_chuangkou", name="秦小满", at=DAY, by="setup")
    appoint(person=cast.people["qin_chuangkou"], unit=hall, role=Role.HALL_CLERK, at=DAY, by="setup")
    asked = foi.Request("natural", {"name": f"{BEGINS}丙某某"}, f"{BEGINS}丙申请", f"{BEGINS}丙全文", "paper", "post")
    by = cast.actor("qin_chuangkou")
    own = foi.register(unit=cast.units["zjj"], request=asked, channel="counter", by=by, at=DAY).case
    client, before = desk(cast, "qin_chuangkou"), Fact.objects.count()
    for unit in things.values():
        for path in theirs(unit):
            assert [ask(client, path, method).status_code for method in ("get", "post")] == [404, 404], path
        assert not found_by(cast, "qin_chuangkou", unit, unit.marks + unit.hidden)
    mine = Things("zjj", things["zjj"].draft, things["zjj"].review, own, own, own, [])
    for route in THEIRS:
        if route.startswith("desk/c/") and route != "desk/c/<str:reference>/":
            for path in THEIRS[route](mine):
                # Asked for by its address alone, what shows the applicant's data is the page that the clerk sees anyway.
                seen = 302 if path.endswith("/party") else 404
                assert [ask(client, path, method).status_code for method in ("get", "post")] == [seen, 404], path
    page = text_of(client.get(f"/desk/c/{own.reference}/"))
    assert own.reference in page and "已收到" in page and BEGINS not in page
    assert set(found_by(cast, "qin_chuangkou", mine, [f"{BEGINS}丙", own.reference])) == {own.reference}
    assert Fact.objects.count() == before


def test_the_choices_of_a_form_are_ones_own(things, cast):
    """Units to draft for, to register for, to report on; the sections of a level."""

    def units(username: str, path: str, name: str) -> set[str]:
        page = desk(cast, username).get(f"/desk/{path}", follow=True).content.decode()
        chosen = re.search(rf'<select[^>]* name="{name}".*?</select>', page, re.S)
        return set(re.findall(r"明川县[^<]*", chosen[0])) if chosen else set()

    own = {"明川县卫生健康委员会"}
    assert units("sun_bianji", "r/new/notice/?unit=zjj", "unit") <= own
    assert units("qian_jingban", "p/foi/register/", "unit") == own
    assert units("qian_jingban", "reports/?unit=wjw&year=2026", "unit") <= own
    page = desk(cast, "sun_bianji").get("/desk/r/new/notice/?unit=zjj", follow=True).content.decode()
    assert "住房和城乡建设局" not in page


def test_without_its_role_a_page_is_not_there(things, cast):
    for route, pattern in routes(get_resolver().url_patterns):
        roles = getattr(pattern.callback, "desk", None) and pattern.callback.desk.roles
        for username in cast.people if roles else ():
            if not cast.scope(username).has(*roles):
                path = {**LISTS, **THEIRS}[route](things["zjj"])[0]
                assert ask(desk(cast, username), path, "get").status_code == 404, (username, path)


@pytest.mark.parametrize("username", ("wang_bianji", "zhou_jingban", "chen_chuangkou", "lin_guanli"))
def test_a_drawers_screen_is_for_its_roles(things, cast, username):
    for drawer, screen in screens():
        for method in ("get", "post"):
            found = getattr(desk(cast, username), method)(screen_url(drawer, screen)).status_code
            # One without a label is of a case, and without naming one not there for anybody.
            there = bool(screen.label) and cast.scope(username).has(*screen.by)
            assert (found == 404) is not there, screen.name


def test_somebody_with_no_appointment_finds_the_way_out_and_nothing_else(things, cast):
    from gongkai.ground.units.actions import add_person

    cast.people["new_here"] = add_person(username="new_here", name="何新", at=DAY, by="setup")
    client = desk(cast, "new_here")
    met = set()
    for paths in (*LISTS.values(), *THEIRS.values(), lambda _: ["no/such/page"]):
        for path in paths(things["zjj"]):
            answer = client.get(f"/desk/{path}")
            met.add(re.sub(TOKENS, r"\1", answer.content.decode()))
            assert answer.status_code == 403, path
    (page,) = met
    assert "您现在没有职责" in page and not [mark for mark in things["zjj"].marks if mark in page]


# Strangers and citizens.


@pytest.mark.parametrize("method", ("get", "post", "put", "delete", "head", "options"))
def test_a_stranger_meets_the_same_sign_in_everywhere(things, cast, method):
    """Byte for byte, but for where it leads afterwards and the tokens of its form."""

    def met(path: str) -> tuple:
        answer = getattr(Client(), method)(f"/desk/{path}", {"text": "办理意见"} if method == "post" else None)
        page = re.sub(TOKENS, r"\1", answer.content.decode())
        return answer.status_code, page, sorted(answer.headers)

    everywhere = [path for paths in (*LISTS.values(), *THEIRS.values()) for path in paths(things["zjj"])]
    first = met("no/such/page")
    assert first[0] == 200 and ("登录工作台" in first[1] or method == "head")
    assert {path for path in everywhere if met(path) != first} == set()


def test_a_citizen_has_their_own_case_and_no_other(things, cast):
    """A pass opens its case; numbers of other cases' papers and facts, a drawn-up pass and a wrong code open nothing."""
    from gongkai.doors.counter import seat
    from gongkai.doors.counter.track import let_in

    mine, other = things["zjj"].answered, things["wjw"].answered
    taken = "S" * 43
    seat.go_on(taken, edge.now())
    client, key = Client(), let_in(mine, taken, edge.now())
    assert mine.reference in client.post("/counter/track", {"pass": key}).content.decode()
    facts = Fact.objects.filter(ref=other.ref).values_list("idx", flat=True)
    for notice in Notice.objects.filter(ref=other.ref):
        for more in ({}, {"pdf": "1"}):
            asked = {"pass": key, "number": notice.number} | more
            assert client.post("/counter/track/paper", asked).status_code == 404
        asked = {"pass": key, "number": notice.number, "place": "1"}
        assert client.post("/counter/track/enclosure", asked).status_code == 404
    own = Notice.objects.get(ref=mine.ref, kind="answer").number
    for place, found in (("0", 404), ("1", 200), ("3", 200), ("4", 404), ("", 404)):
        asked = {"pass": key, "number": own, "place": place}
        assert client.post("/counter/track/enclosure", asked).status_code == found, place
    for idx in facts:
        assert client.post("/counter/track/proof", {"pass": key, "idx": idx}).status_code == 404
    before = Fact.objects.count()
    for path, asked in (
        ("", {"reference": other.reference, "code": "7KQ2-M9XW-4HRD"}),
        ("", {"pass": key[:-4] + "AAAA"}),
        ("/act", {"pass": "", "act": "recall", "sure": "1"}),
        ("/paper", {"pass": key[:-4] + "AAAA", "number": other.reference}),
        ("/proof", {"pass": "x", "idx": facts[0]}),
        ("/enclosure", {"pass": key[:-4] + "AAAA", "number": own, "place": "1"}),
    ):
        page = client.post(f"/counter/track{path}", asked).content.decode()
        assert not [mark for mark in things["wjw"].marks if mark in page and mark != other.reference], path
    assert Fact.objects.count() == before
    for path in ("track/case", "track/leave", "track/act", "track/paper", "track/enclosure", "track/proof"):
        assert client.get(f"/counter/{path}").headers["location"] == "/counter/track", path
    for path in ("foi/apply", "foi/receipt", "track"):
        page = client.get(f"/counter/{path}", follow=True).content.decode()
        assert not [mark for own in things.values() for mark in own.marks + own.hidden if mark in page]


def test_the_public_search_knows_nothing_that_is_not_public(things, cast):
    """Neither as a hit, nor suggested, nor counted in a facet; nor is it in the files of the public's index."""
    from gongkai.ground.search import index, places

    marks = [mark for own in things.values() for mark in own.marks + own.hidden]
    for words in (BEGINS, "草稿", "待审", "申请", "某某", "wutong", "wt", "2026", "公开的公示", ""):
        answers = [
            Client().get("/counter/search", {"q": words, **more})
            for more in ({}, {"format": "json"}, {"year": "2026"}, {"kind": "notice", "order": "newest"})
        ]
        answers.append(Client().get("/counter/search/suggest", {"q": words}))
        answers.append(Client().get("/counter/library/policy", {"q": words}))
        assert not [(words, mark) for answer in answers for mark in marks if mark in answer.content.decode()]
    (one,) = Client().get("/counter/search", {"q": "公示", "format": "json"}).json()["results"]
    assert one["title"] == "公开的公示"
    told = Client().get("/counter/search", {"kind": "notice", "format": "json"}).json()
    assert told["total"] == 1 and all(v["count"] <= 1 for values in told["facets"].values() for v in values)
    assert index.searcher(places.PUBLIC).num_docs == 1 and index.searcher(places.PUBLIC).doc_freq("text", BEGINS) == 0


def test_the_interface_knows_nothing_that_is_not_public(things, cast):
    marks = [mark for own in things.values() for mark in own.marks + own.hidden]
    asked = ["records", "records?section=notices", "records?unit=zjj", "records?kind=notice", "records.csv", "changes", "openapi.json", ""]  # fmt: skip
    asked += [f"records/{record.pk}" for own in things.values() for record in (own.draft, own.review)]
    for path in asked:
        answer = Client().get(f"/api/{path}")
        assert answer.status_code == (404 if path.startswith("records/") else 200), path
        assert not [mark for mark in marks if mark in answer.content.decode() and mark not in path], path
        assert "Set-Cookie" not in answer.headers, path
    told = [line["title"] for line in Client().get("/api/records").json()["records"]]
    assert told == ["公开的公示"]
    sheet = text_of(Client().get("/api/records.xlsx"))
    assert "公开的公示" in sheet and not [mark for mark in marks if mark in sheet]


def test_the_site_and_the_log_hold_nothing_that_is_not_public(things, cast):
    build.full()
    marks = [mark.encode() for own in things.values() for mark in own.marks + own.hidden]
    files = [path for path in tree.current().rglob("*") if path.is_file()]
    assert any("公开的公示".encode() in path.read_bytes() for path in files)
    assert not [path for path in files for mark in marks if mark in path.read_bytes() or mark.decode() in str(path)]


def test_the_site_serves_nothing_of_the_home_but_what_is_published(things, home):
    build.full()
    for name in ("keys/log", "gongkai.sqlite3", "log/.hidden", "erasures.log"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("secret")
    app = SiteApp(lambda environ, start: pytest.fail("not a page of Django's"))
    for path in (
        "/gongkai.sqlite3", "/keys/log", "/keys/django", "/files/", "/cache/cache.db", "/erasures.log", "/log/../keys/log", "/../keys/log",
        "/r/../../keys/log", "/.env", "/site/", "/desk../keys/log", "/log/.hidden", "/%2e%2e/keys/log", "//keys/log",
    ):  # fmt: skip
        told = {}
        asked = {"PATH_INFO": path, "REQUEST_METHOD": "GET"}
        body = b"".join(app(asked, lambda status, headers, *_, told=told: told.update(status=status)))
        assert told["status"].startswith("404") and b"secret" not in body, path
