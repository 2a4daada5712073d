"""Every type of public page before axe, at the desk and on a phone: it finds nothing that would keep anybody out.

The static pages are taken from the built tree, one of each form of address and a record of each kind, so that a new page or kind is
looked at without being named here. The counter's pages stand at the end of forms, and a visitor walks to each.
The desk's main screens are looked at too.
"""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from playwright.sync_api import Page, Route, expect

from gongkai.doors.counter import urls
from gongkai.doors.counter.search import BY_NETWORK
from gongkai.engines.exchange import actions as exchange
from gongkai.engines.exchange import apart, tables
from gongkai.engines.exchange.planning import plan
from gongkai.engines.exchange.tests.test_kinds import SHEETS, amended
from gongkai.engines.site.addresses import VERIFY, VERIFY_OFFLINE
from gongkai.engines.site.faces import faces
from gongkai.ground.outbox import actions as outbox
from gongkai.ground.units import actions as units
from gongkai.ground.units.models import Person, Unit
from gongkai.kernel.portal import topics
from gongkai.kernel.records import actions as records
from gongkai.kernel.records.models import Record
from gongkai.procedures.foi import actions as foi
from gongkai.procedures.foi import answering
from gongkai.pure import declare
from tests.plugins.acts.assessments import drafted
from tests.plugins.cast import SETUP, Cast
from tests.plugins.scenes import DAY, REQUEST, draft, through
from tests.plugins.seats import sign_in
from tests.plugins.served import ROOT, Served, eventually
from tests.plugins.visitor import APPLICATION

pytestmark = pytest.mark.browser
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
WIDTHS = (1280, 390)
RUN = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)"
WRONG = "全年收到政府信息公开申请37件，其中当面申请20件，网络申请11件，信函申请8件。"
NO_PAGES = {"look", "enclosure", "proof", "suggest", "leave", "without-slash", "follow-feed"}
"""Addresses of the counter that answer with a file or with lines of a list, or lead on."""

CORRECTED = """
from gongkai.kernel.records.models import Version
print(Version.objects.get(record__kind="notice", number=2).record_id)
"""


ACCOUNT = """
from gongkai.kernel.records.models import Record
print(Record.objects.get(kind="annual").pk)
"""


def fill() -> None:
    """A live record of each kind, one that was corrected and one that was withdrawn; prints the numbers and codes of an application
    that was answered and of one that is to be corrected. Runs in the home's own process."""
    cast = Cast(
        {each.code: each for each in Unit.objects.all()}, {each.username: each for each in Person.objects.all()}
    )
    for drawer in declare.kinds():
        said = SHEETS[drawer.code] | {"栏目": "公告公示"}
        found = plan(kind=declare.kind(drawer.code), unit=cast.units["zjj"], content=tables.as_csv(list(said), [list(said.values())]), form="csv", at=DAY)  # fmt: skip
        exchange.enter(plan=found, by=cast.actor("wang_bianji"), at=DAY)
        record = Record.objects.exclude(state="published").get(kind=drawer.code)
        if drawer.code == "consolidated":
            amended(cast, record)
        through(cast, record, "published")
    corrected = through(cast, draft(cast), "published")
    records.revise(record=corrected, reason="更正错字", by=cast.actor("wang_bianji"), at=DAY)
    mended = {"title": corrected.title, "formed_on": "2026-03-02", "body": "<p>更正后的正文。</p>"}
    records.save(record=corrected, content=mended, by=cast.actor("wang_bianji"), at=DAY)
    through(cast, corrected, "published")
    gone = through(cast, draft(cast), "published")
    records.withdraw(record=gone, ground="个人隐私", keep_title=True, by=cast.actor("liu_qianfa"), at=DAY)
    picked = [gone.pk, corrected.pk]
    who = {"by": cast.actor("gao_gongkai"), "at": DAY}
    topics.plan_topic(
        key="bishu",
        name="夏季避暑",
        lead="去哪里凉快",
        begins_on=DAY.date(),
        ends_on=date(2099, 3, 2),
        picked=picked,
        **who,
    )
    topics.end_topic(
        topic=topics.plan_topic(
            key="qingming", name="清明", lead="", begins_on=DAY.date(), ends_on=DAY.date(), picked=picked, **who
        ),
        **who,
    )
    topics.post_notice(text="周末窗口不办公。", begins_on=DAY.date(), ends_on=date(2099, 3, 2), **who)
    units.establish(name_en="Mingchuan County People's Government (fictional)", by=SETUP, at=DAY)
    outbox.connect(code="mail", adapter="folder", name="明川公开", address="outbox/mail", by="lin_guanli", at=DAY)
    answered, asked = (foi.submit(unit=cast.units["zjj"], request=REQUEST, at=DAY) for _ in range(2))
    officer = cast.actor("zhou_jingban")
    foi.accept(case=answered.case, by=officer, at=DAY)
    answering.propose(case=answered.case, outcome="3_1", text="您申请的信息予以公开，名单附后。", by=officer, at=DAY)
    answering.answer(case=answered.case, by=cast.actor("liu_qianfa"), at=DAY)
    foi.ask_correction(case=asked.case, items="请写明年份", days=10, by=officer, at=DAY)
    drafted(cast)
    print(json.dumps([[made.case.reference, made.query_code] for made in (answered, asked)]))


def at_once(module: str, content: bytes, seconds: float, *arguments: str) -> bytes:
    """Reads a table in this process: starting one for each takes longer than all the rest."""
    return json.dumps(apart.read(content, arguments[0], int(arguments[1]))).encode()


@dataclass
class Walked(Served):
    """``codes``: number and query code of the application that was answered, and of the one that is to be corrected."""

    codes: list[list[str]] = field(default_factory=list)


@pytest.fixture(scope="module")
def county(founded_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    made = shutil.copytree(founded_once, tmp_path_factory.mktemp("walked") / "home", symlinks=True)
    home = Walked(made, {"PYTHONPATH": str(ROOT)}, workers=1)
    script = "from unittest.mock import patch\nfrom tests import test_accessibility as here\n"
    script += "with patch.object(here.tables.alone, 'ask', here.at_once): here.fill()"
    home.codes = json.loads(home.python(script))
    home.gongkai("build", "--full")
    with home.at_work():
        yield home


def faults(page: Page, name: str) -> list[str]:
    """What axe finds on the page that is open, at each width: page, width, rule, selector, and what is wrong."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE)
        for rule in page.evaluate(RUN, RULES):
            found += [
                f"{name} at {width}: {rule['id']}: {' '.join(node['target'])}: {node['failureSummary']}"
                for node in rule["nodes"]
            ]
    return found


def test_a_fault_is_told_with_its_page_rule_and_place(page_at: Any) -> None:
    page = page_at(WIDTHS[0])
    page.set_content('<html lang="zh-CN"><title>一页</title><main><h1>一页</h1><p><img src="data:,"></p></main></html>')
    told = faults(page, "a page")
    assert [line.partition(": Fix")[0] for line in told] == [f"a page at {width}: image-alt: img" for width in WIDTHS]


def static_pages(tree: Path) -> set[Path]:
    """A page of each form of address, the longest of its form; each record, and each kind's list that has a face of its own."""
    alike = "|".join(code for code, face in faces().items() if not face.roll)
    variable = rf"(?<=^[su]/)[^/]+|(?<=^k/)({alike})(?=/)|(?<=/s/)[^/]+|(?<=/)\d+(?=/)|(?<=^r/)\w+(?=/v/)"
    longest: dict[str, Path] = {}
    for path in sorted(tree.rglob("*.html")):
        form = re.sub(variable, "*", path.relative_to(tree).as_posix())
        longest[form] = max(longest.get(form, path), path, key=lambda each: each.stat().st_size)
    return set(longest.values())


def test_nothing_is_found_on_the_static_pages(county: Walked, page_at: Any) -> None:
    page, found = page_at(WIDTHS[0]), []
    tree = county.folder / "site" / "current"
    pages = static_pages(tree)
    addresses = {"/" + path.relative_to(tree).as_posix().removesuffix("index.html") for path in pages}
    kept = addresses & {VERIFY_OFFLINE}  # it is downloaded, and opened from the disk
    for address in [*sorted(addresses - kept), f"{VERIFY}#nothing"]:
        page.goto(county.address + address)
        found += faults(page, address)
    page.goto(f"{county.address}/s/no-such-section/")
    found += faults(page, "what stands where there is nothing")
    page.goto(f"{county.address}/hant/u/zjj/")
    found += faults(page, "traditional script")
    page.get_by_label("長輩模式").check()
    records = sorted(each for each in addresses if each.startswith("/r/"))
    for address in ("/", "/topics/bishu/", "/u/zjj/about/", *records):
        page.goto(county.address + address)
        assert page.get_by_label("长辈模式").is_checked(), f"forgotten on {address}"
        if address not in records[1:]:
            found += faults(page, f"{address} in 长辈模式")
        found += (
            [] if page.evaluate("document.documentElement.scrollWidth <= innerWidth") else [f"{address} is too wide"]
        )
    page.get_by_label("长辈模式").uncheck()
    page.goto((tree / VERIFY_OFFLINE[1:]).as_uri())
    found += faults(page, VERIFY_OFFLINE)
    assert kept and not found, "\n".join(found)
    views = (path.with_name("index.json") for path in pages if path.parts[-3] == "r")
    shown = {json.loads(view.read_text("utf-8"))["kind"] for view in views if view.exists()}
    assert shown == {drawer.code for drawer in declare.kinds()}


def test_nothing_is_found_on_the_counter_s_pages(county: Walked, page_at: Any) -> None:
    page, found, seen = page_at(WIDTHS[0]), [], set()
    page.set_default_timeout(15_000)
    for name in Visitor(page, county).walk():
        found += faults(page, name)
        seen |= {
            each.name for each in urls.urlpatterns if each.resolve(urlsplit(page.url).path.removeprefix("/counter/"))
        }
    assert not found, "\n".join(found)
    assert {each.name for each in urls.urlpatterns if each.name} - NO_PAGES - seen == set()


def test_nothing_is_found_on_the_desk_s_main_screens(county: Walked, page_at: Any) -> None:
    found = []
    corrected, account = county.python(CORRECTED).strip(), county.python(ACCOUNT).strip()
    screens = {
        "wang_bianji": [
            "",
            "?p=record",
            "r/new/policy/",
            "r/import/notice/",
            f"r/{corrected}/compare/",
            f"r/{corrected}/tracked/",
            "contributions/",
        ],
        "zhou_jingban": [*(f"c/{reference}/" for reference, _ in county.codes), "archives/"],
        "gao_gongkai": [
            "annual/",
            f"annual/r/{account}/",
            f"annual/r/{account}/f/2021-3.r1.total/",
            "annual/outlines/",
            "reports/",
            "supervision/",
            "supervision/wall/",
            "supervision/league/",
            "findings/new/",
            f"c/{county.codes[1][0]}/do/urge/",
            "p/foi/often/",
            "register/",
            "register/import/foi/",
            "calendar/?of=unit",
            "workload/",
            "key-points/",
            "key-points/new/",
            "assessment/",
            "assessment/schemes/1/",
            "withheld/",
            "catalogue/",
            "outbox/",
            "portal/home/",
            "topics/bishu/",
            "site-notices/",
            "former/",
        ],
    }
    for username, paths in screens.items():
        page = page_at(WIDTHS[0])
        page.set_default_timeout(20_000)
        page.goto(f"{county.address}/desk/")
        sign_in(page, username)
        for path in paths:
            shown = page.goto(f"{county.address}/desk/{path}")
            assert shown.status == 200, path
            found += faults(page, f"/desk/{path}")
    assert not found, "\n".join(found)


class Visitor:
    """Somebody at the counter, in the browser of ``page``."""

    def __init__(self, page: Page, county: Walked) -> None:
        self.page, self.county = page, county

    def go(self, path: str) -> None:
        self.page.goto(self.county.address + path)

    def press(self, name: str | re.Pattern[str]) -> None:
        """Press a button of the page, and wait for the next one."""
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("button", name=name).first.click()

    def fill(self, fields: dict[str, str]) -> None:
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]:not([type=hidden])")
            if field.first.get_attribute("type") == "radio":
                field.and_(self.page.locator(f"[value={value}]")).check()
            elif field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)
            elif value:
                field.fill(value)

    def walk(self) -> Iterator[str]:
        """Opens one page of the counter after the other, and names it."""
        yield from self.searches()
        yield from self.has_a_report_audited()
        yield from self.opens_a_figure()
        yield from self.subscribes()
        yield from self.applies()
        yield from self.tracks(*self.county.codes)
        yield from self.goes_astray()

    def opens_a_figure(self) -> Iterator[str]:
        self.go(f"/counter/figures/{self.county.python(ACCOUNT).strip()}/2021-3.r1.total")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("新收")
        yield "a figure of a report"

    def searches(self) -> Iterator[str]:
        suggested = f"{self.county.address}/counter/search/suggest"
        # The worker feeds the index.
        eventually(lambda: "分配结果" in self.page.request.get(suggested, params={"q": "公租房"}).text())
        self.go("/counter/search")
        yield "search, nothing asked"
        self.go("/counter/search?q=公租房")
        expect(self.page.get_by_role("main").get_by_role("link", name="公租房分配结果公示")).to_be_visible()
        yield "search, found"
        self.page.get_by_role("combobox", name="搜索全站").fill("公租房")
        expect(self.page.get_by_role("option").first).to_be_visible()
        yield "search, suggestions"
        self.go("/counter/search?q=公租芳")
        expect(self.page.get_by_role("main")).to_contain_text("您要找的是不是：公租房")
        yield "search, something else found"
        self.go("/counter/search?q=火星 公租房&literal=1")
        expect(self.page.get_by_role("status")).to_have_text("没有找到")
        yield "search, nothing found"
        for face in faces().values():
            if face.library:
                self.go(f"/counter/library/{face.code}")
                yield f"library of {face.code}"
                self.go(f"/counter/library/{face.code}?q=火星")
                yield f"library of {face.code}, nothing found"

    def has_a_report_audited(self) -> Iterator[str]:
        self.go("/counter/audit")
        yield "audit"
        self.press("审这段文字")
        yield "audit, nothing given"
        self.fill({"text": WRONG})
        self.press("审这段文字")
        expect(self.page.locator(".g-contradicts").first).to_be_visible()
        yield "audit, what does not hold"

    def subscribes(self) -> Iterator[str]:
        self.go("/counter/subscribe")
        yield "subscribe"
        self.press("发一封确认信")
        yield "subscribe, nothing given"
        self.page.get_by_text("按栏目选").click()
        self.page.get_by_label("政策文件", exact=True).check()
        self.fill({"mailbox": "du.zhe@example.cn"})
        self.press("发一封确认信")
        yield "subscribed"
        laid = self.county.folder / "outbox" / "mail"
        # The worker lays the letter there.
        eventually(lambda: any(laid.glob("mail-*-confirm.json")))
        (letter,) = laid.glob("mail-*-confirm.json")
        self.go(urlsplit(json.loads(letter.read_text("utf-8"))["url"]).path)
        yield "subscription to be confirmed"
        self.press("确认订阅")
        yield "subscription"
        self.go("/counter/follow?s=notices")
        expect(self.page.get_by_role("main").get_by_role("listitem").first).to_be_visible()
        yield "followed"

    def applies(self) -> Iterator[str]:
        self.go("/counter/foi/apply")
        for name, fields in APPLICATION.items():
            yield f"application, {name}"
            before = self.page.get_by_role("heading", level=1).inner_text()
            self.press("下一步")
            if self.page.get_by_role("heading", level=1).inner_text() == before:
                yield f"application, {name} not filled in"
            self.fill({"unit": "zjj"} if name == "unit" else fields)
            if name == "who":
                yield from self.comes_back_later()
            self.press("下一步")
            if self.page.get_by_role("button", name="都不是，接着申请").count():
                yield f"application, {name} public already"
                self.press("都不是，接着申请")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("请核对一遍")
        yield "application, to be checked"
        self.press("提交申请")
        expect(self.page.locator(".keep")).to_be_visible()
        yield "receipt"

    def comes_back_later(self) -> Iterator[str]:
        self.press("先存着，以后接着填")
        code = self.page.locator(".keep dd").inner_text()
        yield "laid by"
        self.go("/counter/foi/resume")
        yield "to go on"
        self.fill({"later": "AAAA-BBBB-CCCC"})
        self.press("接着填")
        yield "to go on, not found"
        self.fill({"later": code})
        self.press("接着填")
        self.press("上一步")
        yield "gone on with"

    def tracks(self, answered: list[str], asked: list[str]) -> Iterator[str]:
        self.go("/counter/track")
        yield "track"
        self.press("查进度")
        yield "track, nothing given"
        for reference, code in (answered, asked):
            self.go("/counter/track")
            self.fill({"reference": reference, "code": code})
            self.press("查进度")
            yield f"case {reference}"
            self.press(re.compile("^看"))
            expect(self.page.locator("article.doc")).to_be_visible()
            yield f"notice of {reference}"
            self.press("回到进度")
        self.press("补充说明")
        yield "an act of the applicant"
        self.press("提交补充说明")
        yield "an act, nothing given"

    def goes_astray(self) -> Iterator[str]:
        """What is not there, what is not open any more, what comes from another site's page, who asks too often."""
        self.go("/counter/no-such-page")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("没有找到这一页")
        yield "not found"
        self.go("/counter/track/case?k=0")
        yield "a case that is not open"

        def from_elsewhere(route: Route) -> None:
            route.fulfill(response=route.fetch(method="POST", headers={"Origin": "http://elsewhere.example"}))

        self.page.route("**/counter/track", from_elsewhere)
        self.go("/counter/track")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("这一步要在本站办")
        yield "from elsewhere"
        self.page.unroute("**/counter/track")
        for _ in range(BY_NETWORK.free):
            self.page.request.get(f"{self.county.address}/counter/search?q=公租房&format=json")
        self.go("/counter/search?q=公租房")
        expect(self.page.get_by_role("main")).to_contain_text("搜得太快了")
        yield "search, too often"
