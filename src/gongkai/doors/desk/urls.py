"""Addresses of the desk. The last one is every other path: a stranger is asked to sign in there too."""

from django.urls import path, re_path

from gongkai.doors.desk import (
    account,
    cases,
    catalogue,
    coverage,
    entry,
    files,
    records,
    reports,
    screens,
    signin,
    supervision,
    unsent,
    worklist,
)

urlpatterns = [
    path("", worklist.worklist),
    path("sign-in", signin.sign_in),
    path("sign-in/code", signin.second_factor),
    path("sign-in/demo", signin.demo_sign_in),
    path("sign-out", signin.sign_out),
    path("account", account.account),
    path("unsent/<slug:place>/", unsent.unsent),
    path("c/<str:reference>/", cases.case_page),
    path("c/<str:reference>/party", cases.party),
    path("c/<str:reference>/do/<slug:name>/", cases.case_act),
    path("c/<str:reference>/n/<int:key>/", cases.notice),
    path("c/<str:reference>/n/<int:key>/pdf", cases.notice_pdf),
    path("files/<slug:public_id>", files.attachment),
    path("r/", records.record_list),
    path("r/new/", records.choose_kind),
    path("r/new/<slug:code>/", records.new_record),
    path("r/<slug:record_id>/", records.record_page),
    path("r/<slug:record_id>/edit/", records.edit_record),
    path("r/<slug:record_id>/do/<slug:name>/", records.record_act),
    path("p/<slug:drawer>/<slug:name>/", screens.screen),
    *catalogue.catalogue_urls,
    *coverage.coverage_urls,
    *reports.report_urls,
    *supervision.supervision_urls,
    re_path(r"^(?P<rest>.*)$", entry.nothing_here, name="desk-nothing"),
]
