"""All dynamic addresses: the counter for citizens, the desk for staff, the interface for programs. Each door that has a ``urls`` module is mounted."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

DOORS = ("desk", "counter", "api")

handler404 = "gongkai.doors.counter.door.not_found"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{door}/", include(f"gongkai.doors.{door}.urls"))
    for door in DOORS
    if find_spec(f"gongkai.doors.{door}") and find_spec(f"gongkai.doors.{door}.urls")
]
