"""Screens ask the database as often for twenty-five rows as for five: each is measured at both, in the same home."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.doors import edge
from gongkai.doors.desk.entry import SECOND_FACTOR
from gongkai.engines.measures import queries as measures
from gongkai.engines.measures import sheets
from gongkai.engines.reporting import reports, signing
from gongkai.engines.site import build
from gongkai.engines.supervision.tests.sheets import closed
from gongkai.engines.sweep import sweeping
from gongkai.ground.files.actions import attach
from gongkai.ground.files.tests.samples import PNG
from gongkai.ground.home.memory import forget_everything
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.units import actions as units
from gongkai.kernel.assessments import actions as assessing
from gongkai.kernel.assessments import queries as assessments
from gongkai.kernel.cases.actions import add_note
from gongkai.kernel.flow.duties import open_duties
from gongkai.kernel.oversight import alerts
from gongkai.kernel.records import actions as records
from gongkai.kernel.records import catalogue
from gongkai.kernel.records.models import Record, Section
from gongkai.kernel.statements.models import Statement, as_stored
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering, consulting
from gongkai.procedures.remedies import actions as remedies
from gongkai.pure.declare import Tell
from gongkai.pure.law.sitemeta import ANNUAL_TYPE
from tests.plugins.acts import assessments as assessed
from tests.plugins.acts.drafting import asked as asked_of
from tests.plugins.acts.drafting import handed_in, remarked
from tests.plugins.acts.key_points import laid, proved
from tests.plugins.acts.logbooks import entered
from tests.plugins.acts.monitoring import looked
from tests.plugins.acts.oversight import found
from tests.plugins.cast import Cast, noon

DAY = noon("2026-03-02")
FEW, MANY = 5, 25


@pytest.fixture(autouse=True)
def day(monkeypatch, home):
    cache.clear()
    monkeypatch.setattr(edge, "now", lambda: noon("2026-03-03"))
    monkeypatch.setattr(measures, "SNAPSHOT", "default")


class County:
    """The cast at work: each verb adds one row of its sort."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.units = cast, dict(cast.units)

    def applied(self, n: int, unit: str = "zjj"):
        party = {"name": f"王{n}", "phone": "13800000000"}
        asked = foi.Request("natural", party, f"第{n}件", "申请公开名单。", "electronic", "online")
        return foi.submit(unit=self.units[unit], request=asked, at=DAY).case

    def accepted(self, n: int):
        return foi.accept(case=self.applied(n), by=self.cast.actor("zhou_jingban"), at=DAY)

    def trained(self, n: int):
        told = {"title": f"第{n}期培训", "attendees": f"{n + 1}"}
        return entered(self.cast, told)

    def signed(self, n: int):
        self.unit_with_a_case(n)
        unit = self.units[f"u{n}"]
        figures = signing.figures_of(signing.account(unit, 2026, sheets.counted()))
        statement = Statement(unit=unit, year=2026, number=1, size=1, signed_on=DAY.date(), by="liu_qianfa")
        for name, value in as_stored(figures).items():
            setattr(statement, name, value)
        statement.save()

    def permitted(self, n: int):
        entered(self.cast, {"sort": "permit", "since": "2026-01-01", "count": f"{n + 1}"}, logbook="decisions")
        sheets.catch_up()

    def consulted(self, n: int):
        unit, by = self.units["wjw"], self.cast.actor("zhou_jingban")
        return consulting.consult(
            case=self.accepted(n), kind="third_party", whom="", letter="", unit=unit, by=by, at=DAY
        )

    def answered(self, n: int):
        case = self.accepted(n)
        answering.propose(
            case=case, outcome="3_1", text="名单予以公开，附后。", by=self.cast.actor("zhou_jingban"), at=DAY
        )
        return answering.answer(case=case, by=self.cast.actor("liu_qianfa"), at=DAY)

    def reconsidered(self, n: int, about=None):
        matter = remedies.Matter("natural", {"name": f"张{n}"}, f"第{n}户名单", "请求撤销答复。", "明川县人民政府")
        return remedies.register(
            procedure="reconsideration", unit=self.units["zjj"], matter=matter, channel="letter", received_on=DAY.date(),
            about=about, by=self.cast.actor("feng_fazhi"), at=DAY,
        )  # fmt: skip

    def reviewed(self, n: int):
        return self.reconsidered(n, about=self.answered(n))

    def drafted(self, n: int) -> Record:
        key, section, unit = records.new_id(), Section.objects.get(pk="notices"), self.units["zjj"]
        file = attach(owner=f"record:{key}", name=f"附件{n}.png", data=PNG, by="wang_bianji", at=DAY)
        content = {"title": f"第{n}号公示", "formed_on": "2026-03-02", "body": "<p>现予公示。</p>"}
        content |= {"attachments": [file.public_id]}
        return records.draft(kind="notice", unit=unit, section=section, content=content, by=self.cast.actor("wang_bianji"), at=DAY, record_id=key)  # fmt: skip

    def submitted(self, n: int) -> Record:
        return records.submit(record=self.drafted(n), by=self.cast.actor("wang_bianji"), at=DAY)

    def queued(self, n: int) -> None:
        ref, unit_id = self.drafted(n).ref, self.units["zjj"].pk
        outbox.queue(key=f"weibo-post-{n}", channel="weibo", task="post", ref=ref, unit_id=unit_id, version=1, at=DAY)

    def published(self, n: int) -> Record:
        record = self.submitted(n)
        for verb, who in (("pass_review", "li_shenhe"), ("clear", "wu_baomi"), ("publish", "liu_qianfa")):
            getattr(records, verb)(record=record, by=self.cast.actor(who), at=DAY)
        return record

    def suspected(self, n: int) -> Record:
        record = self.drafted(n)
        content = {"title": f"第{n}号公示", "formed_on": "2026-03-02", "body": "<p>认真布署。</p>"}
        for verb, who, more in (
            ("save", "wang_bianji", {"content": content}),
            ("submit", "wang_bianji", {}),
            ("pass_review", "li_shenhe", {}),
            ("clear", "wu_baomi", {}),
            ("publish", "liu_qianfa", {}),
        ):
            getattr(records, verb)(record=record, by=self.cast.actor(who), at=DAY, **more)
        sweeping.recheck(record, DAY)
        return record

    def unit_with_a_case(self, n: int):
        self.units[f"u{n}"] = units.open_unit(
            code=f"u{n}", name=f"明川县第{n}局", short_name=f"第{n}局", level="department", parent_code="xzf",
            opened_on=DAY.date(), at=DAY, by="setup",
        )  # fmt: skip
        forget_everything()
        return self.applied(n, unit=f"u{n}")

    def applied_long_ago(self, n: int, unit: str = "zjj"):
        party = {"name": f"王{n}", "phone": "13800000000"}
        asked = foi.Request("natural", party, f"第{n}件", "申请公开名单。", "electronic", "online")
        return foi.submit(unit=self.units[unit], request=asked, at=noon("2026-02-03")).case

    def found(self, n: int):
        return found(self.cast, title=f"第{n}次检查发现的问题")

    def seen_on_the_site(self, n: int):
        looked(self.cast, (f"/u/zjj/s/{n}/",), f"第{n}个旧链接")

    def laid(self, n: int):
        point = laid(self.cast, title=f"第{n}项任务", assisting=(self.cast.units["wjw"],))
        return proved(self.cast, point)

    def contributed(self, n: int):
        """One more that the health commission wrote for the housing bureau's report, with a remark on it."""
        record = getattr(self, "account", None) or self._account()
        asked = asked_of(self.cast, record, chapter=f"第{n}部分")
        if n % 2:
            handed_in(self.cast, asked, body=f"<p>第{n}部分写了这些内容。</p>")
        remarked(self.cast, record, text=f"第{n}条批注", quote="")

    def _account(self) -> Record:
        catalogue.place_section(key="annual", name="年度报告", column_type=ANNUAL_TYPE, position=9, by="setup", at=DAY)
        by = self.cast.actor("wang_bianji")
        self.account = reports.begin(unit=self.units["zjj"], year=2025, covers="own", size=0, by=by, at=DAY)
        return self.account

    def bulletin(self, n: int):
        period = f"{2024 + n // 12}-{n % 12 + 1:02}"
        return reports.begin_bulletin(
            unit=self.units["zjj"], period=period, covers="own", size=0, by=self.cast.actor("wang_bianji"), at=DAY
        )

    def owing_a_report(self, n: int):
        return assessed.owing(self.cast, 2000 + n)

    def unit_assessed(self, n: int):
        self.unit_with_a_case(n)
        if assessments.assessment(2026) is None:
            assessed.begun(self.cast, 2026)

    def claim_shown(self, n: int):
        part = assessments.of_unit(self.units["zjj"], 2025) or assessed.asked(self.cast)
        by = self.cast.actor("wang_bianji")
        assessing.prove(appraisal=part, key="rules", about=[self.drafted(n).ref], by=by, at=DAY)

    def told_of(self, n: int):
        return alerts.alert(duty=open_duties(self.accepted(n).ref)[0], tell=Tell(yellow=0), at=DAY)

    def unit_with_a_late_case(self, n: int):
        self.unit_with_a_case(n)
        return self.applied_long_ago(n, unit=f"u{n}")

    def standing_still(self, n: int):
        self.unit_with_a_case(n)
        return self.applied_long_ago(n, unit=f"u{n}")

    def unit_in_the_league(self, n: int):
        self.unit_with_a_case(n)
        self.units[f"u{n}"].refresh_from_db()
        closed(Cast(self.units), 5, f"u{n}")

    def unit_owing(self, n: int):
        catalogue.change(section=Section.objects.get(pk="notices"), update_every="month", by=self.cast.actor("gao_gongkai"), at=DAY)  # fmt: skip
        return self.unit_with_a_case(n)

    def section(self, n: int):
        by = self.cast.actor("gao_gongkai")
        return catalogue.add(
            key=f"s{n}", parent=None, name=f"第{n}栏", update_every="month", units="zjj", by=by, at=DAY
        )


@pytest.fixture
def county(cast) -> County:
    return County(cast)


@pytest.fixture
def asks(cast) -> Callable[[str, str], tuple[int, int]]:
    """``asks("zhou_jingban", "/desk/")``: how often a page asks the database, once it has been asked for before; and how long it is."""

    def count(username: str, path: str) -> tuple[int, int]:
        sheets.catch_up()
        client = Client()
        client.force_login(cast.people[username])
        session = client.session
        session[SECOND_FACTOR] = True
        session.save()
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            page = client.get(path)
        assert page.status_code == 200
        return len(seen), len(page.content)

    return count


SCREENS = {
    "worklist of cases": ("zhou_jingban", "/desk/", County.applied),
    "worklist of opinions": ("qian_jingban", "/desk/", County.consulted),
    "worklist of records": ("li_shenhe", "/desk/", County.submitted),
    "worklist of the unit": ("gao_gongkai", "/desk/?tab=unit", County.applied),
    "worklist of what is closed": ("zhou_jingban", "/desk/?tab=closed", County.answered),
    "what was searched for": ("zhou_jingban", "/desk/?q=2026", County.applied),
    "list of records": ("wang_bianji", "/desk/r/", County.drafted),
    "the outbox": ("gao_gongkai", "/desk/outbox/", County.queued),
    "what the nightly search found": ("wang_bianji", "/desk/guard/", County.suspected),
    "supervision by unit": ("he_jiancha", "/desk/supervision/", County.unit_with_a_case),
    "supervision, a lamp's list": ("he_jiancha", "/desk/supervision/list/?light=green", County.unit_with_a_case),
    "worklist with alerts": ("zhou_jingban", "/desk/", County.told_of),
    "what turns red within a week": ("he_jiancha", "/desk/supervision/week/", County.unit_with_a_late_case),
    "the wall's screen": ("he_jiancha", "/desk/supervision/wall/", County.unit_with_a_late_case),
    "open cases by stage": ("he_jiancha", "/desk/supervision/open/?p=foi&state=received", County.unit_with_a_case),
    "findings": ("he_jiancha", "/desk/findings/", County.found),
    "worklist with findings": ("liu_qianfa", "/desk/", County.found),
    "what was found on the site": ("gao_gongkai", "/desk/monitor/", County.seen_on_the_site),
    "a quarter of the site": ("gao_gongkai", "/desk/monitor/quarter/", County.seen_on_the_site),
    "key points": ("gao_gongkai", "/desk/key-points/?year=2026", County.laid),
    "worklist with key points": ("liu_qianfa", "/desk/", County.laid),
    "supervision, key points' lights": ("he_jiancha", "/desk/supervision/list/?p=keypoint", County.laid),
    "a measure of key points opened": ("gao_gongkai", "/desk/measures/keypoints.due/?period=2026", County.laid),
    "what a unit writes for others": ("sun_bianji", "/desk/contributions/", County.contributed),
    "worklist with contributions": ("sun_bianji", "/desk/", County.contributed),
    "assessment by unit": ("gao_gongkai", "/desk/assessment/2026/", County.unit_assessed),
    "what shows a claim": ("liu_qianfa", "/desk/assessment/a/2025-zjj/i/rules/", County.claim_shown),
    "worklist with assessments": ("liu_qianfa", "/desk/", County.owing_a_report),
    "versions of the scheme": ("gao_gongkai", "/desk/assessment/schemes/", County.owing_a_report),
    "a measure of cases opened": ("gao_gongkai", "/desk/measures/foi.closed/?period=2026", County.answered),
    "a measure of steps opened": ("gao_gongkai", "/desk/measures/records.cleared/?period=2026", County.published),
    "a measure of matters opened": ("gao_gongkai", "/desk/measures/findings.open/?period=2026", County.found),
    "bulletins": ("gao_gongkai", "/desk/bulletins/", County.bulletin),
    "unusual patterns": ("he_jiancha", "/desk/supervision/questions/", County.standing_still),
    "a pattern's cases": ("he_jiancha", "/desk/supervision/questions/still/foi/zjj/", County.applied_long_ago),
    "the league": ("he_jiancha", "/desk/supervision/league/", County.unit_in_the_league),
    "coverage by unit": ("gao_gongkai", "/desk/coverage/", County.unit_owing),
    "coverage by section": ("gao_gongkai", "/desk/coverage/?by=section", County.section),
    "coverage, a number's list": ("gao_gongkai", "/desk/coverage/list/", County.unit_owing),
    "the register": ("zhou_jingban", "/desk/register/", County.consulted),
    "the register of what was reviewed": ("gao_gongkai", "/desk/register/?p=foi&q=第", County.reviewed),
    "the calendar of what is due": ("zhou_jingban", "/desk/calendar/?month=2026-03", County.applied),
    "the calendar of units": ("gao_gongkai", "/desk/calendar/?month=2026-03&of=unit", County.unit_with_a_case),
    "the workload by unit": ("gao_gongkai", "/desk/workload/?month=2026-03", County.unit_with_a_case),
    "the workload by officer": ("zhou_jingban", "/desk/workload/?month=2026-03", County.answered),
    "worklist of reconsiderations": ("feng_fazhi", "/desk/", County.reconsidered),
    "part four opened": ("gao_gongkai", "/desk/reports/2021-4/2026/xzf/reconsideration/total/", County.reconsidered),
    "the catalogue": ("gao_gongkai", "/desk/catalogue/", County.section),
    "table of a year": ("gao_gongkai", "/desk/reports/2021-3/2026/xzf/", County.answered),
    "a logbook": ("gao_gongkai", "/desk/logbooks/trainings/", County.trained),
    "a logbook's figure opened": (
        "gao_gongkai",
        "/desk/reports/2021-2/2026/xzf/p20_5_permits/decisions/",
        County.permitted,
    ),
    "accounts of a year": ("gao_gongkai", "/desk/accounts/2026/", County.signed),
    "a figure opened": ("gao_gongkai", "/desk/reports/2021-3/2026/xzf/r1/total/", County.answered),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_list_asks_as_often_for_many_rows_as_for_few(county, asks, screen):
    username, path, add = SCREENS[screen]
    for n in range(FEW):
        add(county, n)
    few, short = asks(username, path)
    for n in range(FEW, MANY):
        add(county, n)
    many, long = asks(username, path)
    assert many == few
    assert long > short or "table" in screen or "officer" in screen


def test_a_report_s_page_does_not_ask_more_the_more_is_written_for_it(county, asks):
    for n in range(FEW):
        county.contributed(n)
    path = f"/desk/annual/r/{county.account.pk}/"
    few, short = asks("wang_bianji", path)
    for n in range(FEW, MANY):
        county.contributed(n)
    many, long = asks("wang_bianji", path)
    assert many == few and long > short


def test_the_page_of_a_case_does_not_ask_more_the_more_happened(county, asks):
    case = county.accepted(1)
    path, by = f"/desk/c/{case.reference}/", county.cast.actor("zhou_jingban")

    def happens(n: int) -> None:
        add_note(case=case, text=f"第{n}次电话联系。", by=by, at=DAY)
        attach(owner=case.ref, name=f"材料{n}.png", data=PNG, by="zhou_jingban", at=DAY, seal=True)
        asked = consulting.consult(case=case, kind="third_party", whom=f"第{n}户", letter="", by=by, at=DAY)
        consulting.record_opinion(consultation=asked, consents=True, opinion="同意", by=by, at=DAY)
        case.refresh_from_db()

    for n in range(FEW):
        happens(n)
    few, short = asks("zhou_jingban", path)
    for n in range(FEW, MANY):
        happens(n)
    many, long = asks("zhou_jingban", path)
    assert many == few and long > 2 * short


def test_the_page_of_a_case_does_not_ask_more_the_more_is_linked_with_it(county, asks):
    case = county.answered(1)
    path = f"/desk/c/{case.reference}/"
    for n in range(FEW):
        county.reconsidered(n, about=case)
    few, short = asks("zhou_jingban", path)
    for n in range(FEW, MANY):
        county.reconsidered(n, about=case)
    many, long = asks("zhou_jingban", path)
    assert many == few and long > short


def test_the_page_of_a_record_does_not_ask_more_the_more_versions_and_files_it_has(county, asks):
    record = county.drafted(1)
    path, by = f"/desk/r/{record.pk}/", county.cast.actor("wang_bianji")
    stored: list[str] = []
    told = "<p>手机13812345678。</p>"

    def happens(n: int) -> None:
        stored.append(attach(owner=record.ref, name=f"附件{n}.png", data=PNG, by="wang_bianji", at=DAY).public_id)
        content = {
            "title": "公示",
            "formed_on": "2026-03-02",
            "body": f"<p>第{n}稿</p>" + told * n,
            "attachments": list(stored),
        }
        records.save(record=record, content=content, section=record.section, by=by, at=DAY)

    for n in range(FEW):
        happens(n)
    few = [asks("wang_bianji", each) for each in (path, f"{path}edit/")]
    for n in range(FEW, MANY):
        happens(n)
    for each, (before, short) in zip((path, f"{path}edit/"), few, strict=True):
        many, long = asks("wang_bianji", each)
        assert many == before and long > short, each


def built(how: Callable[[], object]) -> int:
    sheets.catch_up()
    with CaptureQueriesContext(connection) as seen:
        how()
    return len(seen)


def test_the_whole_site_is_built_with_as_many_questions_for_many_records_as_for_few(county):
    """Records' pages come in chunks, and each list asks once."""
    counted = []
    for done, many in ((0, FEW), (FEW, MANY)):
        for n in range(done, many):
            county.published(n)
        build.full(workers=1)
        counted.append(built(lambda: build.full(workers=1)))
    assert counted[0] == counted[1]


def test_a_publication_rebuilds_with_as_many_questions_among_many_records_as_among_few(county):
    counted = []
    for many in (FEW, MANY):
        for n in range(many - 2):
            county.published(many + n)
        build.full(workers=1)
        county.published(many - 1)
        counted.append(built(build.catch_up))
    assert counted[0] == counted[1]
