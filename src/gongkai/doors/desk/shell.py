"""What every desk page shows around its content: rail, counts, who is signed in."""

from collections import Counter
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from gongkai.doors import edge
from gongkai.doors.desk import kept, sending
from gongkai.ground.ui.shell import Group, Link
from gongkai.ground.units.delegating import is_everywhere
from gongkai.ground.units.queries import unit_by_id
from gongkai.kernel.flow.duties import owed_by
from gongkai.pure import declare
from gongkai.pure.declare import Role, Screen

RECORDS, KEY_POINTS, ASSESSMENT, CONTRIBUTIONS = "record", "keypoint", "assessment", "contribution"
SITE_PAGES = ("/desk/portal/", "/desk/topics/", "/desk/site-notices/", "/desk/former/", "/desk/views/")
"""What stands under the word for the site."""
MONITOR = "/desk/monitor/"
BESIDE_CASES = {RECORDS: "信息发布", KEY_POINTS: "年度要点", ASSESSMENT: "年度考核", CONTRIBUTIONS: "供稿"}
"""What is owed that belongs to no procedure, by its heading."""
PROCEDURE_ICONS = {"foi": "file-question-mark", "reconsideration": "scale", "litigation": "landmark"}


def owed_counts(request: HttpRequest) -> Counter:
    """In how many cases and records the signed-in person has something to discharge, by procedure ("foi", "record"); one query a request."""
    known = getattr(request, "owed", None)
    if known is None:
        known = request.owed = Counter()
        rows = owed_by(request.scope).order_by().values("procedure").annotate(n=Count("ref", distinct=True))
        for row in rows:
            known[group_of(row["procedure"])] += row["n"]
    return known


def group_of(procedure: str) -> str:
    """The worklist's heading for a duty's procedure: all kinds of record stand under one."""
    return RECORDS if procedure.startswith(f"{RECORDS}:") else procedure


def group_codes() -> list[str]:
    """The worklist's headings: every procedure, then what belongs to none."""
    return [*(drawer.code for drawer in declare.procedures()), *BESIDE_CASES]


NOBODY = "还没有这个岗位的人，请找系统管理员"
"""Of a role that nobody holds for a unit: what waits for nobody waits for ever."""


def group_name(code: str) -> str:
    return BESIDE_CASES.get(code) or declare.procedure(code).name


def screens() -> list[tuple[declare.Drawer, Screen]]:
    """The drawers' own pages: those declared, and those of their desk faces. Of a drawer with two procedures each stands once."""
    found: dict[tuple[str, str], tuple[declare.Drawer, Screen]] = {}
    for drawer in (*declare.procedures(), *declare.kinds()):
        face = drawer.face("desk")
        for screen in (*drawer.declaration.screens, *getattr(face, "SCREENS", ())):
            found.setdefault((drawer.package, screen.name), (drawer, screen))
    return list(found.values())


def screen_url(drawer: declare.Drawer, screen: Screen) -> str:
    return f"/desk/p/{drawer.code}/{screen.name}/"


def groups(request: HttpRequest) -> tuple[Group, ...]:
    """The rail: only what this person has work in."""
    scope, counts, here = request.scope, owed_counts(request), request.path
    listed = request.GET.get("p", "") if here == "/desk/" else None
    mine = listed == "" or here.startswith("/desk/c/")
    handling = [Link("我的办件", "/desk/", mine, "inbox", sum(counts.values()))]
    for drawer in declare.procedures():
        url = f"/desk/?p={drawer.code}"
        if counts[drawer.code] or _handles_cases(scope):
            icon = PROCEDURE_ICONS.get(drawer.code, "clipboard-list")
            handling.append(Link(drawer.declaration.name, url, listed == drawer.code, icon, counts[drawer.code]))
    for drawer, screen in screens():
        if screen.label and scope.has(*screen.by):
            url = screen_url(drawer, screen)
            handling.append(Link(screen.label, url, here.startswith(url), screen.icon))
    if _handles_cases(scope):
        for label, url, icon in (
            ("办件台账", "/desk/register/", "table"),
            ("到期日历", "/desk/calendar/", "calendar-check"),
        ):
            handling.append(Link(label, url, here.startswith(url), icon))
    publishing = []
    if counts[RECORDS] or scope.has(Role.REVIEWER, Role.SECRECY_REVIEWER, Role.SIGNATORY, Role.EDITOR):
        url = f"/desk/?p={RECORDS}"
        publishing.append(Link("要我办的信息", url, listed == RECORDS, "file-check", counts[RECORDS]))
    publishing.append(Link("信息", "/desk/r/", here.startswith("/desk/r/"), "library"))
    if scope.has(Role.EDITOR, Role.REVIEWER, Role.SIGNATORY, Role.OPENNESS_OFFICE, Role.OFFICE_HEAD):
        url = "/desk/outbox/"
        publishing.append(Link("发件箱", url, here.startswith(url), "send"))
        url = "/desk/upward/"
        publishing.append(Link("报送和采用", url, here.startswith(url), "upload"))
    if scope.has(Role.OPENNESS_OFFICE):
        url = "/desk/catalogue/"
        publishing.append(Link("公开目录", url, here.startswith(url), "list"))
    if scope.has(Role.OPENNESS_OFFICE, Role.OFFICE_HEAD):
        for label, url, icon in (
            ("负面清单", "/desk/withheld/", "lock"),
            ("公开指南", "/desk/guides/", "info"),
            ("网站", "/desk/portal/", "table"),
        ):
            within = SITE_PAGES if url == "/desk/portal/" else (url,)
            publishing.append(Link(label, url, here.startswith(within), icon))
    if scope.has(
        Role.OPENNESS_OFFICE, Role.ADMINISTRATOR, Role.EDITOR, Role.REVIEWER, Role.SECRECY_REVIEWER, Role.SIGNATORY
    ):
        url = "/desk/review/"
        publishing.append(Link("审核设置", url, here.startswith(url), "settings"))
    if scope.has(Role.ADMINISTRATOR):
        url = "/desk/people/"
        publishing.append(Link("人员与授权", url, here.startswith(url), "users"))
    if scope.has(Role.ADMINISTRATOR) and is_everywhere(scope.actor()):
        publishing.append(Link("政府信息", "/desk/government/", here.startswith("/desk/government/"), "landmark"))
    if scope.has(Role.ADMINISTRATOR):
        publishing.append(Link("电子印章", "/desk/seals/", here.startswith("/desk/seals/"), "stamp"))
        publishing.append(Link("接口密钥", "/desk/keys/", here.startswith("/desk/keys/"), "lock"))
    watching = [
        Link(label, url, here.startswith(url) or (icon == "gauge" and here.startswith("/desk/findings/")), icon)
        for label, url, icon in (
            ("电子监察", "/desk/supervision/", "gauge"),
            ("工作量", "/desk/workload/", "users"),
            ("栏目更新", "/desk/coverage/", "calendar-check"),
            ("泄露检查", "/desk/guard/", "shield-check"),
            ("网站监测", MONITOR, "search"),
            ("年度要点", "/desk/key-points/", "list-ordered"),
            ("年度考核", "/desk/assessment/", "award"),
            ("登记簿", "/desk/logbooks/", "clipboard-list"),
            ("年度统计确认", "/desk/accounts/", "file-check"),
            ("情况通报", "/desk/bulletins/", "scroll-text"),
            ("年度报告", "/desk/annual/", "file-text"),
            ("报告与统计", "/desk/reports/", "chart-column"),
            ("指标", "/desk/measures/", "list"),
        )
        if _exists(url) and (url != MONITOR or scope.has(Role.OPENNESS_OFFICE, Role.SUPERVISOR))
    ]
    made = (Group("办理", tuple(handling)), Group("发布", tuple(publishing)), Group("监督", tuple(watching)))
    return tuple(group for group in made if group.links)


def _handles_cases(scope: Any) -> bool:
    return scope.has(
        Role.CASE_OFFICER,
        Role.LEGAL_REVIEWER,
        Role.WINDOW_CLERK,
        Role.HALL_CLERK,
        Role.SIGNATORY,
        Role.OFFICE_HEAD,
        Role.OPENNESS_OFFICE,
        Role.SUPERVISOR,
    )


def _exists(path: str) -> bool:
    try:
        return resolve(path).url_name != "desk-nothing"
    except Resolver404:
        return False


def _of_what(heading: str, subject: Any) -> str:
    """What a form that waits for its writer is called: the heading of its page, and the number of the case that it is about."""
    reference = getattr(subject, "reference", "")
    return f"{heading}（{reference}）" if reference else heading


def shell(request: HttpRequest, heading: str, **more: Any) -> dict[str, Any]:
    """The context of ``ui/desk.html``."""
    scope = request.scope
    return {
        "site": edge.site(),
        "unit_name": unit_by_id(scope.home_unit).short_name if scope.home_unit else "",
        "groups": groups(request),
        "who": scope.name,
        "writer": kept.mark(scope.person_id, _of_what(heading, more.get("subject"))),
        "once": sending.key_of(request),
        "anyway": sending.taken_at(request) is not None,
        "unsent": kept.unsent(request),
        "sends_again": request.POST.get(kept.TAKEN, ""),
        "account_url": "/desk/account",
        "sign_out_url": "/desk/sign-out",
        "sign_in_url": "/desk/sign-in",
        "search_url": "/desk/search",
        "heading": heading,
        "today": request.today,
    } | more


def show(request: HttpRequest, template: str, heading: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Render a desk page."""
    return render(request, template, shell(request, heading, **context), status=status)
