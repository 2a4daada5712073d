"""Addresses of the interface."""

from django.urls import path, re_path

from gongkai.doors.api import adoptions, entering, payments, reading, telling

app_name = "api"


urlpatterns = [
    path("", telling.interface, name="interface"),
    path("openapi.json", telling.description, name="description"),
    path("sections", reading.sections, name="sections"),
    path("records", reading.listing, name="records"),
    re_path(r"^records\.(?P<form>[a-z0-9]+)$", reading.table, name="table"),
    path("records/<slug:record_id>", reading.one, name="record"),
    path("changes", reading.changes, name="changes"),
    path("entries", entering.enter, name="enter"),
    path("entries/<slug:record_id>", entering.entry, name="entry"),
    path("adoptions", adoptions.adoption, name="adoption"),
    path("payments", payments.payment, name="payment"),
    path("uploads", entering.begin, name="uploads"),
    path("uploads/<slug:upload_id>", entering.upload, name="upload"),
    re_path(r"^(?P<rest>.+)$", telling.nothing_here, name="nothing"),
]
