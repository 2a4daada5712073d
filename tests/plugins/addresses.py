"""Every address and every model, and whose they are: one that is not declared here fails the access test."""

from collections.abc import Callable

from gongkai.doors.desk import (
    appraising,
    assessment,
    catalogue,
    findings,
    key_points,
    logbooks,
    record_acts,
    reported,
    withheld,
)
from gongkai.doors.desk.outbox import ACTS as OUTBOX_ACTS
from gongkai.doors.desk.shell import screen_url, screens
from gongkai.doors.desk.upward import ACTS as UPWARD_ACTS
from gongkai.kernel.cases.models import Case
from gongkai.pure import declare
from tests.plugins.things import BEGINS, Things


def acts(case: Case) -> list[str]:
    return list(next(d for d in declare.procedures() if d.code == case.procedure).face("desk").acts())


def each(*paths: str) -> Callable[[Things], list[str]]:
    return lambda things: list(paths)


TABLE, ASKED = "reports/2021-3/2026", "supervision/questions/minute/foi"
THEIRS: dict[str, Callable[[Things], list[str]]] = {
    "desk/c/<str:reference>/": lambda t: [f"c/{c.reference}/" for c in t.cases],
    "desk/c/<str:reference>/bundle": lambda t: [f"c/{c.reference}/bundle" for c in t.cases],
    "desk/c/<str:reference>/archive": lambda t: [f"c/{t.answered.reference}/archive"],
    "desk/c/<str:reference>/party": lambda t: [f"c/{t.case.reference}/party"],
    "desk/c/<str:reference>/calculation.pdf": lambda t: [f"c/{t.case.reference}/calculation.pdf"],
    "desk/c/<str:reference>/do/<slug:name>/": lambda t: [
        *(f"c/{t.case.reference}/do/{name}/" for name in acts(t.case)),
        *(f"c/{t.remedy.reference}/do/{name}/" for name in ("reply", "decide", "note") if t.remedy),
    ],
    "desk/c/<str:reference>/n/<int:key>/": lambda t: [f"c/{t.answered.reference}/n/{n.pk}/" for n in t.notices],
    "desk/c/<str:reference>/n/<int:key>/pdf": lambda t: [f"c/{t.answered.reference}/n/{n.pk}/pdf" for n in t.notices],
    "desk/files/<slug:public_id>": lambda t: [f"files/{file.public_id}" for file in t.files],
    "desk/r/<slug:record_id>/": lambda t: [f"r/{r.pk}/" for r in (t.draft, t.review)],
    "desk/r/<slug:record_id>/export": lambda t: [f"r/{r.pk}/export" for r in (t.draft, t.review)],
    "desk/r/<slug:record_id>/edit/": lambda t: [f"r/{t.draft.pk}/edit/"],
    "desk/r/<slug:record_id>/autosave": lambda t: [f"r/{t.draft.pk}/autosave"],
    "desk/r/<slug:record_id>/unsaved/": lambda t: [f"r/{t.draft.pk}/unsaved/"],
    "desk/r/<slug:record_id>/compare/": lambda t: [f"r/{r.pk}/compare/" for r in (t.draft, t.review)],
    "desk/r/<slug:record_id>/tracked/": lambda t: [f"r/{r.pk}/tracked/" for r in (t.draft, t.review)],
    "desk/r/<slug:record_id>/do/<slug:name>/": lambda t: [
        f"r/{r.pk}/do/{name}/" for r in (t.draft, t.review) for name in record_acts.ACTS
    ],
    "desk/r/<slug:record_id>/guard/mask": lambda t: [f"r/{t.review.pk}/guard/mask"],
    "desk/r/<slug:record_id>/guard/<slug:key>/": lambda t: [f"r/{t.review.pk}/guard/{t.hit}/"],
    "desk/r/<slug:record_id>/guard/<slug:key>/replace/": lambda t: [f"r/{t.review.pk}/guard/{t.hit}/replace/"],
    "desk/r/<slug:record_id>/channels/": lambda t: [f"r/{r.pk}/channels/" for r in (t.draft, t.review)],
    "desk/r/<slug:record_id>/channels/<slug:channel>/": lambda t: [f"r/{t.draft.pk}/channels/weibo/"],
    "desk/outbox/<int:key>/": lambda t: [f"outbox/{t.delivery.pk}/"],
    "desk/outbox/<int:key>/do/<slug:name>/": lambda t: [f"outbox/{t.delivery.pk}/do/{name}/" for name in OUTBOX_ACTS],
    "desk/upward/<slug:code>/": lambda t: [f"upward/{t.submission.code}/"],
    "desk/upward/<slug:code>/do/<slug:name>/": lambda t: [f"upward/{t.submission.code}/do/{n}/" for n in UPWARD_ACTS],
    "desk/r/<slug:record_id>/report-up/": lambda t: [f"r/{t.draft.pk}/report-up/"],
    "desk/seals/<slug:code>/<int:seq>/": lambda t: [f"seals/{t.unit}/1/"],
    "desk/keys/<slug:code>/": lambda t: [f"keys/{t.key.code}/"],
    "desk/keys/<slug:code>/revoke/": lambda t: [f"keys/{t.key.code}/revoke/"],
    "desk/people/of/<slug:username>/": lambda t: [f"people/of/{t.editor}/"],
    "desk/people/of/<slug:username>/password/": lambda t: [f"people/of/{t.editor}/password/"],
    "desk/people/of/<slug:username>/second-factor/": lambda t: [f"people/of/{t.editor}/second-factor/"],
    "desk/people/of/<slug:username>/retire/": lambda t: [f"people/of/{t.editor}/retire/"],
    "desk/people/of/<slug:username>/granted/": lambda t: [f"people/of/{t.editor}/granted/"],
    "desk/withheld/<int:key>/": lambda t: [f"withheld/{t.withheld.pk}/"],
    "desk/withheld/<int:key>/do/<slug:name>/": lambda t: [
        f"withheld/{t.withheld.pk}/do/{name}/" for name in withheld.ACTS
    ],
    "desk/logbooks/e/<slug:code>/": lambda t: [f"logbooks/e/{t.entry.code}/"],
    "desk/logbooks/e/<slug:code>/do/<slug:name>/": lambda t: [
        f"logbooks/e/{t.entry.code}/do/{name}/" for name in logbooks.ACTS if name != "end"
    ],
    "desk/findings/<slug:code>/": lambda t: [f"findings/{t.finding.code}/"],
    "desk/findings/<slug:code>/do/<slug:name>/": lambda t: [
        f"findings/{t.finding.code}/do/{name}/" for name in findings.ACTS
    ],
    "desk/findings/<slug:code>/paper.pdf": lambda t: [f"findings/{t.finding.code}/paper.pdf"],
    "desk/findings/<slug:code>/paper.docx": lambda t: [f"findings/{t.finding.code}/paper.docx"],
    "desk/monitor/f/<slug:code>/": lambda t: [f"monitor/f/{t.fault.code}/"],
    "desk/monitor/f/<slug:code>/page": lambda t: [f"monitor/f/{t.fault.code}/page"],
    "desk/key-points/<slug:code>/": lambda t: [f"key-points/{t.point.pk}/"],
    "desk/key-points/<slug:code>/do/<slug:name>/": lambda t: [
        f"key-points/{t.point.pk}/do/{name}/" for name in key_points.ACTS
    ],
    "desk/key-points/<slug:code>/evidence/": lambda t: [f"key-points/{t.point.pk}/evidence/"],
    "desk/key-points/<slug:code>/evidence/<int:seq>/off": lambda t: [f"key-points/{t.point.pk}/evidence/1/off"],
    "desk/assessment/a/<slug:code>/": lambda t: [f"assessment/a/2025-{t.unit}/"],
    "desk/assessment/a/<slug:code>/do/<slug:name>/": lambda t: [
        f"assessment/a/2025-{t.unit}/do/{name}/" for name in appraising.ACTS
    ],
    "desk/assessment/a/<slug:code>/i/<slug:key>/": lambda t: [f"assessment/a/2025-{t.unit}/i/rules/"],
    "desk/assessment/a/<slug:code>/i/<slug:key>/evidence/": lambda t: [f"assessment/a/2025-{t.unit}/i/rules/evidence/"],
    "desk/assessment/a/<slug:code>/i/<slug:key>/evidence/<int:seq>/off": lambda t: [
        f"assessment/a/2025-{t.unit}/i/rules/evidence/1/off"
    ],
    "desk/guides/<slug:code>/": lambda t: [f"guides/{t.unit}/"],
    "desk/guides/<slug:code>/<slug:part>/": lambda t: [f"guides/{t.unit}/office/"],
    "desk/portal/<str:place>/": lambda t: [f"portal/unit.{t.unit}/"],
    "desk/portal/<str:place>/preview": lambda t: [f"portal/unit.{t.unit}/preview"],
    "desk/portal/<str:place>/put-back/<int:version>": lambda t: [f"portal/unit.{t.unit}/put-back/0"],
    "desk/annual/<int:year>/<slug:unit>/begin": lambda t: [f"annual/2025/{t.unit}/begin"],
    "desk/annual/r/<slug:record_id>/": lambda t: [f"annual/r/{t.account.pk}/"],
    "desk/annual/r/<slug:record_id>/count-anew": lambda t: [f"annual/r/{t.account.pk}/count-anew"],
    "desk/annual/r/<slug:record_id>/key-points": lambda t: [f"annual/r/{t.account.pk}/key-points"],
    "desk/annual/r/<slug:record_id>/take-up": lambda t: [f"annual/r/{t.account.pk}/take-up"],
    "desk/annual/r/<slug:record_id>/out": lambda t: [f"annual/r/{t.account.pk}/out"],
    "desk/annual/r/<slug:record_id>/f/<str:token>/": lambda t: [f"annual/r/{t.account.pk}/f/foi.received/"],
    "desk/annual/r/<slug:record_id>/chart/": lambda t: [f"annual/r/{t.account.pk}/chart/"],
    "desk/annual/r/<slug:record_id>/ask/": lambda t: [f"annual/r/{t.account.pk}/ask/"],
    "desk/annual/r/<slug:record_id>/remark/": lambda t: [f"annual/r/{t.account.pk}/remark/"],
    "desk/annual/r/<slug:record_id>/remarks/<int:key>/answer/": lambda t: [
        f"annual/r/{t.account.pk}/remarks/1/answer/"
    ],
    "desk/annual/r/<slug:record_id>/remarks/<int:key>/resolve": lambda t: [
        f"annual/r/{t.account.pk}/remarks/1/resolve"
    ],
    "desk/contributions/<slug:code>/": lambda t: [f"contributions/{t.contribution.pk}/"],
    "desk/contributions/<slug:code>/take": lambda t: [f"contributions/{t.contribution.pk}/take"],
    "desk/contributions/<slug:code>/leave": lambda t: [f"contributions/{t.contribution.pk}/leave"],
    "desk/contributions/<slug:code>/call-off/": lambda t: [f"contributions/{t.contribution.pk}/call-off/"],
    "desk/bulletins/<slug:record_id>/send-round": lambda t: [f"bulletins/{t.bulletin.pk}/send-round"],
    "desk/accounts/<int:year>/<slug:unit>/": lambda t: [f"accounts/2026/{t.unit}/"],
    "desk/accounts/<int:year>/<slug:unit>/take-back/": lambda t: [f"accounts/2026/{t.unit}/take-back/"],
    "desk/accounts/<int:year>/<slug:unit>/reported/": lambda t: [f"accounts/2026/{t.unit}/reported/"],
    "desk/accounts/<int:year>/<slug:unit>/reported/<slug:code>/do/<slug:name>/": lambda t: [
        f"accounts/2026/{t.unit}/reported/{t.number.code}/do/{name}/" for name in reported.ACTS
    ],
    "desk/supervision/questions/<slug:pattern>/<slug:procedure>/<slug:unit>/": lambda t: [f"{ASKED}/{t.unit}/"],
    "desk/supervision/questions/<slug:pattern>/<slug:procedure>/<slug:unit>/do/explain/": lambda t: [
        f"{ASKED}/{t.unit}/do/explain/"
    ],
    "desk/reports/<slug:table>/<int:year>/<slug:unit>/": lambda t: [f"{TABLE}/{t.unit}/"],
    "desk/reports/<slug:table>/<int:year>/<slug:unit>/export": lambda t: [f"{TABLE}/{t.unit}/export"],
    "desk/reports/<slug:table>/<int:year>/<slug:unit>/<slug:row>/<slug:column>/": lambda t: [
        f"{TABLE}/{t.unit}/r1/total/"
    ],
    "desk/reports/<slug:table>/<int:year>/<slug:unit>/<slug:row>/<slug:column>/export": lambda t: [
        f"{TABLE}/{t.unit}/r1/total/export"
    ],
}
"""Addresses of a unit's own things: not found by anybody who has no part in it."""
LISTS: dict[str, Callable[[Things], list[str]]] = {
    "desk/": lambda t: [
        "",
        "?tab=unit",
        "?tab=closed",
        "?p=foi",
        "?p=record",
        f"?q={BEGINS}",
        "?q=2026-00",
        "?q=0000",
        "?after=1",
    ],
    "desk/account": each("account"),
    "desk/search": lambda t: (
        [f"search?q={q}" for q in (BEGINS, "草稿", "wutong", "caogao", "2026-00")]
        + ["search", f"search?unit={t.unit}", "search?state=draft&order=newest", "search?kind=notice&page=2"]
    ),
    "desk/search/suggest": lambda t: [f"search/suggest?q={q}" for q in (BEGINS, "草", "wu", BEGINS + "甲草")],
    "desk/search/synonyms": each("search/synonyms"),
    "desk/unsent/<slug:place>/": each("unsent/0123456789abcdef0123456789abcdef/"),
    "desk/r/": each("r/", "r/?state=draft", "r/?kind=notice", "r/?after=2026-12-31.zzz"),
    "desk/r/new/": each("r/new/"),
    "desk/r/new/<slug:code>/": lambda t: [f"r/new/{d.code}/?unit={t.unit}" for d in declare.kinds()],
    "desk/r/new/<slug:code>/word/": lambda t: [f"r/new/{d.code}/word/?unit={t.unit}" for d in declare.kinds()],
    "desk/r/import/<slug:code>/": lambda t: [f"r/import/{d.code}/?unit={t.unit}" for d in declare.kinds()],
    "desk/r/import/<slug:code>/template": each("r/import/notice/template"),
    "desk/r/export": each("r/export?kind=notice", "r/export?kind=policy&state=draft"),
    "desk/r/new/<slug:code>/autosave": each("r/new/notice/autosave"),
    "desk/r/<slug:record_id>/throw-away": lambda t: [f"r/{t.draft.pk}/throw-away"],
    "desk/p/<slug:drawer>/<slug:name>/": lambda t: [screen_url(*each)[len("/desk/") :] for each in screens()],
    "desk/catalogue/": each("catalogue/"),
    "desk/catalogue/new/": each("catalogue/new/", "catalogue/new/?below=policy"),
    "desk/catalogue/<slug:key>/": each("catalogue/policy/", "catalogue/notices/"),
    "desk/catalogue/<slug:key>/edit/": each("catalogue/notices/edit/"),
    "desk/catalogue/<slug:key>/do/<slug:name>/": each(*(f"catalogue/notices/do/{name}/" for name in catalogue.ACTS)),
    "desk/coverage/": each("coverage/", "coverage/?by=section"),
    "desk/coverage/list/": lambda t: [
        "coverage/list/",
        f"coverage/list/?unit={t.unit}",
        "coverage/list/?section=notices",
    ],
    "desk/coverage/export": each("coverage/export"),
    "desk/outbox/": each("outbox/", "outbox/?state=waiting&channel=weibo", "outbox/?after=99"),
    "desk/upward/": each("upward/", "upward/?year=2026&quarter=1&to=portal"),
    "desk/upward/list/": each("upward/list/", "upward/list/?year=2026&state=reported"),
    "desk/points/": each("points/"),
    "desk/points/new/": each("points/new/"),
    "desk/points/<int:key>/edit/": each("points/1/edit/"),
    "desk/points/<int:key>/close/": each("points/1/close/"),
    "desk/outbox/channels/": each("outbox/channels/"),
    "desk/guard/": each("guard/", "guard/?only=stops", "guard/?after=1.zzz"),
    "desk/key-points/": lambda t: [
        "key-points/",
        f"key-points/?year=2026&unit={t.unit}",
        "key-points/?state=under_way",
        "key-points/?state=late",
    ],
    "desk/key-points/new/": each("key-points/new/"),
    "desk/key-points/import/": each("key-points/import/"),
    "desk/key-points/import/template": each("key-points/import/template"),
    "desk/key-points/export": each("key-points/export"),
    "desk/assessment/": each("assessment/", "assessment/?year=2025"),
    "desk/assessment/<int:year>/": each("assessment/2025/", "assessment/2026/"),
    "desk/assessment/<int:year>/do/<slug:name>/": each(*(f"assessment/2025/do/{name}/" for name in assessment.ACTS)),
    "desk/assessment/<int:year>/export": each("assessment/2025/export"),
    "desk/assessment/schemes/": each("assessment/schemes/"),
    "desk/assessment/schemes/new/": each("assessment/schemes/new/"),
    "desk/assessment/schemes/sample": each("assessment/schemes/sample"),
    "desk/assessment/schemes/<int:key>/": each("assessment/schemes/1/"),
    "desk/assessment/schemes/<int:key>/file": each("assessment/schemes/1/file"),
    "desk/assessment/schemes/<int:key>/head/": each("assessment/schemes/2/head/"),
    "desk/assessment/schemes/<int:key>/add/": each("assessment/schemes/2/add/"),
    "desk/assessment/schemes/<int:key>/i/<slug:indicator>/": each("assessment/schemes/2/i/rules/"),
    "desk/assessment/schemes/<int:key>/i/<slug:indicator>/remove/": each("assessment/schemes/2/i/rules/remove/"),
    "desk/assessment/schemes/<int:key>/adopt/": each("assessment/schemes/2/adopt/"),
    "desk/assessment/schemes/<int:key>/drop/": each("assessment/schemes/2/drop/"),
    "desk/logbooks/": lambda t: ["logbooks/", f"logbooks/?year=2026&unit={t.unit}"],
    "desk/logbooks/<slug:code>/": lambda t: [
        "logbooks/trainings/",
        f"logbooks/trainings/?year=2026&unit={t.unit}",
        "logbooks/trainings/?after=2026-12-31.zzz",
    ],
    "desk/logbooks/<slug:code>/new/": lambda t: ["logbooks/trainings/new/", f"logbooks/staff/new/?unit={t.unit}"],
    "desk/logbooks/<slug:code>/none/": each("logbooks/trainings/none/"),
    "desk/logbooks/<slug:code>/import/": lambda t: [
        "logbooks/trainings/import/",
        f"logbooks/staff/import/?unit={t.unit}",
    ],
    "desk/logbooks/<slug:code>/import/template": each("logbooks/trainings/import/template"),
    "desk/logbooks/<slug:code>/export": each("logbooks/trainings/export"),
    "desk/withheld/": each("withheld/"),
    "desk/withheld/new/": each("withheld/new/"),
    "desk/people/": each("people/"),
    "desk/government/": each("government/"),
    "desk/people/new/": each("people/new/"),
    "desk/people/grant/": each("people/grant/"),
    "desk/people/<int:key>/revoke": each("people/1/revoke"),
    "desk/review/": each("review/"),
    "desk/review/checklists/new/": each("review/checklists/new/"),
    "desk/review/checklists/<slug:key>/": each("review/checklists/secrecy-review/"),
    "desk/review/checklists/<slug:key>/end/": each("review/checklists/secrecy-review/end/"),
    "desk/review/chain/": each("review/chain/"),
    "desk/review/chain/<int:key>/end": each("review/chain/1/end"),
    "desk/review/leave/": each("review/leave/"),
    "desk/review/leave/<int:key>/end": each("review/leave/1/end"),
    "desk/guides/": each("guides/"),
    "desk/portal/": each("portal/"),
    "desk/topics/": each("topics/"),
    "desk/topics/new/": each("topics/new/"),
    "desk/topics/<slug:key>/": each("topics/no-such-topic/"),
    "desk/topics/<slug:key>/edit/": each("topics/no-such-topic/edit/"),
    "desk/topics/<slug:key>/end/": each("topics/no-such-topic/end/"),
    "desk/site-notices/": each("site-notices/"),
    "desk/site-notices/<int:key>/take-down/": each("site-notices/1/take-down/"),
    "desk/former/": each("former/"),
    "desk/views/": each("views/", "views/?month=2026-03"),
    "desk/archives/": each("archives/", "archives/?which=open", "archives/?which=in"),
    "desk/seals/": each("seals/"),
    "desk/keys/": each("keys/"),
    "desk/keys/new/": each("keys/new/"),
    "desk/register/": lambda t: [
        "register/",
        f"register/?unit={t.unit}",
        f"register/?q={BEGINS}",
        "register/?p=foi&phase=open",
        "register/?light=green",
        f"register/?who={t.officer}",
    ],
    "desk/register/import/<slug:code>/": lambda t: ["register/import/foi/", f"register/import/foi/?unit={t.unit}"],
    "desk/register/import/<slug:code>/template": each("register/import/foi/template"),
    "desk/register/export": each("register/export", "register/export?p=foi"),
    "desk/calendar/": lambda t: [
        "calendar/?month=2026-03",
        f"calendar/?of=unit&month=2026-03&unit={t.unit}",
        "calendar/?of=unit&month=2026-03",
        "calendar/?of=unit&p=foi&day=2026-03-30",
    ],
    "desk/workload/": lambda t: ["workload/", f"workload/?unit={t.unit}", "workload/?month=2026-03&p=foi"],
    "desk/annual/": each("annual/"),
    "desk/annual/<int:year>/": each("annual/2025/"),
    "desk/annual/outlines/": each("annual/outlines/"),
    "desk/annual/outlines/<slug:key>/text": each("annual/outlines/no-such/text"),
    "desk/annual/outlines/<slug:key>/end": each("annual/outlines/no-such/end"),
    "desk/contributions/": each("contributions/"),
    "desk/bulletins/": each("bulletins/"),
    "desk/bulletins/begin": each("bulletins/begin"),
    "desk/accounts/": each("accounts/", "accounts/?year=2026"),
    "desk/accounts/<int:year>/": each("accounts/2026/"),
    "desk/measures/": lambda t: ["measures/", f"measures/?unit={t.unit}&period=2026-Q1"],
    "desk/measures/<str:key>/": each("measures/foi.received/", "measures/trainings.attendees/?period=2026"),
    "desk/measures/<str:key>/export": each("measures/foi.received/export?period=2026"),
    "desk/reports/": lambda t: ["reports/", f"reports/?unit={t.unit}&year=2026", "reports/?year=2026"],
    "desk/supervision/": lambda t: [
        "supervision/",
        "supervision/?p=foi",
        "supervision/?p=record",
        "supervision/?p=keypoint",
    ],
    "desk/supervision/made-timely/": lambda t: ["supervision/made-timely/"],
    "desk/supervision/week/": each("supervision/week/", "supervision/week/?p=foi", "supervision/week/?p=record"),
    "desk/findings/": each("findings/", "findings/?state=answered", "findings/?sort=suggest&from=0"),
    "desk/findings/new/": lambda t: [
        "findings/new/",
        f"findings/new/?sort=explain&unit={t.unit}&about={t.case.reference}",
    ],
    "desk/monitor/": each("monitor/", "monitor/?indicator=dead_in", "monitor/?state=gone&from=0"),
    "desk/monitor/begin": each("monitor/begin"),
    "desk/monitor/again": lambda t: ["monitor/again"],
    "desk/monitor/assign/": lambda t: ["monitor/assign/", f"monitor/assign/?f={t.fault.code if t.fault else 0}"],
    "desk/monitor/quarter/": each("monitor/quarter/", "monitor/quarter/?q=2026-1"),
    "desk/alerts/seen": each("alerts/seen"),
    "desk/supervision/open/": each(
        "supervision/open/", "supervision/open/?p=foi&state=handling", "supervision/open/?age=5&from=0"
    ),
    "desk/supervision/wall/": each("supervision/wall/"),
    "desk/supervision/questions/": each("supervision/questions/"),
    "desk/supervision/league/": each("supervision/league/", "supervision/league/?p=foi"),
    "desk/supervision/urged/": lambda t: ["supervision/urged/"],
    "desk/supervision/published-late/": lambda t: ["supervision/published-late/"],
    "desk/supervision/let-off/": lambda t: ["supervision/let-off/"],
    "desk/supervision/taken-late/": lambda t: ["supervision/taken-late/"],
    "desk/supervision/list/": lambda t: [
        "supervision/list/",
        *(f"supervision/list/?unit={t.unit}&light={x}" for x in LIGHTS),
    ],
    "desk/^(?P<rest>.*)$": each("no/such/page", "c/", "c/2026-9999/", "r/zzzz/", "files/zzzz"),
}
"""Addresses that anybody on the staff may come by: nothing of another unit's shows there."""
LIGHTS = ("red", "yellow", "green", "paused")
SIGNING_IN = {"desk/sign-in", "desk/sign-in/code", "desk/sign-in/first", "desk/sign-in/demo", "desk/sign-out"}
COUNTER = {
    "counter/", "counter/^apply/?$", "counter/track", "counter/track/case", "counter/track/leave", "counter/track/act", "counter/track/paper", "counter/track/enclosure", "counter/track/proof", "counter/audit", "counter/figures/<slug:record_id>/<str:token>", "counter/search", "counter/search/suggest", "counter/library/<slug:kind>", "counter/follow", "counter/follow/<str:name>", "counter/subscribe", "counter/subscribe/<slug:code>/<str:secret>",
    "counter/<slug:code>/apply", "counter/<slug:code>/receipt", "counter/<slug:code>/resume", "counter/<slug:code>/look", r"counter/^(?P<address>track(?:/(?:case|leave|act|paper|enclosure|proof))?|audit|search|subscribe|follow|library/[-\w]+|[-\w]+/(?:apply|resume))/$",
}  # fmt: skip
API = {
    "api/", "api/openapi.json", "api/sections", "api/records", r"api/^records\.(?P<form>[a-z0-9]+)$", "api/records/<slug:record_id>", "api/changes", "api/entries", "api/entries/<slug:record_id>", "api/adoptions", "api/payments", "api/uploads", "api/uploads/<slug:upload_id>", "api/^(?P<rest>.+)$",
}  # fmt: skip
"""What programs may ask: nothing but what is public; with a key what came in by its unit's keys."""
POSTED = (
    "/bundle",
    "/begin",
    "/count-anew",
    "/take-up",
    "/take",
    "/leave",
    "/resolve",
    "/key-points",
    "/send-round",
    "/off",
    "/out",
    "/archive",
    "party",
    "/pdf",
    "export",
    "mask",
    "autosave",
    "throw-away",
    "end",
    "revoke",
    "preview",
    "put-back/0",
    "alerts/seen",
    "/again",
)
"""How addresses end that answer to POST alone."""
SUBJECT, PUBLIC, SECRET, LEDGER, STAFF, FRAMEWORK = "subject", "public", "secret", "ledger", "staff", "framework"
MODELS = {
    **dict.fromkeys(("cases.Case", "records.Record", "records.Version", "records.Outlet"), SUBJECT),
    **dict.fromkeys(("flow.StepTaken", "flow.Clock", "flow.ClockEvent", "flow.Duty"), SUBJECT),
    **dict.fromkeys(("documents.Notice", "documents.Rendering", "documents.Enclosure", "documents.Seal", "files.File", "parties.Sealed"), SUBJECT),
    **dict.fromkeys(("guard.Justification", "guard.Inspection", "records.Writing", "outbox.Delivery", "outbox.Wording", "upward.Submission"), SUBJECT),
    **dict.fromkeys(("measures.CaseSheet", "measures.CaseYear", "measures.CaseMonth", "measures.RecordSheet", "measures.OutletSheet", "measures.SubmissionSheet", "measures.DemandSheet", "measures.EntrySheet", "measures.KeyPointSheet", "measures.StepSheet", "measures.MatterSheet", "keypoints.KeyPoint", "keypoints.Assist", "keypoints.Turn", "keypoints.Proof", "drafting.Contribution", "drafting.Passage", "drafting.Remark", "logbooks.Entry", "statements.Statement", "statements.Reported", "oversight.Explanation", "oversight.Alert", "oversight.Finding", "oversight.Turn"), SUBJECT),
    **dict.fromkeys(("units.Government", "units.Unit", "units.Closure", "records.Section", "records.LoadedTemplate", "records.LoadedChecklist", "records.ReviewChain", "foi.AnswerWording", "foi.AnswerPath", "foi.Publicising", "records.Withholding", "records.GuideText", "portal.Arrangement", "portal.Topic", "portal.SiteNotice", "portal.FormerAddress", "drafting.LoadedOutline", "rules.Rule", "rules.CalendarYear", "search.SynonymList", "guard.LoadedWords", "outbox.Channel", "points.ReadingPoint"), PUBLIC),
    **dict.fromkeys(("parties.SubjectKey", "keys.ApiKey", "keys.Reception", "keys.Recognition", "subscribers.Subscriber"), SECRET),
    **dict.fromkeys(("ledger.Fact", "ledger.Leaf", "ledger.Checkpoint", "ledger.Cosignature", "ledger.Sent"), LEDGER),
    **dict.fromkeys(("units.Person", "units.Appointment", "units.Substitution"), STAFF),
    **dict.fromkeys(("documents.Register", "flow.Cursor"), SECRET),
    **dict.fromkeys(("monitoring.Run",), PUBLIC),
    **dict.fromkeys(("monitoring.Page",), SECRET),
    **dict.fromkeys(("monitoring.Fault", "monitoring.Snapshot"), SUBJECT),
    **dict.fromkeys(("foi.RedactedCopy",), SUBJECT),
    **dict.fromkeys(("assessments.SchemeVersion", "assessments.Assessment"), PUBLIC),
    **dict.fromkeys(("assessments.Appraisal", "assessments.Mark", "assessments.Proof", "assessments.Turn"), SUBJECT),
    **dict.fromkeys(("sweep.Sweep",), PUBLIC),
    **dict.fromkeys(("sweep.Suspect", "sweep.SuspectText"), SUBJECT),
    **dict.fromkeys(("contenttypes.ContentType", "auth.Permission", "auth.Group", "sessions.Session"), FRAMEWORK),
}  # fmt: skip
"""How rows are come by. SUBJECT: only through the record or case they belong to, or as a figure over units; each has rows in the scene
below. PUBLIC: said of the government itself. SECRET: on no page. LEDGER: facts with their subject, the rest published sealed. STAFF:
names of colleagues. A drawer's model that belongs to a record or case needs no line."""
