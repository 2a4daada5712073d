"""The desk with reports and supervision mounted, whatever the desk itself mounts."""

from django.urls import include, path

from gongkai.doors.desk.reports import report_urls
from gongkai.doors.desk.supervision import supervision_urls

urlpatterns = [path("desk/", include([*report_urls, *supervision_urls])), path("", include("gongkai.doors.urls"))]
